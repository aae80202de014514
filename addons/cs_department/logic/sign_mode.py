"""How several signatures on one node become one decision.

A share is what one person contributes: ``yes``, ``no`` or ``open``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Literal

Mode = Literal["any", "all", "in_turn", "votes"]
Share = Literal["yes", "no", "open"]


def votes_wanted(count: int, needed: float, is_percent: bool) -> int:
    """Return how many of ``count`` people must agree.

    :param needed: a number of people, or a percentage of them (rounded up).
    """
    wanted = ceil(count * needed / 100 - 1e-9) if is_percent else ceil(needed)
    return max(wanted, 1)


def outcome(
    mode: Mode, shares: Sequence[Share], needed: float = 1, is_percent: bool = False
) -> Literal["approved", "refused"] | None:
    """Return the decision of a node as soon as it is certain, else ``None``.

    ``any`` (或签): the first decision counts. ``all`` (会签) and ``in_turn`` (依次):
    all
    must agree, one refusal ends it. ``votes``: certain when enough agree, or when those
    still open could not make up what is missing; one refusal does not end it.
    """
    yes, no = shares.count("yes"), shares.count("no")
    if mode == "votes":
        wanted = votes_wanted(len(shares), needed, is_percent)
        if yes >= wanted:
            return "approved"
        return "refused" if yes + shares.count("open") < wanted else None
    if mode == "any" and yes:
        return "approved"
    if no:
        return "refused"
    return "approved" if yes == len(shares) and mode != "any" else None
