"""What expressions mean: every operator and function by example."""

import datetime
from decimal import Decimal

import pytest
from logic.expression import (
    compile,  # noqa: A004
)

from .expression_samples import CHINA, NAMES, TODAY, VALUES


def value(text, **changes):
    expression = compile(text, NAMES)
    return expression.evaluate({**VALUES, **changes}, today=TODAY, tz=CHINA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # numbers
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("2 * 3 % 4", 2),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("-days + +3", "0.5"),
        ("- -2", 2),
        (".5 * 4", 2),
        ("30% * amount", 30),
        ("50% - 3", "-2.5"),
        ("50% -3", "-2.5"),
        ("7 %3 + 50 %", "1.5"),
        ("7% * 100%", "0.07"),
        ("12.5%", "0.125"),
        ("7 % 4", 3),
        ("0.1 + 0.2", "0.3"),
        ("amount / 8", "12.5"),
        ("1 / 3 * 3 = 1", True),
        ("FLOOR(1 / 3 * 3)", 1),
        # texts
        ('"a" + "b" & 1.50 & " " & day', "ab1.5 2026-06-01"),
        ('"at " & start', "at 2026-06-01 08:00"),
        ('"say ""yes"""', 'say "yes"'),
        ("'it''s'", "it's"),
        ('""', ""),
        ("“”", ""),
        ('“他说"好"”', '他说"好"'),
        ("「夜班」 = 班次", True),
        ('"A" = "a"', False),
        # comparison
        ("days = 2.5", True),
        ("days == 2.50", True),
        ("days <> 2", True),
        ("days != 2.5", False),
        ("days ≠ 2", True),
        ("days ≥ 2.5 AND days ≤ 2.5", True),
        ("days =< 3 and days => 2", True),
        ("0 < days <= 2.5 < 3", True),
        ("3 > days >= 2.6", False),
        ("urgent = TRUE", True),
        ("urgent <> false", True),
        ('kind IN ("a", "sick")', True),
        ('kind NOT IN ("a", "sick")', False),
        ('"night" IN tags', True),
        ('"夜班" in (tags)', True),
        ("4 IN (1, tags, 4)", True),
        ("IN(3, tags)", True),
        ('in(kind, "a", "b")', False),
        ("2 not in tags", True),
        # logic
        ("TRUE OR FALSE AND FALSE", True),
        ("NOT FALSE AND FALSE", False),
        ("NOT days = 2", True),
        ("not not urgent", True),
        ("urgent and days > 2 and amount > 99", True),
        # dates
        ("day = 2026-6-1", True),
        ("day = 2026年6月1日", True),
        ("day >= 2026-06-01 and day < 2026-06-02", True),
        ("day + 30", datetime.date(2026, 7, 1)),
        ("30 + day - 1", datetime.date(2026, 6, 30)),
        ("2026-06-10 - day", 9),
        ("start = day", True),
        ("day = start", True),
        ("start > 2026-06-01", False),
        ("stop > 2026-06-01", True),
        ("start = 2026-06-01 08:00", True),
        ("start >= 2026-06-01 08:00:01", False),
        ("start < 2026-06-01T08:01", True),
        ("start + 0.5", datetime.datetime(2026, 6, 1, 12)),
        ("stop - 1", datetime.datetime(2026, 6, 1, 12)),
        ("DATE(2026, 2, 28) + 1", datetime.date(2026, 3, 1)),
        ('DATE("2026-6-1") = day', True),
        ("DATE(stop)", datetime.date(2026, 6, 2)),
        ("DATE(day)", datetime.date(2026, 6, 1)),
        ("TODAY() + 1", datetime.date(2026, 2, 1)),
        ("DAYS(day, stop)", 1),
        ("DAYS(stop, day)", -1),
        ("HOURS(start, stop)", 36),
        ("HOURS(day, start)", 8),
        ("HOURS(start, start)", 0),
        ("WEEKDAY(day)", 1),
        ("WEEKDAY(2026-06-07)", 7),
        # functions
        ("IF(days > 3, 1, 2)", 2),
        ("IF(days > 3, 1, days > 2, 5, 9)", 5),
        ('IF(urgent, "yes", "no")', "yes"),
        ("MIN(days, 3, amounts)", "0.1"),
        ("MAX(days, 3)", 3),
        ("MAX(day, 2026-07-01)", datetime.date(2026, 7, 1)),
        ("MIN(start, stop) = start", True),
        ("SUM(amounts)", "12.6"),
        ("SUM(1, amounts, no_list)", "13.6"),
        ("COUNT(tags)", 3),
        ("COUNT(days, nothing, no_text, no_day, kind)", 2),
        ("COUNT(no_list)", 0),
        ("ROUND(2.5)", 3),
        ("ROUND(-2.5)", -3),
        ("ROUND(2.005, 2)", "2.01"),
        ("ROUND(1250, -2)", 1300),
        ("FLOOR(-1.2)", -2),
        ("FLOOR(3.7, 0.5)", "3.5"),
        ("CEIL(1.2)", 2),
        ("CEIL(21, 10)", 30),
        ("ABS(-3)", 3),
        ("abs(days - 5)", "2.5"),
        # lists come out as they went in
        ("tags", ["night", "夜班", 3]),
    ],
)
def test_value(text, expected):
    if isinstance(expected, str) and compile(text, NAMES).type == "number":
        expected = Decimal(expected)
    found = value(text)
    assert found == expected
    assert type(found) is (type(expected) if type(expected) is not int else Decimal)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("（请假天数＞３） ＡＮＤ 班次＝“夜班”", '(请假天数 > 3) AND 班次 = "夜班"'),
        ("ｍａｘ（１，２、３）", "MAX(1, 2, 3)"),
        ("３。５ × ２ ÷ ７ − １", "3.5 * 2 / 7 - 1"),
        ("班次 = ‘夜班’", '班次 = "夜班"'),
        ("班次 = ＂夜班＂", '班次 = "夜班"'),
        ("１００％\u3000＊\u3000２", "100% * 2"),
        ("DAYS > 2", "days > 2"),
        ("If(Urgent, True, False)", "IF(urgent, TRUE, FALSE)"),
    ],
)
def test_chinese_input_method_and_case_make_no_difference(text, same_as):
    assert value(text) == value(same_as)
