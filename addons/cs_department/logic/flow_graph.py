"""The shape of an approval flow and how a run moves through it.

A flow is a tree as people draw it: a list of nodes run from top to bottom, a
``branch`` holds cases of which one is taken, a ``parallel`` holds lanes that all run.
The only state of a run is the set of nodes that are active now; a lane has ended when
nothing below its ``parallel`` is active any more, so a join needs no counter and a
return cannot lose one.

Preview and run use the same functions, so with unchanged data they take the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

STOPS = frozenset({"approve", "fill", "notify", "action", "wait"})
STRUCTURE = frozenset({"branch", "parallel", "case", "lane"})
ROOT = ""

#: Answers which of the given conditions holds first; ``None`` when none does.
Choose = Callable[["Node"], int | None]


class GraphError(ValueError):
    """The drawn tree is not a flow; the message says where."""


@dataclass(frozen=True)
class Node:
    """One node of the tree with its place in it."""

    key: str
    kind: str
    name: str
    parent: str
    index: int
    spec: Mapping[str, Any] = field(hash=False, compare=False)
    children: tuple[str, ...] = ()

    def called(self, language: str | None) -> str:
        """Return the name in a language such as ``zh_CN``, else as it was drawn."""
        names = self.spec.get("names") or {}
        return str(names.get(language) or self.name)


def in_language(data: Mapping[str, Any], language: str | None) -> dict[str, Any]:
    """Return a compiled flow whose nodes are called as in a language."""

    def renamed(spec: Mapping[str, Any]) -> dict[str, Any]:
        names = spec.get("names") or {}
        name = names.get(language) or spec.get("name")
        children = [renamed(child) for child in spec.get("children") or ()]
        return {**spec, "name": name, **({"children": children} if children else {})}

    return {**data, "nodes": [renamed(spec) for spec in data.get("nodes") or ()]}


class Graph:
    """A compiled flow.

    :param data: ``{"nodes": [node, ...]}``; a node is a mapping with ``key``, ``kind``,
        ``name`` and, for structure, ``children`` in order.
    :raises GraphError: for a key used twice, an unknown kind, or a case or lane outside
        of its branch or parallel.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Read the tree; see the class for the errors."""
        self.nodes: dict[str, Node] = {}
        self.root = self._read(data.get("nodes") or (), ROOT, "lane")

    def _read(
        self, specs: Sequence[Mapping[str, Any]], parent: str, holder: str
    ) -> tuple[str, ...]:
        inner = {"branch": {"case"}, "parallel": {"lane"}}.get(
            holder, STOPS | {"branch", "parallel"}
        )
        keys = []
        for index, spec in enumerate(specs):
            key, kind = spec["key"], spec["kind"]
            if key in self.nodes or key == ROOT:
                raise GraphError(f"the key {key!r} is used twice")
            if kind not in inner:
                raise GraphError(
                    f"a node of kind {kind!r} cannot stand in a {holder!r}"
                )
            keys.append(key)
            self.nodes[key] = Node(key, kind, "", parent, index, spec)
            if kind in STOPS and spec.get("children"):
                raise GraphError(f"a node of kind {kind!r} cannot hold other nodes")
            children = self._read(spec.get("children") or (), key, kind)
            name = str(spec.get("name") or "")
            self.nodes[key] = Node(key, kind, name, parent, index, spec, children)
        return tuple(keys)

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Return the texts of all conditions."""
        texts = (node.spec.get("condition") for node in self.nodes.values())
        return tuple(str(text) for text in texts if text)

    def stops(self) -> Iterator[Node]:
        """Yield the nodes where something happens, from top to bottom."""
        pending = list(reversed(self.root))
        while pending:
            node = self.nodes[pending.pop()]
            pending.extend(reversed(node.children))
            if node.kind in STOPS:
                yield node

    def start(self, choose: Choose) -> list[str]:
        """Return the nodes that are active first; none ends the run at once."""
        return self._open_list(self.root, 0, ROOT, frozenset(), choose)

    def after(self, key: str, active: Collection[str], choose: Choose) -> list[str]:
        """Return the nodes that open when ``key`` is done.

        :param key: the node that was left.
        :param active: the nodes still active, without ``key``.
        :param choose: see :data:`Choose`; asked once for every branch that is met.
        """
        node = self.nodes[key]
        return self._open_list(
            self._siblings(node), node.index + 1, node.parent, active, choose
        )

    def _siblings(self, node: Node) -> tuple[str, ...]:
        return self.nodes[node.parent].children if node.parent else self.root

    def _open_list(
        self,
        keys: tuple[str, ...],
        position: int,
        holder: str,
        active: Collection[str],
        choose: Choose,
    ) -> list[str]:
        while True:
            for key in keys[position:]:
                opened = self._open(key, active, choose)
                if opened:
                    return opened
            if holder == ROOT:
                return []
            structure = self.nodes[self.nodes[holder].parent]
            if any(self.is_below(other, structure.key) for other in active):
                return []
            keys, position = self._siblings(structure), structure.index + 1
            holder = structure.parent

    def _open(self, key: str, active: Collection[str], choose: Choose) -> list[str]:
        node = self.nodes[key]
        if node.kind in STOPS:
            return [key]
        if node.kind == "branch":
            chosen = choose(node)
            lanes: tuple[str, ...] = ()
            if chosen is not None:
                lanes = (node.children[chosen],)
        else:
            lanes = node.children
        opened: list[str] = []
        for lane in lanes:
            for child in self.nodes[lane].children:
                first = self._open(child, active, choose)
                if first:
                    opened += first
                    break
        return opened

    def is_below(self, key: str, ancestor: str) -> bool:
        """Tell whether ``key`` stands somewhere below ``ancestor``."""
        return ancestor in self.ancestors(key)

    def ancestors(self, key: str) -> list[str]:
        """Return the nodes around ``key``, the nearest first."""
        found = []
        parent = self.nodes[key].parent
        while parent:
            found.append(parent)
            parent = self.nodes[parent].parent
        return found

    def order(self, first: str, second: str) -> int | None:
        """Compare two nodes: -1 before, 0 the same, 1 after, ``None`` side by side.

        Nodes in two lanes of one parallel, or in two cases of one branch, stand side by
        side: neither comes before the other.
        """
        if first == second:
            return 0
        left = [first, *self.ancestors(first)][::-1]
        right = [second, *self.ancestors(second)][::-1]
        for one, other in zip(left, right, strict=False):
            if one != other:
                if self.nodes[one].kind in ("lane", "case"):
                    return None
                return -1 if self.nodes[one].index < self.nodes[other].index else 1
        return -1 if len(left) < len(right) else 1

    def leave_for(self, source: str, target: str, active: Collection[str]) -> set[str]:
        """Return the active nodes that end when ``source`` sends the run back.

        :param target: a node already passed; lanes beside it go on undisturbed.
        :raises GraphError: when ``target`` is not before ``source``.
        """
        if self.order(target, source) not in (-1, 0):
            raise GraphError("one can only return to a node that was passed before")
        return {key for key in active if self.order(target, key) in (-1, 0)}


@lru_cache(maxsize=256)
def _cached(digest: str, frozen: _Frozen) -> Graph:
    return Graph(frozen.data)


class _Frozen:
    """Carries the data past the cache's key: the digest alone identifies it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen)


def load(data: Mapping[str, Any], digest: str) -> Graph:
    """Return the graph of a published version, compiled once per process.

    :param digest: the hash of ``data``, which identifies it.
    """
    return _cached(digest, _Frozen(data))
