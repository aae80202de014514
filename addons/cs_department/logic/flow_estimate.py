"""How long a way through a flow takes, from what its nodes took before."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .flow_graph import Graph, Node


def expected_hours(
    graph: Graph,
    asked: Collection[str],
    hours: Mapping[str, float],
    usual: float = 0.0,
) -> float:
    """Return how long the way over some nodes takes.

    What stands one after the other adds up; of lanes the longest counts.

    :param asked: the keys of the nodes where somebody is asked.
    :param hours: what a node took before.
    :param usual: what a node takes of which nothing is known.
    """

    def of_list(keys: Collection[str]) -> float:
        return sum(of_node(graph.nodes[key]) for key in keys)

    def of_node(node: Node) -> float:
        if node.key in asked:
            return hours.get(node.key, usual)
        inner = [of_list(graph.nodes[key].children) for key in node.children]
        if node.kind == "parallel":
            return max(inner, default=0.0)
        return sum(inner)

    return of_list(graph.root)
