"""What changed between two versions of a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spec = Mapping[str, Any]
#: what says nothing about how a node behaves
_SILENT = frozenset({"key", "children", "names", "name"})


@dataclass(frozen=True)
class Change:
    """One difference: ``what`` is added, removed, renamed, changed, moved or policy.

    ``entries`` are the settings that differ, each with its old and new value.
    """

    what: str
    key: str = ""
    name: str = ""
    kind: str = ""
    entries: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Compare two compiled graphs, in the order in which people read them."""
    before, after = _flat(old.get("nodes") or ()), _flat(new.get("nodes") or ())
    found = [_change("removed", s) for k, (s, _p) in before.items() if k not in after]
    kept = [key for key in after if key in before]
    order = {key: index for index, key in enumerate(k for k in before if k in after)}
    moved = _moved([order[key] for key in kept], kept)
    for key, (spec, parent) in after.items():
        if key not in before:
            found.append(_change("added", spec))
            continue
        found += _changed(before[key][0], spec)
        if parent != before[key][1] or key in moved:
            found.append(_change("moved", spec))
    entries = _entries(old.get("policy") or {}, new.get("policy") or {})
    return [*found, Change("policy", entries=entries)] if entries else found


def _changed(old: Spec, new: Spec) -> Iterator[Change]:
    if old.get("name") != new.get("name"):
        names = {"name": (_name(old), _name(new))}
        yield _change("renamed", new, names)
    entries = _entries(old, new)
    if "kind" in entries:
        entries = {"kind": entries["kind"]}
    entries = {name: pair for name, pair in entries.items() if name not in _SILENT}
    if entries:
        yield _change("changed", new, entries)


def _entries(old: Spec, new: Spec) -> dict[str, tuple[Any, Any]]:
    """Return what differs; a setting that is missing is an empty one."""
    names = dict.fromkeys([*old, *new])
    pairs = {name: (old.get(name), new.get(name)) for name in names}
    return {n: (a, b) for n, (a, b) in pairs.items() if (a or None) != (b or None)}


def _change(what: str, spec: Spec, entries: Mapping[str, Any] | None = None) -> Change:
    return Change(what, spec["key"], _name(spec), str(spec.get("kind")), entries or {})


def _flat(nodes: Sequence[Spec]) -> dict[str, tuple[Spec, str]]:
    return {spec["key"]: (spec, parent) for spec, parent in _walk(nodes, "")}


def _walk(nodes: Sequence[Spec], parent: str) -> Iterator[tuple[Spec, str]]:
    for spec in nodes:
        yield spec, parent
        yield from _walk(spec.get("children") or (), spec["key"])


def _name(spec: Spec) -> str:
    return str(spec.get("name") or "")


def _moved(order: Sequence[int], keys: Sequence[str]) -> set[str]:
    """Return the keys outside of the longest run that kept its order."""
    best: list[list[int]] = []
    for position, value in enumerate(order):
        tails = [chain for chain in best if order[chain[-1]] < value]
        best.append([*_longest(tails), position])
    kept = set(_longest(best))
    return {key for position, key in enumerate(keys) if position not in kept}


def _longest(chains: list[list[int]]) -> list[int]:
    return max(chains, key=len) if chains else []
