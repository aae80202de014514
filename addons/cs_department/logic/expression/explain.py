"""The tree with the value at every part, as an employee sees it beside a figure."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from .tree import SYMBOLS, Type, children, column, function_name
from .values import as_json, public


@dataclass(frozen=True, slots=True)
class Node:
    """One part of an expression with its value.

    ``text`` is what was typed, ``label`` the name, function or operator (empty for a
    constant), ``taken`` tells whether the evaluation came here: the branch of an IF
    that was not chosen, or the rest of an AND after a FALSE, is not taken and has no
    value.
    """

    text: str
    value: object
    children: tuple["Node", ...]
    taken: bool
    type: Type
    label: str
    column: int

    def as_dict(self) -> dict[str, object]:
        """Return the tree for JSON; numbers become exact texts, moments UTC texts."""
        return {
            "text": self.text,
            "value": as_json(self.value),
            "taken": self.taken,
            "type": self.type,
            "label": self.label,
            "column": self.column,
            "children": [child.as_dict() for child in self.children],
        }


def explained(
    text: str,
    tree: ast.expr,
    types: Mapping[ast.expr, Type],
    values: Mapping[ast.expr, object],
) -> Node:
    """Return the explanation of ``tree``, given the ``values`` an evaluation met."""
    return Node(
        text=text[tree.col_offset : tree.end_col_offset],
        value=public(values.get(tree)),
        children=tuple(explained(text, part, types, values) for part in children(tree)),
        taken=tree in values,
        type=types[tree],
        label=_label(tree),
        column=column(tree),
    )


def _label(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return function_name(node)
    if isinstance(node, ast.Compare):
        return " ".join(SYMBOLS[type(operator)] for operator in node.ops)
    if isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp):
        return SYMBOLS[type(node.op)]
    return ""
