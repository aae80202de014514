"""What people must be told: the difference between what they knew and what is now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class State:
    """One shift as somebody knows it: whose it is, which, when."""

    person: int
    type: int
    start: str
    stop: str


@dataclass(frozen=True, slots=True)
class Told:
    """One shift before and after; None where nobody has it."""

    day: str
    before: State | None
    after: State | None


def differences(shifts: Iterable[Told]) -> dict[int, list[dict[str, Any]]]:
    """Return ``{person: lines}``; whoever has nothing new is not in it.

    A line says what came ("added"), went ("removed") or is otherwise ("changed").
    """
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for shift in shifts:
        before, after = shift.before, shift.after
        if before == after:
            continue
        if before and after and before.person == after.person:
            found[before.person].append(_line(shift.day, "changed", before, after))
            continue
        if before:
            found[before.person].append(_line(shift.day, "removed", before, None))
        if after:
            found[after.person].append(_line(shift.day, "added", None, after))
    for lines in found.values():
        lines.sort(key=lambda line: (line["day"], line["kind"]))
    return dict(found)


def _line(
    day: str, kind: str, before: State | None, after: State | None
) -> dict[str, Any]:
    return {"day": day, "kind": kind, "before": _as(before), "after": _as(after)}


def _as(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {"type": state.type, "start": state.start, "stop": state.stop}
