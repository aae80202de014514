"""Exact decimal arithmetic, days and hours: the operators of the language."""

import datetime
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from .errors import ExpressionError

LARGEST = 10**15
MAX_JOINED = 10_000
# 15 digits before and 15 after the point, and room for what a division leaves over
EXACT = Context(
    prec=40, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow]
)
_FINEST = Decimal("1E-15")
_DAY = 86_400 * 10**6

Moment = datetime.date | datetime.datetime


def fit(number: Decimal) -> Decimal:
    """Return ``number``; raises ExpressionError when it is beyond the limit."""
    if -LARGEST <= number <= LARGEST:
        return number
    raise ExpressionError("number_too_large", limit=LARGEST)


def snap(number: Decimal) -> Decimal:
    """Round away what a division left beyond 15 decimals, so that 1/3*3 is 1."""
    return EXACT.quantize(number, _FINEST)


def plain(number: Decimal) -> str:
    """Return ``number`` as people write it: no exponent, no trailing zeros."""
    shown = f"{snap(number):f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


class Clock:
    """What 'today' and 'day' mean in one evaluation; moments inside are naive UTC."""

    def __init__(
        self, today: datetime.date | None, zone: datetime.tzinfo | None
    ) -> None:
        """Use ``today`` (else the real one) and ``zone`` (else UTC)."""
        self.zone = zone or datetime.UTC
        # pytz zones (Odoo's) must be asked for the offset of a local moment
        self._localize = getattr(self.zone, "localize", None)
        if isinstance(today, datetime.datetime):
            today = self.day(today)
        self._today = today

    def today(self) -> datetime.date:
        """Return the day it is, the same all through one evaluation."""
        if self._today is None:
            self._today = datetime.datetime.now(self.zone).date()
        return self._today

    def day(self, moment: Moment) -> datetime.date:
        """Return the local calendar day of ``moment``."""
        if not isinstance(moment, datetime.datetime):
            return moment
        return self.local(moment).date()

    def local(self, moment: datetime.datetime) -> datetime.datetime:
        """Return naive UTC ``moment`` as naive local time."""
        try:
            local = moment.replace(tzinfo=datetime.UTC).astimezone(self.zone)
        except OverflowError:
            raise ExpressionError("out_of_calendar") from None
        return local.replace(tzinfo=None)

    def utc(self, moment: Moment) -> datetime.datetime:
        """Return local time ``moment`` (a date: its midnight) as naive UTC."""
        if not isinstance(moment, datetime.datetime):
            moment = datetime.datetime.combine(moment, datetime.time())
        try:
            if moment.tzinfo is None:
                moment = self._aware(moment)
            return moment.astimezone(datetime.UTC).replace(tzinfo=None)
        except OverflowError:
            raise ExpressionError("out_of_calendar") from None

    def _aware(self, moment: datetime.datetime) -> datetime.datetime:
        if self._localize is None:
            return moment.replace(tzinfo=self.zone)
        aware: datetime.datetime = self._localize(moment)
        return aware


def _shift(moment: Moment, days: Decimal) -> Moment:
    is_date = not isinstance(moment, datetime.datetime)
    if is_date and days != days.to_integral_value():
        raise ExpressionError("whole_days")
    try:
        if is_date:
            return moment + datetime.timedelta(days=int(days))
        return moment + datetime.timedelta(microseconds=int(round(days * _DAY)))
    except OverflowError:
        raise ExpressionError("out_of_calendar") from None


def add(left: object, right: object) -> object:
    """Add numbers, join texts, or move a date by a number of days."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return fit(EXACT.add(left, right))
    if isinstance(left, str) and isinstance(right, str):
        return _joined(left, right)
    if isinstance(right, Decimal) and isinstance(left, datetime.date):
        return _shift(left, right)
    if isinstance(left, Decimal) and isinstance(right, datetime.date):
        return _shift(right, left)
    raise ExpressionError("refused")


def subtract(left: object, right: object) -> object:
    """Subtract numbers, count the days between dates, or move a date back."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return fit(EXACT.subtract(left, right))
    if isinstance(left, datetime.date) and isinstance(right, Decimal):
        return _shift(left, -right)
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        return Decimal((left - right).days)
    raise ExpressionError("refused")


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Multiply exactly."""
    return fit(EXACT.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Divide to 40 digits; the caller has excluded zero."""
    return fit(EXACT.divide(left, right))


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """Return what is left over; it has the sign of ``right``, as in a spreadsheet."""
    rest = EXACT.remainder(left, right)
    return EXACT.add(rest, right) if rest and (rest < 0) != (right < 0) else rest


def _joined(left: str, right: str) -> str:
    if len(left) + len(right) > MAX_JOINED:
        raise ExpressionError("text_too_long", limit=MAX_JOINED)
    return left + right


def join(left: object, right: object, clock: Clock) -> str:
    """Join two values as text: plain numbers, days as 2026-06-01, local time."""
    return _joined(_as_text(left, clock), _as_text(right, clock))


def _as_text(value: object, clock: Clock) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime.datetime):
        return clock.local(value).isoformat(" ", "minutes")
    return str(value)


def compare(left: object, right: object, clock: Clock) -> int:
    """Return -1, 0 or 1, as ``left`` is before, like or after ``right``.

    A date against a date and time is a comparison of calendar days. Values that
    cannot be compared are unequal (1).
    """
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _sign(snap(EXACT.subtract(left, right)), Decimal())
    if isinstance(left, datetime.date) and isinstance(right, datetime.date):
        if isinstance(left, datetime.datetime) != isinstance(right, datetime.datetime):
            left, right = clock.day(left), clock.day(right)
        return _sign(left, right)
    return 0 if left == right else 1


def _sign(left: Decimal | Moment, right: Decimal | Moment) -> int:
    if left == right:
        return 0
    return -1 if left < right else 1  # type: ignore[operator]
