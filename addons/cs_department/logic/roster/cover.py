"""How many shifts minimums need at least, whoever works them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .problem import Cell

Spans = tuple[tuple[int, int], ...]


def fewest(
    needs: Mapping[int, int], spans: Mapping[Cell, Spans], slot: int
) -> Counter[Cell]:
    """Return how many shifts of each (day, type) meet all needs.

    Where somebody is missing, the shift comes that is there longest from then on; of
    shifts without breaks no fewer would do. What no shift covers is left out.

    :param needs: first minute of a slot to the people wanted in it
    :param spans: when somebody with the shift is there
    :param slot: the length of a slot in minutes
    """
    found: Counter[Cell] = Counter()
    for minute in sorted(needs):
        there = [cell for cell, own in spans.items() if is_there(own, minute, slot)]
        missing = needs[minute] - sum(found[cell] for cell in there)
        if there and missing > 0:
            found[max(there, key=lambda cell: (spans[cell][-1][1], cell))] += missing
    return found


def is_there(spans: Spans, minute: int, slot: int) -> bool:
    """Whether somebody is there during a whole slot."""
    return any(start <= minute and minute + slot <= stop for start, stop in spans)
