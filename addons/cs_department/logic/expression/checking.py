"""Checks at save time: every name is known, every value is of the right type."""

import ast
import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from .calls import call_type
from .errors import TYPE_WORDS, ExpressionError
from .functions import FUNCTIONS
from .naming import closest, declared
from .tree import SYMBOLS, Type, column, source

_UNORDERED = ("text", "bool")
_MOMENTS = ("date", "datetime")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")

_RESULTS: dict[tuple[type[ast.operator], Type, Type], Type] = {
    (ast.Add, "number", "number"): "number",
    (ast.Add, "text", "text"): "text",
    (ast.Add, "date", "number"): "date",
    (ast.Add, "number", "date"): "date",
    (ast.Add, "datetime", "number"): "datetime",
    (ast.Add, "number", "datetime"): "datetime",
    (ast.Sub, "number", "number"): "number",
    (ast.Sub, "date", "number"): "date",
    (ast.Sub, "datetime", "number"): "datetime",
    (ast.Sub, "date", "date"): "number",
    (ast.Mult, "number", "number"): "number",
    (ast.Div, "number", "number"): "number",
    (ast.Mod, "number", "number"): "number",
}


def check(
    text: str, tree: ast.expr, names: Mapping[str, Type], expect: Type | None
) -> "Checker":
    """Return the types of all parts of ``tree`` and the names it uses.

    Replaces every name in the tree by its declared spelling. Raises ExpressionError
    for the first unknown name or function, or value of a wrong type.
    """
    checker = Checker(text, names)
    found = checker.visit(tree)
    if expect is not None and found != expect:
        raise ExpressionError(
            "wrong_result",
            column(tree),
            found=TYPE_WORDS[found],
            expected=TYPE_WORDS[expect],
        )
    return checker


class Checker:
    """The types of the parts of one tree (``types``) and its names (``used``)."""

    def __init__(self, text: str, names: Mapping[str, Type]) -> None:
        """Prepare to check a tree made from ``text`` against ``names``."""
        self.text = text
        self.names = names
        self.types: dict[ast.expr, Type] = {}
        self.used: dict[str, Type] = {}
        self._visitors: dict[type[ast.expr], Callable[..., Type]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.BinOp: self._binary,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._logical,
            ast.Compare: self._compare,
            ast.Call: lambda node: call_type(self, node),
        }

    def visit(self, node: ast.expr) -> Type:
        """Return the type of ``node`` after checking everything below it."""
        found = self.types[node] = self._visitors[type(node)](node)
        return found

    # -- leaves ------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Type:
        value: object = node.value
        if isinstance(value, bool):
            return "bool"
        if isinstance(value, datetime.datetime):
            return "datetime"
        if isinstance(value, datetime.date):
            return "date"
        return "number" if isinstance(value, Decimal) else "text"

    def _name(self, node: ast.Name) -> Type:
        name = declared(node.id, self.names)
        if name is None:
            raise self._unknown(node)
        node.id = name
        self.used[name] = self.names[name]
        return self.names[name]

    def _unknown(self, node: ast.Name) -> ExpressionError:
        function = FUNCTIONS.get(node.id.upper())
        place, name = column(node), source(self.text, node)
        if function:
            return ExpressionError(
                "function_needs_brackets",
                place,
                name=name,
                suggestion=function.signature,
            )
        if near := closest(node.id, self.names):
            return ExpressionError(
                "unknown_name_near", place, name=name, suggestion=near
            )
        return ExpressionError("unknown_name", place, name=name)

    # -- operators ---------------------------------------------------------------

    def _binary(self, node: ast.BinOp) -> Type:
        left, right = self.visit(node.left), self.visit(node.right)
        operator = type(node.op)
        if operator is ast.BitAnd:
            for side in (node.left, node.right):
                self.need(side, "text", "number", "date", "datetime")
            return "text"
        if result := _RESULTS.get((operator, left, right)):
            return result
        code, suggestion = "bad_operation", {}
        if operator is ast.Sub and left in _MOMENTS and right in _MOMENTS:
            code, suggestion = "use_function", {"suggestion": "DAYS, HOURS"}
        elif operator is ast.Add and "text" in (left, right):
            code, suggestion = "use_function", {"suggestion": "&"}
        raise ExpressionError(
            code,
            column(node),
            operator=SYMBOLS[operator],
            left_type=TYPE_WORDS[left],
            right_type=TYPE_WORDS[right],
            **suggestion,
        )

    def _unary(self, node: ast.UnaryOp) -> Type:
        self.visit(node.operand)
        kind: Type = "bool" if isinstance(node.op, ast.Not) else "number"
        self.need(node.operand, kind)
        return kind

    def _logical(self, node: ast.BoolOp) -> Type:
        for value in node.values:
            self.visit(value)
            self.need(value, "bool")
        return "bool"

    def _compare(self, node: ast.Compare) -> Type:
        self.visit(node.left)
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(right, ast.List):
                self.need(left, "number", "text", "date", "datetime", "bool")
                for item in right.elts:
                    if self.visit(item) == "list":
                        self.need(left, "number", "text")
                    else:
                        self.comparable(left, operator, item)
            else:
                self.visit(right)
                self.comparable(left, operator, right)
            left = right
        return "bool"

    def comparable(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> None:
        """Check that ``left`` and ``right``, visited before, may be compared."""
        kinds = self.types[left], self.types[right]
        same = kinds[0] == kinds[1] or all(kind in _MOMENTS for kind in kinds)
        if not same or "list" in kinds:
            self._date_in_quotes(left, right)
            raise ExpressionError(
                "not_comparable",
                column(right),
                left=source(self.text, left),
                left_type=TYPE_WORDS[kinds[0]],
                right=source(self.text, right),
                right_type=TYPE_WORDS[kinds[1]],
            )
        equality = isinstance(operator, ast.Eq | ast.NotEq | ast.In | ast.NotIn)
        if kinds[0] in _UNORDERED and not equality:
            raise ExpressionError(
                "no_order",
                column(left),
                text=source(self.text, left),
                found=TYPE_WORDS[kinds[0]],
                operator=SYMBOLS[type(operator)],
            )

    def _date_in_quotes(self, left: ast.expr, right: ast.expr) -> None:
        for node, other in ((left, right), (right, left)):
            if isinstance(node, ast.Constant) and self.types[other] in _MOMENTS:
                typed = str(node.value).strip()
                if self.types[node] == "text" and _DATE.fullmatch(typed):
                    raise ExpressionError(
                        "date_in_quotes", column(node), suggestion=typed
                    )

    def need(self, node: ast.expr, *accepted: Type) -> None:
        """Check that ``node``, visited before, has one of the types ``accepted``."""
        found = self.types[node]
        if found in accepted:
            return
        raise ExpressionError(
            "wrong_type",
            column(node),
            text=source(self.text, node),
            found=TYPE_WORDS[found],
            expected=TYPE_WORDS[accepted[0]],
        )
