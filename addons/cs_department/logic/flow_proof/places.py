"""What can be wrong with a node because of where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..expression import Expression
from ..flow_graph import Graph, Node
from .context import Context
from .finding import Finding
from .nodes import SINGLE
from .trials import Sample, plain

Demand = list[tuple[Expression, bool]]
#: ways through a flow that are looked at
MOST_WAYS = 50


def both_run(graph: Graph, first: Node, second: Node) -> bool:
    """Tell whether two nodes can both be met in one run."""
    if graph.order(first.key, second.key) is not None:
        return True
    around = graph.ancestors(second.key)
    shared = next(key for key in graph.ancestors(first.key) if key in around)
    return graph.nodes[shared].kind == "parallel"


def is_certain_before(graph: Graph, first: Node, second: Node) -> bool:
    """Tell whether every run that comes to ``second`` has passed ``first``."""
    if graph.order(first.key, second.key) != -1:
        return False
    around = set(graph.ancestors(second.key))
    return all(
        key in around
        for key in graph.ancestors(first.key)
        if graph.nodes[key].kind == "case"
    )


def repeated_effects(graph: Graph) -> Iterator[Finding]:
    """Yield effects that one run would bring about twice."""
    actions = [node for node in graph.stops() if node.kind == "action"]
    for index, node in enumerate(actions):
        effect, server = node.spec.get("effect"), node.spec.get("server_action")
        for other in actions[:index]:
            if not both_run(graph, other, node):
                continue
            params = {"node": node.name, "other": other.name, "effect": effect}
            if effect and other.spec.get("effect") == effect:
                yield Finding("error", node.key, "effect_twice", params)
                break
            if not effect and server and other.spec.get("server_action") == server:
                yield Finding("warning", node.key, "action_twice", params)
                break


def choices_without_chooser(graph: Graph) -> Iterator[Finding]:
    """Yield nodes whose people nobody, or not everybody, chooses before them."""
    stops = list(graph.stops())
    for node in stops:
        if node.spec.get("who") != "previous_choice":
            continue
        before = [
            other
            for other in stops
            if other.kind in ("approve", "fill")
            and graph.order(other.key, node.key) == -1
        ]
        params = {"node": node.name}
        if not before:
            yield Finding("error", node.key, "no_chooser", params)
        elif not any(is_certain_before(graph, other, node) for other in before):
            yield Finding("warning", node.key, "chooser_not_sure", params)


def repeated_people(graph: Graph) -> Iterator[Finding]:
    """Yield nodes that always pass because the same people approved before."""
    nodes = [node for node in graph.stops() if node.kind == "approve"]
    for index, node in enumerate(nodes):
        if node.spec.get("if_repeated") != "pass":
            continue
        for other in nodes[:index]:
            if (
                _people(other.spec) == _people(node.spec)
                and _all_sign(other.spec)
                and is_certain_before(graph, other, node)
            ):
                params = {"node": node.name, "other": other.name}
                yield Finding("warning", node.key, "same_people", params)
                break


def _people(spec: Mapping[str, Any]) -> tuple[object, ...] | None:
    who = spec.get("who")
    if who in ("requester_choice", "previous_choice"):
        return None
    names = {
        "user": ("users",),
        "role": ("role",),
        "manager": ("level",),
        "department_head": ("level",),
        "manager_chain": ("level", "until_role"),
        "field": ("field",),
    }.get(str(who), ())
    return who, *(str(spec.get(name)) for name in names)


def _all_sign(spec: Mapping[str, Any]) -> bool:
    """Tell whether everybody on a node has approved once it is passed."""
    return (
        _people(spec) is not None
        and (
            spec.get("who") in SINGLE
            or spec.get("sign") in ("all", "in_turn")
            or len(spec.get("users") or ()) == 1
        )
        and spec.get("if_nobody") != "fallback"
    )


def returns_from_lane(graph: Graph) -> Iterator[Finding]:
    """Yield time limits that throw away what other lanes have decided."""
    for node in graph.stops():
        lanes = [
            k for k in graph.ancestors(node.key) if graph.nodes[k].kind == "parallel"
        ]
        if (
            node.spec.get("limit_hours")
            and node.spec.get("limit_action") == "return"
            and lanes
        ):
            params = {"node": node.name, "other": graph.nodes[lanes[0]].name}
            yield Finding("warning", node.key, "return_from_lane", params)


# ---- ways on which nobody decides ----------------------------------------------------


def undecided_way(context: Context) -> Iterator[Finding]:
    """Yield an example of a document that nobody would have to approve."""
    graph = context.graph
    if not any(node.kind == "approve" for node in graph.stops()):
        yield Finding("error", "", "no_approver")
        return
    if context.bad:
        return
    start: Demand = [(context.whole, True)] if context.whole else []
    found = _first_possible(context, _ways(context, graph.root, start, [MOST_WAYS]))
    if found is not None:
        yield Finding("warning", "", "undecided_way", {}, plain(found))


def _first_possible(context: Context, ways: Iterator[Demand]) -> Sample | None:
    for demand in ways:
        sample = context.trials.find(demand)
        if sample is not None:
            return sample
    return None


def _ways(
    context: Context, keys: Sequence[str], demand: Demand, left: list[int]
) -> Iterator[Demand]:
    """Yield what a document must be like to pass a list without any approval."""
    if not keys:
        left[0] -= 1
        yield demand
        return
    node = context.graph.nodes[keys[0]]
    if node.kind == "approve" or left[0] <= 0:
        return
    for lists in _continued(context, node, demand):
        inner, wanted = lists
        for found in _ways(context, inner, wanted, left):
            yield from _ways(context, keys[1:], found, left)


def _continued(
    context: Context, node: Node, demand: Demand
) -> Iterator[tuple[list[str], Demand]]:
    """Yield the nodes that a node leads into, and for which documents."""
    nodes = context.graph.nodes
    if node.kind == "branch":
        for key in node.children:
            own = context.demand(nodes[key])
            if own is not None:
                yield list(nodes[key].children), [*demand, *own]
    else:
        yield (
            [child for lane in node.children for child in nodes[lane].children],
            demand,
        )
