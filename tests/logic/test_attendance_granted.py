"""Clock times and what was approved besides the plan."""

import datetime as dt

import pytest
from logic.attendance import Excuse, Punch
from logic.attendance_parts import granted_of

DAY = dt.datetime(2024, 6, 8)


def at(hours):
    return DAY + dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("clocked", "alien"),
    [
        ([], []),
        ([9, 13], []),
        ([8, 14], []),
        ([7.9, 13], [7.9]),
        ([9, 14.1], [14.1]),
        ([9, 12, 18, 20], [18, 20]),
    ],
)
def test_what_is_clocked_outside_is_told(clocked, alien):
    granted = Excuse(at(9), at(13), "request:1")
    found, outside = granted_of([Punch(at(one)) for one in clocked], [granted])
    assert [one.at for one in outside] == [at(one) for one in alien]
    assert found == ([granted] if clocked else [])


def test_of_several_times_those_are_named_that_were_used():
    times = [Excuse(at(h), at(h + 2), f"request:{h}") for h in (4, 9, 20)]
    found, outside = granted_of([Punch(at(9)), Punch(at(11))], times)
    assert (found, outside) == ([times[1]], [])
