"""Chains of substitutes end, and circles are found."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logic.substitutes import Period, final_substitutes, find_circle

START = datetime(2024, 3, 1)


def period(user, substitute, first=0, last=10):
    return Period(
        user, substitute, START + timedelta(days=first), START + timedelta(days=last)
    )


def test_a_chain_ends_with_somebody_who_is_there():
    assert final_substitutes({1: 2, 2: 3}, [1, 2, 3]) == {1: 3, 2: 3}


def test_who_runs_into_a_circle_keeps_his_work():
    assert final_substitutes({1: 2, 2: 1, 4: 1}, [1, 2, 4]) == {}


def test_a_circle_is_found_only_when_all_are_away_at_once():
    others = [period(2, 3), period(3, 1, first=8, last=12)]
    assert find_circle(period(1, 2), others) == [1, 2, 3, 1]
    assert find_circle(period(1, 2, last=8), others) == []


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)))
def test_the_last_of_a_chain_is_never_away(away):
    for person, last in final_substitutes(away, range(9)).items():
        assert person in away
        assert last not in away


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 9))))
def test_periods_without_circle_leave_nobody_alone(rows):
    """Add periods one by one unless they close a circle: then no moment has one."""
    kept = []
    for user, substitute, day in rows:
        new = period(user, substitute, day, day + 3)
        busy = any(
            other.user == user and other.start < new.end and new.start < other.end
            for other in kept
        )
        if user != substitute and not busy and not find_circle(new, kept):
            kept.append(new)
    for day in range(13):
        moment = START + timedelta(days=day)
        away = {
            one.user: one.substitute for one in kept if one.start <= moment < one.end
        }
        assert set(final_substitutes(away, away)) == set(away)
