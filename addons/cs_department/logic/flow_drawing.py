"""Reading the tree of a flow as the designer's drawing hands it in.

The drawing comes from a browser, so nothing is taken on trust: ``read`` returns rows
of known entries with values of the right type and size, and for every node what is
wrong with it, so that each sentence can stand on its card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .flow_definition import (
    MOST_LEVELS,
    MOST_NODES,
    NODE,
    Allowed,
    DefinitionError,
)

HOLDERS = {"case": "branch", "lane": "parallel"}
MOST_PEOPLE = 200
LARGEST_ID = 2**31 - 1
#: entries that hold one id, and those that hold several
ONE = ("role_id", "until_role_id", "server_action_id")
MANY = ("user_ids", "fallback_user_ids")
#: entries of a definition that a drawing names otherwise
_ELSEWHERE = {"key", "users", "fallback", "role", "until_role", "server_action"}
PLAIN = tuple(name for name in NODE if name not in _ELSEWHERE)
#: entries that always have a value: without one they stay as they are
_ALWAYS = frozenset(
    {"sign_mode", "if_nobody", "if_requester", "if_repeated", "buttons"}
)
_NUMBERS = frozenset({"level", "limit_hours", "wait_hours"})
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,40}")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one entry of a node; ``code`` as in DefinitionError."""

    node: str
    entry: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One node: its key, the key of its holder, its place there, and its values."""

    key: str
    parent: str
    index: int
    level: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """The nodes from top to bottom, each after its holder, and what is wrong."""

    rows: list[Row]
    problems: list[Problem]


def read(data: object, allowed: Allowed) -> Drawing:
    """Return what was drawn.

    :param allowed: the values that an entry may have, for entries that are a choice.
    :raises DefinitionError: when the data is not a tree of nodes with keys at all.
    """
    reader = _Reader(allowed)
    reader.read(data, "", "lane", 0)
    return Drawing(reader.rows, reader.problems)


class _Reader:
    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.keys: set[str] = set()

    def read(self, data: object, parent: str, holder: str, level: int) -> None:
        place = (parent,) if parent else ()
        if not isinstance(data, list):
            raise DefinitionError("list", place)
        if level > MOST_LEVELS:
            raise DefinitionError("deep", place, limit=MOST_LEVELS)
        if len(self.keys) + len(data) > MOST_NODES:
            raise DefinitionError("many", place, limit=MOST_NODES)
        for index, item in enumerate(data):
            self._node(item, parent, holder, index, level)

    def _node(
        self, data: object, parent: str, holder: str, index: int, level: int
    ) -> None:
        if not isinstance(data, dict):
            raise DefinitionError("no_node", (parent,) if parent else ())
        key = data.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key) or key in self.keys:
            raise DefinitionError("key", (str(data.get("name"))[:40],))
        self.keys.add(key)
        values = self._values(key, data)
        kind = str(values.get("kind") or "")
        if not self._may_stand(kind, holder):
            self.problems.append(Problem(key, "kind", "place"))
        self.rows.append(Row(key, parent, index, level, values))
        children = data.get("children") or []
        if children and kind not in ("branch", "parallel", *HOLDERS):
            self.problems.append(Problem(key, "children", "place"))
        self.read(children, key, kind, level + 1)

    def _may_stand(self, kind: str, holder: str) -> bool:
        if holder in HOLDERS.values():
            return HOLDERS.get(kind) == holder
        return kind not in HOLDERS

    def _values(self, key: str, data: Mapping[object, object]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for names, reader in ((PLAIN, self._plain), (ONE, self._id), (MANY, self._ids)):
            values |= {n: reader(key, n, data[n]) for n in names if n in data}
        for name in MANY:
            # only who signs in turn has a place of his own
            if name in values and not (
                name == "user_ids" and values.get("sign_mode") == "in_turn"
            ):
                values[name].sort()
        for name in (*_ALWAYS, "votes_needed"):
            if values.get(name) is False:
                del values[name]
        for name in ("name", "kind"):
            if not values.get(name):
                self.problems.append(Problem(key, name, "missing"))
        if values.get("votes_percent") and (values.get("votes_needed") or 1) > 100:
            params = {"low": 0, "high": 100}
            self.problems.append(Problem(key, "votes_needed", "range", params))
        return values

    def _plain(self, key: str, name: str, value: object) -> object:
        if value in ("", None) or value is False:
            return 0 if name in _NUMBERS else False
        try:
            found = NODE[name](value, (name,))
        except DefinitionError as error:
            self.problems.append(Problem(key, name, error.code, error.params))
            return False
        if name in self.allowed and found not in self.allowed[name]:
            params = {"value": str(found)[:40]}
            self.problems.append(Problem(key, name, "choice", params))
            return False
        return found

    def _id(self, key: str, name: str, value: object) -> int | bool:
        if type(value) is int and 0 < value <= LARGEST_ID:
            return value
        if value in (False, None, ""):
            return False
        self.problems.append(Problem(key, name, "gone"))
        return False

    def _ids(self, key: str, name: str, value: object) -> list[int]:
        if value in (None, False):
            return []
        if not isinstance(value, list):
            self.problems.append(Problem(key, name, "list"))
            return []
        if len(value) > MOST_PEOPLE:
            params = {"limit": MOST_PEOPLE}
            self.problems.append(Problem(key, name, "many", params))
            return []
        found = [self._id(key, name, item) for item in value]
        return list(dict.fromkeys(item for item in found if item is not False))
