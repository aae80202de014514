"""Rotations: the cycle, the weekly rest, free days of the month."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logic.rotation import Cycle, Place, days, offsets, plan, spread, step

DAY, NIGHT = 1, 2
JUNE = date(2024, 6, 1), date(2024, 6, 30)
TWELVE = Cycle((DAY, NIGHT, None, None), JUNE[0])

dates = st.dates(date(2000, 1, 1), date(2040, 1, 1))
steps = st.lists(st.sampled_from([None, DAY, NIGHT]), min_size=1, max_size=20)


@given(steps, dates, dates, st.integers(0, 40))
def test_a_cycle_comes_again_for_ever(steps, anchor, day, offset):
    cycle, place = Cycle(tuple(steps), anchor), Place(offset)
    later = day + timedelta(days=len(steps))
    assert step(cycle, place, day) == step(cycle, place, later)
    assert step(cycle, Place(offset + 1), day) == step(
        cycle, place, day + timedelta(days=1)
    )


def test_twelve_hours_day_night_off_off():
    found = plan(TWELVE, Place(), *JUNE)
    assert [found.get(day) for day in days(date(2024, 6, 1), date(2024, 6, 5))] == [
        DAY,
        NIGHT,
        None,
        None,
        DAY,
    ]
    # four people make day and night of every day
    people = [plan(TWELVE, Place(offset), *JUNE) for offset in offsets(4, 4)]
    for day in days(*JUNE):
        assert Counter(person.get(day) for person in people)[DAY] == 1
        assert Counter(person.get(day) for person in people)[NIGHT] == 1


def test_one_on_one_off_and_days_before_the_anchor():
    cycle = Cycle((DAY, None), JUNE[0])
    found = plan(cycle, Place(), date(2024, 5, 28), date(2024, 6, 3))
    assert [day.day for day in found] == [28, 30, 1, 3]


def test_weekly_rest_on_a_day_and_a_moving_one():
    cycle = Cycle((DAY,), JUNE[0], rest="fixed", weekday=6)
    found = plan(cycle, Place(), *JUNE)
    assert {day.weekday() for day in found} == set(range(6))
    assert {
        d.weekday()
        for d in days(*JUNE)
        if d not in plan(cycle, Place(weekday=2), *JUNE)
    } == {2}
    moving = Cycle((DAY,), JUNE[0], rest="moving", weekday=0)
    free = [d for d in days(*JUNE) if d not in plan(moving, Place(), *JUNE)]
    gaps = {(two - one).days for one, two in zip(free, free[1:], strict=False)}
    assert gaps <= {8, 1}
    assert len({d.weekday() for d in free}) == len(free)


@given(dates, st.integers(0, 10), st.integers(0, 40))
def test_free_days_of_a_month_are_those_of_any_part_of_it(day, free, offset):
    cycle = Cycle((DAY,), JUNE[0], free=free)
    place = Place(offset)
    first = day.replace(day=1)
    last = (first + timedelta(days=40)).replace(day=1) - timedelta(days=1)
    whole = plan(cycle, place, first, last)
    assert len(whole) == (last - first).days + 1 - free
    half = plan(cycle, place, first + timedelta(days=10), last)
    assert half == {d: k for d, k in whole.items() if d >= first + timedelta(days=10)}


@given(st.integers(1, 31), st.integers(0, 31), st.integers(0, 60))
def test_spread(length, count, offset):
    found = spread(length, count, offset)
    assert len(found) == min(length, count)
    assert found <= set(range(length))


def test_who_comes_later_and_keeps_holidays():
    cycle = Cycle((DAY,), JUNE[0], keeps_holidays=True)
    place = Place(0, date(2024, 6, 5), date(2024, 6, 8))
    found = plan(cycle, place, *JUNE, holidays={date(2024, 6, 6)})
    assert [day.day for day in found] == [5, 7, 8]
    assert plan(Cycle((), JUNE[0]), Place(), *JUNE) == {}
