"""Deadlines in working time, against counting every minute."""

import datetime
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from logic.working_time import WorkingTime, add_working_hours

MINUTE = datetime.timedelta(minutes=1)
MONDAY = datetime.datetime(2026, 6, 1)


def at(day, hour, minute=0):
    return MONDAY + datetime.timedelta(days=day, hours=hour, minutes=minute)


WEEK = [
    interval
    for day in range(5)
    for interval in ((at(day, 9), at(day, 12)), (at(day, 13), at(day, 18)))
]


@pytest.mark.parametrize(
    ("start", "hours", "deadline"),
    [
        (at(0, 9), 0, at(0, 9)),
        (at(0, 7), 0, at(0, 7)),
        (at(0, 9), 3, at(0, 12)),
        (at(0, 9), 3.5, at(0, 13, 30)),
        (at(0, 12, 30), 1, at(0, 14)),
        (at(0, 17), 1, at(0, 18)),
        (at(0, 17), 2, at(1, 10)),
        (at(0, 20), 8, at(1, 18)),
        (at(-3, 0), 40, at(4, 18)),
        (at(-3, 0), 40.1, None),
        (at(6, 0), 1, None),
        (at(6, 0), 0, at(6, 0)),
    ],
)
def test_deadline_in_office_hours(start, hours, deadline):
    assert add_working_hours(start, hours, WEEK) == deadline


def test_without_working_time_there_is_no_deadline():
    assert add_working_hours(MONDAY, 1, []) is None
    assert add_working_hours(MONDAY, 1, [(at(1, 9), at(1, 9))]) is None
    assert WorkingTime([]).between(at(0, 0), at(9, 0)) == datetime.timedelta()


@pytest.mark.parametrize(
    "hours", [-1, -0.001, math.nan, math.inf, -math.inf, 1e300, 10**400, "x", None]
)
def test_hours_must_be_a_length_of_time(hours):
    with pytest.raises(ValueError, match="working hours"):
        add_working_hours(MONDAY, hours, WEEK)


MOMENTS = st.integers(0, 200).map(lambda minutes: MONDAY + minutes * MINUTE)
INTERVALS = st.lists(st.tuples(MOMENTS, MOMENTS), max_size=6)


def minutes_worked(intervals, start, stop):
    """Count minute by minute."""
    return sum(
        any(first <= start + index * MINUTE < last for first, last in intervals)
        for index in range((stop - start) // MINUTE)
    )


@given(INTERVALS, MOMENTS, MOMENTS)
def test_between_counts_every_minute_once(intervals, start, stop):
    start, stop = sorted((start, stop))
    time = WorkingTime(intervals)
    assert time.between(start, stop) == minutes_worked(intervals, start, stop) * MINUTE
    assert time.between(stop, start) == -time.between(start, stop)


@given(INTERVALS, MOMENTS, st.integers(0, 220))
def test_deadline_is_the_first_moment_with_enough_behind_it(intervals, start, minutes):
    time = WorkingTime(intervals)
    deadline = time.after(start, minutes / 60)
    if deadline is None:
        assert minutes_worked(intervals, start, at(0, 4)) < minutes
        return
    assert deadline >= start
    assert minutes_worked(intervals, start, deadline) == minutes
    if minutes:
        assert minutes_worked(intervals, start, deadline - MINUTE) == minutes - 1


@given(INTERVALS, MOMENTS, st.floats(0, 12), st.floats(0, 12))
def test_deadlines_add_up(intervals, start, first, second):
    time = WorkingTime(intervals)
    middle = time.after(start, first)
    assume(middle is not None)
    end, whole = time.after(middle, second), time.after(start, first + second)
    assume(end is not None)
    assume(whole is not None)
    # hours become microseconds one by one, and a gap may lie in between
    assert abs(time.between(end, whole)) <= datetime.timedelta(microseconds=2)


@given(INTERVALS, st.randoms(use_true_random=False))
def test_order_and_overlap_do_not_matter(intervals, random):
    shuffled = [*intervals, *intervals[:2]]
    random.shuffle(shuffled)
    times = [WorkingTime(each).after(MONDAY, 1.5) for each in (intervals, shuffled)]
    assert times[0] == times[1]
