"""What the functions do with their values, whose types have been checked before."""

import datetime
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .arithmetic import EXACT, Clock, divide, fit, multiply, snap
from .errors import ExpressionError
from .values import Items

Values = list[object]

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def total(_clock: Clock, values: Values) -> Decimal:
    """SUM: the items of lists count one by one; of nothing it is 0."""
    result = Decimal()
    for value in values:
        if isinstance(value, Items):
            _numbers("SUM", value)
            value = value.total
        result = EXACT.add(result, _decimal(value))
    return fit(result)


def _numbers(name: str, value: Items) -> None:
    if value.numbers is None:
        raise ExpressionError("not_numbers", name=name)


def count(_clock: Clock, values: Values) -> Decimal:
    """COUNT: the items of lists, and every other value that is not empty."""
    return Decimal(
        sum(
            len(value.items) if isinstance(value, Items) else value is not None
            for value in values
        )
    )


def smallest(_clock: Clock, values: Values) -> object:
    """MIN: raises ExpressionError when all lists are empty."""
    return min(_some("MIN", values))  # type: ignore[type-var]


def largest(_clock: Clock, values: Values) -> object:
    """MAX: raises ExpressionError when all lists are empty."""
    return max(_some("MAX", values))  # type: ignore[type-var]


def _some(name: str, values: Values) -> Values:
    """Return what may be the smallest or largest; there must be something."""
    found: Values = []
    for value in values:
        if isinstance(value, Items):
            _numbers(name, value)
            found += value.extremes
        else:
            found.append(value)
    if not found:
        raise ExpressionError("empty_list", name=name)
    return found


def _decimal(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        raise ExpressionError("refused")
    return value


def _moment(value: object) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise ExpressionError("refused")
    return value


def _whole(name: str, value: object, low: int, high: int) -> int:
    number = _decimal(value)
    if number != number.to_integral_value() or not low <= number <= high:
        raise ExpressionError("whole_number", name=name, low=low, high=high)
    return int(number)


def rounded(_clock: Clock, values: Values) -> Decimal:
    """ROUND: half away from zero (2.5 is 3, -2.5 is -3), as in a spreadsheet."""
    digits = _whole("ROUND", values[1], -15, 15) if len(values) > 1 else 0
    result = EXACT.quantize(snap(_decimal(values[0])), Decimal(1).scaleb(-digits))
    return fit(result if digits > 0 else EXACT.quantize(result, Decimal(1)))


def floor(_clock: Clock, values: Values) -> Decimal:
    """FLOOR: towards minus infinity, in steps of 1 or of the second argument."""
    return _in_steps("FLOOR", values, ROUND_FLOOR)


def ceil(_clock: Clock, values: Values) -> Decimal:
    """CEIL: towards plus infinity, in steps of 1 or of the second argument."""
    return _in_steps("CEIL", values, ROUND_CEILING)


def _in_steps(name: str, values: Values, rounding: str) -> Decimal:
    step = _decimal(values[1]) if len(values) > 1 else Decimal(1)
    if step <= 0:
        raise ExpressionError("positive", name=name)
    steps = snap(divide(_decimal(values[0]), step)).to_integral_value(rounding)
    return multiply(steps, step)


def absolute(_clock: Clock, values: Values) -> Decimal:
    """ABS."""
    return EXACT.abs(_decimal(values[0]))


def days(clock: Clock, values: Values) -> Decimal:
    """DAYS: calendar days in local time, negative when the second day is earlier."""
    first, last = (clock.day(_moment(value)) for value in values)
    return Decimal((last - first).days)


def hours(clock: Clock, values: Values) -> Decimal:
    """HOURS: real hours, also across a change of the clocks."""
    first, last = (
        value if isinstance(value, datetime.datetime) else clock.utc(_moment(value))
        for value in values
    )
    microseconds = (last - first) // datetime.timedelta(microseconds=1)
    return divide(Decimal(microseconds), Decimal(3_600_000_000))


def weekday(clock: Clock, values: Values) -> Decimal:
    """WEEKDAY: 1 for Monday to 7 for Sunday, in local time."""
    return Decimal(clock.day(_moment(values[0])).isoweekday())


def today(clock: Clock, _values: Values) -> datetime.date:
    """TODAY."""
    return clock.today()


def date(clock: Clock, values: Values) -> datetime.date:
    """DATE: from year, month and day, from a text such as 2026-06-01, of a moment."""
    first = values[0]
    if isinstance(first, datetime.date):
        return clock.day(first)
    if isinstance(first, str):
        match = _ISO.fullmatch(first.strip())
        parts = [int(part) for part in match.groups()] if match else []
        shown = first
    else:
        parts = [_whole("DATE", part, 1, 9999) for part in values]
        shown = "-".join(str(part) for part in parts)
    try:
        return datetime.date(*parts)
    except (TypeError, ValueError):
        raise ExpressionError("bad_date", text=shown[:40]) from None
