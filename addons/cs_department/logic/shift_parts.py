"""What a shift is for whoever works it: its parts, and the breaks that are his."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from . import shift_times as times
from .shift_times import Interval


@dataclass(frozen=True, slots=True)
class Lived:
    """When somebody is on duty, and his breaks meanwhile, in naive UTC."""

    parts: tuple[Interval, ...]
    breaks: tuple[Interval, ...]


def lived(
    day: datetime.date,
    pattern: times.Pattern,
    turn: int,
    span: Interval,
    longest: datetime.timedelta | None = None,
) -> Lived:
    """Return the parts of a shift and the breaks within them.

    :param turn: whose turn the breaks are, from 0
    :param span: the hours the shift was made with, whatever its type says by now
    :param longest: unpaid breaks of so long or more split it; None: none does
    """
    unpaid: list[Interval] = []
    paid: list[Interval] = []
    for pause in pattern.pauses:
        found = times.pause_at(day, pattern, pause, turn)
        (paid if pause.is_paid else unpaid).append(found)
    gaps = [
        (first, last)
        for first, last in times.merged(unpaid, *span)
        if longest is not None and last - first >= longest
    ]
    parts = times.presence(*span, gaps)
    if not parts:
        return Lived((span,), ())
    breaks = [one for part in parts for one in times.merged(unpaid + paid, *part)]
    return Lived(tuple(parts), tuple(breaks))


def clocks(spans: Iterable[Interval], zone: str) -> list[list[str]]:
    """Return times as the clock of a place shows them: ``[["07:00", "11:00"]]``."""
    return [[f"{times.local(moment, zone):%H:%M}" for moment in span] for span in spans]
