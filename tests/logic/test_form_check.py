"""What is wrong with a design is found, and said where."""

import pytest
from hypothesis import given, settings
from logic.form_check import check_expression, problems
from logic.form_words import MESSAGES

from .form_samples import ANYTHING, DESIGNS


def field(key="a", kind="number", **rules):
    return {"key": key, "kind": kind, "label": key.upper(), **rules}


def found(*fields, rules=(), nodes=None):
    design = {"fields": list(fields), "rules": list(rules)}
    return [
        (p["field"], p["attribute"], p["message"].code) for p in problems(design, nodes)
    ]


@given(ANYTHING)
def test_never_raises_for_anything(design):
    for problem in problems(design):
        assert str(problem["message"])


@settings(max_examples=200)
@given(DESIGNS)
def test_never_raises_for_designs(design):
    for problem in problems(design):
        assert str(problem["message"])
        assert problem["message"].code in MESSAGES


def test_a_good_design_has_no_problem():
    assert not found(field("a"), field("b", computed="a * 2"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([field("Ä")], ("Ä", "key", "bad_key")),
        ([field("in")], ("in", "key", "reserved_key")),
        ([field("a"), field("a")], ("a", "key", "same_key")),
        ([field("a", label="")], ("a", "label", "no_label")),
        ([field("a", "spell")], ("a", "kind", "unknown_kind")),
        ([field("a", "choice")], ("a", "choices", "no_choices")),
        ([field("a", "table")], ("a", "kind", "no_column")),
        ([field("a", parent="t")], ("t.a", "parent", "no_table")),
        ([field("a", "boolean", minimum="1")], ("a", "minimum", "bad_limit")),
        ([field("a", "employee", default="1")], ("a", "default", "cannot_default")),
        ([field("a", "tags", computed="1")], ("a", "computed", "cannot_compute")),
        ([field("a", "long_text", unique=True)], ("a", "unique", "cannot_be_unique")),
        ([field("a", role="start")], ("a", "role", "role_kind")),
        ([field("a", required="soon")], ("a", "required", "unknown_value")),
        ([field("a", required="nodes")], ("a", "required_nodes", "no_nodes")),
        ([field("a", digits=9)], ("a", "digits", "bad_digits")),
        (
            [field("a", visible_if="lenght > 3")],
            ("a", "visible_if", "bad_expression"),
        ),
        ([field("a", computed="'x'")], ("a", "computed", "bad_expression")),
    ],
)
def test_each_defect_is_named(fields, expected):
    assert expected in found(*fields)


def test_circles_are_found_through_tables():
    places = {
        place
        for place, _attribute, code in found(
            field("total", computed="lines_pay"),
            field("lines", "table"),
            field("pay", parent="lines", computed="total + 1"),
            field("aside", computed="total"),
        )
        if code == "circle"
    }
    assert places == {"total", "lines.pay"}


def test_a_name_that_a_table_makes_is_taken():
    assert ("t.b", "key", "reserved_key") in found(
        field("t", "table"), field("b", parent="t"), field("t_b")
    )


def test_rules_are_checked():
    rules = [{"field": "b", "expression": "", "message": "", "nodes": ["x"]}]
    codes = {code for _f, _a, code in found(field("a"), rules=rules, nodes=["n"])}
    assert codes == {"no_expression", "no_message", "unknown_field", "unknown_node"}


def test_an_expression_is_checked_where_it_stands():
    design = {
        "fields": [field("t", "table"), field("b", parent="t"), field("c")],
        "rules": [],
    }
    assert check_expression(design, "b > c", "t.b") is None
    problem = check_expression(design, "t_bb > 1", "c")
    assert (problem["column"], problem["suggestion"]) == (1, "t_b")
    assert check_expression(design, "c > 1", "c", "computed")["message"]
