"""Values come in (from Odoo, say), are checked against the declared type, go out."""

import datetime
import functools
import math
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from .arithmetic import EXACT, LARGEST, Clock, fit, plain, snap
from .errors import TYPE_WORDS, ExpressionError
from .tree import Type

MAX_ITEMS = 1000
MAX_SHOWN = 1000


class Items:
    """The items of a list; what functions ask of them is worked out once.

    An expression may name the same long list hundreds of times.
    """

    def __init__(self, items: tuple[Decimal | str, ...]) -> None:
        """Keep ``items``."""
        self.items = items

    @cached_property
    def numbers(self) -> list[Decimal] | None:
        """Return the items, or ``None`` when one is not a number."""
        numbers = [item for item in self.items if isinstance(item, Decimal)]
        return numbers if len(numbers) == len(self.items) else None

    @cached_property
    def total(self) -> Decimal:
        """Return the sum of the numbers."""
        return functools.reduce(EXACT.add, self.numbers or [], Decimal())

    @cached_property
    def extremes(self) -> list[Decimal]:
        """Return the smallest and the largest of the numbers, if there are any."""
        return [min(self.numbers), max(self.numbers)] if self.numbers else []

    def has(self, value: object) -> bool:
        """Tell whether ``value`` is one of the items."""
        key = snap(value) if isinstance(value, Decimal) else value
        return key in self._keys

    @cached_property
    def _keys(self) -> frozenset[Decimal | str]:
        return frozenset(
            snap(item) if isinstance(item, Decimal) else item for item in self.items
        )


class Names:
    """The values given for one evaluation, read at first use and then kept.

    ``None`` stands for unknown, and so does ``False`` for everything that is not a
    yes-or-no (Odoo's empty date or text).
    """

    def __init__(
        self, types: Mapping[str, Type], values: Mapping[str, object], clock: Clock
    ) -> None:
        """Remember ``values`` for the names declared in ``types``."""
        self._types = types
        self._values = values
        self._clock = clock
        self._read: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        """Return the value of ``name``; raises ExpressionError for a wrong one."""
        if name in self._read:
            return self._read[name]
        try:
            value = self._values[name]
        except KeyError:
            raise ExpressionError("no_value", name=name) from None
        kind = self._types[name]
        if value is None or (value is False and kind != "bool"):
            value = None
        else:
            value = _READERS[kind](name, value, self._clock)
        self._read[name] = value
        return value


def _wrong(name: str, kind: Type) -> ExpressionError:
    return ExpressionError("wrong_value", name=name, expected=TYPE_WORDS[kind])


def _number(name: str, value: object, _clock: Clock) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong(name, "number")
    if isinstance(value, int):
        # compared before it is converted: a number may have a million digits
        if not -LARGEST <= value <= LARGEST:
            raise ExpressionError("number_too_large", limit=LARGEST)
        return Decimal(value)
    if not math.isfinite(value) if isinstance(value, float) else not value.is_finite():
        raise _wrong(name, "number")
    return fit(EXACT.plus(Decimal(repr(value)) if isinstance(value, float) else value))


def _text(name: str, value: object, _clock: Clock) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "text")
    return str(value)


def _bool(name: str, value: object, _clock: Clock) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, "bool")
    return value


def _date(name: str, value: object, clock: Clock) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise _wrong(name, "date")
    return clock.day(value)


def _datetime(name: str, value: object, clock: Clock) -> datetime.datetime:
    if not isinstance(value, datetime.date):
        raise _wrong(name, "datetime")
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value
    return clock.utc(value)


def _list(name: str, value: object, clock: Clock) -> Items:
    if not isinstance(value, list | tuple | set | frozenset):
        raise _wrong(name, "list")
    if len(value) > MAX_ITEMS:
        raise ExpressionError("list_too_long", name=name, limit=MAX_ITEMS)
    return Items(tuple(_item(name, item, clock) for item in value))


def _item(name: str, item: object, clock: Clock) -> Decimal | str:
    if isinstance(item, str):
        return str(item)
    if isinstance(item, int | float | Decimal) and not isinstance(item, bool):
        return _number(name, item, clock)
    raise ExpressionError("wrong_item", name=name)


_READERS = {
    "number": _number,
    "text": _text,
    "bool": _bool,
    "date": _date,
    "datetime": _datetime,
    "list": _list,
}


def public(value: object) -> object:
    """Return ``value`` as the caller gets it: a list for a list."""
    return list(value.items) if isinstance(value, Items) else value


def as_json(value: object) -> object:
    """Return ``value`` for JSON: a number as exact text, a moment as UTC text."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Items | list):
        items = value.items if isinstance(value, Items) else value
        return [as_json(item) for item in items]
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    shown = str(value)
    return shown if len(shown) <= MAX_SHOWN else shown[: MAX_SHOWN - 1] + "…"
