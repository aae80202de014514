"""Probation and service in whole months (RG-16, RG-32; TV-136)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logic.months import last_day, whole_months


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
