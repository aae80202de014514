"""Documents to try conditions on: every combination of values that matters.

For a condition that only compares names with constants the values are complete:
whatever a document holds, one of the tried ones behaves the same. For a condition that
computes, or when there are too many combinations, they are a good choice but prove
nothing.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from ..expression import (
    Comparison,
    Expression,
    ExpressionError,
    boundary_values,
    compile,  # noqa: A004  the language's own word
)
from .finding import Setting

Sample = Mapping[str, object]
#: conditions and whether each must hold
Demand = Sequence[tuple[Expression, bool]]

#: combinations tried for one question, and for a whole flow
MOST, MOST_IN_ALL = 8_000, 60_000
#: combinations tried when not all of them can be
FEW = 600
_MOST_SUBSETS = 6


@dataclass(frozen=True)
class Tries:
    """The documents to try; ``is_complete`` when they stand for every document."""

    samples: Iterable[Sample]
    is_complete: bool


class Trials:
    """Makes samples and remembers how each condition answers them."""

    def __init__(self, setting: Setting) -> None:
        """Begin with the budget of one proof."""
        self.setting = setting
        self.left = MOST_IN_ALL
        self._comparisons: dict[str, list[Comparison]] = {}
        self._plain: dict[str, bool] = {}
        self._columns: dict[tuple[str, ...], list[object]] = {}
        self._answers: dict[tuple[str, tuple[object, ...]], bool | ExpressionError] = {}

    def compile(self, text: str) -> Expression:
        """Return a condition; raises ExpressionError."""
        return compile(text, self.setting.facts, expect="bool")

    def holds(self, condition: Expression, sample: Sample) -> bool:
        """Tell whether a condition holds for a sample; raises ExpressionError."""
        key = condition.text, tuple(sample[name] for name in sorted(condition.names))
        if key not in self._answers:
            self._answers[key] = self._ask(condition, sample)
        answer = self._answers[key]
        if isinstance(answer, ExpressionError):
            raise answer
        return answer

    def _ask(self, condition: Expression, sample: Sample) -> bool | ExpressionError:
        values = {name: _value(sample[name]) for name in condition.names}
        try:
            return bool(
                condition.evaluate(
                    values, today=self.setting.today, tz=self.setting.zone
                )
            )
        except ExpressionError as error:
            return error

    def meets(self, demand: Demand, sample: Sample) -> bool:
        """Tell whether a sample is as demanded; one that cannot be decided is not."""
        try:
            return all(self.holds(c, sample) is wanted for c, wanted in demand)
        except ExpressionError:
            return False

    def find(self, demand: Demand, known: Sample | None = None) -> Sample | None:
        """Return a sample that is as demanded, if one of those tried is.

        :param known: values that are certain; only the other names are tried.
        """
        tries = self.over([condition for condition, _wanted in demand], known)
        return next((s for s in tries.samples if self.meets(demand, s)), None)

    def over(
        self, conditions: Iterable[Expression], known: Sample | None = None
    ) -> Tries:
        """Return the samples that show every outcome of the conditions together."""
        asked, fixed = list(conditions), known or {}
        names = sorted({name for condition in asked for name in condition.names})
        columns = [
            [_key(fixed[name])] if name in fixed else self._column(name, asked)
            for name in names
        ]
        size = prod(len(column) for column in columns)
        plain = all(self._is_plain(condition) for condition in asked) and not any(
            self._is_cut(name, asked) for name in names
        )
        if size <= min(MOST, self.left):
            self.left -= size
            rows: Iterable[Sequence[object]] = itertools.product(*columns)
            return Tries((_sample(names, row) for row in rows), plain)
        self.left = max(self.left - FEW, FEW)
        return Tries((_sample(names, row) for row in _spread(columns)), False)

    def _compared(self, condition: Expression) -> list[Comparison]:
        if condition.text not in self._comparisons:
            self._comparisons[condition.text] = condition.comparisons()
        return self._comparisons[condition.text]

    # ---- the values of one name ----------------------------------------------------

    def _is_plain(self, condition: Expression) -> bool:
        if condition.text not in self._plain:
            self._plain[condition.text] = condition.is_plain
        return self._plain[condition.text]

    def _column(self, name: str, conditions: Sequence[Expression]) -> list[object]:
        mine = [condition for condition in conditions if name in condition.names]
        key = name, *(condition.text for condition in mine)
        if key not in self._columns:
            self._columns[key] = self._made(name, mine)
        return self._columns[key]

    def _made(self, name: str, mine: Sequence[Expression]) -> list[object]:
        compared = [c for e in mine for c in self._compared(e) if c.name == name]
        is_plain = all(self._is_plain(condition) for condition in mine)
        points = compared if is_plain else [*compared, *_typed(name, mine)]
        kind = self.setting.facts[name]
        values = boundary_values({name: kind}, points, self.setting.zone)[name]
        options = self.setting.options.get(name)
        if kind == "list":
            items = [c.constant for c in points if _is_among(options, c.constant)]
            values = _subsets({repr(item): item for item in items})
        elif kind == "text":
            # an older document may have a value that is no option any more
            named = [value for value in values[:-1] if _is_among(options, value)]
            values = [*named, Another(values[-1])]
        if is_plain:
            values = _different(values, compared)
        else:
            values = [*values, *self._more(kind, points)]
        if name in self.setting.optional:
            values = [*values, None]
        return [_key(value) for value in values]

    def _is_cut(self, name: str, conditions: Sequence[Expression]) -> bool:
        """Tell whether a list has too many items for all its subsets to be tried."""
        items = {
            repr(c.constant)
            for condition in conditions
            for c in self._compared(condition)
            if c.name == name
        }
        return self.setting.facts[name] == "list" and len(items) > _MOST_SUBSETS

    def _more(self, kind: str, points: Sequence[Comparison]) -> list[object]:
        """Return more values for conditions that compute with a name."""
        numbers = [c.constant for c in points if isinstance(c.constant, Decimal)]
        if kind == "number":
            far = sum((abs(number) for number in numbers), Decimal(1)) * 2
            return [Decimal(0), Decimal(1), far]
        if kind == "date":
            shifts = {*range(-3, 4), *(int(n) + d for n in numbers for d in (-1, 0, 1))}
            near = [shift for shift in shifts if abs(shift) < 20_000]
            return [self.setting.today + datetime.timedelta(s) for s in sorted(near)]
        return []


def _is_among(options: Collection[str] | None, item: object) -> bool:
    return not options or item in options


class Another(str):
    """Stands for any text that no condition names."""

    __slots__ = ()


class _Items(tuple[object, ...]):
    """A list of the expression language that can be a key."""

    __slots__ = ()


def _key(value: object) -> object:
    return _Items(value) if isinstance(value, list) else value


def _value(value: object) -> object:
    return list(value) if isinstance(value, _Items) else value


def plain(sample: Sample) -> dict[str, object]:
    """Return a sample with ordinary lists."""
    return {name: _value(value) for name, value in sample.items()}


def _sample(names: Sequence[str], row: Sequence[object]) -> Sample:
    return dict(zip(names, row, strict=True))


def _typed(name: str, conditions: Sequence[Expression]) -> Iterator[Comparison]:
    """Yield what was typed near a name as if the name were compared with it."""
    for condition in conditions:
        for constant in condition.constants():
            yield Comparison(name, "=", constant, 1)


def _subsets(items: Mapping[str, object]) -> list[object]:
    """Return lists with any of the items, and with something else."""
    found = [items[key] for key in sorted(items)]
    if len(found) > _MOST_SUBSETS:
        return [[], *([item] for item in found), found]
    sizes = range(len(found) + 1)
    return [
        list(some) for size in sizes for some in itertools.combinations(found, size)
    ]


def _different(
    values: Sequence[object], compared: Sequence[Comparison]
) -> list[object]:
    """Keep one value of those that every comparison answers alike; the simplest."""
    found: dict[tuple[object, ...], object] = {}
    named = {repr(c.constant) for c in compared}
    for value in sorted(values, key=lambda value: _strangeness(value, named)):
        answers = tuple(_answer(c, value) for c in compared)
        known = None not in answers
        found.setdefault(answers if known else (repr(value),), value)
    return list(found.values())


def _strangeness(value: object, named: Collection[str]) -> tuple[bool, int, bool]:
    """Order values for examples: no negative numbers, few decimals, known ones."""
    if not isinstance(value, Decimal):
        return False, 0, False
    decimals = max(-int(value.as_tuple().exponent), 0)
    return value < 0, decimals, repr(value) not in named


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "HAS": lambda a, b: b in a,
    "HAS NOT": lambda a, b: b not in a,
}


def _answer(compared: Comparison, value: object) -> bool | None:
    """Return how a comparison answers a value; ``None`` when only trying can tell."""
    constant = compared.constant
    if isinstance(value, datetime.date) and type(value) is not type(constant):
        return None
    if isinstance(value, datetime.datetime):
        return None
    return _ORDERS[compared.operator](value, constant)


def _spread(columns: Sequence[Sequence[object]]) -> Iterator[list[object]]:
    """Yield some rows: alike, one value changed at a time, a fixed random choice."""
    for place in range(max(len(column) for column in columns)):
        yield [column[min(place, len(column) - 1)] for column in columns]
    first = [column[0] for column in columns]
    for place, column in enumerate(columns):
        for value in column[1:]:
            yield [*first[:place], value, *first[place + 1 :]]
    chance = random.Random(7)  # noqa: S311  the same every time
    for _number in range(FEW):
        yield [chance.choice(column) for column in columns]
