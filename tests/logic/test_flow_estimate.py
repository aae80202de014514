"""When a request is likely to be decided, from what nodes took before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.flow_estimate import FEWEST, LONGEST_HOURS, History, expect
from logic.flow_graph import Graph

HOURS = st.floats(0, 500, allow_nan=False)


def graph(*keys):
    return Graph({"nodes": [{"key": k, "kind": "approve", "name": k} for k in keys]})


def history(**hours):
    slow = {key: 3 * h for key, h in hours.items()}
    return History(FEWEST, dict(hours), slow, any_usual=8, any_slow=24)


def test_what_was_waited_already_is_not_waited_again():
    found = expect(graph("a", "b"), history(a=10, b=5), {"a": 4}, ["b"])
    assert (found.hours, found.is_late) == (11, False)


def test_a_node_without_a_past_takes_what_any_node_takes():
    assert expect(graph("a", "b"), history(a=10), {"a": 0}, ["b"]).hours == 18


def test_longer_than_nine_in_ten_is_late():
    assert not expect(graph("a"), history(a=10), {"a": 29}, []).is_late
    found = expect(graph("a"), history(a=10), {"a": 31}, [])
    assert (found.hours, found.is_late) == (0, True)


def test_nobody_is_late_within_the_hour():
    """Where all were decided at once, a few minutes are no reason to worry."""
    quick = history(a=0.001)
    assert not expect(graph("a"), quick, {"a": 1}, []).is_late
    assert expect(graph("a"), quick, {"a": 1.5}, []).is_late


def test_a_wait_of_known_length_counts():
    found = expect(graph("a", "b"), history(a=1, b=2), {}, ["b"], {"a": 48})
    assert found.hours == 50


@pytest.mark.parametrize("count", range(FEWEST))
def test_nothing_is_said_from_too_few(count):
    few = history(a=10)
    few.count = count
    assert expect(graph("a"), few, {"a": 0}, []) is None


def test_nothing_is_said_of_a_day_in_years():
    assert expect(graph("a"), history(a=LONGEST_HOURS + 1), {}, ["a"]) is None


@given(usual=HOURS, rest=HOURS, first=HOURS, more=HOURS)
def test_waiting_never_puts_the_finish_off_further_than_the_clock(
    usual, rest, first, more
):
    past, way = history(a=usual, b=rest), graph("a", "b")
    before = expect(way, past, {"a": first}, ["b"])
    after = expect(way, past, {"a": first + more}, ["b"])
    assert rest <= after.hours <= before.hours + 1e-9
    assert first + more + after.hours >= first + before.hours - 1e-6
