"""Checks of calls: the function is known, its arguments are as many and as typed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .errors import TYPE_WORDS, ExpressionError
from .functions import FUNCTIONS, Function
from .naming import closest, cut, declared
from .tree import Limit, Type, column, function_name, source

if TYPE_CHECKING:
    from .checking import Checker


def call_type(checker: Checker, node: ast.Call) -> Type:
    """Return the type that the call gives, after checking its arguments."""
    function = _function(checker, node)
    _count(node, function)
    if function.name == "BAND":
        return _band(checker, node)
    for argument in node.args:
        checker.visit(argument)
    if function.name == "IF":
        for condition in node.args[:-1:2]:
            checker.need(condition, "bool")
        return _one_result(checker, [*node.args[1::2], node.args[-1]])
    for index, argument in enumerate(node.args):
        checker.need(argument, *function.accepted(index))
    if function.name == "DATE":
        _date(checker, node)
    if function.result is None:
        return _one_kind(checker, node.args)
    return function.result


def _function(checker: Checker, node: ast.Call) -> Function:
    name = function_name(node)
    if function := FUNCTIONS.get(name.upper()):
        node.func = ast.Name(id=function.name, ctx=ast.Load())
        return function
    place = column(node)
    if declared(name, checker.names) is not None:
        raise ExpressionError("name_is_no_function", place, name=name)
    near = closest(name, FUNCTIONS)
    if near is None:
        raise ExpressionError("unknown_function", place, name=cut(name))
    raise ExpressionError(
        "unknown_function_near", place, name=cut(name), suggestion=near
    )


def _count(node: ast.Call, function: Function) -> None:
    """Check the number of arguments; IF and BAND take them in pairs."""
    count, code, limit = len(node.args), "", function.required
    if count < limit:
        code = "few_arguments"
    elif function.most is not None and count > function.most:
        code, limit = "many_arguments", function.most
    elif function.name in ("IF", "BAND") and (count - limit) % 2:
        code = "pairs"
    if code:
        raise ExpressionError(
            code,
            column(node),
            name=function.name,
            count=count,
            limit=limit,
            suggestion=function.signature,
        )


def _band(checker: Checker, node: ast.Call) -> Type:
    checker.visit(node.args[0])
    for argument in node.args[1:]:
        if isinstance(argument, Limit):
            limit = argument.comparators[0]
            checker.visit(limit)
            checker.comparable(node.args[0], argument.ops[0], limit)
            checker.types[argument] = "bool"
        else:
            checker.visit(argument)
    return _one_result(checker, [*node.args[2::2], node.args[-1]])


def _date(checker: Checker, node: ast.Call) -> None:
    parts = 3 if checker.types[node.args[0]] == "number" else 1
    if len(node.args) != parts:
        raise ExpressionError(
            "pairs",
            column(node),
            name="DATE",
            suggestion=FUNCTIONS["DATE"].signature,
        )


def _one_result(checker: Checker, nodes: list[ast.expr]) -> Type:
    """Return the type that the results of IF or BAND have in common."""
    first = checker.types[nodes[0]]
    for node in nodes:
        if checker.types[node] != first:
            raise ExpressionError(
                "different_results",
                column(node),
                text=source(checker.text, node),
                found=TYPE_WORDS[checker.types[node]],
                expected=TYPE_WORDS[first],
            )
    return first


def _one_kind(checker: Checker, nodes: list[ast.expr]) -> Type:
    """Return the type of the arguments of MIN or MAX; a list holds numbers."""
    kinds = [checker.types[node] for node in nodes if checker.types[node] != "list"]
    first = kinds[0] if len(kinds) == len(nodes) else "number"
    for node in nodes:
        checker.need(node, first, *(("list",) if first == "number" else ()))
    return first
