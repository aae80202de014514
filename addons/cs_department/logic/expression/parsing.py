"""From tokens to the tree: what binds how tightly, and what is missing where."""

import ast
from decimal import Decimal
from typing import Any, TypeVar, cast

from .cursor import Cursor
from .errors import ExpressionError
from .lexing import Token
from .tree import COMPARISONS, OPERATORS, Limit, children, column

MAX_NODES = 500
MAX_DEPTH = 64

# from loose to tight; NOT stands between AND and the comparisons
_OR, _AND, _NOT, _COMPARE, _UNARY = 1, 2, 3, 4, 8
_LEVELS = {"OR": _OR, "AND": _AND, "NOT": _COMPARE, "IN": _COMPARE}
_LEVELS |= dict.fromkeys(COMPARISONS, _COMPARE)
_LEVELS |= {"&": 5, "+": 6, "-": 6, "*": 7, "/": 7, "%": 7}

_Expr = TypeVar("_Expr", bound=ast.expr)


def parse(text: str) -> ast.expr:
    """Return the tree of ``text``; names and types are not checked yet.

    Raises ExpressionError for anything that is not a sentence of the language.
    """
    return _Parser(text).parse()


class _Parser(Cursor):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.nesting = 0
        self.heights: dict[ast.expr, int] = {}

    # -- nodes -------------------------------------------------------------------

    def _node(self, node: _Expr, start: int, stop: int | None = None) -> _Expr:
        """Place ``node`` in the text and hold it to the limits of size and depth."""
        node.lineno = node.end_lineno = 1
        node.col_offset = start
        node.end_col_offset = self.tokens[self.at - 1].stop if stop is None else stop
        height = 1 + max((self.heights[part] for part in children(node)), default=0)
        if height > MAX_DEPTH:
            raise ExpressionError("too_deep", column(node), limit=MAX_DEPTH)
        self.heights[node] = height
        if len(self.heights) > MAX_NODES:
            raise ExpressionError("too_big", column(node), limit=MAX_NODES)
        return node

    def _constant(self, value: object, start: int) -> ast.Constant:
        return self._node(ast.Constant(value=cast("Any", value)), start)

    # -- grammar -----------------------------------------------------------------

    def parse(self) -> ast.expr:
        if self._at_end():
            raise ExpressionError("empty")
        node = self._expression(_OR)
        if not self._at_end():
            raise self._leftover()
        return node

    def _expression(self, level: int) -> ast.expr:
        self.nesting += 1
        if self.nesting > MAX_DEPTH:
            raise ExpressionError("too_deep", self.token.start + 1, limit=MAX_DEPTH)
        node = self._prefix()
        while (infix := self._infix()) and _LEVELS[infix] >= level:
            node = self._grow(node, infix)
        self.nesting -= 1
        return node

    def _infix(self) -> str | None:
        """Return the operator that goes on with the expression, if there is one."""
        value = self.token.value
        if self.token.kind not in ("symbol", "word") or value not in _LEVELS:
            return None
        if value == "NOT" and not self._is(self._ahead(1), "IN"):
            return None
        return str(value)

    def _grow(self, left: ast.expr, infix: str) -> ast.expr:
        if infix in ("AND", "OR"):
            return self._logical(left, infix)
        if _LEVELS[infix] == _COMPARE:
            return self._comparison(left)
        self._take()
        right = self._expression(_LEVELS[infix] + 1)
        node = ast.BinOp(left=left, op=OPERATORS[infix](), right=right)
        return self._node(node, left.col_offset)

    def _logical(self, left: ast.expr, word: str) -> ast.expr:
        values = [left]
        while self._is(self.token, word):
            self._take()
            values.append(self._expression(_LEVELS[word] + 1))
        operator = ast.And() if word == "AND" else ast.Or()
        return self._node(ast.BoolOp(op=operator, values=values), left.col_offset)

    def _comparison(self, left: ast.expr) -> ast.expr:
        operators: list[ast.cmpop] = []
        sides: list[ast.expr] = []
        direction = "none"
        while (infix := self._infix()) and _LEVELS[infix] == _COMPARE:
            if operators and _direction(infix) != direction:
                raise ExpressionError("chain", self.token.start + 1)
            if infix in ("IN", "NOT"):
                return self._membership(left)
            direction = _direction(infix) or "none"
            self._take()
            operators.append(COMPARISONS[infix]())
            sides.append(self._expression(_COMPARE + 1))
        node = ast.Compare(left=left, ops=operators, comparators=sides)
        return self._node(node, left.col_offset)

    def _membership(self, left: ast.expr) -> ast.expr:
        operator = ast.NotIn() if self._take().value == "NOT" else ast.In()
        if isinstance(operator, ast.NotIn):
            self._take()
        if self._is(self.token, "("):
            items = [node for _, node in self._arguments(empty=False)]
        else:
            items = [self._expression(_COMPARE + 1)]
        if self._infix() and _LEVELS[str(self.token.value)] == _COMPARE:
            raise ExpressionError("chain", self.token.start + 1)
        return self._member(left, operator, items, left.col_offset)

    def _member(
        self, left: ast.expr, operator: ast.cmpop, items: list[ast.expr], start: int
    ) -> ast.expr:
        choice = ast.List(elts=items, ctx=ast.Load())
        node = ast.Compare(left=left, ops=[operator], comparators=[choice])
        return self._node(node, start)

    def _prefix(self) -> ast.expr:
        token = self._take()
        if token.value == "NOT" and token.kind == "word":
            operand = self._expression(_NOT)
            return self._node(ast.UnaryOp(op=ast.Not(), operand=operand), token.start)
        if token.kind == "symbol" and token.value in ("-", "+"):
            sign = ast.USub() if token.value == "-" else ast.UAdd()
            operand = self._expression(_UNARY)
            return self._node(ast.UnaryOp(op=sign, operand=operand), token.start)
        return self._primary(token)

    def _primary(self, token: Token) -> ast.expr:
        if token.kind == "number" and isinstance(token.value, Decimal):
            return self._number(token.value, token.start)
        if token.kind in ("text", "date"):
            return self._constant(token.value, token.start)
        if token.kind == "name":
            return self._name(token)
        return self._word(token)

    def _word(self, token: Token) -> ast.expr:
        if self._is(token, "TRUE", "FALSE"):
            return self._constant(token.value == "TRUE", token.start)
        if self._is(token, "IN") and self._is(self.token, "("):
            return self._in_function(token)
        if self._is(token, "("):
            return self._bracket(token)
        raise self._missing(token)

    def _number(self, value: Decimal, start: int) -> ast.expr:
        """Return a number, or per cent: ``30%``, not ``7 % x`` and not ``7 % -2``."""
        if self._is(self.token, "%"):
            follower, is_close = (
                self._ahead(1),
                self.token.start == self._ahead(-1).stop,
            )
            is_sign = self._is(follower, "+", "-")
            if not _begins_operand(follower) and (is_close or not is_sign):
                self._take()
                value = value.scaleb(-2)
        return self._constant(value, start)

    def _bracket(self, token: Token) -> ast.expr:
        self.open.append(token)
        node = self._expression(_OR)
        if not self._is(self.token, ")"):
            raise self._leftover()
        self.open.pop()
        node.end_col_offset = self._take().stop
        node.col_offset = token.start
        return node

    def _name(self, token: Token) -> ast.expr:
        name = ast.Name(id=str(token.value), ctx=ast.Load())
        if not self._is(self.token, "("):
            return self._node(name, token.start)
        name.col_offset, name.end_col_offset = token.start, token.stop
        is_band = name.id.upper() == "BAND"
        arguments: list[ast.expr] = []
        raw = self._arguments(may_compare=is_band)
        for index, (operator, node) in enumerate(raw):
            is_limit = is_band and index % 2 == 1 and index < len(raw) - 1
            if operator and not is_limit:
                raise ExpressionError("misplaced_operator", operator.start + 1)
            if is_limit:
                node = self._limit(arguments[0], operator, node)
            arguments.append(node)
        return self._node(ast.Call(func=name, args=arguments, keywords=[]), token.start)

    def _limit(
        self, value: ast.expr, operator: Token | None, node: ast.expr
    ) -> ast.expr:
        kind = COMPARISONS[str(operator.value)] if operator else ast.LtE
        start = operator.start if operator else node.col_offset
        limit = Limit(left=value, ops=[kind()], comparators=[node])
        return self._node(limit, start, node.end_col_offset)

    def _in_function(self, token: Token) -> ast.expr:
        items = [node for _, node in self._arguments()]
        if len(items) < 2:
            raise ExpressionError(
                "few_arguments",
                token.start + 1,
                name="IN",
                limit=2,
                count=len(items),
                suggestion="IN(value, item, ...)",
            )
        return self._member(items[0], ast.In(), items[1:], token.start)

    def _arguments(
        self, *, may_compare: bool = False, empty: bool = True
    ) -> list[tuple[Token | None, ast.expr]]:
        """Return the expressions in the brackets, each with the operator before it."""
        self.open.append(self._take())
        found: list[tuple[Token | None, ast.expr]] = []
        while found or not empty or not self._is(self.token, ")"):
            operator = None
            if self._is(self.token, *COMPARISONS):
                operator = self._take()
                if not may_compare:
                    raise self._missing(operator)
            found.append((operator, self._expression(_OR)))
            if not self._is(self.token, ","):
                break
            self._thousands(inside_call=True)
            self._take()
        if not self._is(self.token, ")"):
            raise self._leftover()
        self._take()
        self.open.pop()
        return found


def _direction(operator: str) -> str:
    """Return ``<`` or ``>`` for what may be chained, else nothing."""
    return operator[0] if operator in ("<", "<=", ">", ">=") else ""


def _begins_operand(token: Token) -> bool:
    is_bracket = token.kind == "symbol" and token.value == "("
    return is_bracket or token.kind in ("number", "text", "date", "name")
