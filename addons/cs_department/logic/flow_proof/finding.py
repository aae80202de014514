"""What the proof of a flow says, and what it must be told."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..expression import Type

Level = Literal["error", "warning"]
#: kinds of field that a wait can wait for
MOMENTS = frozenset({"date", "datetime"})


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (``error``) or doubtful (``warning``).

    ``node`` is the key of the node it is about (empty: the whole flow), ``code`` what
    is the matter, ``params`` fill the sentence of that code. ``counterexample`` holds
    values of facts that show it.
    """

    level: Level
    node: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    counterexample: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Field:
    """A field of the document: its type, and what an approval may do with it."""

    type: str
    is_person: bool = False
    is_editable: bool = True
    #: only the engine may write it
    is_engine: bool = False


@dataclass(frozen=True)
class Setting:
    """The document a flow is made for.

    ``facts`` are the names that conditions may use, ``optional`` those of them that
    may be empty, ``options`` the values of those that are chosen from a list,
    ``effects`` what an action node may name. ``condition`` is the
    flow's own; a gate (``is_gate``) guards a change instead of a submitted document.
    """

    facts: Mapping[str, Type] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    options: Mapping[str, Collection[str]] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    effects: frozenset[str] = frozenset()
    condition: str = ""
    is_gate: bool = False
    today: datetime.date = datetime.date(2000, 1, 1)
    zone: datetime.tzinfo | None = None
