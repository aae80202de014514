"""Late for the hand-over, gone before the relief (SH-03, SH-04)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.attendance import Excuse, Part, Punch, Stay
from logic.attendance_relief import Arrival, Hold, late_arrivals, left_early

DAY = date(2024, 6, 3)
END = datetime(2024, 6, 3, 20)
TOMORROW = datetime(2024, 6, 4, 1)


def stay(left, key="shift:7", stop=END):
    part = Part(DAY, datetime(2024, 6, 3, 8), stop, key=key)
    punches = [Punch(datetime(2024, 6, 3, 7, 50), "in")]
    if left:
        punches.append(Punch(left, "out"))
    return Stay((part,), tuple(punches))


def minutes(left, released, now=TOMORROW, excuses=()):
    hold = Hold("shift:7", released)
    return [one.minutes for one in left_early([stay(left)], [hold], excuses, now)]


def later(number):
    return END + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("left", "released", "expected"),
    [
        (later(5), later(20), [15]),
        (later(20), later(20), []),
        (later(-10), later(20), [20]),
        (later(-10), later(-5), []),
        (None, later(20), []),
        (later(5), None, [0]),
    ],
)
def test_sh_04_who_left_before_the_relief(left, released, expected):
    assert minutes(left, released) == expected


def test_nobody_has_left_yet_while_the_shift_lasts():
    assert minutes(later(-30), None, now=later(-20)) == []


def test_whoever_is_excused_at_the_end_is_not_held():
    leave = [Excuse(later(-120), later(30))]
    assert minutes(later(-120), later(20), excuses=leave) == []
    over = [Excuse(later(-120), later(-60))]
    assert minutes(later(5), later(20), excuses=over) == [15]


def test_only_the_last_part_of_a_split_shift_is_held():
    noon = datetime(2024, 6, 3, 12)
    morning = stay(noon, "shift:7.0", stop=noon)
    evening = stay(later(2), "shift:7.1")
    found = left_early([morning, evening], [Hold("shift:7", later(5))], (), TOMORROW)
    assert [one.minutes for one in found] == [3]


def test_whoever_goes_on_with_another_shift_has_not_left():
    first, second = stay(None).parts[0], stay(None, "shift:8", later(240)).parts[0]
    both = Stay((first, second), stay(later(241)).punches)
    assert left_early([both], [Hold("shift:7", later(300))], (), TOMORROW) == []


def test_sh_03_only_who_is_late_is_found():
    rows = [Arrival(DAY, END, later(n), n) for n in (0, 7)]
    [found] = late_arrivals(rows)
    assert (found.measure, found.minutes, found.start) == ("handover_late", 7, END)


@given(st.integers(-600, 600), st.integers(-600, 600))
def test_a_later_leaving_never_costs_more(left, released):
    one, other = (
        sum(minutes(later(number), later(released))) for number in (left, left + 1)
    )
    assert one >= other >= 0
