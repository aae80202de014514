"""What several notices of one person come to."""

from hypothesis import given
from hypothesis import strategies as st
from logic.roster_diff import State, Told, differences, net

DAY = "2026-12-13"


def state(kind):
    return State(1, kind, f"{DAY} 0{kind}:00:00", f"{DAY} 1{kind}:00:00")


def lines(before, after):
    """The lines of one notice: from what was known to what is."""
    olds = [Told(DAY, state(kind), None) for kind in before]
    news = [Told(DAY, None, state(kind)) for kind in after]
    return differences(olds + news).get(1, [])


def kinds(states, key):
    return sorted(line[key]["type"] for line in states if line[key])


def test_what_was_taken_and_given_back_is_no_news():
    assert net([*lines([1], []), *lines([], [1])]) == []
    assert net([*lines([], [2]), *lines([2], [])]) == []


def test_what_holds_in_the_end_is_told():
    told = net([*lines([1], [2]), *lines([2], [3])])
    assert [
        (line["kind"], kinds([line], "before"), kinds([line], "after")) for line in told
    ] == [("changed", [1], [3])]


sets = st.frozensets(st.integers(1, 5), max_size=2)


@given(st.lists(sets, min_size=2, max_size=6))
def test_many_notices_come_to_the_difference_of_the_first_and_the_last(states):
    steps = [
        line
        for old, new in zip(states, states[1:], strict=False)
        for line in lines(old, new)
    ]
    first, last = states[0], states[-1]
    told = net(steps)
    assert kinds(told, "before") == sorted(first - last)
    assert kinds(told, "after") == sorted(last - first)
