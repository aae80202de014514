"""Swaps of shifts (SW-02, SW-04, SW-06, SW-08; TV-049)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import swap
from logic.swap import Duty, Leg, Person, Rules

MONDAY = datetime(2024, 6, 3)


def duty(number, person, day, first, last, **values):
    """Return a shift from hour to hour of the n-th day."""
    midnight = MONDAY + timedelta(days=day)
    return Duty(
        number,
        person,
        midnight.date(),
        midnight + timedelta(hours=first),
        midnight + timedelta(hours=last),
        hours=last - first,
        **values,
    )


def ring_of(members):
    """Everybody gives his shift (100 + his number) to the next one."""
    return [
        Leg(100 + giver, giver, taker)
        for giver, taker in zip(members, [*members[1:], members[0]], strict=True)
    ]


@pytest.mark.parametrize(
    ("kind", "legs", "wanted"),
    [
        ("give", [], "none"),
        ("give", [Leg(1, 1, 2)], None),
        ("give", [Leg(1, 1, 2), Leg(2, 2, 1)], "one_way"),
        ("give", [Leg(1, 1, None)], "open"),
        ("give", [Leg(1, 1, 1)], "self"),
        ("exchange", [Leg(1, 1, 2), Leg(2, 2, 1)], None),
        ("exchange", [Leg(1, 1, 2), Leg(1, 1, 2)], "twice"),
        ("exchange", [Leg(1, 1, 2)], "pair"),
        ("exchange", [Leg(1, 1, 2), Leg(2, 3, 1)], "pair"),
        ("exchange", [Leg(1, 1, 2), Leg(2, 1, 2)], "pair"),
        ("return", [Leg(1, 1, 2), Leg(2, 2, 1)], "returns"),
        ("return", [Leg(1, 1, 2), Leg(2, 2, 1, is_return=True)], None),
        ("ring", [Leg(1, 1, 2), Leg(2, 2, 1)], "ring"),
        ("ring", [Leg(1, 1, 2), Leg(2, 2, 3), Leg(3, 3, 1)], None),
        ("ring", [Leg(1, 1, 2), Leg(2, 2, 3), Leg(3, 3, 2)], "ring"),
        (
            "ring",
            [Leg(1, 1, 2), Leg(2, 2, 1), Leg(3, 3, 4), Leg(4, 4, 3)],
            "ring",
        ),
        ("appoint", [Leg(1, 1, None)], None),
        ("appoint", [Leg(1, 1, None), Leg(2, 1, None)], "one_way"),
    ],
)
def test_the_legs_make_the_kind_of_swap(kind, legs, wanted):
    assert swap.flaw(kind, legs) == wanted


def test_people_of_a_swap_in_the_order_of_its_legs():
    legs = [Leg(1, 5, 3), Leg(2, 3, 9), Leg(3, 9, 5)]
    assert swap.people(legs) == [5, 3, 9]
    assert swap.people([Leg(1, 5, None)]) == [5]


def test_a_shift_of_somebody_else_cannot_be_given():
    with pytest.raises(ValueError, match="not worked by 2"):
        swap.applied([duty(1, 1, 0, 8, 16)], [Leg(1, 2, 3)])
    with pytest.raises(ValueError, match="unknown shifts"):
        swap.applied([], [Leg(1, 2, 3)])


def test_tv_049_back_to_back_after_a_swap_is_refused():
    # 08:00-16:00 is worked already; the swap brings 16:00-24:00
    duties = [duty(1, 1, 0, 8, 16), duty(2, 2, 0, 16, 24), duty(3, 1, 2, 8, 16)]
    after = swap.applied(duties, [Leg(2, 2, 1), Leg(3, 1, 2)])
    rules = Rules(back_to_back_hours=1)
    (found,) = swap.broken(after, {2, 3}, rules)
    assert (found.person, found.rule, found.shift, found.other) == (
        1,
        "back_to_back",
        2,
        1,
    )
    assert found.value == 0
    assert swap.broken(after, {2, 3}, Rules()) == []


@pytest.mark.parametrize(
    ("first", "rules", "rule"),
    [
        (14, Rules(), "overlap"),
        (16, Rules(), None),
        (16, Rules(back_to_back_hours=0.5), "back_to_back"),
        (16.5, Rules(back_to_back_hours=0.5), None),
        (17, Rules(is_one_a_day=True), "double"),
        (17, Rules(rest_hours=11), "rest"),
        (27, Rules(rest_hours=11), None),
        (26.5, Rules(rest_hours=11), "rest"),
        (26.5, Rules(is_one_a_day=True), "double"),
    ],
)
def test_what_two_shifts_of_a_person_may_be(first, rules, rule):
    after = [duty(1, 1, 0, 8, 16), duty(2, 1, 0, first, first + 4)]
    found = [row.rule for row in swap.broken(after, {2}, rules)]
    assert found == ([rule] if rule else [])


def test_shifts_on_call_do_not_stand_against_work():
    after = [duty(1, 1, 0, 8, 16, layer=1), duty(2, 1, 0, 8, 16)]
    assert swap.broken(after, {2}, Rules(rest_hours=11, is_one_a_day=True)) == []


def test_shifts_that_stay_are_not_looked_at():
    after = [duty(1, 1, 0, 8, 16), duty(2, 1, 0, 15, 20), duty(3, 1, 5, 8, 16)]
    assert swap.broken(after, {3}, Rules(rest_hours=11)) == []


@pytest.mark.parametrize(
    ("distance", "days", "is_refused"),
    [
        (0, (0, 1, 2), False),
        (1, (1, 0, 2), True),
        (1, (0, 2, 1), False),
        (2, (0, 2, 1), True),
    ],
)
def test_swaps_may_not_follow_each_other(distance, days, is_refused):
    swapped, taken, other = days
    after = [
        duty(1, 1, swapped, 8, 16, is_swapped=True),
        duty(2, 1, taken, 8, 16, is_swapped=True),
        duty(3, 1, other, 8, 16),
    ]
    found = [row.rule for row in swap.broken(after, {2}, Rules(distance=distance))]
    assert found == (["consecutive"] if is_refused else [])


def test_what_came_from_a_swap_is_not_swapped_again():
    after = [duty(1, 1, 0, 8, 16, is_swapped=True)]
    found = swap.broken(after, {1}, Rules(distance=1), swapped_before={1})
    assert [row.rule for row in found] == ["again"]
    assert swap.broken(after, {1}, Rules(), swapped_before={1}) == []


@pytest.mark.parametrize(("within", "wanted"), [(0, None), (29, 30), (30, None)])
def test_a_return_within_so_many_days(within, wanted):
    days = {1: date(2024, 6, 1), 2: date(2024, 7, 1)}
    legs = [Leg(1, 1, 2), Leg(2, 2, 1, is_return=True)]
    assert swap.too_late_to_return(legs, days, within) == wanted
    assert swap.too_late_to_return(legs[:1], days, within) is None


@pytest.mark.parametrize(
    ("peer", "other", "wanted"),
    [
        ("any", Person(2, 7, 2), None),
        ("grade", Person(2, 5, 1), None),
        ("grade", Person(2, 6, 1), "grade"),
        ("level", Person(2, 6, 1), None),
        ("level", Person(2, 6, 2), "level"),
        ("level", Person(2), "level"),
    ],
)
def test_leader_with_leader_agent_with_agent(peer, other, wanted):
    assert swap.peer_problem(Person(1, 5, 1), other, peer) == wanted


# ---- conservation: whatever ring, nothing is lost and nobody is in two places

SHIFTS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.integers(0, 23),
        st.integers(1, 12),
        st.booleans(),
    ),
    min_size=2,
    max_size=8,
)


@given(SHIFTS, st.randoms(use_true_random=False))
def test_hours_in_are_hours_out_over_any_ring(shifts, random):
    duties = [
        duty(100 + person, person, day, first, first + length)
        for person, (day, first, length, _more) in enumerate(shifts)
    ]
    extra = [
        duty(500 + person, person, day + 30, first, first + length)
        for person, (day, first, length, more) in enumerate(shifts)
        if more
    ]
    members = list(range(len(shifts)))
    random.shuffle(members)
    members = members[: random.randint(2, len(members))]
    legs = ring_of(members)
    kind = "exchange" if len(members) == 2 else "ring"
    assert swap.flaw(kind, legs) is None
    after = swap.applied(duties + extra, legs)
    assert {row.shift for row in after} == {row.shift for row in duties + extra}
    before_hours, after_hours = swap.hours_of(duties + extra), swap.hours_of(after)
    delta = swap.balance(duties, legs)
    assert sum(before_hours.values()) == pytest.approx(sum(after_hours.values()))
    assert sum(delta.values()) == pytest.approx(0)
    for person in range(len(shifts)):
        change = after_hours.get(person, 0) - before_hours.get(person, 0)
        assert change == pytest.approx(delta.get(person, 0))


@given(SHIFTS, st.randoms(use_true_random=False))
def test_a_roster_that_breaks_no_rule_has_nobody_on_two_shifts(shifts, random):
    duties = [
        duty(number, random.randint(1, 3), day, first, first + length)
        for number, (day, first, length, _more) in enumerate(shifts)
    ]
    clean = []
    for row in duties:
        mine = [other for other in clean if other.person == row.person]
        if all(row.stop <= o.start or o.stop <= row.start for o in mine):
            clean.append(row)
    givers = {row.person: row for row in clean}
    if len(givers) < 2:
        return
    members = sorted(givers)
    legs = [
        Leg(givers[giver].shift, giver, taker)
        for giver, taker in zip(members, [*members[1:], members[0]], strict=True)
    ]
    after = swap.applied(clean, legs)
    found = swap.broken(after, {leg.shift for leg in legs}, Rules())
    clashes = any(
        one.person == other.person
        and one.shift < other.shift
        and one.start < other.stop
        and other.start < one.stop
        for one in after
        for other in after
    )
    assert bool(found) == clashes
    assert all(row.rule == "overlap" for row in found)
