"""Arithmetic of leave (LV-04, LV-15..LV-19, LV-25; TV-038, 040..042, 044, 046)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import leave

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
WHO = [
    ("le", 1.0, "department_manager"),
    ("le", 3.0, "operations_manager"),
    ("ge", None, "general_manager"),
]


@pytest.mark.parametrize(
    ("days", "role"),
    [
        (0.5, "department_manager"),
        (1, "department_manager"),
        (1.5, "operations_manager"),
        (3, "operations_manager"),
        (3.5, "general_manager"),
    ],
)
def test_tv_038_days_decide_whom_to_ask(days, role):
    assert leave.bracket(days, WHO) == role


def test_bracket_may_leave_nobody():
    assert leave.bracket(4, WHO[:2]) is None


ALL, SICK, BOTH = frozenset(), frozenset({1}), frozenset({1, 2})


@pytest.mark.parametrize(
    ("brackets", "place"),
    [
        ([], None),
        ([("le", 1, ALL), ("le", 3, ALL), ("le", None, ALL)], None),
        ([("lt", 3, ALL), ("le", 3, ALL)], None),
        ([("le", 3, ALL), ("le", 3, ALL)], 1),
        ([("le", 3, ALL), ("lt", 3, ALL)], 1),
        ([("le", 3, ALL), ("le", 1, ALL)], 1),
        ([("le", 1, ALL), ("le", None, ALL), ("le", None, ALL)], 2),
        ([("le", None, ALL), ("le", 3, ALL)], 1),
        ([("le", 3, SICK), ("le", 3, ALL)], None),
        ([("le", 3, SICK), ("le", 3, BOTH)], None),
        ([("le", 3, BOTH), ("le", 3, SICK)], 1),
        ([("le", 3, ALL), ("le", 3, SICK)], 1),
    ],
)
def test_a_bracket_that_never_decides_is_found(brackets, place):
    assert leave.never_asked(brackets) == place


def test_lv_16_unit_of_half_a_day():
    assert leave.rounded(0.3, 0.5) == 0.5
    assert leave.rounded(1.0, 0.5) == 1.0
    assert leave.rounded(1.1, 0.5) == 1.5
    assert leave.rounded(1.4, 0.5, "down") == 1.0
    assert leave.rounded(1.25, 0.5, "nearest") == 1.5
    assert leave.rounded(0.2, 0, minimum=1) == 1
    assert leave.rounded(0, 0.5, minimum=1) == 0


def test_rounding_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match="negative"):
        leave.rounded(1, -0.5)
    with pytest.raises(ValueError, match="way of rounding"):
        leave.rounded(1, 0.5, "sideways")


@given(st.floats(0.01, 100), st.sampled_from([0.25, 0.5, 1.0, 2.0]))
def test_rounding_up_never_takes_away_and_adds_less_than_a_step(amount, step):
    value = leave.rounded(amount, step)
    assert amount - 1e-5 <= value < amount + step


def test_tv_040_half_a_day_costs_half_the_day_wage():
    assert leave.deduction(200, days=0.5) == Decimal("100.00")


def test_tv_041_sick_day_with_or_without_note():
    assert leave.deduction(200, days=1, percent=100) == Decimal("200.00")


def test_tv_044_three_hours_of_eight():
    assert leave.deduction(200, hours=3, hours_per_day=8) == Decimal("75.00")


def test_paid_leave_costs_nothing():
    assert leave.deduction(200, days=7, percent=0) == 0


def test_a_day_without_hours_is_refused():
    with pytest.raises(ValueError, match="0 hours"):
        leave.deduction(200, hours=1, hours_per_day=0)


NATIONAL_DAY = {date(2024, 10, day) for day in (1, 2, 3)}


def test_leave_takes_the_hours_of_its_days():
    hours = {date(2024, 6, 1): 12.0, date(2024, 6, 2): 0.0, date(2024, 6, 3): 8.0}
    assert leave.taken(hours) == (2, 20)
    assert leave.taken(hours, "pm", "am") == (1, 10)
    assert leave.taken({date(2024, 6, 1): 12.0}, "am", "am") == (0.5, 6)
    assert leave.taken({}) == (0, 0)


@given(st.dictionaries(DAYS, st.floats(0, 24), max_size=30))
def test_leave_takes_no_more_than_there_is(hours):
    days, amount = leave.taken(hours)
    assert 0 <= days <= len(hours)
    assert amount == pytest.approx(sum(hours.values()))


def test_tv_042_marriage_leave_over_the_national_day():
    assert leave.last_day(date(2024, 9, 29), 7, NATIONAL_DAY) == date(2024, 10, 8)
    assert leave.calendar_days(date(2024, 9, 29), date(2024, 10, 8), NATIONAL_DAY) == 7
    with pytest.raises(ValueError, match="at least one day"):
        leave.last_day(date(2024, 9, 29), 0)


@given(DAYS, st.integers(1, 200), st.sets(st.integers(0, 60), max_size=20))
def test_last_day_and_calendar_days_are_inverse(first, days, offsets):
    holidays = {first + timedelta(days=offset) for offset in offsets}
    last = leave.last_day(first, days, holidays)
    assert leave.calendar_days(first, last, holidays) == days
    assert last not in holidays


@pytest.mark.parametrize(
    ("how", "figure", "last"),
    [
        ("months", 2, date(2024, 7, 1)),  # HR and administration
        ("end_of_month", 1, date(2024, 6, 30)),  # finance
        ("end_of_month", 0, date(2024, 5, 31)),  # others
        ("end_of_year", 0, date(2024, 12, 31)),  # production
        ("days", 30, date(2024, 5, 31)),
        ("never", 0, None),
    ],
)
def test_tv_046_comp_rest_for_1_may_expires(how, figure, last):
    assert leave.expiry(date(2024, 5, 1), how, figure) == last


def test_expiry_of_the_31st_stays_in_its_month():
    assert leave.expiry(date(2024, 12, 31), "months", 2) == date(2025, 2, 28)
    with pytest.raises(ValueError, match="unknown expiry"):
        leave.expiry(date(2024, 12, 31), "fortnight", 1)


WEEK = [8.0] * 5 + [0.0, 0.0]


def test_spread_follows_the_hours_to_work():
    hours = leave.weights(date(2024, 6, 27), date(2024, 7, 2), WEEK)
    assert leave.spread(4, hours) == {
        date(2024, 6, 27): 1,
        date(2024, 6, 28): 1,
        date(2024, 7, 1): 1,
        date(2024, 7, 2): 1,
    }
    assert leave.spread(1, dict.fromkeys(hours, 0.0)) == {date(2024, 6, 27): 1}
    assert leave.spread(1, {}) == {}


def test_alternating_weeks():
    days = leave.weights(date(2024, 6, 10), date(2024, 6, 23), [8.0] * 7 + [0.0] * 7)
    assert sorted({day.toordinal() // 7 for day, hours in days.items() if hours})
    assert sum(days.values()) == 56
    with pytest.raises(ValueError, match="7 or 14"):
        leave.weights(date(2024, 6, 10), date(2024, 6, 23), [8.0])


@given(
    st.floats(0, 300),
    st.dictionaries(DAYS, st.floats(0, 24), min_size=1, max_size=40),
)
def test_spread_loses_nothing(total, hours):
    assert abs(sum(leave.spread(total, hours).values()) - total) < 1e-6
