"""Free shifts that are offered in waves: who is asked when, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Wave:
    """So many people of the ranking are asked, and may answer so many minutes long.

    ``size`` 0: everybody who is left.
    """

    size: int
    minutes: float


def waves(ranked: Sequence[int], plan: Sequence[Wave]) -> list[list[int]]:
    """Divide a ranking into waves, best first; waves without anybody are left out.

    Whoever the plan does not reach is not asked.
    """
    left, result = list(ranked), []
    for wave in plan:
        size = wave.size or len(left)
        if left[:size]:
            result.append(left[:size])
        left = left[size:]
    return result


def until(now: datetime, minutes: float, start: datetime, waves: int = 1) -> datetime:
    """Until when a wave may answer: its time, but so that those to come have theirs.

    They share what is left before the shift begins with whoever has to find somebody
    when nobody takes it.

    :param minutes: how long the wave may answer at most
    :param waves: how many waves are left, this one included
    """
    share = max(start - now, timedelta()) / (max(waves, 1) + 1)
    return now + min(timedelta(minutes=minutes), share)


def is_last(number: int, count: int) -> bool:
    """Whether after wave ``number`` (from 1) of ``count`` nobody is left to ask."""
    return number >= count
