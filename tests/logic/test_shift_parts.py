"""The parts of a shift and the breaks within them, for whoever works it."""

from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import shift_times as times
from logic.shift_parts import lived

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
DAY = date(2024, 6, 3)
LONG = timedelta(hours=2)


def told(pauses, turn=0, longest=LONG, span=None):
    pattern = times.Pattern(7, 20, "UTC", tuple(times.Pause(*one) for one in pauses))
    found = times.times(DAY, pattern, turn)
    one = lived(DAY, pattern, turn, span or (found.start, found.stop), longest)
    return hours(one.parts), hours(one.breaks)


def hours(spans):
    midnight = datetime(2024, 6, 3)
    return [
        tuple((moment - midnight) / timedelta(hours=1) for moment in span)
        for span in spans
    ]


@pytest.mark.parametrize(
    ("pauses", "turn", "parts", "breaks"),
    [
        ((), 0, [(7, 20)], []),
        (((11, 16),), 0, [(7, 11), (16, 20)], []),
        (((11, 16, False, 30),), 1, [(7, 11.5), (16.5, 20)], []),
        (((12, 13),), 0, [(7, 20)], [(12, 13)]),
        (((12, 13, False, 60),), 2, [(7, 20)], [(14, 15)]),
        # what is paid is a break, however long
        (((11, 16, True),), 0, [(7, 20)], [(11, 16)]),
        (((9, 9.5, True), (11, 16)), 0, [(7, 11), (16, 20)], [(9, 9.5)]),
        # two short ones in a row are as long as one
        (((11, 12), (12, 13)), 0, [(7, 11), (13, 20)], []),
        # a paid break into which a later turn of the gap reaches
        (((11, 13, False, 60), (13, 14.5, True)), 1, [(7, 12), (14, 20)], [(14, 14.5)]),
        (((7, 11),), 0, [(11, 20)], []),
    ],
)
def test_parts_and_breaks(pauses, turn, parts, breaks):
    assert told(pauses, turn) == (parts, breaks)


def test_without_a_figure_nothing_is_split():
    assert told(((11, 16),), longest=None) == ([(7, 20)], [(11, 16)])


def test_a_shift_keeps_the_hours_that_it_was_made_with():
    morning = datetime(2024, 6, 3, 8), datetime(2024, 6, 3, 12)
    assert told(((11, 16),), span=morning) == ([(8, 12)], [(11, 12)])
    between = datetime(2024, 6, 3, 12), datetime(2024, 6, 3, 15)
    assert told(((11, 16),), span=between) == ([(12, 15)], [])


@given(
    st.sampled_from(ZONES),
    st.dates(date(1975, 1, 1), date(2036, 12, 31)),
    st.integers(0, 23),
    st.integers(1, 24),
    st.lists(
        st.tuples(
            st.integers(0, 23),
            st.integers(1, 6),
            st.booleans(),
            st.sampled_from((0, 30, 60)),
        ),
        max_size=4,
    ),
    st.integers(0, 3),
)
def test_who_is_at_the_desk_is_the_same_in_parts(zone, day, start, length, rows, turn):
    stop = start + length
    pauses = tuple(
        times.Pause(start + at, min(start + at + long, stop), paid, stagger)
        for at, long, paid, stagger in rows
        if start + at < stop
    )
    pattern = times.Pattern(start, stop, zone, pauses)
    found = times.times(day, pattern, turn)
    one = lived(day, pattern, turn, (found.start, found.stop), LONG)
    there = times.presence(found.start, found.stop, found.pauses)
    if not one.breaks and one.parts == ((found.start, found.stop),):
        assert there in ([], [(found.start, found.stop)])
        return
    in_parts = [
        desk for part in one.parts for desk in times.presence(*part, one.breaks)
    ]
    assert in_parts == there
    assert all(first < last for first, last in one.parts)
