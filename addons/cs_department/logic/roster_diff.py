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

    def is_same(self) -> bool:
        """Tell whether nobody has anything new to be told."""
        return self.before == self.after


def differences(shifts: Iterable[Told]) -> dict[int, list[dict[str, Any]]]:
    """Return ``{person: lines}``; whoever has nothing new is not in it.

    A line says what came ("added"), went ("removed") or is otherwise ("changed"): a
    shift that takes the place of another one on the same day is a change of it.
    """
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for shift in shifts:
        before, after = shift.before, shift.after
        if shift.is_same():
            continue
        if before and after and before.person == after.person:
            found[before.person].append(_line(shift.day, "changed", before, after))
            continue
        if before:
            found[before.person].append(_line(shift.day, "removed", before, None))
        if after:
            found[after.person].append(_line(shift.day, "added", None, after))
    paired = {person: _paired(lines) for person, lines in found.items()}
    return {person: lines for person, lines in paired.items() if lines}


def net(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what lines of several notices of one person come to, by day."""
    apart = []
    for line in lines:
        if line["before"]:
            apart.append({**line, "kind": "removed", "after": None})
        if line["after"]:
            apart.append({**line, "kind": "added", "before": None})
    return _paired(apart)


def _paired(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a person by day, each that went with one that came."""
    came: dict[str, list[dict[str, Any]]] = defaultdict(list)
    went: dict[str, list[dict[str, Any]]] = defaultdict(list)
    paired = [line for line in lines if line["kind"] == "changed"]
    for line in lines:
        if line["kind"] != "changed":
            (came if line["kind"] == "added" else went)[line["day"]].append(line)
    for day in came.keys() | went.keys():
        new, old = _without_same(came[day], went[day])
        both = min(len(new), len(old))
        paired += [
            {"day": day, "kind": "changed", "before": b["before"], "after": a["after"]}
            for a, b in zip(new[:both], old[:both], strict=True)
        ]
        paired += new[both:] + old[both:]
    return sorted(paired, key=lambda line: (line["day"], line["kind"]))


def _without_same(
    came: list[dict[str, Any]], went: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return by their start what came and what went, without what did both."""
    new = sorted(came, key=lambda line: str(line["after"]["start"]))
    old = sorted(went, key=lambda line: str(line["before"]["start"]))
    for line in list(new):
        same = next((o for o in old if o["before"] == line["after"]), None)
        if same:
            new.remove(line)
            old.remove(same)
    return new, old


def _line(
    day: str, kind: str, before: State | None, after: State | None
) -> dict[str, Any]:
    return {"day": day, "kind": kind, "before": _as(before), "after": _as(after)}


def _as(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {"type": state.type, "start": state.start, "stop": state.stop}
