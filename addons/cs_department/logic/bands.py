"""What minutes and cases come to: band tables, tiers by count, shares of a bonus.

A band takes minutes up to its bound; a table is read from its lowest band to the one
that takes everything above. Bands for higher grades are looked at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Unit = Literal[
    "none", "money", "points", "percent_base", "percent_bonus", "day_wage", "by_count"
]
Mode = Literal["additive", "compounding"]
BoundOperator = Literal["le", "lt"]
#: amounts are kept to so many digits
DIGITS = Decimal("0.000001")


@dataclass(frozen=True)
class Band:
    """One line of a table: up to so many minutes it is this class and costs that."""

    key: int
    measure: str
    minutes: int | None
    operator: BoundOperator = "le"
    level_from: int = 0
    kind: str = ""
    unit: Unit = "none"
    amount: float = 0.0
    absent_days: float = 0.0

    def takes(self, minutes: int) -> bool:
        """Tell whether so many minutes fall into the band or below."""
        if self.minutes is None:
            return True
        if self.operator == "lt":
            return minutes < self.minutes
        return minutes <= self.minutes

    @property
    def place(self) -> tuple[bool, int, bool]:
        """The order of the bands of a table."""
        return self.minutes is None, self.minutes or 0, self.operator == "le"


def pick(bands: Iterable[Band], measure: str, minutes: int, level: int) -> Band | None:
    """Return the band for so many minutes of a measure and a person's grade level.

    Where the bands of the person's own column end without one for everything above,
    the next lower column goes on.
    """
    columns: dict[int, list[Band]] = {}
    for band in bands:
        if band.measure == measure and band.level_from <= level:
            columns.setdefault(band.level_from, []).append(band)
    for _level, column in sorted(columns.items(), reverse=True):
        for band in sorted(column, key=lambda one: one.place):
            if band.takes(minutes):
                return band
    return None


def lower_bound(band: Band, bands: Iterable[Band]) -> tuple[BoundOperator, int] | None:
    """Return where a band begins: above the bound of the one below it, if any.

    ``("le", 30)`` is 'more than 30', ``("lt", 30)`` is '30 or more'.
    """
    below = [
        one
        for one in bands
        if one.measure == band.measure
        and one.level_from == band.level_from
        and one.place < band.place
    ]
    if not below:
        return None
    nearest = max(below, key=lambda one: one.place)
    return nearest.operator, nearest.minutes or 0


@dataclass(frozen=True)
class Tier:
    """From so many cases in the month on, each costs that (AT-09)."""

    count_from: int
    unit: Unit
    amount: float


def tiered(
    count: int, tiers: Iterable[Tier], is_retroactive: bool
) -> list[Tier | None]:
    """Return the tier of each of so many cases, the first case first.

    Retroactive: the tier that the last case reaches holds for all of them.
    """
    steps = sorted(tiers, key=lambda tier: tier.count_from)

    def reached(number: int) -> Tier | None:
        below = [tier for tier in steps if tier.count_from <= number]
        return below[-1] if below else None

    if is_retroactive:
        return [reached(count)] * count
    return [reached(number) for number in range(1, count + 1)]


def bonus_shares(
    rates: Sequence[float], mode: Mode, cap: float = 100.0
) -> list[Decimal]:
    """Return what each case takes of the bonus, in percent (AT-11, TV-054).

    Compounding takes each rate of what is left. All together never more than the cap.

    :raises ValueError: unknown mode
    """
    if mode not in ("additive", "compounding"):
        raise ValueError(f"unknown way to add shares {mode!r}")
    taken, found, limit = Decimal(0), [], Decimal(str(cap))
    for rate in rates:
        share = Decimal(str(rate))
        if mode == "compounding":
            share = share * (100 - taken) / 100
        share = min(share, max(limit - taken, Decimal(0))).quantize(DIGITS)
        taken += share
        found.append(share)
    return found


def absence_wages(days: float, factor: float, is_on_top: bool) -> Decimal:
    """Return how many day wages absent days cost (AT-05, TV-035).

    :param factor: double the daily wage is 2
    :param is_on_top: the day itself is unpaid already, only what exceeds it is taken
    """
    rate = Decimal(str(factor)) - (1 if is_on_top else 0)
    return (Decimal(str(days)) * max(rate, Decimal(0))).quantize(DIGITS)


def resigned_share(worked: float, of_month: float, threshold: float = 0.5) -> float:
    """Return how much of the month counts for who is deemed to have left (AT-06).

    Less than the threshold counts as nothing, less than the month as half of it.

    :raises ValueError: the month has no days
    """
    if of_month <= 0:
        raise ValueError("a month has days")
    if worked >= of_month:
        return 1.0
    return 0.5 if worked >= of_month * threshold else 0.0


def in_money(
    unit: Unit,
    amount: Decimal | float,
    *,
    base: Decimal | float = 0,
    bonus: Decimal | float = 0,
    day_wage: Decimal | float = 0,
) -> Decimal:
    """Return what an amount of a unit is in money, to the cent; points are none."""
    each = {
        "money": Decimal(1),
        "percent_base": Decimal(str(base)) / 100,
        "percent_bonus": Decimal(str(bonus)) / 100,
        "day_wage": Decimal(str(day_wage)),
    }.get(unit, Decimal(0))
    value = Decimal(str(amount)) * each
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
