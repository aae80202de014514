"""The parts of an expression that are the same for every document and every day."""

import ast
import datetime
from decimal import Decimal

from .arithmetic import Clock
from .errors import ExpressionError
from .evaluate import Evaluator
from .tree import SYMBOLS, Limit, children, column, function_name, source, walk
from .values import Names

_RISING = ("<", "<=")
_FALLING = (">", ">=")


def is_constant(node: ast.expr) -> bool:
    """Tell whether the value of ``node`` is the same for every document and day."""
    return not any(
        isinstance(part, ast.Name)
        or (isinstance(part, ast.Call) and function_name(part) == "TODAY")
        for part in walk(node)
    )


def constant_value(text: str, node: ast.expr) -> object:
    """Return the value of a constant part; raises ExpressionError (1/0, say)."""
    if isinstance(node, ast.Constant):
        return node.value
    clock = Clock(None, None)
    return Evaluator(text, Names({}, {}, clock), clock).run(node)


def check_constants(text: str, tree: ast.expr) -> None:
    """Raise ExpressionError for what can be seen at save time to fail or be dead.

    That is a constant part that cannot be evaluated (``1/0``) and a limit of BAND
    that a limit before it covers.
    """
    if is_constant(tree) and not isinstance(tree, Limit):
        if not isinstance(tree, ast.Constant):
            constant_value(text, tree)
    else:
        for part in children(tree):
            check_constants(text, part)
    if isinstance(tree, ast.Call) and function_name(tree) == "BAND":
        _check_band(text, tree)
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div | ast.Mod):
        _check_divisor(text, tree.right)


def _check_divisor(text: str, node: ast.expr) -> None:
    if is_constant(node) and not constant_value(text, node):
        name = source(text, node)
        raise ExpressionError("division_by_zero", column(node), name=name)


def _check_band(text: str, node: ast.Call) -> None:
    widest: dict[bool, tuple[Decimal | datetime.date, Limit]] = {}
    for limit in node.args:
        if not isinstance(limit, Limit) or not is_constant(limit.comparators[0]):
            continue
        symbol = SYMBOLS[type(limit.ops[0])]
        value = constant_value(text, limit.comparators[0])
        if symbol not in _RISING + _FALLING or not isinstance(
            value, Decimal | datetime.date
        ):
            continue
        rising = symbol in _RISING
        if rising in widest and _covers(widest[rising], value, limit, rising):
            raise ExpressionError(
                "unreachable_band",
                column(limit),
                text=source(text, limit),
                earlier=source(text, widest[rising][1]),
            )
        widest[rising] = value, limit


def _covers(
    earlier: tuple[Decimal | datetime.date, Limit],
    value: Decimal | datetime.date,
    limit: Limit,
    rising: bool,
) -> bool:
    bound, before = earlier
    if type(bound) is not type(value):
        return False
    if bound == value:
        inclusive = (ast.LtE, ast.GtE)
        return isinstance(before.ops[0], inclusive) or not isinstance(
            limit.ops[0], inclusive
        )
    return (bound > value) is rising  # type: ignore[operator]
