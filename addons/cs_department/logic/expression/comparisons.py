"""What an expression compares with what: for proofs that try the boundaries."""

import ast
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .arithmetic import EXACT, LARGEST, Clock
from .constants import constant_value, is_constant
from .tree import SYMBOLS, Limit, Type, children, column, function_name, walk

Constant = Decimal | str | bool | datetime.date
_Pair = tuple[str, str, ast.expr, int]
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``name`` ``operator`` ``constant``, as typed or turned round (``3 < days``).

    Operators are ``= <> < <= > >=``, ``HAS`` and ``HAS NOT`` (``"night" IN tags``: the
    list ``tags`` has it). The items of IN and NOT IN are one ``=`` or ``<>`` each, a
    yes-or-no name alone is ``= TRUE``, the limits of BAND count. A constant with a
    time of day is local time, as typed.
    """

    name: str
    operator: str
    constant: Constant
    column: int


def comparisons(
    text: str, tree: ast.expr, names: Mapping[str, Type]
) -> list[Comparison]:
    """Return every comparison of a name with a constant, in the order of the text."""
    found = [
        comparison for node in walk(tree) for comparison in _of_node(text, node, names)
    ]
    return sorted(found, key=lambda comparison: comparison.column)


def constants(tree: ast.expr) -> list[Constant]:
    """Return every number, text and date that was typed, in order."""
    typed = [node.value for node in walk(tree) if isinstance(node, ast.Constant)]
    return [
        value for value in typed if isinstance(value, Decimal | str | datetime.date)
    ]


def is_plain(tree: ast.expr, names: Mapping[str, Type]) -> bool:
    """Tell whether trying the ``boundary_values`` shows every outcome of ``tree``.

    That is so when it joins with AND, OR and NOT nothing but yes-or-no names and
    comparisons of one name with one constant.
    """
    if isinstance(tree, ast.Name):
        return names[tree.id] == "bool"
    if isinstance(tree, ast.Compare) and not isinstance(tree, Limit):
        sides = _sides(tree)
        return all(
            isinstance(a, ast.Name) ^ isinstance(b, ast.Name) for a, b in sides
        ) and all(
            isinstance(side, ast.Name) or is_constant(side)
            for pair in sides
            for side in pair
        )
    joins = isinstance(tree, ast.BoolOp) or (
        isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not)
    )
    return is_constant(tree) or (
        joins and all(is_plain(part, names) for part in children(tree))
    )


def _sides(node: ast.Compare) -> list[tuple[ast.expr, ast.expr]]:
    """Return what is compared with what, the items of a list one by one."""
    found, left = [], node.left
    for right in node.comparators:
        items = right.elts if isinstance(right, ast.List) else [right]
        found += [(left, item) for item in items]
        left = right
    return found


def _of_node(
    text: str, node: ast.expr, names: Mapping[str, Type]
) -> Iterator[Comparison]:
    if isinstance(node, ast.Name) and names[node.id] == "bool":
        yield Comparison(node.id, "=", True, column(node))
    pairs: list[_Pair] = []
    if isinstance(node, ast.Call) and function_name(node) == "BAND":
        limits = [limit for limit in node.args if isinstance(limit, Limit)]
        pairs = [pair for limit in limits for pair in _pairs(limit, names)]
    elif isinstance(node, ast.Compare) and not isinstance(node, Limit):
        pairs = _pairs(node, names)
    for name, symbol, other, place in pairs:
        if is_constant(other):
            value = constant_value(text, other)
            if isinstance(value, Decimal | str | bool | datetime.date):
                yield Comparison(name, symbol, value, place)


def _pairs(node: ast.Compare, names: Mapping[str, Type]) -> list[_Pair]:
    """Return the comparisons of a name with something that ``node`` is made of."""
    found: list[_Pair] = []
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        symbol = SYMBOLS[type(operator)]
        if isinstance(right, ast.List):
            is_in = isinstance(operator, ast.In)
            for item in right.elts:
                if isinstance(item, ast.Name) and names[item.id] == "list":
                    has = "HAS" if is_in else "HAS NOT"
                    found.append((item.id, has, left, column(left)))
                else:
                    found += _turned(left, "=" if is_in else "<>", item)
        else:
            found += _turned(left, symbol, right)
        left = right
    return found


def _turned(left: ast.expr, symbol: str, right: ast.expr) -> list[_Pair]:
    """Return the comparison with the name to the left, both ways round for two."""
    found: list[_Pair] = []
    if isinstance(left, ast.Name):
        found.append((left.id, symbol, right, column(left)))
    if isinstance(right, ast.Name):
        turned = _TURNED.get(symbol, symbol)
        found.append((right.id, turned, left, column(left)))
    return found


def boundary_values(
    names: Mapping[str, Type],
    found: Iterable[Comparison],
    zone: datetime.tzinfo | None = None,
) -> dict[str, list[object]]:
    """Return for each of ``names`` values that meet every case of ``found``.

    That is: each constant, a value between each two, and one beyond either end; both
    answers of a yes-or-no; the days before and after a date. Trying all of them shows
    every outcome of conditions made of such comparisons. Values are ready for
    ``Expression.evaluate`` with the same ``zone``.
    """
    constants: dict[str, set[Constant]] = {name: set() for name in names}
    for comparison in found:
        if comparison.name in constants:
            constants[comparison.name].add(comparison.constant)
    clock = Clock(None, zone)
    return {
        name: _around(names[name], values, clock) for name, values in constants.items()
    }


def _around(kind: Type, constants: set[Constant], clock: Clock) -> list[object]:
    if kind == "bool":
        return [False, True]
    if kind == "number":
        return _numbers(sorted(c for c in constants if isinstance(c, Decimal)))
    if kind == "text":
        texts = sorted(str(constant) for constant in constants)
        return [*texts, "|".join(["", *texts, ""])]
    if kind == "list":
        items = sorted(constants, key=str)
        return [[], *([item] for item in items), *([items] if len(items) > 1 else [])]
    return _moments(kind, constants, clock)


def _numbers(points: list[Decimal]) -> list[object]:
    if not points:
        return [Decimal(0), Decimal(1)]
    found: list[object] = [max(points[0] - 1, Decimal(-LARGEST))]
    for point, following in zip(points, points[1:], strict=False):
        found += [point, EXACT.divide(EXACT.add(point, following), Decimal(2))]
    return [*found, points[-1], min(points[-1] + 1, Decimal(LARGEST))]


def _moments(kind: Type, constants: set[Constant], clock: Clock) -> list[object]:
    moments = [c for c in constants if isinstance(c, datetime.date)]
    moments = moments or [datetime.date(2000, 1, 1)]
    if kind == "date":
        days = {_day(moment) for moment in moments}
        return [
            *sorted({_later(day, days=shift) for day in days for shift in (-1, 0, 1)})
        ]
    found = set()
    for moment in moments:
        first = clock.utc(moment)
        last = first if isinstance(moment, datetime.datetime) else _later(first, days=1)
        found |= {
            _later(edge, seconds=shift)
            for edge in (first, last)
            for shift in (-1, 0, 1)
        }
    return [*sorted(found)]


def _day(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _later(moment: datetime.date, **shift: int) -> datetime.date:
    try:
        return moment + datetime.timedelta(**shift)
    except OverflowError:
        return moment
