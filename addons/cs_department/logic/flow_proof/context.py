"""What is known of a document when it comes to a node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..expression import Expression, ExpressionError
from ..flow_graph import Graph, Node
from .trials import Trials


@dataclass(frozen=True)
class Case:
    """One case of a branch; without a condition it is 'otherwise'."""

    node: Node
    condition: Expression | None


def text_of(node: Node) -> str:
    """Return the condition of a case as typed, empty for 'otherwise'."""
    return str(node.spec.get("condition") or "").strip()


class Context:
    """Answers what must hold of a document for it to reach a place of the tree."""

    def __init__(self, graph: Graph, trials: Trials) -> None:
        """Read the conditions of the tree once; bad ones are kept as errors."""
        self.graph, self.trials = graph, trials
        self.bad: dict[str, ExpressionError] = {}
        self._cases: dict[str, Case] = {}
        for node in graph.nodes.values():
            if node.kind == "case":
                self._cases[node.key] = Case(
                    node, self._compiled(node.key, text_of(node))
                )
        self.whole = self._compiled("", trials.setting.condition.strip())

    def _compiled(self, key: str, text: str) -> Expression | None:
        try:
            return self.trials.compile(text) if text else None
        except ExpressionError as error:
            self.bad[key] = error
            return None

    def names(self) -> frozenset[str]:
        """Return the names of all facts that the flow looks at."""
        conditions = [self.whole, *(case.condition for case in self._cases.values())]
        return frozenset(name for c in conditions if c for name in c.names)

    def cases(self, branch: Node) -> list[Case] | None:
        """Return the cases of a branch, ``None`` when one of them cannot be read."""
        if any(key in self.bad for key in branch.children):
            return None
        return [self._cases[key] for key in branch.children]

    def demand(self, case: Node) -> list[tuple[Expression, bool]] | None:
        """Return what must hold for a case to be taken, ``None`` when it never is."""
        found: list[tuple[Expression, bool]] = []
        for other in self.cases(self.graph.nodes[case.parent]) or ():
            if other.node == case:
                return found + ([(other.condition, True)] if other.condition else [])
            if other.condition is None:
                return None
            found.append((other.condition, False))
        return found

    def outer(self, node: Node) -> list[tuple[Expression, bool]]:
        """Return what holds when a document comes to ``node``.

        Where somebody may have changed the document on the way, only what was decided
        after it still counts.
        """
        found: list[tuple[Expression, bool]] = []
        place = node
        while place is not None:
            if any(self.changes(other) for other in self._beside(place)):
                return found
            parent = self.graph.nodes.get(place.parent)
            if parent is None:
                return found + ([(self.whole, True)] if self.whole else [])
            if parent.kind == "case":
                found += self.demand(parent) or ()
            place = self.graph.nodes[parent.parent]
        return found

    def _beside(self, node: Node) -> Iterator[Node]:
        """Yield what may have been passed before ``node`` since its list began."""
        siblings = (
            self.graph.nodes[node.parent].children if node.parent else self.graph.root
        )
        yield from (self.graph.nodes[key] for key in siblings[: node.index])
        lane = self.graph.nodes.get(node.parent)
        if lane is not None and lane.kind == "lane":
            for key in self.graph.nodes[lane.parent].children:
                if key != lane.key:
                    yield self.graph.nodes[key]

    def changes(self, node: Node) -> bool:
        """Tell whether the facts may be others after a node than before it."""
        if node.kind in ("fill", "action", "wait") or node.spec.get("open_fields"):
            return True
        return any(self.changes(self.graph.nodes[key]) for key in node.children)
