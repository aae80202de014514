"""The expression language: conditions, scores and pay as HR types them.

Values
    numbers (``3``, ``0.5``, ``30%``), texts in any quotation marks (``"night"``,
    ``“夜班”``; the mark doubled is a mark), dates ``2026-06-01`` or
    ``2026年6月1日``, moments ``2026-06-01 08:30``, ``TRUE`` and ``FALSE``, and the
    names that the caller declares (Chinese ones too).
    Texts are compared exactly; words, functions and names may be typed in any case.
Operators, from tight to loose
    ``30%`` (per cent); ``-x``; ``* / %`` (``a % b``: the remainder, with the sign of
    ``b``); ``+ -`` (also of days to dates; ``+`` also joins texts); ``&`` (joins
    texts, numbers and dates); ``= <> < <= > >=``, ``IN``, ``NOT IN``; ``NOT``; ``AND``;
    ``OR``. ``==``, ``!=``, ``≠``, ``≤``, ``≥`` and full-width punctuation mean the
    same. Comparisons may be chained in one direction: ``0 < days <= 3``.
Functions
    see ``FUNCTIONS``. ``BAND(minutes, <= 30, 10, <= 60, 20, 0)`` tries its limits in
    order and gives the result behind the first that holds, else its last argument.
Numbers
    are decimal and exact up to 40 digits; ROUND rounds halves away from zero. What a
    division leaves beyond 15 decimals does not count in comparisons and roundings.
Empty values (``None``)
    A comparison with an empty value is FALSE, also ``<>`` and ``NOT IN``; an empty
    yes-or-no is FALSE; COUNT does not count it; any other use is an error.
Dates
    A date against a date and time is a comparison of calendar days in local time.
What there is not
    attributes, subscripts, loops, assignment, powers, or any way to Python. Text
    length, parts, depth, digits and list length are limited, every part is evaluated
    at most once.
"""

from .comparisons import Comparison, boundary_values
from .compiled import CACHED, Expression, cache_info, compile  # noqa: A004
from .errors import MESSAGES, TYPE_WORDS, ExpressionError, Word
from .explain import Node
from .functions import FUNCTIONS, Function
from .lexing import MAX_LENGTH
from .parsing import MAX_DEPTH, MAX_NODES
from .tree import Type
from .values import MAX_ITEMS

__all__ = [
    "CACHED",
    "FUNCTIONS",
    "MAX_DEPTH",
    "MAX_ITEMS",
    "MAX_LENGTH",
    "MAX_NODES",
    "MESSAGES",
    "TYPE_WORDS",
    "Comparison",
    "Expression",
    "ExpressionError",
    "Function",
    "Node",
    "Type",
    "Word",
    "boundary_values",
    "cache_info",
    "compile",
]
