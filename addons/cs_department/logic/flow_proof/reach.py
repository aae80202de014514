"""Which nodes a person's documents can come to at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..flow_graph import STOPS, Graph
from .context import Context
from .finding import Setting
from .trials import MOST_IN_ALL, Trials


class Reach:
    """Answers for what is known of a person; everything else may be as it likes.

    :param data: a compiled graph that is a flow.
    """

    def __init__(self, data: Mapping[str, Any], setting: Setting) -> None:
        """Read the conditions once."""
        self.trials = Trials(setting)
        self.context = Context(Graph(data), self.trials)
        self.names = self.context.names()

    def keys(self, known: Mapping[str, object]) -> frozenset[str]:
        """Return the nodes that some document of such a person comes to.

        :param known: facts that are certain, by name.
        """
        self.trials.left = MOST_IN_ALL
        found: set[str] = set()
        whole = self.context.whole
        if whole is None or self.trials.find([(whole, True)], known) is not None:
            self._visit(self.context.graph.root, known, found)
        return frozenset(found)

    def _visit(
        self, keys: Sequence[str], known: Mapping[str, object], found: set[str]
    ) -> None:
        nodes = self.context.graph.nodes
        for key in keys:
            node = nodes[key]
            if node.kind in STOPS:
                found.add(key)
            for child in node.children:
                if node.kind == "parallel" or self._is_possible(child, known):
                    self._visit(nodes[child].children, known, found)

    def _is_possible(self, case: str, known: Mapping[str, object]) -> bool:
        node = self.context.graph.nodes[case]
        own = self.context.demand(node)
        if own is None:
            return False
        outer = self.context.outer(self.context.graph.nodes[node.parent])
        return self.trials.find([*own, *outer], known) is not None
