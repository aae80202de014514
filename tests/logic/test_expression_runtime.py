"""What expressions refuse when the values are there."""

import datetime
from decimal import Decimal

import pytest
from logic.expression import ExpressionError, compile  # noqa: A004

NAMES = {
    "days": "number",
    "amount": "number",
    "kind": "text",
    "day": "date",
    "start": "datetime",
    "urgent": "bool",
    "tags": "list",
    "Grade": "text",
    "GRADE": "text",
    "请假天数": "number",
}
VALUES = {
    "days": 2,
    "amount": 0,
    "kind": "x" * 9000,
    "day": datetime.date(2026, 6, 1),
    "start": datetime.datetime(2026, 6, 1),
    "urgent": False,
    "tags": ["a", 1],
}


@pytest.mark.parametrize(
    ("text", "changes", "code", "column"),
    [
        ("days / amount", {}, "division_by_zero", 8),
        ("days % (amount * 2)", {}, "division_by_zero", 8),
        ("days + 1", {}, None, None),
        ("days + 1", {"days": "2"}, "wrong_value", 1),
        ("days + 1", {"days": True}, "wrong_value", 1),
        ("1 + days", {"days": float("nan")}, "wrong_value", 5),
        ("1 + days", {"days": float("inf")}, "wrong_value", 5),
        ("1 + days", {"days": Decimal("sNaN")}, "wrong_value", 5),
        ("1 + days", {"days": 10**5000}, "number_too_large", 5),
        ("1 + days", {"days": Decimal("1E+999999")}, "number_too_large", 5),
        ("1 + days", {"days": 1e300}, "number_too_large", 5),
        ("1 + days", {"days": object()}, "wrong_value", 5),
        ("days * days", {"days": 10**15}, "number_too_large", 1),
        ("1 / days", {"days": Decimal("1E-300")}, "number_too_large", 1),
        ('kind = "a"', {"kind": 3}, "wrong_value", 1),
        ('kind = "a"', {"kind": b"a"}, "wrong_value", 1),
        ("kind & kind", {}, "text_too_long", 1),
        ("urgent OR urgent", {"urgent": 1}, "wrong_value", 1),
        ("day + days", {"days": 0.5}, "whole_days", 1),
        ("day + days", {"days": 10**9}, "out_of_calendar", 1),
        ("day - days", {"days": 10**14}, "out_of_calendar", 1),
        ("start + days", {"days": 10**9}, "out_of_calendar", 1),
        ("day = day", {"day": "2026-06-01"}, "wrong_value", 1),
        ("start = day", {"start": 5}, "wrong_value", 1),
        ("SUM(tags)", {}, "not_numbers", 1),
        ("1 + MAX(tags)", {"tags": []}, "empty_list", 5),
        ("COUNT(tags)", {"tags": range(3)}, "wrong_value", 7),
        ("COUNT(tags)", {"tags": [None]}, "wrong_item", 7),
        ("COUNT(tags)", {"tags": [[1]]}, "wrong_item", 7),
        ("COUNT(tags)", {"tags": [True]}, "wrong_item", 7),
        ("COUNT(tags)", {"tags": [0] * 1001}, "list_too_long", 7),
        ("ROUND(1, days)", {"days": 0.5}, "whole_number", 1),
        ("DATE(2026, 1, days)", {"days": 32}, "bad_date", 1),
        ("DATE(2026, 1, days)", {"days": -1}, "whole_number", 1),
        ("DATE(kind)", {"kind": "1 June"}, "bad_date", 1),
    ],
)
def test_refused_when_evaluated(text, changes, code, column):
    expression = compile(text, NAMES)
    if code is None:
        expression.evaluate({**VALUES, **changes})
        return
    for run in (expression.evaluate, expression.explain):
        with pytest.raises(ExpressionError) as error:
            run({**VALUES, **changes})
        assert (error.value.code, error.value.column) == (code, column)


def test_extremes_of_the_calendar():
    china = datetime.timezone(datetime.timedelta(hours=8))
    edge = datetime.datetime(9999, 12, 31, 23)
    for text in ("start = day", "WEEKDAY(start) = 1", '"" & start = ""'):
        with pytest.raises(ExpressionError) as error:
            compile(text, NAMES).evaluate({**VALUES, "start": edge}, tz=china)
        assert error.value.code == "out_of_calendar"
    with pytest.raises(ExpressionError):
        compile("HOURS(0001-01-01, day) > 1", NAMES).evaluate(VALUES, tz=china)
