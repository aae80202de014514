"""Limits and notice (C-04; TV-039, TV-043, TV-045, TV-047, TV-056)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import limit, notice

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
PERIODS = st.sampled_from(["day", "week", "month", "quarter", "year"])


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        ("ge", False, True, True),
        ("gt", False, False, True),
        ("le", True, True, False),
        ("lt", True, False, False),
    ],
)
def test_operator_says_whether_its_figure_is_included(operator, below, equal, above):
    assert limit.holds(2, operator, 3) is below
    assert limit.holds(0.1 + 0.2, operator, 0.3) is equal
    assert limit.holds(4, operator, 3) is above


def test_unknown_operator_is_refused():
    with pytest.raises(ValueError, match="unknown operator"):
        limit.holds(1, "==", 1)


def test_tv_039_cap_of_three_days_a_month():
    used = [limit.Portion(date(2024, 6, 3), 2.5)]
    asked = [limit.Portion(date(2024, 6, 20), 1)]
    (use,) = limit.uses(used, asked, "month", "le", 3)
    assert (use.used, use.asked, use.total, use.allowed) == (2.5, 1, 3.5, False)
    (use,) = limit.uses(used, [limit.Portion(date(2024, 6, 20), 0.5)], "month", "le", 3)
    assert use.allowed


def test_leave_over_the_end_of_a_month_counts_in_both_months():
    used = [limit.Portion(date(2024, 6, 3), 2.5), limit.Portion(date(2024, 7, 1), 1)]
    asked = [limit.Portion(date(2024, 6, 28), 1), limit.Portion(date(2024, 7, 2), 2)]
    june, july = limit.uses(used, asked, "month", "le", 3)
    assert (june.total, june.allowed) == (3.5, False)
    assert (july.total, july.allowed) == (3, True)


def test_tv_047_fourth_swap_of_the_month_is_refused():
    used = [limit.Portion(date(2024, 6, day), 1) for day in (3, 10, 17)]
    (use,) = limit.uses(used, [limit.Portion(date(2024, 6, 24), 1)], "month", "le", 3)
    assert not use.allowed


@pytest.mark.parametrize(("total", "counted"), [(35.5, 35.5), (36, 36), (40, 36)])
def test_tv_056_monthly_overtime_counts_up_to_the_cap(total, counted):
    assert limit.capped(total, 36) == counted


def test_month_may_begin_on_another_day():
    window = (date(2024, 5, 26), date(2024, 6, 25))
    assert limit.period_of(date(2024, 6, 25), "month", 26) == window
    assert limit.period_of(date(2024, 5, 26), "month", 26) == window
    with pytest.raises(ValueError, match="1 to 28"):
        limit.period_of(date(2024, 6, 25), "month", 31)
    with pytest.raises(ValueError, match="unknown period"):
        limit.period_of(date(2024, 6, 25), "decade")


def test_quarter_and_week():
    assert limit.period_of(date(2024, 5, 15), "quarter") == (
        date(2024, 4, 1),
        date(2024, 6, 30),
    )
    assert limit.period_of(date(2024, 6, 12), "week") == (
        date(2024, 6, 10),
        date(2024, 6, 16),
    )


@given(DAYS, PERIODS, st.integers(1, 28))
def test_periods_hold_their_day_and_touch_each_other(day, period, month_start):
    first, last = limit.period_of(day, period, month_start)
    assert first <= day <= last
    assert limit.period_of(first, period, month_start) == (first, last)
    after = last + timedelta(days=1)
    assert limit.period_of(after, period, month_start)[0] == after


@given(
    st.lists(st.tuples(DAYS, st.floats(0, 10)), max_size=30),
    st.lists(st.tuples(DAYS, st.floats(0.1, 10)), min_size=1, max_size=5),
    PERIODS,
)
def test_nothing_that_is_asked_gets_lost(existing, asked, period):
    portions = [limit.Portion(*row) for row in asked]
    found = limit.uses(
        [limit.Portion(*row) for row in existing], portions, period, "le", 3
    )
    assert abs(sum(u.asked for u in found) - sum(p.amount for p in portions)) < 1e-6
    assert [u.start for u in found] == sorted({u.start for u in found})


def test_blackout_days():
    ranges = [
        (date(2024, 6, 8), date(2024, 6, 10)),
        (date(2024, 6, 10), date(2024, 6, 11)),
    ]
    assert limit.blocked_days(date(2024, 6, 10), date(2024, 6, 30), ranges) == [
        date(2024, 6, 10),
        date(2024, 6, 11),
    ]
    assert not limit.blocked_days(date(2024, 6, 12), date(2024, 6, 30), ranges)


def test_festival_returns_every_year():
    assert limit.yearly(date(2024, 2, 29), date(2024, 3, 1), 2025) == (
        date(2025, 2, 28),
        date(2025, 3, 1),
    )
    assert limit.yearly(date(2024, 12, 31), date(2025, 1, 2), 2030) == (
        date(2030, 12, 31),
        date(2031, 1, 2),
    )


def test_most_people_away_at_once():
    spans = [
        (1, date(2024, 6, 10), date(2024, 6, 12)),
        (2, date(2024, 6, 12), date(2024, 6, 14)),
        (2, date(2024, 6, 14), date(2024, 6, 14)),
    ]
    first, last = date(2024, 6, 11), date(2024, 6, 20)
    assert limit.most_at_once(first, last, spans) == (date(2024, 6, 12), 2)
    assert limit.most_at_once(first, last, []) == (first, 0)


# -- notice ---------------------------------------------------------------------------

STARTS = datetime(2024, 6, 12, 9)  # a Wednesday


@pytest.mark.parametrize(
    ("applied", "by_the_clock", "by_date"),
    [
        (datetime(2024, 6, 10, 8, 59), True, True),
        (datetime(2024, 6, 10, 9, 1), False, True),
        (datetime(2024, 6, 11, 8, 0), False, False),
    ],
)
def test_tv_043_two_days_ahead_by_the_clock_or_by_date(applied, by_the_clock, by_date):
    hours = notice.notice(applied, STARTS, "hours")
    dates = notice.notice(applied, STARTS, "dates")
    assert notice.notice_allowed(hours, "ge", 48) is by_the_clock
    assert notice.notice_allowed(dates, "ge", 2) is by_date


@pytest.mark.parametrize(
    ("reported", "in_time"),
    [(datetime(2024, 6, 11, 7, 59), True), (datetime(2024, 6, 11, 8, 1), False)],
)
def test_tv_045_phone_within_24_hours_of_the_absence(reported, in_time):
    hours = notice.notice(reported, datetime(2024, 6, 10, 8), "hours")
    assert notice.notice_allowed(hours, "le", 24, "after") is in_time


def test_lv_03_within_the_last_hour_is_not_after_the_shift_began():
    within = [
        notice.notice_allowed(
            notice.notice(STARTS - timedelta(minutes=minutes), STARTS, "hours"), "le", 1
        )
        for minutes in (61, 60, 5, 0, -1)
    ]
    assert within == [False, True, True, True, False]


def test_lv_15_previous_working_day():
    monday = datetime(2024, 6, 17, 9)
    friday, sunday = datetime(2024, 6, 14, 17), datetime(2024, 6, 16, 17)
    assert notice.notice(friday, monday, "working_days") == 1
    assert notice.notice(sunday, monday, "working_days") == 0
    assert notice.notice(monday, friday, "working_days") == -1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)), st.integers(-90, 90))
def test_notice_in_dates_is_the_difference_of_dates(applied, days):
    event = applied + timedelta(days=days)
    assert notice.notice(applied, event, "dates") == days
    assert notice.notice(applied, event, "hours") == days * 24


def test_unknown_unit_of_notice_is_refused():
    with pytest.raises(ValueError, match="unknown unit"):
        notice.notice(STARTS, STARTS, "weeks")


def test_papers_may_follow_within_hours_or_to_the_end_of_a_day():
    assert notice.due(STARTS, 24, "hours") == datetime(2024, 6, 13, 9)
    assert notice.due(STARTS, 0, "days") == datetime(2024, 6, 12, 23, 59, 59)
    assert notice.due(STARTS, 3, "days") == datetime(2024, 6, 15, 23, 59, 59)


def test_day_of_return_is_the_next_working_day():
    friday = date(2024, 6, 14)
    assert notice.next_working_day(friday, lambda day: day.weekday() < 5) == date(
        2024, 6, 17
    )
    assert notice.next_working_day(friday, lambda day: False) == date(2024, 6, 15)
