"""Rest, runs, hours and free days; what people are told; who is there."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import coverage
from logic.roster_diff import State, Told, differences
from logic.roster_rules import Duty, Limits, Plan, gaps, month_base, short

HOUR = timedelta(hours=1)
FIRST = datetime(2024, 6, 3)  # a Monday


def duty(key, day, start, hours, layer=0):
    begin = FIRST + timedelta(days=day, hours=start)
    return Duty(key, begin.date(), begin, begin + hours * HOUR, hours, layer)


def rules(duties, index, **limits):
    return [b.rule for b in Plan(duties).broken(duties[index], Limits(**limits))]


def test_shifts_back_to_back():
    """TV-049: 08:00–16:00 and then 16:00–24:00."""
    duties = [duty(1, 0, 8, 8), duty(2, 0, 16, 8)]
    assert rules(duties, 1, rest=11) == ["rest"]
    assert rules(duties, 0, rest=11) == ["rest"]
    assert rules(duties, 0) == []


def test_rest_is_counted_to_the_neighbours():
    duties = [duty(1, 0, 20, 12), duty(2, 1, 19, 5), duty(3, 3, 8, 8)]
    assert rules(duties, 1, rest=11) == []
    assert rules(duties, 1, rest=11.5) == ["rest"]


def test_one_shift_at_a_time_on_each_layer():
    duties = [duty(1, 0, 8, 12), duty(2, 0, 19, 12), duty(3, 0, 18, 14, layer=1)]
    assert rules(duties, 0) == ["overlap"]
    assert rules(duties, 2) == []


def test_runs_weeks_months_and_free_days():
    duties = [duty(n, n, 8, 8) for n in range(7)]
    assert rules(duties, 0, run=6) == ["run"]
    assert rules(duties, 0, run=7) == []
    assert rules(duties, 0, week=48) == ["week"]
    assert rules(duties, 0, week=56) == []
    assert rules(duties, 0, month=55) == ["month"]
    assert rules(duties, 0, free=23) == []
    assert rules(duties, 0, free=24) == ["free"]
    assert Plan(duties).week_hours(date(2024, 6, 5)) == 56


duties_of_any_kind = st.lists(
    st.tuples(
        st.integers(0, 20), st.integers(0, 23), st.integers(1, 24), st.integers(0, 1)
    ),
    min_size=1,
    max_size=12,
).map(lambda rows: [duty(n, *row) for n, row in enumerate(rows)])


@given(duties_of_any_kind)
def test_overlaps_are_those_of_a_plain_count(duties):
    plan = Plan(duties)
    for one in duties:
        found = {b.figures["other"].key for b in plan.overlaps(one)}
        assert found == {
            other.key
            for other in duties
            if other.key != one.key
            and other.layer == one.layer
            and other.start < one.stop
            and other.stop > one.start
        }


@given(duties_of_any_kind)
def test_hours_are_conserved(duties):
    plan = Plan(duties)
    work = [d for d in duties if d.layer == 0]
    weeks = {(d.day - timedelta(days=d.day.weekday())): d.day for d in work}
    total = sum(plan.week_hours(day) for day in weeks.values())
    assert total == pytest.approx(sum(d.hours for d in work))


def test_days_by_which_a_wage_is_divided():
    """SH-37: June 2024 has 30 days, 5 Sundays."""
    assert month_base(2024, 6, "fixed", 21.75) == 21.75
    assert month_base(2024, 6, "no_sundays", 21.75) == 25
    assert month_base(2024, 6, "no_weekends", 21.75) == 20


def test_gaps_join_half_hours():
    slot = timedelta(minutes=30)
    grid = [FIRST + slot * n for n in range(6)]
    assert short([2, 1, 1, 0, 2, 1], 2) == [0, 1, 1, 2, 0, 1]
    assert gaps(grid, [0, 1, 1, 2, 0, 1], slot) == [
        (grid[1], grid[3], 1),
        (grid[3], grid[4], 2),
        (grid[5], grid[5] + slot, 1),
    ]


def test_what_people_are_told():
    one, other = State(1, 7, "8", "16"), State(2, 7, "8", "16")
    later = State(1, 7, "9", "17")
    found = differences(
        [
            Told("2024-06-03", None, one),
            Told("2024-06-04", one, other),
            Told("2024-06-05", one, later),
            Told("2024-06-06", one, one),
            Told("2024-06-07", one, None),
        ]
    )
    assert [line["kind"] for line in found[1]] == [
        "added",
        "removed",
        "changed",
        "removed",
    ]
    assert [line["kind"] for line in found[2]] == ["added"]
    assert differences([Told("2024-06-03", one, one)]) == {}


def test_what_takes_the_place_of_another_shift_is_a_change_of_it():
    day, night = State(1, 7, "08", "20"), State(1, 8, "20", "32")
    extra = State(1, 9, "21", "22")
    [line] = differences(
        [Told("2024-06-03", day, None), Told("2024-06-03", None, night)]
    )[1]
    assert (line["kind"], line["before"]["type"], line["after"]["type"]) == (
        "changed",
        7,
        8,
    )
    told = differences(
        [
            Told("2024-06-03", None, extra),
            Told("2024-06-03", day, None),
            Told("2024-06-03", None, night),
            Told("2024-06-04", day, None),
        ]
    )[1]
    assert [line["kind"] for line in told] == ["added", "changed", "removed"]


states = st.one_of(
    st.none(),
    st.builds(State, st.integers(1, 3), st.integers(1, 2), st.just("a"), st.just("b")),
)


@given(st.lists(st.tuples(states, states), max_size=10))
def test_knowing_the_lines_is_knowing_the_roster(pairs):
    told = differences(Told(str(n), *pair) for n, pair in enumerate(pairs))
    for person in (1, 2, 3):
        known = {
            str(n): b for n, (b, _a) in enumerate(pairs) if b and b.person == person
        }
        for line in told.get(person, ()):
            if line["kind"] == "removed":
                del known[line["day"]]
            else:
                known[line["day"]] = State(person, **line["after"])
        now = {str(n): a for n, (_b, a) in enumerate(pairs) if a and a.person == person}
        assert known == now


def test_who_counts_and_what_is_worse():
    people = {
        1: coverage.Who(1),
        2: coverage.Who(3, (coverage.Held(9),)),
        3: coverage.Who(2),
    }
    day, morning = FIRST.date(), (FIRST + 8 * HOUR, FIRST + 12 * HOUR)
    there = [coverage.Presence(n, day, n, 5, 0, (morning,)) for n in (1, 2)]
    plain = coverage.Need(1, 2, frozenset({5}), (morning,))
    senior = coverage.Need(2, 1, frozenset({5}), (morning,), level=3)
    skilled = coverage.Need(3, 1, frozenset({5}), (morning,), skill=9)
    other = coverage.Need(4, 1, frozenset({6}), (morning,))
    grid = [FIRST + timedelta(minutes=30 * n) for n in range(48)]
    measured = coverage.measure([plain, senior, skilled, other], there, grid, people)
    assert [sum(one.missing) for one in measured] == [0, 0, 0, 8]
    come = [coverage.Presence(-1, day, 3, 5, 0, (morning,))]
    assert coverage.worse(plain, there, there[1:], come, people) == []
    assert len(coverage.worse(senior, there, there[1:], come, people)) == 8
    assert coverage.worse(skilled, there, there[:1], [], people) == []
    assert len(coverage.worse(plain, there, there[:1], [], people)) == 8


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [(None, None, 7), (3, None, 5), (None, 3, 3), (2, 3, 2), (7, None, 1), (8, 9, 0)],
)
def test_a_skill_counts_on_its_days(first, last, counted):
    def day(number):
        return number and date(2024, 6, number)

    held = coverage.Held(9, day(first), day(last))
    who = coverage.Who(1, (coverage.Held(8), held))
    need = coverage.Need(1, 1, frozenset({5}), (), skill=9)
    there = [coverage.Presence(n, date(2024, 6, n), 1, 5, 0, ()) for n in range(1, 8)]
    found = [one for one in there if coverage.counts_for(need, one, {1: who})]
    assert len(found) == counted
