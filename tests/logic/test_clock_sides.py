"""Clock times of a file that stand alone."""

import datetime as dt

import pytest
from logic.clock_file import Clocked
from logic.clock_sides import one_sided

DAY = dt.datetime(2024, 6, 3)


def told(*times, known=()):
    """Judge (hours, direction) of one person, in rows 2, 3, ..."""
    clocked = [
        Clocked(row, 1, DAY + dt.timedelta(hours=hours), way)
        for row, (hours, way) in enumerate(times, start=2)
    ]
    before = {(1, DAY + dt.timedelta(hours=hours), way) for hours, way in known}
    found = one_sided(clocked, before, "Asia/Shanghai")
    assert not any(problem.is_error for problem in found)
    return [(problem.row, problem.code, problem.value) for problem in found]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ([(8, "in"), (17, "out")], []),
        ([(20, "in"), (32, "out")], []),
        ([(8, "in")], [(2, "missing_out", "")]),
        ([(17, "out")], [(2, "missing_in", "")]),
        ([(8, "in"), (32, "in"), (41, "out")], [(2, "missing_out", "")]),
        ([(8, "in"), (41, "out")], [(2, "missing_out", ""), (3, "missing_in", "")]),
        ([(4, "in"), (4, "out")], [(3, "no_stay", "12:00")]),
        ([(4, "out"), (4, "in")], [(2, "no_stay", "12:00")]),
        ([(8, "in"), (12, "out"), (12, "in"), (17, "out")], []),
        ([(8, "in"), (8.05, "in"), (17, "out")], []),
        ([(8, "any")], []),
        ([(8, "in"), (17, "any")], []),
        ([(8, "any"), (17, "out")], []),
    ],
)
def test_what_stands_alone_is_told(times, found):
    assert told(*times) == found


def test_what_was_there_before_is_the_other_side_and_no_row():
    assert told((8, "out"), known=[(-4, "in")]) == []
    assert told((8, "in"), known=[(8, "in"), (17, "out")]) == []
    assert told((60, "in"), (68, "out"), known=[(8, "in")]) == []


def test_people_are_judged_apart():
    clocked = [Clocked(2, 1, DAY, "in"), Clocked(3, 2, DAY, "out")]
    found = one_sided(clocked, (), "UTC")
    assert [(p.row, p.code) for p in found] == [(2, "missing_out"), (3, "missing_in")]
