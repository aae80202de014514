"""Clock times against expected times (AT-02..AT-04, AT-10; TV-051, 052)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.attendance import (
    Excuse,
    Finding,
    Part,
    Punch,
    Rules,
    Stay,
    measure,
    stays,
)
from logic.attendance_parts import (
    LateWork,
    answers,
    empty_posts,
    later_starts,
    split,
)

DAY = date(2024, 6, 3)
RULES = Rules(away_free=0)
FOREVER = datetime(2030, 1, 1)


def at(clock, day=DAY):
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(day.year, day.month, day.day) + timedelta(
        hours=hour, minutes=minute
    )


def office(day=DAY, start="9:00", stop="18:00", **values):
    lunch = (at("12:00", day), at("13:00", day))
    return Part(day, at(start, day), at(stop, day), (lunch,), **values)


def found(parts, punches, excuses=(), rules=RULES, now=FOREVER):
    return [
        (one.measure, one.minutes, one.is_missing)
        for stay in stays(parts, punches, rules)
        for one in measure(stay, excuses, rules, now)
    ]


def clocked(*times, day=DAY):
    return [
        Punch(at(text[1:], day), {"+": "in", "-": "out", "?": "any"}[text[0]])
        for text in times
    ]


@pytest.mark.parametrize(
    ("punches", "expected"),
    [
        (["+8:55", "-18:02"], []),
        (["+9:20", "-18:00"], [("late", 20, False)]),
        (["+9:00", "-17:29"], [("early", 31, False)]),
        (["?9:05", "?18:00"], [("late", 5, False)]),
        (["+9:00"], [("early", 0, True)]),
        (["-18:00"], [("late", 0, True)]),
        (["?9:01"], [("late", 1, False), ("early", 0, True)]),
        (["?17:59"], [("late", 0, True), ("early", 1, False)]),
        ([], [("absent", 480, False)]),
        (["+13:30", "-18:00"], [("late", 210, False)]),
        (["+9:00", "-10:00", "+10:40", "-18:00"], [("away", 40, False)]),
        (["+9:00", "-11:50", "+13:10", "-18:00"], [("away", 20, False)]),
        (["+18:30"], [("absent", 480, False)]),
    ],
)
def test_a_day_at_the_office(punches, expected):
    assert found([office()], clocked(*punches)) == expected


def test_excuses_count_for_nothing():
    morning = Excuse(at("9:00"), at("12:00"))
    assert found([office()], clocked("+13:00", "-18:00"), [morning]) == []
    assert found([office()], clocked("+13:05", "-18:00"), [morning]) == [
        ("late", 5, False)
    ]
    assert found([office()], [], [morning]) == [("absent", 300, False)]
    assert found([office()], [], [Excuse(at("0:00"), at("24:00"))]) == []
    slip = Excuse(at("16:00"), at("18:00"))
    assert found([office()], clocked("+9:00"), [slip]) == []


def test_what_lies_ahead_is_not_looked_at():
    assert found([office()], [], now=at("17:59")) == []
    assert found([office()], clocked("+9:10"), now=at("12:00")) == [("late", 10, False)]


def test_at_10_late_for_the_hand_over_is_late():
    shift = office(start="9:00", early=15)
    assert found([shift], clocked("+8:44", "-18:00")) == []
    assert found([shift], clocked("+8:55", "-18:00")) == [("late", 10, False)]
    assert found([shift], [])[0][1] == 480


def test_a_night_belongs_to_the_day_it_began():
    night = Part(DAY, at("20:00"), at("32:00"))
    next_night = Part(DAY + timedelta(1), at("44:00"), at("56:00"))
    punches = clocked("+19:50", "-31:30", "+44:00", "-56:00")
    [first, second] = stays([next_night, night], punches, RULES)
    [early] = measure(first, [], RULES, FOREVER)
    assert (early.day, early.minutes) == (DAY, 30)
    assert measure(second, [], RULES, FOREVER) == []


def test_shifts_that_touch_are_one_stay():
    day, night = Part(DAY, at("8:00"), at("20:00")), Part(DAY, at("20:00"), at("32:00"))
    assert found([day, night], clocked("+8:00", "-32:00")) == []
    assert found([day, night], clocked("+8:00")) == [("early", 0, True)]
    assert len(found([day, night], [])) == 2


def test_split_shifts_need_clock_times_for_each_part():
    whole = Part(DAY, at("7:00"), at("19:00"), early=10)
    pause = (at("11:00"), at("15:00"))
    parts = split(whole, [pause, (at("9:00"), at("9:15"))], timedelta(hours=2))
    assert [(p.start, p.stop, p.early) for p in parts] == [
        (at("7:00"), at("11:00"), 10),
        (at("15:00"), at("19:00"), 0),
    ]
    assert parts[0].breaks == ((at("9:00"), at("9:15")),)
    times = clocked("+6:50", "-11:00", "+15:20", "-19:00")
    assert found(parts, times) == [("late", 20, False)]
    assert found(parts, times[:2]) == [("absent", 240, False)]


def test_tolerance_and_a_free_time_away():
    rules = Rules(tolerance=5, away_free=30)
    assert found([office()], clocked("+9:05", "-18:00"), rules=rules) == []
    assert found([office()], clocked("+9:06", "-17:54"), rules=rules) == [
        ("late", 6, False),
        ("early", 6, False),
    ]
    out = clocked("+9:00", "-10:00", "+10:30", "-18:00")
    assert found([office()], out, rules=rules) == []
    assert found([office()], out, rules=Rules(away_free=None)) == []


@pytest.mark.parametrize(
    ("left", "came", "late"),
    [
        ("-21:05", "+33:59", []),  # TV-051
        ("-21:05", "+34:05", [("late", 5, False)]),
        ("-20:55", "+33:30", [("late", 30, False)]),  # TV-052
        ("-21:00", "+34:00", []),
    ],
)
def test_tv_051_and_052_a_late_evening_excuses_an_hour(left, came, late):
    days = [office(), office(DAY + timedelta(1))]
    times = clocked("+9:00", left, came, "-42:00")
    allowed = [LateWork(DAY, at("21:00"), 60)]
    own = later_starts(stays(days, times, RULES), allowed)
    assert found(days, times, own) == late
    assert found(days, times, later_starts(stays(days, times, RULES), [])) != []


def test_a_late_evening_may_have_to_be_later_and_excuses_the_next_day_only():
    days = [office(), office(DAY + timedelta(1))]
    ends_there = stays(days, clocked("+9:00", "-21:00"), RULES)
    strict = [LateWork(DAY, at("21:00"), 60, includes=False)]
    assert later_starts(ends_there, strict) == []
    later = [office(), office(DAY + timedelta(3))]
    kept = stays(later, clocked("+9:00", "-22:00"), RULES)
    assert later_starts(kept, [LateWork(DAY, at("21:00"), 60)]) == []


MINUTES = st.integers(-300, 3300)
PUNCHES = st.lists(
    st.builds(
        lambda minute, way: Punch(at("0:00") + timedelta(minutes=minute), way),
        MINUTES,
        st.sampled_from(["in", "out", "any"]),
    ),
    max_size=10,
)
PARTS = [office(), office(DAY + timedelta(1)), Part(DAY, at("18:00"), at("20:00"))]


@given(PUNCHES, st.randoms())
def test_the_order_of_clock_times_and_doubles_do_not_matter(punches, random):
    shuffled = [*punches, *punches]
    random.shuffle(shuffled)
    parts = list(PARTS)
    random.shuffle(parts)
    assert found(parts, shuffled) == found(PARTS, punches)


@given(PUNCHES)
def test_each_clock_time_belongs_to_one_stay_at_most(punches):
    taken = [punch for stay in stays(PARTS, punches, RULES) for punch in stay.punches]
    assert len(taken) == len(set(taken)) <= len(punches)


@given(PUNCHES, st.integers(0, 1440), st.integers(0, 1440))
def test_an_excuse_never_makes_it_worse(punches, start, length):
    begin = at("0:00") + timedelta(minutes=start)
    excuse = Excuse(begin, begin + timedelta(minutes=length))
    before = sum(row[1] for row in found(PARTS, punches))
    assert sum(row[1] for row in found(PARTS, punches, [excuse])) <= before


@given(PUNCHES)
def test_nobody_misses_more_than_the_time_to_be_there(punches):
    for stay in stays(PARTS, punches, RULES):
        lost = sum(one.minutes for one in measure(stay, [], RULES, FOREVER))
        assert lost <= sum((b - a).total_seconds() / 60 for a, b in stay.duty)


def test_an_empty_stay_has_no_times():
    assert Stay((office(),)).came is None


def team(*members):
    return [
        (stay, excuses)
        for parts, punches, excuses in members
        for stay in stays(parts, punches, RULES)
    ]


def empty(*members, until=FOREVER):
    return [one.minutes for one in empty_posts(team(*members), until)]


def test_at_20_an_empty_post_belongs_to_the_day_of_its_shift():
    night = Part(DAY, at("22:00"), at("30:00"))
    [gap] = empty_posts(team(([night], clocked("+22:00", "-29:00"), [])), FOREVER)
    assert (gap.day, gap.minutes) == (DAY, 60)


def test_at_20_the_leader_on_duty_answers_else_the_head():
    gap = Finding(DAY, "empty_post", 30, at("9:00"), at("9:30"))
    early, late = (7, (at("6:00"), at("9:10"))), (8, (at("9:10"), at("18:00")))
    before = 9, (at("1:00"), at("9:00"))
    assert answers(gap, [late, early, before], 1) == 7
    assert answers(gap, [late, before], 1) == 8
    assert answers(gap, [before], 1) == 1
    assert answers(gap, [], None) is None


def test_at_20_a_post_is_empty_while_nobody_of_the_team_is_there():
    late = ([office()], clocked("+9:40", "-18:00"), [])
    there = ([office()], clocked("+8:50", "-17:30"), [])
    assert empty(late) == [40]
    assert empty(late, there) == []
    assert empty(there) == [30]
    assert empty(([office()], [], [])) == [180, 300]
    assert empty(([office()], [], []), until=at("9:20")) == [20]
    assert empty(([office()], [], [Excuse(at("9:00"), at("18:00"))])) == []
    out = ([office()], clocked("+9:00", "-10:00", "+10:31", "-18:00"), [])
    assert empty(out) == [31]
