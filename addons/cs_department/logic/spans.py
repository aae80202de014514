"""Sets of moments as lists of ``(start, stop)``: joined, cut, measured."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

Moment = datetime.datetime
Span = tuple[Moment, Moment]
NOTHING = datetime.timedelta()


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, without empty ones; those that touch are one."""
    every = list(spans)
    if len(every) < 2:
        return [span for span in every if span[0] < span[1]]
    found: list[Span] = []
    for start, stop in sorted(every):
        if stop <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((start, stop))
    return found


def minus(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what of the spans no other one covers."""
    found = []
    away = union(others)
    if not away:
        return union(spans)
    for start, stop in union(spans):
        for cut_start, cut_stop in away:
            if cut_stop <= start or cut_start >= stop:
                continue
            if cut_start > start:
                found.append((start, cut_start))
            start = max(start, cut_stop)
        if start < stop:
            found.append((start, stop))
    return found


def common(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what both have."""
    mine = union(spans)
    return minus(mine, minus(mine, others)) if mine else mine


def length(spans: Iterable[Span]) -> datetime.timedelta:
    """Return how long the spans are together."""
    return sum((stop - start for start, stop in union(spans)), NOTHING)


def minutes(spans: Iterable[Span]) -> int:
    """Return the whole minutes of the spans: a minute counts when it is full."""
    return int(length(spans).total_seconds() // 60)
