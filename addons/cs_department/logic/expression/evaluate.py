"""Evaluation on top of simpleeval: only the listed kinds of nodes can be walked."""

import ast
import datetime
import decimal
from collections.abc import Callable
from typing import Any

from simpleeval import InvalidExpression, SimpleEval  # type: ignore[import-untyped]

from . import arithmetic
from .arithmetic import Clock, compare
from .errors import ExpressionError
from .functions import FUNCTIONS
from .tree import Limit, column, function_name, source
from .values import Items, Names

_HOLDS: dict[type[ast.cmpop], Callable[[int], bool]] = {
    ast.Eq: lambda order: order == 0,
    ast.NotEq: lambda order: order != 0,
    ast.Lt: lambda order: order < 0,
    ast.LtE: lambda order: order <= 0,
    ast.Gt: lambda order: order > 0,
    ast.GtE: lambda order: order >= 0,
}
_OPERATORS: dict[type[ast.AST], Callable[..., object]] = {
    ast.Add: arithmetic.add,
    ast.Sub: arithmetic.subtract,
    ast.Mult: arithmetic.multiply,
    ast.Div: arithmetic.divide,
    ast.Mod: arithmetic.remainder,
    ast.USub: lambda value: -value,
    ast.UAdd: lambda value: value,
}


class Evaluator(SimpleEval):  # type: ignore[misc]
    """One evaluation of one tree.

    simpleeval dispatches by ``nodes`` and refuses every kind of node that is not in
    it: attributes, subscripts, comprehensions, lambdas or keywords have no handler
    here, and the parser cannot make them either. Every node is evaluated at most
    once, so the limits of the parser bound the time.
    """

    def __init__(self, text: str, names: Names, clock: Clock) -> None:
        """Prepare to evaluate a tree of ``text`` with the values in ``names``."""
        # not super().__init__: it offers far more, and it changes the warnings
        # filter of the process, which other threads share
        self.text = text
        self.clock = clock
        self.names = names
        self.functions: dict[str, Callable[..., object]] = {}
        self.operators = _OPERATORS
        self.allowed_attrs: dict[type, set[str]] = {}
        self.nodes = {
            ast.Constant: self._eval_constant,
            ast.Name: self._eval_name,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.BoolOp: self._eval_boolop,
            ast.Compare: self._eval_compare,
            ast.Call: self._eval_call,
        }

    def run(self, tree: ast.expr) -> object:
        """Return the value of ``tree``; raises ExpressionError and nothing else."""
        try:
            return self._eval(tree)
        except (InvalidExpression, RecursionError):
            raise ExpressionError("refused") from None

    def note(self, node: ast.expr, value: object) -> None:
        """Hear the value of a part that is not evaluated by itself (a limit)."""

    # -- handlers, called by simpleeval with the node ------------------------------

    def _eval_constant(self, node: ast.Constant) -> object:
        if isinstance(node.value, datetime.datetime):
            return self._at(node, self.clock.utc, node.value)
        return node.value

    def _eval_name(self, node: ast.Name) -> object:
        return self._at(node, self.names.__getitem__, node.id)

    def _eval_unaryop(self, node: ast.UnaryOp) -> object:
        if isinstance(node.op, ast.Not):
            return not self._eval(node.operand)
        return self.operators[type(node.op)](self._needed(node.operand))

    def _eval_binop(self, node: ast.BinOp) -> object:
        left, right = self._needed(node.left), self._needed(node.right)
        if isinstance(node.op, ast.BitAnd):
            return self._at(node, arithmetic.join, left, right, self.clock)
        if isinstance(node.op, ast.Div | ast.Mod) and not right:
            raise ExpressionError(
                "division_by_zero",
                column(node.right),
                name=source(self.text, node.right),
            )
        return self._at(node, self.operators[type(node.op)], left, right)

    def _eval_boolop(self, node: ast.BoolOp) -> bool:
        if isinstance(node.op, ast.And):
            return all(self._eval(value) for value in node.values)
        return any(self._eval(value) for value in node.values)

    def _eval_compare(self, node: ast.Compare) -> bool:
        left = self._eval(node.left)
        if isinstance(node.comparators[0], ast.List):
            found = self._among(left, node.comparators[0].elts)
            return found is isinstance(node.ops[0], ast.In)
        for operator, part in zip(node.ops, node.comparators, strict=True):
            right = self._eval(part)
            if not self._at(part, self._holds, operator, left, right):
                return False
            left = right
        return True

    def _among(self, value: object, items: list[ast.expr]) -> bool | None:
        """Tell whether ``value`` is one of ``items``; of an empty one: None."""
        found = [self._is(value, self._eval(node)) for node in items]
        return None if value is None else any(found)

    def _is(self, value: object, item: object) -> bool:
        if isinstance(item, Items):
            return item.has(value)
        return self._holds(ast.Eq(), value, item)

    def _holds(self, operator: ast.cmpop, left: object, right: object) -> bool:
        if left is None or right is None:
            return False
        return _HOLDS[type(operator)](compare(left, right, self.clock))

    def _eval_call(self, node: ast.Call) -> object:
        name = function_name(node)
        if name == "IF":
            for index in range(0, len(node.args) - 1, 2):
                if self._eval(node.args[index]):
                    return self._eval(node.args[index + 1])
            return self._eval(node.args[-1])
        if name == "BAND":
            return self._band(node)
        function = FUNCTIONS[name]
        evaluate = self._eval if function.takes_empty else self._needed
        values = [evaluate(argument) for argument in node.args]
        if function.run is None:
            raise ExpressionError("refused", column(node))
        return self._at(node, function.run, self.clock, values)

    def _band(self, node: ast.Call) -> object:
        value = self._needed(node.args[0])
        for index in range(1, len(node.args) - 1, 2):
            limit = node.args[index]
            if not isinstance(limit, Limit):
                raise ExpressionError("refused", column(limit))
            holds = self._holds(limit.ops[0], value, self._needed(limit.comparators[0]))
            self.note(limit, holds)
            if holds:
                return self._eval(node.args[index + 1])
        return self._eval(node.args[-1])

    # -- helpers -----------------------------------------------------------------

    def _needed(self, node: ast.expr) -> Any:  # noqa: ANN401  checked before
        """Return the value of ``node``, which must not be empty."""
        value = self._eval(node)
        if value is None:
            raise ExpressionError(
                "empty_value", column(node), name=source(self.text, node)
            )
        return value

    def _at(
        self, node: ast.expr, function: Callable[..., object], *values: object
    ) -> object:
        """Call ``function``; an error in it happened at ``node``."""
        try:
            return function(*values)
        except ExpressionError as error:
            if error.column is None:
                error.column = column(node)
            raise
        except decimal.DecimalException:
            raise ExpressionError(
                "number_too_large", column(node), limit=arithmetic.LARGEST
            ) from None


class Tracer(Evaluator):
    """An evaluation that remembers the value of every part it came to."""

    def __init__(self, text: str, names: Names, clock: Clock) -> None:
        """Prepare like Evaluator; ``values`` is filled while it runs."""
        super().__init__(text, names, clock)
        self.values: dict[ast.expr, object] = {}

    def _eval(self, node: ast.expr) -> object:
        value = self.values[node] = super()._eval(node)
        return value

    def note(self, node: ast.expr, value: object) -> None:
        """Remember whether a limit of BAND held."""
        self.values[node] = value
