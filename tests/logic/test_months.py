"""Probation and service in whole months, days on which duties are due.

RG-01, RG-16, RG-32; TV-136.
"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logic.months import PERIODS, due_day, last_day, whole_months


def test_tv136_promoted_on_1_march():
    assert last_day(date(2024, 3, 1), 3) == date(2024, 5, 31)
    assert last_day(date(2024, 3, 1), 6) == date(2024, 8, 31)


def test_months_are_whole_when_their_last_day_is_over():
    start = date(2024, 1, 10)
    assert whole_months(start, date(2024, 4, 8)) == 2
    assert whole_months(start, date(2024, 4, 9)) == 3
    assert whole_months(start, date(2024, 1, 9)) == 0


def test_a_month_that_lacks_the_day_ends_with_its_last():
    assert last_day(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert last_day(date(2024, 1, 30), 2) == date(2024, 3, 29)


@given(st.dates(date(1980, 1, 1), date(2050, 1, 1)), st.integers(1, 120))
def test_the_last_day_and_no_earlier_one_completes_the_months(start, months):
    end = last_day(start, months)
    assert whole_months(start, end) == months
    assert whole_months(start, end - timedelta(days=1)) == months - 1


def test_a_duty_is_due_within_its_period_and_at_its_end_at_the_latest():
    day = date(2024, 5, 15)
    assert due_day(day, "week", 5) == date(2024, 5, 17)
    assert due_day(day, "month", 25) == date(2024, 5, 25)
    assert due_day(day, "quarter", 5) == date(2024, 4, 5)
    assert due_day(day, "year", 400) == date(2024, 12, 31)
    assert due_day(date(2024, 2, 1), "month", 31) == date(2024, 2, 29)


@given(
    st.dates(date(1980, 1, 1), date(2050, 1, 1)),
    st.sampled_from(sorted(PERIODS)),
    st.integers(1, 366),
)
def test_every_day_of_a_period_has_the_same_due_day(day, every, place):
    due = due_day(day, every, place)
    assert due_day(due, every, place) == due
    assert due_day(due, every, 1) <= day <= due_day(due, every, 366)
