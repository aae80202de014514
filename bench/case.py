"""What a benchmark case is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Case:
    """One thing that is measured.

    The runner makes an instance for every measurement, inside a savepoint that it
    rolls back: ``prepare`` first, not measured, then ``run``, flushed to the database.
    ``floor`` and ``peer`` are measured alike, after ``prepare_floor`` and
    ``prepare_peer``.

    :cvar name: as in the table, ``room.what``
    :cvar n: how many records it is about
    :cvar sizes: histories to repeat it with; growth is the last time by the first
    :cvar tenfold: measure it with a tenth of ``n``, too; growth is the time by that one
        (10 is linear)
    :cvar max_queries: what ``run`` may take at most, or None
    :cvar max_growth: what growth may be at most, or None
    :cvar min_peer_factor: how many times faster than the peer it must be, or None
    :cvar repeat: measurements of each kind; the median counts
    """

    name = ""
    n = 1
    sizes: tuple[int, ...] = ()
    tenfold = False
    max_queries: int | None = None
    max_growth: float | None = None
    min_peer_factor: float | None = None
    repeat = 3

    def __init__(self, env: Any):
        self.env = env
        self.aside_ms = 0.0
        self.aside_queries = 0

    @classmethod
    def grow(cls, env: Any, size: int) -> None:
        """Make a history of ``size`` finished records, for good; sizes grow."""

    def prepare(self) -> None:
        """Make what ``run`` starts from."""

    def run(self) -> None:
        """Do the work that is measured."""
        raise NotImplementedError

    def prepare_floor(self) -> None:
        """Make what ``floor`` starts from."""

    def floor(self) -> None:
        """Do the least that the same work could be: plain rows of the same number."""
        raise NotImplementedError

    def prepare_peer(self) -> None:
        """Make what ``peer`` starts from."""

    def peer(self) -> None:
        """Do the same work with another add-on."""
        raise NotImplementedError

    def verify(self) -> list[str]:
        """Return what is wrong, as sentences; called once, with the longest history."""
        return []

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave a part of ``run`` out of the measurement."""
        # what is pending belongs to the measured part
        self.env.cr.flush()
        started, before = time.perf_counter(), self.env.cr.sql_log_count
        yield
        self.aside_ms += (time.perf_counter() - started) * 1000
        self.aside_queries += self.env.cr.sql_log_count - before
