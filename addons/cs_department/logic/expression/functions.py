"""The functions of the language: what they take, give and do."""

from collections.abc import Callable
from dataclasses import dataclass

from . import library
from .arithmetic import Clock
from .errors import _
from .tree import Type

_ANY: tuple[Type, ...] = ("number", "text", "date", "datetime", "bool", "list")
_NUMBER: tuple[Type, ...] = ("number",)
_NUMBERS: tuple[Type, ...] = ("number", "list")
_ORDERED: tuple[Type, ...] = ("number", "date", "datetime", "list")
_DAY: tuple[Type, ...] = ("date", "datetime")


@dataclass(frozen=True, slots=True)
class Function:
    """A function: ``accepts`` lists the types of each argument.

    ``result`` is ``None`` when the result has the type of the arguments (which must
    then be one type). ``run`` is ``None`` for what the evaluator does itself, because
    not every argument is evaluated. ``repeats``: the last argument may be repeated.
    ``takes_empty``: an empty value is no error. ``help`` is a sentence for the editor.
    """

    name: str
    signature: str
    help: str
    accepts: tuple[tuple[Type, ...], ...]
    required: int
    result: Type | None
    run: Callable[[Clock, list[object]], object] | None = None
    repeats: bool = False
    takes_empty: bool = False

    @property
    def most(self) -> int | None:
        """Return the largest number of arguments, ``None`` for any number."""
        return None if self.repeats else len(self.accepts)

    def accepted(self, index: int) -> tuple[Type, ...]:
        """Return the types that argument number ``index`` (from 0) may have."""
        return self.accepts[min(index, len(self.accepts) - 1)]


_ALL = (
    Function(
        "IF",
        "IF(condition, result, ..., otherwise)",
        _("The result of the first condition that holds, else the last argument."),
        (_ANY,),
        3,
        None,
        repeats=True,
    ),
    Function(
        "BAND",
        "BAND(value, <= limit, result, ..., otherwise)",
        _(
            "The result of the first limit that holds. A limit may begin with =, <>, <,"
            " <=, > or >=; without one it means 'up to and including'."
        ),
        (_ANY,),
        4,
        None,
        repeats=True,
    ),
    Function(
        "MIN",
        "MIN(value, ...)",
        _("The smallest number or the earliest date; lists count with each item."),
        (_ORDERED,),
        1,
        None,
        library.smallest,
        repeats=True,
    ),
    Function(
        "MAX",
        "MAX(value, ...)",
        _("The largest number or the latest date; lists count with each item."),
        (_ORDERED,),
        1,
        None,
        library.largest,
        repeats=True,
    ),
    Function(
        "SUM",
        "SUM(number, ...)",
        _("The sum of numbers and of lists of numbers."),
        (_NUMBERS,),
        1,
        "number",
        library.total,
        repeats=True,
    ),
    Function(
        "COUNT",
        "COUNT(value, ...)",
        _("How many values are not empty; lists count with each item."),
        (_ANY,),
        1,
        "number",
        library.count,
        repeats=True,
        takes_empty=True,
    ),
    Function(
        "ROUND",
        "ROUND(number, decimals)",
        _("Rounded to so many decimals (none if left out); halves away from zero."),
        (_NUMBER, _NUMBER),
        1,
        "number",
        library.rounded,
    ),
    Function(
        "FLOOR",
        "FLOOR(number, step)",
        _("Down to the next whole number, or to the next multiple of the step."),
        (_NUMBER, _NUMBER),
        1,
        "number",
        library.floor,
    ),
    Function(
        "CEIL",
        "CEIL(number, step)",
        _("Up to the next whole number, or to the next multiple of the step."),
        (_NUMBER, _NUMBER),
        1,
        "number",
        library.ceil,
    ),
    Function(
        "ABS",
        "ABS(number)",
        _("Without the sign."),
        (_NUMBER,),
        1,
        "number",
        library.absolute,
    ),
    Function(
        "DAYS",
        "DAYS(from, to)",
        _("Calendar days from one date to another: 1 from Monday to Tuesday."),
        (_DAY, _DAY),
        2,
        "number",
        library.days,
    ),
    Function(
        "HOURS",
        "HOURS(from, to)",
        _("Hours on the clock from one moment to another; a date is its midnight."),
        (_DAY, _DAY),
        2,
        "number",
        library.hours,
    ),
    Function(
        "WEEKDAY",
        "WEEKDAY(date)",
        _("1 for Monday to 7 for Sunday."),
        (_DAY,),
        1,
        "number",
        library.weekday,
    ),
    Function("TODAY", "TODAY()", _("The day it is."), (), 0, "date", library.today),
    Function(
        "DATE",
        "DATE(year, month, day)",
        _("A date from three numbers, from a text such as 2026-06-01, or of a moment."),
        (("number", "text", *_DAY), _NUMBER, _NUMBER),
        1,
        "date",
        library.date,
    ),
    Function(
        "IN",
        "IN(value, item, ...)",
        _("Whether the value is one of the items; lists count with each item."),
        (_ANY,),
        2,
        "bool",
        repeats=True,
    ),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
