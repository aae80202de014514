"""What happens to a run that goes on in another version of its flow."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass

from .flow_graph import STOPS, Graph, Node

#: settings of a node that say who is asked and how they decide
_ASKING = ("who", "users", "role", "level", "until_role", "field", "sign", "votes")


@dataclass(frozen=True)
class Migration:
    """Keys of nodes, by what happens to them.

    ``missing``: the run waits there but cannot in the new version (not there, or of
    another kind); ``apart``: two places that can no longer be active together. Both
    forbid it. ``forgotten``: was passed and is no longer there; ``overlooked``: new,
    but the run is past its place; ``kept``: the run waits there and the people asked
    stay, although the node asks others now.
    """

    missing: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    forgotten: tuple[str, ...] = ()
    overlooked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Tell whether the run can go on in the new version."""
        return not self.missing and not self.apart


def examine(
    old: Graph, new: Graph, active: Collection[str], passed: Collection[str]
) -> Migration:
    """Compare where a run stands with another version of its flow.

    :param active: the nodes where it waits.
    :param passed: the nodes that it has met.
    """
    missing = [key for key in active if not _is_same_kind(old, new, key)]
    if missing:
        return Migration(missing=tuple(sorted(missing)))
    pairs = itertools.combinations(sorted(active), 2)
    apart = [(a, b) for a, b in pairs if new.order(a, b) is not None]
    stops = [node for node in new.stops() if active]
    return Migration(
        apart=tuple(apart),
        forgotten=tuple(sorted(set(passed) - new.nodes.keys())),
        overlooked=tuple(
            node.key
            for node in stops
            if node.key not in passed
            and node.key not in active
            and _is_behind(new, node, active)
            and not _is_other_case(new, node, active, passed)
        ),
        kept=tuple(key for key in sorted(active) if _asks_others(old, new, key)),
    )


def _is_same_kind(old: Graph, new: Graph, key: str) -> bool:
    node = new.nodes.get(key)
    known = old.nodes.get(key)
    return (
        node is not None
        and node.kind in STOPS
        and (known is None or known.kind == node.kind)
    )


def _asks_others(old: Graph, new: Graph, key: str) -> bool:
    if key not in old.nodes:
        return False
    before, after = old.nodes[key].spec, new.nodes[key].spec
    return any((before.get(n) or None) != (after.get(n) or None) for n in _ASKING)


def _is_behind(graph: Graph, node: Node, active: Collection[str]) -> bool:
    """Tell whether a run at ``active`` does not come to a node any more."""
    orders = [graph.order(key, node.key) for key in active]
    if any(order == -1 for order in orders):
        return False
    if any(order == 1 for order in orders):
        return True
    return any(_shares_parallel(graph, key, node.key) for key in active)


def _shares_parallel(graph: Graph, key: str, other: str) -> bool:
    around = graph.ancestors(other)
    shared = [k for k in graph.ancestors(key) if k in around]
    return bool(shared) and graph.nodes[shared[0]].kind == "parallel"


def _is_other_case(
    graph: Graph, node: Node, active: Collection[str], passed: Collection[str]
) -> bool:
    """Tell whether a node stands in a case of a branch that may not have been taken.

    It was not, as far as the run can tell, when nothing else of that case was met.
    """
    met = {*active, *passed} & graph.nodes.keys()
    cases = [k for k in graph.ancestors(node.key) if graph.nodes[k].kind == "case"]
    return any(not any(graph.is_below(key, case) for key in met) for case in cases)
