"""A month of one person: cases become classes and charges, absences become days."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .attendance import Finding
from .bands import Band, Mode, Tier, Unit, absence_wages, bonus_shares, pick, tiered

ABSENT: Literal["absent"] = "absent"
WARNING = "warning"
RESIGNED = "deemed_resigned"
STEP = 1e-6


@dataclass(frozen=True)
class Tariff:
    """What a policy says things cost; the tables do not know of each other."""

    tables: tuple[tuple[str, tuple[Band, ...]], ...] = ()
    tiers: tuple[Tier, ...] = ()
    is_retroactive: bool = False
    bonus_mode: Mode = "additive"
    bonus_cap: float = 100.0
    warn_after: int = 0
    missing: str = "measure"
    missing_minutes: int = 1
    absence_step: float = 0.5
    absence_factor: float = 1.0
    is_on_top: bool = False
    resign_after: float = 0.0


@dataclass(frozen=True)
class Charge:
    """What becomes a fact: a kind, an amount in a unit, and why."""

    key: str
    day: datetime.date
    kind: str
    unit: str
    amount: Decimal
    because: Mapping[str, object] = field(default_factory=dict)


@dataclass
class _Case:
    finding: Finding
    minutes: int
    number: int


def cases(findings: Iterable[Finding], tariff: Tariff) -> list[Finding]:
    """Return findings in order, as the tariff treats missing clock times (AT-02)."""
    found = []
    for one in sorted(findings, key=lambda f: (f.day, f.start, f.measure)):
        if one.is_missing and tariff.missing == "ignore":
            continue
        found.append(one)
    return found


def minutes_of(finding: Finding, tariff: Tariff) -> int:
    """Return the minutes that count for a finding."""
    return tariff.missing_minutes if finding.is_missing else finding.minutes


def absent_days(
    findings: Iterable[Finding],
    work: Mapping[datetime.date, int],
    tariff: Tariff,
    level: int,
) -> dict[datetime.date, float]:
    """Return the absent days of each day: a share of it in whole steps, at most one.

    :param work: minutes to work of each day
    """
    minutes: dict[datetime.date, int] = {}
    extra: dict[datetime.date, float] = {}
    for one in cases(findings, tariff):
        if one.measure == ABSENT:
            minutes[one.day] = minutes.get(one.day, 0) + one.minutes
        elif one.is_missing and tariff.missing == ABSENT:
            extra[one.day] = extra.get(one.day, 0.0) + tariff.absence_step
        else:
            days = _band_days(one, tariff, level)
            extra[one.day] = extra.get(one.day, 0.0) + days
    found = {}
    for day in minutes.keys() | extra.keys():
        whole = work.get(day, 0)
        share = minutes.get(day, 0) / whole if whole else 0.0
        share = _stepped(share, tariff.absence_step) + extra.get(day, 0.0)
        if share > 0:
            found[day] = min(share, 1.0)
    return found


def _band_days(finding: Finding, tariff: Tariff, level: int) -> float:
    """Return the absent days that bands give; the strictest table counts."""
    minutes = minutes_of(finding, tariff)
    picked = [
        pick(bands, finding.measure, minutes, level) for _name, bands in tariff.tables
    ]
    return max((band.absent_days for band in picked if band), default=0.0)


def _stepped(share: float, step: float) -> float:
    return math.ceil(share / step - STEP) * step if step else share


def charges(
    findings: Sequence[Finding],
    absences: Mapping[datetime.date, float],
    tariff: Tariff,
    level: int,
) -> list[Charge]:
    """Return everything that a month of findings comes to, in order.

    Each finding counts in minutes, once; in each table it gets a class and a price.
    A day absent gets its own price where no band has given it one already (AT-08).
    """
    found: list[Charge] = []
    counted: dict[datetime.date, int] = {}
    priced: list[tuple[str, Finding, Band]] = []
    for one in cases(findings, tariff):
        if one.measure == ABSENT or (one.is_missing and tariff.missing == ABSENT):
            continue
        counted[one.day] = number = counted.get(one.day, 0) + 1
        minutes = minutes_of(one, tariff)
        key = f"{one.day:%Y-%m-%d}/{one.measure}/{number}"
        why = {"minutes": minutes, "missing": one.is_missing}
        found.append(
            Charge(key, one.day, one.measure, "minutes", Decimal(minutes), why)
        )
        for table, bands in tariff.tables:
            band = pick(bands, one.measure, minutes, level)
            if band and band.unit != "none":
                priced.append((f"{key}/{table}", one, band))
    priced += _absence_prices(findings, absences, priced, tariff, level)
    return found + _prices(priced, tariff) + _absence_charges(absences, tariff)


def _absence_prices(
    findings: Sequence[Finding],
    absences: Mapping[datetime.date, float],
    priced: Sequence[tuple[str, Finding, Band]],
    tariff: Tariff,
    level: int,
) -> list[tuple[str, Finding, Band]]:
    """Return the bands of days absent, once a day in each table."""
    known = {
        (key.rpartition("/")[2], one.day)
        for key, one, band in priced
        if band.kind == ABSENT
    }
    found = []
    for day in sorted(absences):
        lost = [one for one in findings if one.day == day and one.measure == ABSENT]
        minutes = sum(one.minutes for one in lost)
        moment = datetime.datetime.combine(day, datetime.time())
        whole = Finding(day, ABSENT, minutes, moment, moment)
        for table, bands in tariff.tables:
            band = pick(bands, ABSENT, minutes, level)
            if band and band.unit != "none" and (table, day) not in known:
                found.append((f"{day:%Y-%m-%d}/{ABSENT}/{table}", whole, band))
    return found


def _prices(priced: list[tuple[str, Finding, Band]], tariff: Tariff) -> list[Charge]:
    counted = [key for key, _one, band in priced if band.unit == "by_count"]
    tiers = dict(
        zip(
            counted,
            tiered(len(counted), tariff.tiers, tariff.is_retroactive),
            strict=True,
        )
    )
    raw: list[tuple[str, Finding, Band, Unit, float, int]] = []
    for key, one, band in priced:
        unit, amount, number = band.unit, band.amount, 0
        if unit == "by_count":
            tier = tiers[key]
            if tier is None:
                continue
            unit, amount, number = tier.unit, tier.amount, counted.index(key) + 1
        raw.append((key, one, band, unit, amount, number))
    shares = iter(
        bonus_shares(
            [amount for *_rest, unit, amount, _n in raw if unit == "percent_bonus"],
            tariff.bonus_mode,
            tariff.bonus_cap,
        )
    )
    found = []
    for key, one, band, unit, amount, number in raw:
        value = next(shares) if unit == "percent_bonus" else Decimal(str(amount))
        why = {
            "band": band.key,
            "minutes": minutes_of(one, tariff),
            "missing": one.is_missing,
            "count": number,
        }
        found.append(Charge(key, one.day, band.kind, unit, -value, why))
    return found + _warning(found, tariff)


def _warning(found: list[Charge], tariff: Tariff) -> list[Charge]:
    """Return the warning that so many cases against the bonus bring (AT-11)."""
    hits = [one for one in found if one.unit == "percent_bonus"]
    if not tariff.warn_after or len(hits) < tariff.warn_after:
        return []
    day = hits[tariff.warn_after - 1].day
    why = {"count": len(hits), "limit": tariff.warn_after}
    return [Charge(f"{day:%Y-%m}/warning", day, WARNING, "times", Decimal(1), why)]


def _absence_charges(
    absences: Mapping[datetime.date, float], tariff: Tariff
) -> list[Charge]:
    found, total, is_gone = [], 0.0, False
    for day, days in sorted(absences.items()):
        key, why = f"{day:%Y-%m-%d}/absent", {"days": days}
        total += days
        found.append(Charge(key, day, ABSENT, "days", Decimal(str(days)), why))
        wages = absence_wages(days, tariff.absence_factor, tariff.is_on_top)
        if wages:
            why = {"days": days, "factor": tariff.absence_factor}
            found.append(Charge(f"{key}/wage", day, ABSENT, "day_wage", -wages, why))
        if tariff.resign_after and not is_gone and total >= tariff.resign_after - STEP:
            is_gone, why = True, {"days": total, "limit": tariff.resign_after}
            key = f"{day:%Y-%m}/resigned"
            found.append(Charge(key, day, RESIGNED, "times", Decimal(1), why))
    return found
