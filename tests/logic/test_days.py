"""Every date that there is can be reckoned with, the first and the last as well."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from logic import days, leave, limit, months, notice

DAYS = st.dates()
MOMENTS = st.datetimes()
PERIODS = st.sampled_from(["day", "week", "month", "quarter", "year"])
EXPIRY = st.sampled_from(["days", "months", "end_of_month", "end_of_year"])


@given(DAYS, st.integers(-(10**7), 10**7))
def test_a_date_is_shifted_within_the_calendar(day, number):
    moved = days.shifted(day, number)
    assert moved in (date.min, date.max) or (moved - day).days == number


@given(DAYS, PERIODS, st.integers(1, 28))
@example(date.max, "month", 1)
@example(date.max, "week", 1)
@example(date.min, "year", 26)
def test_every_day_lies_in_its_period(day, period, month_start):
    first, last = limit.period_of(day, period, month_start)
    assert first <= day <= last


@given(DAYS, st.integers(0, 3))
@example(date.max, 3)
def test_every_day_may_be_blocked(day, more):
    last = days.shifted(day, more)
    found = limit.blocked_days(day, last, [(date.min, day), (day, last)])
    assert (found[0], found[-1]) == (day, last)


@given(DAYS, DAYS, st.integers(1, 9999))
@example(date(9000, 1, 1), date(9999, 1, 1), 9500)
def test_a_range_of_every_year_may_be_asked_for(first, last, year):
    assert limit.yearly(first, last, year)[0].year == year


@given(DAYS, EXPIRY, st.integers(0, 1000))
@example(date.max, "days", 1)
@example(date.max, "months", 1)
@example(date.max, "end_of_month", 0)
@example(date.max, "end_of_year", 1)
def test_rest_for_every_day_lapses_later(worked, how, figure):
    assert leave.expiry(worked, how, figure) >= worked


@given(DAYS, st.integers(1, 60))
@example(date.max, 2)
def test_leave_from_every_day_has_an_end(first, number):
    assert leave.last_day(first, number) >= first


@given(MOMENTS, st.floats(0, 10_000), st.sampled_from(["hours", "days"]))
@example(days.LAST, 1, "hours")
@example(days.LAST, 1, "days")
def test_papers_are_due_after_every_moment(anchor, figure, unit):
    assert notice.due(anchor, figure, unit) >= anchor.replace(microsecond=0)


@given(MOMENTS, MOMENTS, st.sampled_from(["hours", "dates"]))
def test_notice_is_known_between_all_moments(applied, event, unit):
    ahead = notice.notice(applied, event, unit)
    assert ahead >= 0 or event < applied or unit == "dates"


@given(DAYS, st.booleans())
@example(date.max, False)
def test_every_day_has_a_next_one(day, is_working):
    assert notice.next_working_day(day, lambda _day: is_working) == days.shifted(day, 1)


@given(MOMENTS, st.timedeltas())
def test_a_moment_is_moved_within_the_calendar(moment, duration):
    moved = days.later(moment, duration)
    assert moved in (days.FIRST, days.LAST) or moved - moment == duration
    assert days.later(days.LAST, timedelta(1)) == days.LAST


@given(DAYS, st.integers(0, 1000), st.sampled_from(list(months.PERIODS)))
@example(date.max, 1, "week")
@example(date.max, 1, "year")
@example(date.min, 0, "month")
def test_months_of_every_day_end(day, number, every):
    assert months.last_day(day, number) >= days.shifted(day, -1)
    assert months.due_day(day, every, number) <= date.max
