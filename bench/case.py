"""What a benchmark case is."""

from __future__ import annotations

from typing import Any


class Case:
    """One thing that is measured.

    The runner makes an instance for every measurement, inside a savepoint that it
    rolls back: ``grow`` and ``prepare`` first, not measured, then one of ``run``,
    ``floor`` and ``peer``, flushed to the database.

    :cvar name: as in the table, ``room.what``
    :cvar n: how many records it is about
    :cvar sizes: histories to repeat it with; growth is the last time by the first
    :cvar max_queries: what ``run`` may take at most, or None
    :cvar repeat: measurements of each kind; the median counts
    """

    name = ""
    n = 1
    sizes: tuple[int, ...] = ()
    max_queries: int | None = None
    repeat = 3

    def __init__(self, env: Any):
        self.env = env

    def grow(self, size: int) -> None:
        """Make a history of ``size`` finished records."""

    def prepare(self) -> None:
        """Make what ``run``, ``floor`` and ``peer`` start from."""

    def run(self) -> None:
        """Do the work that is measured."""
        raise NotImplementedError

    def floor(self) -> None:
        """Do the least that the same work could be: plain rows of the same number."""
        raise NotImplementedError

    def peer(self) -> None:
        """Do the same work with another add-on."""
        raise NotImplementedError
