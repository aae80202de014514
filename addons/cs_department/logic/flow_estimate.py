"""How long a way through a flow takes, from what its nodes took before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .flow_graph import Graph, Node

#: so many requests must have been decided before anything is said of the next
FEWEST = 3
#: nothing is said of a finish further away
LONGEST_HOURS = 24 * 365.0
#: nobody is called late sooner, however quickly others were
SOONEST_LATE_HOURS = 1.0


@dataclass
class History:
    """What the nodes of a flow took before.

    ``usual`` is half of all cases' time at a node, ``slow`` that of nine in ten, both
    in hours; ``any_usual`` stands for a node of which nothing is known.
    """

    count: int = 0
    usual: dict[str, float] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    any_usual: float = 0.0
    any_slow: float = 0.0


@dataclass
class Expected:
    """When a request is likely to be decided, and whether it takes longer than most."""

    hours: float
    is_late: bool


def expect(
    graph: Graph,
    history: History,
    waited: Mapping[str, float],
    ahead: Collection[str],
    fixed: Mapping[str, float] | None = None,
) -> Expected | None:
    """Return how long a request still takes; ``None`` when too little is known.

    :param waited: node where somebody is asked now, and for how many hours already.
    :param ahead: the keys of the nodes where somebody will be asked.
    :param fixed: nodes that hold the request for a time that is known.
    """
    if history.count < FEWEST:
        return None
    known = dict(history.usual) | dict(fixed or {})
    for key, since in waited.items():
        known[key] = max(history.usual.get(key, history.any_usual) - since, 0.0)
    asked = {*waited, *ahead, *(fixed or {})}
    hours = expected_hours(graph, asked, known, history.any_usual)
    if hours > LONGEST_HOURS:
        return None
    is_late = any(
        since > max(history.slow.get(key, history.any_slow), SOONEST_LATE_HOURS)
        for key, since in waited.items()
    )
    return Expected(hours, is_late)


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
