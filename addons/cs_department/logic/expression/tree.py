"""The tree of an expression: Python's own ``ast`` nodes, made by our own parser.

``col_offset`` and ``end_col_offset`` are offsets in the typed text, ``Name.id`` is the
name as declared, ``Constant.value`` a Decimal, str, bool, date or datetime (local
time). Nothing else of Python's grammar exists: see ``evaluate.Evaluator.nodes``.
"""

import ast
import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

Type = Literal["number", "text", "date", "datetime", "bool", "list"]
Scalar = Decimal | str | bool | datetime.date | datetime.datetime

COMPARISONS: dict[str, type[ast.cmpop]] = {
    "=": ast.Eq,
    "<>": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
OPERATORS: dict[str, type[ast.operator]] = {
    "&": ast.BitAnd,
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "%": ast.Mod,
}
SYMBOLS: dict[type[ast.AST], str] = {
    **{kind: symbol for symbol, kind in COMPARISONS.items()},
    **{kind: symbol for symbol, kind in OPERATORS.items()},
    ast.In: "IN",
    ast.NotIn: "NOT IN",
    ast.And: "AND",
    ast.Or: "OR",
    ast.Not: "NOT",
    ast.USub: "-",
    ast.UAdd: "+",
}


class Limit(ast.Compare):
    """One limit of BAND: the value (shared by all limits) against the limit."""


def column(node: ast.expr) -> int:
    """Return where ``node`` begins in the typed text, counted from 1."""
    return node.col_offset + 1


def source(text: str, node: ast.expr, length: int = 60) -> str:
    """Return what was typed for ``node``, cut to ``length`` characters."""
    typed = " ".join(text[node.col_offset : node.end_col_offset].split())
    return typed if len(typed) <= length else typed[: length - 1] + "…"


def function_name(node: ast.Call) -> str:
    """Return the name of the called function, as typed or in capitals if known."""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def children(node: ast.expr) -> list[ast.expr]:
    """Return the parts of ``node`` from left to right, each part once."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts else []


def _flat(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.List) else [node]


def _compared(node: ast.Compare) -> list[ast.expr]:
    return [node.left, *(part for side in node.comparators for part in _flat(side))]


_PARTS: dict[type[ast.expr], Callable[..., list[ast.expr]]] = {
    Limit: lambda node: list(node.comparators),
    ast.Compare: _compared,
    ast.BinOp: lambda node: [node.left, node.right],
    ast.UnaryOp: lambda node: [node.operand],
    ast.BoolOp: lambda node: list(node.values),
    ast.Call: lambda node: list(node.args),
}


def walk(node: ast.expr) -> Iterator[ast.expr]:
    """Yield ``node`` and everything below it, parents first."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))
