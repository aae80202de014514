"""``compile`` and the compiled expression."""

import datetime
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from .arithmetic import Clock
from .checking import check
from .comparisons import Comparison, Constant, comparisons, constants, is_plain
from .constants import check_constants
from .errors import TYPE_WORDS, ExpressionError
from .evaluate import Evaluator, Tracer
from .explain import Node, explained
from .lexing import MAX_LENGTH
from .parsing import parse
from .tree import Type
from .values import Names, public

CACHED = 512  # 4 kB each as people write them, 260 kB at the very most

_Kind = TypeVar("_Kind", bound=Evaluator)


class Expression:
    """A checked expression, to be evaluated any number of times in any thread.

    ``text`` is what was typed, ``type`` the type of the result, ``names`` the names
    it uses, ``name_types`` their types.
    """

    def __init__(
        self, text: str, known: Mapping[str, Type], expect: Type | None
    ) -> None:
        """Parse and check ``text``: use ``compile``, which keeps the result."""
        tree = parse(text)
        checked = check(text, tree, known, expect)
        check_constants(text, tree)
        self.text = text
        self.type: Type = checked.types[tree]
        self.name_types: Mapping[str, Type] = MappingProxyType(checked.used)
        self.names = frozenset(checked.used)
        self._tree = tree
        self._types = checked.types

    def __repr__(self) -> str:
        """Return the text, for a debugger."""
        return f"<Expression {self.text!r} ({self.type})>"

    def evaluate(
        self,
        values: Mapping[str, object],
        *,
        today: datetime.date | None = None,
        tz: datetime.tzinfo | None = None,
    ) -> object:
        """Return the value for ``values`` (name to value, ``None`` for unknown).

        A number is a Decimal, a list a list, a moment naive UTC. ``today`` is what
        TODAY() gives (else the real day), ``tz`` the zone in which days begin and
        times are typed (else UTC). Raises ExpressionError for a missing, wrong or
        empty value, a division by zero or a number beyond the limits.
        """
        return self._result(self._evaluator(Evaluator, values, today, tz))

    def explain(
        self,
        values: Mapping[str, object],
        *,
        today: datetime.date | None = None,
        tz: datetime.tzinfo | None = None,
    ) -> Node:
        """Return the tree with the value at every part; arguments like ``evaluate``."""
        tracer = self._evaluator(Tracer, values, today, tz)
        tracer.values[self._tree] = self._result(tracer)
        return explained(self.text, self._tree, self._types, tracer.values)

    def comparisons(self) -> list[Comparison]:
        """Return what is compared with which constant, for proofs."""
        return comparisons(self.text, self._tree, self.name_types)

    def constants(self) -> list[Constant]:
        """Return every constant that was typed, for proofs."""
        return constants(self._tree)

    @property
    def is_plain(self) -> bool:
        """Tell whether trying the ``boundary_values`` shows every outcome."""
        return is_plain(self._tree, self.name_types)

    def _evaluator(
        self,
        kind: type[_Kind],
        values: Mapping[str, object],
        today: datetime.date | None,
        tz: datetime.tzinfo | None,
    ) -> _Kind:
        clock = Clock(today, tz)
        return kind(self.text, Names(self.name_types, values, clock), clock)

    def _result(self, evaluator: Evaluator) -> object:
        value = evaluator.run(self._tree)
        return bool(value) if self.type == "bool" else public(value)


def compile(  # noqa: A001  the word for it
    text: object, names: Mapping[str, Type], expect: Type | None = None
) -> Expression:
    """Return the expression of ``text``, checked and ready; the same text is kept.

    ``names`` maps each name that may be used to its type, ``expect`` is the type that
    the result must have. Raises ExpressionError with the column of what is wrong, and
    TypeError when ``names`` or ``expect`` say a type that does not exist.
    """
    if text is None or text is False:
        raise ExpressionError("empty")
    if not isinstance(text, str):
        raise ExpressionError("not_text")
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too_long", limit=MAX_LENGTH)
    wrong = {*names.values(), expect or "bool"} - TYPE_WORDS.keys()
    if wrong:
        raise TypeError(f"not a type of the expression language: {sorted(wrong)}")
    return _compile(str(text), tuple(sorted(names.items())), expect)


@functools.lru_cache(maxsize=CACHED)
def _compile(
    text: str, names: tuple[tuple[str, Type], ...], expect: Type | None
) -> Expression:
    try:
        return Expression(text, dict(names), expect)
    except RecursionError:
        raise ExpressionError("refused") from None


cache_info = _compile.cache_info
