"""Reading the definition of a flow that somebody hands in as data.

Nothing is taken on trust: whatever the data is, ``read`` returns a tree of known
entries with values of the right type and size, or raises :class:`DefinitionError`,
which says where and why. Entries that are not known are left out and reported.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .flow_graph import Graph, GraphError

MOST_NODES, MOST_LEVELS, MOST_NAMES, MOST_IGNORED = 500, 20, 200, 50
SCHEMA = 1

Allowed = Mapping[str, Collection[str]]
Place = tuple[str, ...]


class DefinitionError(ValueError):
    """The data is not the definition of a flow.

    ``code`` says what is the matter, ``place`` where (names of entries and numbers of
    nodes, from the outside in), ``params`` fill the sentence.
    """

    def __init__(self, code: str, place: Place = (), **params: object) -> None:
        """Keep the place for the sentence."""
        super().__init__(code)
        self.code, self.place, self.params = code, place, params


@dataclass(frozen=True)
class Definition:
    """A definition that was read: its own entries, its nodes, what was left out."""

    values: dict[str, Any]
    nodes: list[dict[str, Any]]
    ignored: list[str] = field(default_factory=list)


def _text(limit: int) -> Callable[[object, Place], str]:
    def read_text(value: object, place: Place) -> str:
        if not isinstance(value, str):
            raise DefinitionError("text", place)
        if len(value) > limit:
            raise DefinitionError("long", place, limit=limit)
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise DefinitionError("letters", place)
        return value.strip()

    return read_text


def _number(low: float, high: float) -> Callable[[object, Place], float]:
    def read_number(value: object, place: Place) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise DefinitionError("number", place)
        # the comparison first: a huge whole number is no float at all
        if not low <= value <= high or not math.isfinite(value):
            raise DefinitionError("range", place, low=low, high=high)
        return value

    return read_number


def _whole(low: int, high: int) -> Callable[[object, Place], int]:
    within = _number(low, high)

    def read_whole(value: object, place: Place) -> int:
        number = within(value, place)
        if number != int(number):
            raise DefinitionError("whole", place)
        return int(number)

    return read_whole


def _flag(value: object, place: Place) -> bool:
    if not isinstance(value, bool):
        raise DefinitionError("flag", place)
    return value


def _names(value: object, place: Place) -> list[str]:
    if not isinstance(value, list):
        raise DefinitionError("list", place)
    if len(value) > MOST_NAMES:
        raise DefinitionError("many", place, limit=MOST_NAMES)
    read_name = _text(200)
    return [read_name(item, (*place, str(n))) for n, item in enumerate(value, start=1)]


_SHORT, _LONG = _text(200), _text(4000)
_HOURS = _number(0, 100_000)

HEAD: dict[str, Callable[[object, Place], Any]] = {
    "code": _text(64),
    "name": _SHORT,
    "model": _SHORT,
    "description": _text(20_000),
    "condition": _LONG,
    "trigger": _SHORT,
    "gate_field": _SHORT,
    "gate_values": _LONG,
    "no_requester": _flag,
    "no_beneficiary": _flag,
    "no_subordinate": _flag,
    "pool_size": _whole(1, 100_000),
    "urge_hours": _HOURS,
    "sequence": _whole(0, 1_000_000),
}
NODE: dict[str, Callable[[object, Place], Any]] = {
    "key": _text(40),
    "name": _SHORT,
    "kind": _SHORT,
    "condition": _LONG,
    "approver_kind": _SHORT,
    "users": _names,
    "role": _SHORT,
    "level": _whole(0, 100),
    "until_role": _SHORT,
    "field_name": _SHORT,
    "sign_mode": _SHORT,
    "votes_needed": _number(1e-6, 100_000),
    "votes_percent": _flag,
    "if_nobody": _SHORT,
    "fallback": _names,
    "if_requester": _SHORT,
    "if_repeated": _SHORT,
    "limit_hours": _HOURS,
    "limit_action": _SHORT,
    "open_fields": _LONG,
    "required_fields": _LONG,
    "effect": _SHORT,
    "server_action": _SHORT,
    "wait_field": _SHORT,
    "wait_hours": _HOURS,
    "comment_required": _flag,
    "buttons": _SHORT,
    "allow_transfer": _flag,
    "allow_return": _flag,
    "allow_add_signer": _flag,
}


def read(data: object, allowed: Allowed) -> Definition:
    """Return what the data defines.

    :param allowed: the values that an entry may have, for entries that are a choice.
    :raises DefinitionError: when it is not a definition.
    """
    if not isinstance(data, dict):
        raise DefinitionError("no_definition")
    if data.get("schema", SCHEMA) != SCHEMA:
        raise DefinitionError("schema", ("schema",), schema=SCHEMA)
    ignored: list[str] = []
    known = {"schema", "nodes"}
    values = _entries(data, HEAD, allowed, (), known, ignored)
    for name in ("code", "name", "model"):
        if not values.get(name):
            raise DefinitionError("missing", (name,))
    reader = _NodeReader(allowed, ignored)
    nodes = reader.read(data.get("nodes"), ("nodes",), 1)
    _check_tree(nodes)
    return Definition(values, nodes, ignored)


class _NodeReader:
    """Reads a tree of nodes and counts them."""

    def __init__(self, allowed: Allowed, ignored: list[str]) -> None:
        """Begin with nothing counted."""
        self.allowed, self.ignored, self.count = allowed, ignored, 0

    def read(self, data: object, place: Place, level: int) -> list[dict[str, Any]]:
        """Return a list of nodes; raises DefinitionError."""
        if not isinstance(data, list):
            raise DefinitionError("list", place)
        if level > MOST_LEVELS:
            raise DefinitionError("deep", place, limit=MOST_LEVELS)
        self.count += len(data)
        if self.count > MOST_NODES:
            raise DefinitionError("many", place, limit=MOST_NODES)
        return [
            self._node(item, (*place, str(number)), level)
            for number, item in enumerate(data, start=1)
        ]

    def _node(self, data: object, place: Place, level: int) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise DefinitionError("no_node", place)
        found = _entries(data, NODE, self.allowed, place, {"children"}, self.ignored)
        for name in ("name", "kind"):
            if not found.get(name):
                raise DefinitionError("missing", (*place, name))
        if found.get("votes_percent") and found.get("votes_needed", 1) > 100:
            raise DefinitionError("range", (*place, "votes_needed"), low=0, high=100)
        children = data.get("children") or []
        found["children"] = self.read(children, (*place, "children"), level + 1)
        return found


def _entries(
    data: Mapping[object, object],
    readers: Mapping[str, Callable[[object, Place], Any]],
    allowed: Allowed,
    place: Place,
    known: Collection[str],
    ignored: list[str],
) -> dict[str, Any]:
    found = {}
    for name, value in data.items():
        if not isinstance(name, str) or name not in readers:
            if name not in known and len(ignored) < MOST_IGNORED:
                ignored.append(" / ".join((*place, _printable(name))))
            continue
        if value in ("", None):
            continue
        found[name] = readers[name](value, (*place, name))
        if name in allowed and found[name] not in allowed[name]:
            raise DefinitionError("choice", (*place, name), value=found[name])
    return found


def _printable(name: object) -> str:
    return str(name)[:40].encode("utf-8", "replace").decode().replace("\x00", "?")


def _check_tree(nodes: list[dict[str, Any]]) -> None:
    """Raise when the nodes do not stand where they may; keys must be unique."""
    numbers = iter(range(MOST_NODES))

    def keyed(node: dict[str, Any]) -> dict[str, Any]:
        key = node.get("key") or f" {next(numbers)}"
        return {**node, "key": key, "children": [keyed(c) for c in node["children"]]}

    try:
        Graph({"nodes": [keyed(node) for node in nodes]})
    except GraphError as error:
        raise DefinitionError("tree", reason=str(error)) from error
