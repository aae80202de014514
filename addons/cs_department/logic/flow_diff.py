"""What changed between two versions of a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Spec = Mapping[str, Any]
#: what says nothing about how a node behaves
_SILENT = frozenset({"key", "children", "names"})


def changes(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Compare two compiled graphs, in the order in which people read them.

    :return: ``(what, key, name)`` with what ``added``, ``removed``, ``changed`` or
        ``moved``; ``("policy", "", "")`` when the rules of the whole flow differ.
    """
    before, after = _flat(old.get("nodes") or ()), _flat(new.get("nodes") or ())
    found = [
        ("removed", k, _name(s)) for k, (s, _p) in before.items() if k not in after
    ]
    kept = [key for key in after if key in before]
    order = {key: index for index, key in enumerate(k for k in before if k in after)}
    moved = _moved([order[key] for key in kept], kept)
    for key, (spec, parent) in after.items():
        if key not in before:
            found.append(("added", key, _name(spec)))
            continue
        if _behaviour(spec) != _behaviour(before[key][0]):
            found.append(("changed", key, _name(spec)))
        if parent != before[key][1] or key in moved:
            found.append(("moved", key, _name(spec)))
    if (old.get("policy") or {}) != (new.get("policy") or {}):
        found.append(("policy", "", ""))
    return found


def _flat(nodes: Sequence[Spec]) -> dict[str, tuple[Spec, str]]:
    return {spec["key"]: (spec, parent) for spec, parent in _walk(nodes, "")}


def _walk(nodes: Sequence[Spec], parent: str) -> Iterator[tuple[Spec, str]]:
    for spec in nodes:
        yield spec, parent
        yield from _walk(spec.get("children") or (), spec["key"])


def _name(spec: Spec) -> str:
    return str(spec.get("name") or "")


def _behaviour(spec: Spec) -> dict[str, Any]:
    return {name: value for name, value in spec.items() if name not in _SILENT}


def _moved(order: Sequence[int], keys: Sequence[str]) -> set[str]:
    """Return the keys outside of the longest run that kept its order."""
    nothing: list[int] = []
    best: list[list[int]] = []
    for position, value in enumerate(order):
        tails = [chain for chain in best if order[chain[-1]] < value]
        best.append([*(max(tails, key=len) if tails else nothing), position])
    kept = set(max(best, key=len) if best else nothing)
    return {key for position, key in enumerate(keys) if position not in kept}
