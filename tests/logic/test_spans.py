"""Sets of moments: laws of union, difference and length."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logic import spans

MINUTES = st.integers(0, 600)


def at(minute):
    return datetime(2024, 6, 3) + timedelta(minutes=minute)


SPANS = st.lists(st.tuples(MINUTES.map(at), MINUTES.map(at)), max_size=8)


@given(SPANS, SPANS)
def test_what_is_taken_and_what_is_left_are_the_whole(mine, others):
    left, taken = spans.minus(mine, others), spans.common(mine, others)
    assert spans.length(left) + spans.length(taken) == spans.length(mine)
    assert spans.common(left, others) == []
    assert spans.union([*left, *taken]) == spans.union(mine)


@given(SPANS)
def test_union_is_ordered_and_apart(mine):
    found = spans.union(mine)
    assert all(a[1] < b[0] for a, b in zip(found, found[1:], strict=False))
    assert spans.union(found) == found
    assert spans.union(reversed(mine)) == found


def test_only_full_minutes_count():
    assert spans.minutes([(at(0), at(1) - timedelta(seconds=1))]) == 0
    assert spans.minutes([(at(0), at(20))]) == 20
