"""What expressions mean: bands, empty values, what is evaluated, what is kept."""

import datetime
import pickle
from decimal import Decimal

import pytest
from logic.expression import (
    FUNCTIONS,
    ExpressionError,
    cache_info,
    compile,  # noqa: A004
)

from .expression_samples import CHINA, NAMES, TODAY, VALUES


def value(text, **changes):
    expression = compile(text, NAMES)
    return expression.evaluate({**VALUES, **changes}, today=TODAY, tz=CHINA)


@pytest.mark.parametrize(
    ("score", "operators", "expected"),
    [
        # FD-52: [0,70) -5; [70,80) 0; [80,90) +5; [90,100] +10
        (69.99, "< 70, -5, < 80, 0, < 90, 5, 10", -5),
        (70, "< 70, -5, < 80, 0, < 90, 5, 10", 0),
        (80, "< 70, -5, < 80, 0, < 90, 5, 10", 5),
        (90, "< 70, -5, < 80, 0, < 90, 5, 10", 10),
        # AT-01: to 30 minutes 10, to 60 minutes 20, beyond: the fallback
        (30, "30, 10, 60, 20, 0", 10),
        (30.01, "<= 30, 10, <= 60, 20, 0", 20),
        (60, "30, 10, 60, 20, 0", 20),
        (61, "30, 10, 60, 20, 0", 0),
        # SC-06: the boundary belongs to the upper class
        (95, ">= 95, 4, >= 85, 3, >= 70, 2, 1", 4),
        (94.9, ">= 95, 4, >= 85, 3, >= 70, 2, 1", 3),
        (69, ">= 95, 4, >= 85, 3, >= 70, 2, 1", 1),
        (26, "= 26, 9, < 15, 1, <> 20, 5, 0", 9),
        (20, "= 26, 9, < 15, 1, <> 20, 5, 0", 0),
    ],
)
def test_band_takes_its_boundaries_from_its_operators(score, operators, expected):
    assert value(f"BAND(days, {operators})", days=score) == expected


def test_band_chooses_by_text_and_date():
    assert value('BAND(kind, = "annual", 1, = "sick", 2, 3)') == 2
    assert value('BAND(day, < 2026-01-01, "old", "new")') == "new"


def test_band_can_express_the_workload_section():
    """SC-19: 8 at the base, +0.5 per 1 % above, -5 per 1 % short, from 5 to 12."""
    text = "MAX(5, MIN(12, 8 + IF(days >= 100, 0.5, 5) * (days - 100)))"
    found = [value(text, days=rate) for rate in (99, 99.9, 100, 101, 108, 200)]
    assert found == [5, Decimal("7.5"), 8, Decimal("8.5"), 12, 12]


class TestEmpty:
    @pytest.mark.parametrize(
        "text",
        [
            "nothing = 0",
            "nothing <> 0",
            "nothing < 1",
            "0 < nothing < 1",
            "nothing = nothing",
            'no_text = ""',
            "no_day > 2020-01-01",
            "nothing IN (1, 2)",
            "nothing NOT IN (1, 2)",
            "1 IN (nothing, 2)",
            "no_flag",
            "no_flag OR FALSE",
            "NOT (urgent OR no_flag)",
        ],
    )
    def test_comparison_is_false(self, text):
        assert value(text) is False

    @pytest.mark.parametrize(
        ("text", "name", "column"),
        [
            ("1 + nothing", "nothing", 5),
            ("nothing * 2", "nothing", 1),
            ("-nothing", "nothing", 2),
            ('"a" & no_text', "no_text", 7),
            ("MAX(1, nothing)", "nothing", 8),
            ("BAND(nothing, 1, 2, 3)", "nothing", 6),
            ("1 + IF(urgent, nothing, 2)", "IF(urgent, nothing, 2)", 5),
            ("WEEKDAY(no_day)", "no_day", 9),
        ],
    )
    def test_computing_is_an_error(self, text, name, column):
        with pytest.raises(ExpressionError) as error:
            value(text)
        assert error.value.code == "empty_value"
        assert error.value.column == column
        assert error.value.message == f"{name} is empty."

    def test_result_may_be_empty(self):
        assert value("nothing") is None
        assert value("IF(urgent, no_day, day)") is None


def test_branches_not_taken_are_not_evaluated():
    assert value("IF(nothing = 0, 1 / nothing, 5)") == 5
    assert value("BAND(days, <= 3, 1, nothing, 2, 1 / nothing)") == 1
    assert value("urgent OR nothing + 1 > 0") is True
    assert value("no_flag AND nothing + 1 > 0") is False


def test_values_are_read_once_and_only_when_needed():
    expression = compile("urgent OR days > 1", NAMES)
    assert expression.names == {"urgent", "days"}
    assert dict(expression.name_types) == {"urgent": "bool", "days": "number"}
    assert expression.evaluate({"urgent": True}) is True
    with pytest.raises(ExpressionError, match="No value was given for days"):
        expression.evaluate({"urgent": False})


def test_results_have_python_types():
    assert isinstance(value("1"), Decimal)
    assert value("start") == VALUES["start"]
    aware = datetime.datetime(2026, 6, 1, 8, tzinfo=CHINA)
    assert value("start", start=aware) == datetime.datetime(2026, 6, 1)
    assert value("day", day=VALUES["start"]) == datetime.date(2026, 6, 1)
    assert type(value("day", day=datetime.datetime(2026, 6, 1, 23))) is datetime.date


def test_a_day_begins_at_local_midnight():
    late = datetime.datetime(2026, 6, 1, 16)
    assert value("start = 2026-06-02", start=late) is True
    assert compile("start = 2026-06-01", NAMES).evaluate({"start": late}) is True


class LikePytz(datetime.tzinfo):
    """A zone as pytz makes them: its own offset is that of the year 1900."""

    def utcoffset(self, _moment):
        return datetime.timedelta(hours=8, minutes=6)

    def fromutc(self, moment):
        return moment.replace(tzinfo=CHINA) + datetime.timedelta(hours=8)

    def localize(self, moment):
        return moment.replace(tzinfo=CHINA)


def test_zones_of_pytz_give_the_same_moments():
    expression = compile("start = 2026-06-01 08:00 AND DATE(start) = day", NAMES)
    assert expression.evaluate(VALUES, tz=LikePytz()) is True


class Berlin(datetime.tzinfo):
    """The clocks go forward in the night to 29 March 2026."""

    def utcoffset(self, moment):
        is_summer = moment.replace(tzinfo=None) >= datetime.datetime(2026, 3, 29, 2)
        return datetime.timedelta(hours=2 if is_summer else 1)

    def dst(self, moment):
        return self.utcoffset(moment) - datetime.timedelta(hours=1)


def test_summer_time():
    berlin = Berlin()
    assert compile("HOURS(2026-03-29, 2026-03-30)", {}).evaluate({}, tz=berlin) == 23
    assert compile("DAYS(2026-03-29, 2026-03-30)", {}).evaluate({}, tz=berlin) == 1


def test_today():
    expression = compile("TODAY()", {})
    late = datetime.datetime(2026, 6, 1, 20)
    assert expression.evaluate({}, today=late, tz=CHINA) == datetime.date(2026, 6, 2)
    before = datetime.datetime.now(CHINA).date()
    assert before <= expression.evaluate({}, tz=CHINA)
    assert expression.evaluate({}, tz=CHINA) <= datetime.datetime.now(CHINA).date()


def test_expected_type_of_the_result():
    assert compile("days > 1", NAMES, "bool").type == "bool"
    with pytest.raises(ExpressionError) as error:
        compile("days + 1", NAMES, "bool")
    assert error.value.code == "wrong_result"
    assert str(error.value) == (
        "Column 1: The result is a number but a yes or no is needed."
    )


def test_compiled_expressions_are_kept():
    assert compile("days > 17", NAMES) is compile("days > 17", dict(NAMES))
    assert compile("days > 17", NAMES) is not compile("days > 17", NAMES, "bool")
    assert cache_info().maxsize is not None


def test_every_function_is_described():
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(")
        assert function.help.endswith(".")


def test_errors_survive_pickling():
    with pytest.raises(ExpressionError) as error:
        compile("amuont", NAMES)
    copy = pickle.loads(pickle.dumps(error.value))
    assert (str(copy), copy.code, copy.column, copy.suggestion) == (
        "Column 1: amuont is not a known name: is amount meant?",
        "unknown_name_near",
        1,
        "amount",
    )
