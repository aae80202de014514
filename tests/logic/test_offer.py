"""Free shifts in waves; shifts that somebody else worked; faults (SW-05, SW-11)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import offer, swap_watch
from logic.offer import Wave
from logic.swap import Duty
from logic.swap_watch import Presence, Stranger

EIGHT = datetime(2024, 6, 3, 8)


def hours(number):
    """Return the moment so many hours after eight."""
    return EIGHT + timedelta(hours=number)


def shift(number, person, first=0, last=8):
    """Return a shift between two hours after eight."""
    return Duty(number, person, EIGHT.date(), hours(first), hours(last))


@pytest.mark.parametrize(
    ("ranked", "plan", "wanted"),
    [
        ([], [Wave(2, 10)], []),
        ([1, 2, 3], [Wave(2, 10), Wave(0, 5)], [[1, 2], [3]]),
        ([1, 2, 3, 4], [Wave(1, 10), Wave(2, 5)], [[1], [2, 3]]),
        ([1, 2], [Wave(0, 10), Wave(0, 5)], [[1, 2]]),
        ([1], [], []),
    ],
)
def test_waves_of_a_ranking(ranked, plan, wanted):
    assert offer.waves(ranked, plan) == wanted


@given(
    st.lists(st.integers(), unique=True, max_size=30),
    st.lists(st.integers(0, 6), max_size=6),
)
def test_nobody_is_asked_twice_and_the_best_first(ranked, sizes):
    asked = [
        who
        for wave in offer.waves(ranked, [Wave(size, 5) for size in sizes])
        for who in wave
    ]
    assert asked == ranked[: len(asked)]


def test_a_wave_leaves_time_to_find_somebody_before_the_shift_begins():
    assert offer.until(EIGHT, 30, hours(5)) == EIGHT + timedelta(minutes=30)
    assert offer.until(EIGHT, 30, EIGHT + timedelta(minutes=10)) == (
        EIGHT + timedelta(minutes=5)
    )
    assert offer.until(EIGHT, 30, hours(-1)) == EIGHT
    assert [offer.is_last(number, 2) for number in (1, 2, 3)] == [False, True, True]


def test_sw_11_somebody_else_worked_the_shift():
    there = [Presence(2, hours(0), hours(8))]
    assert swap_watch.strangers([shift(1, 1)], there) == [Stranger(1, 1, 2)]


@pytest.mark.parametrize(
    "presences",
    [
        [Presence(1, hours(0), hours(8)), Presence(2, hours(0), hours(8))],
        [Presence(1, hours(1), hours(3)), Presence(1, hours(2), hours(6))],
        [Presence(2, hours(0), hours(3))],
        [Presence(2, hours(9), hours(17))],
        [],
    ],
)
def test_sw_11_present_himself_or_nobody_there(presences):
    assert swap_watch.strangers([shift(1, 1)], presences) == []


def test_sw_11_whoever_has_a_shift_of_his_own_is_there_for_that():
    there = [Presence(2, hours(0), hours(8)), Presence(3, hours(0), hours(8))]
    duties = [shift(1, 1), shift(2, 2), shift(9, None)]
    assert swap_watch.strangers(duties, there) == [Stranger(1, 1, 3)]


@pytest.mark.parametrize(
    ("shares", "wanted"),
    [([50, 50], True), ([33.3, 66.7], True), ([60, 50], False), ([-1, 101], False)],
)
def test_sw_05_shares_come_to_a_hundred(shares, wanted):
    assert swap_watch.is_whole(shares) is wanted


def test_sw_05_a_fault_is_shared():
    assert swap_watch.split(5, {1: 50, 2: 50}) == {1: 2.5, 2: 2.5}
    assert swap_watch.split(10, {1: 33.3, 2: 33.3, 3: 33.4}) == {
        1: 3.33,
        2: 3.33,
        3: 3.34,
    }
    assert swap_watch.split(0.01, {1: 50, 2: 50}) == {1: 0.01, 2: 0.0}


@given(
    st.integers(-100_000, 100_000),
    st.lists(st.integers(1, 100), min_size=1, max_size=6),
)
def test_sw_05_nothing_is_lost(cents, weights):
    total = sum(weights)
    shares = {who: weight * 100 / total for who, weight in enumerate(weights)}
    parts = swap_watch.split(cents / 100, shares)
    assert sum(parts.values()) == pytest.approx(cents / 100)


def test_waves_share_the_time_before_a_shift():
    now = datetime(2024, 6, 3, 8)
    start = now + timedelta(hours=12)
    assert offer.until(now, 600, start) == now + timedelta(hours=6)
    assert offer.until(now, 600, start, 3) == now + timedelta(hours=3)
    assert offer.until(now, 60, start, 3) == now + timedelta(hours=1)
    assert offer.until(start + timedelta(hours=1), 60, start, 2) == start + timedelta(
        hours=1
    )


@given(st.integers(1, 6), st.integers(1, 3000), st.integers(1, 5000))
def test_every_wave_has_its_turn_before_the_shift(waves, minutes, ahead):
    now = datetime(2024, 6, 3)
    start = now + timedelta(minutes=ahead)
    for left in range(waves, 0, -1):
        later = offer.until(now, minutes, start, left)
        assert now < later < start
        now = min(later, start - timedelta(microseconds=left))
