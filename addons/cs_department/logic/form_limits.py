"""The smallest and largest that a field may be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .form_design import Field
from .form_values import as_fact

Row = Mapping[str, Any]

CODES = {
    "number": ("too_small", "too_large"),
    "day": ("too_early", "too_late"),
    "length": ("too_short", "too_long"),
    "count": ("too_few", "too_many"),
}


def measure(one: Field, value: object, rows: Mapping[str, list[Row]]) -> object:
    """Return what the limits of a field are compared with, ``None`` when empty."""
    if one.kind == "table":
        return len(rows.get(one.key, ())) or None
    if one.can.limits in ("length", "count"):
        return len(value) if isinstance(value, str | list) else None
    return as_fact(one, value) if one.can.limits else None


def is_beyond(found: object, limit: object, attribute: str) -> bool:
    """Tell whether a measure is below the minimum or above the maximum."""
    if isinstance(found, datetime.date) and isinstance(limit, datetime.date):
        moments = {isinstance(d, datetime.datetime) for d in (found, limit)}
        if len(moments) > 1:
            found, limit = _day(found), _day(limit)
        return found < limit if attribute == "minimum" else found > limit
    if isinstance(found, int | float) and isinstance(limit, Decimal):
        bound = float(limit)
        return found < bound if attribute == "minimum" else found > bound
    return False


def _day(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value


def shown(limit: object) -> str:
    """Return a limit as people read it."""
    if not isinstance(limit, Decimal):
        return str(limit)
    return f"{float(limit):g}" if abs(limit) < 10**6 else f"{limit:f}"
