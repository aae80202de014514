"""Explanations, and what an expression compares with what."""

import datetime
import json
from decimal import Decimal

from logic.expression import boundary_values, compile  # noqa: A004

from .expression_samples import CHINA, NAMES, VALUES


def test_explanation_is_the_tree_with_its_values():
    text = "IF(days > 2, 10, urgent, 20, 30) + BAND(days, < 1, 1, <= 3, 2, 3)"
    node = compile(text, NAMES).explain(VALUES)
    assert (node.text, node.value, node.label, node.type) == (text, 12, "+", "number")
    branch, band = node.children
    assert [(part.text, part.value, part.taken) for part in branch.children] == [
        ("days > 2", True, True),
        ("10", 10, True),
        ("urgent", None, False),
        ("20", None, False),
        ("30", None, False),
    ]
    assert [(part.text, part.value, part.taken) for part in band.children] == [
        ("days", Decimal("2.5"), True),
        ("< 1", False, True),
        ("1", None, False),
        ("<= 3", True, True),
        ("2", 2, True),
        ("3", None, False),
    ]
    assert [part.label for part in branch.children[0].children] == ["days", ""]


def test_explanation_stops_where_the_evaluation_stopped():
    node = compile("no_flag AND days > 1", NAMES).explain(VALUES)
    assert [part.taken for part in node.children] == [True, False]
    assert [part.taken for part in node.children[1].children] == [False, False]


def test_explanation_is_json():
    text = 'IF("night" IN tags AND start < 2026-07-01 00:00, 1 / 4, SUM(amounts))'
    found = compile(text, NAMES).explain(VALUES, tz=CHINA).as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["value"] == "0.25"
    condition = found["children"][0]
    assert condition["value"] is True
    assert condition["children"][0]["children"][1]["value"] == ["night", "夜班", "3"]
    assert condition["children"][1]["children"][0]["value"] == "2026-06-01 00:00:00"
    assert found["children"][2]["taken"] is False


def test_explanation_slices_the_typed_text():
    node = compile("（请假天数 ＞ 3） or (days + 1) * 2 > 1", NAMES).explain(VALUES)
    assert [part.text for part in node.children] == [
        "（请假天数 ＞ 3）",
        "(days + 1) * 2 > 1",
    ]


def test_comparisons_with_constants():
    text = (
        'days > 3 AND 5 >= amount AND kind IN ("a", "b") AND NOT urgent'
        ' AND "x" IN tags AND 1 < 请假天数 <= 2 * 5 AND BAND(days, < 1, 1, 7, 2, 3) > 0'
        " AND days > amount AND day < TODAY() AND kind <> 班次"
    )
    found = compile(text, NAMES).comparisons()
    assert [(c.name, c.operator, c.constant) for c in found] == [
        ("days", ">", 3),
        ("amount", "<=", 5),
        ("kind", "=", "a"),
        ("kind", "=", "b"),
        ("urgent", "=", True),
        ("tags", "HAS", "x"),
        ("请假天数", ">", 1),
        ("请假天数", "<=", 10),
        ("days", "<", 1),
        ("days", "<=", 7),
    ]


def test_boundary_values_meet_every_outcome():
    names = {name: NAMES[name] for name in ("days", "kind", "day", "start", "urgent")}
    text = (
        'days > 3 OR days < 1 OR kind = "a" OR day > 2026-06-01 OR start = 2026-06-01'
    )
    found = boundary_values(names, compile(text, names).comparisons(), CHINA)
    assert found["days"] == [0, 1, 2, 3, 4]
    assert found["kind"][0] == "a"
    assert found["kind"][1] != "a"
    assert found["urgent"] == [False, True]
    assert found["day"] == [
        datetime.date(2026, 6, 1) + datetime.timedelta(d) for d in (-1, 0, 1)
    ]
    midnight = datetime.datetime(2026, 5, 31, 16)
    assert {midnight, midnight - datetime.timedelta(seconds=1)} <= set(found["start"])
    assert boundary_values({"tags": "list"}, compile("1 IN tags", NAMES).comparisons())[
        "tags"
    ] == [[], [1]]
