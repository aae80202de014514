"""What the roster board shows and takes."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import board

DAY = datetime.date(2026, 11, 2)
SHANGHAI = "Asia/Shanghai"


def moment(text):
    return datetime.datetime.fromisoformat(text)


def test_changes_are_read():
    changes = board.read_changes(
        [
            {"op": "put", "e": 7, "d": "2026-11-02", "t": 1},
            {"op": "put", "e": False, "d": "2026-11-02", "t": 1},
            {"op": "remove", "s": 4, "seen": [7, "2026-11-02", 1]},
            {"op": "move", "s": 5, "e": 8, "d": "2026-11-03", "seen": None},
            {"op": "retype", "s": 6, "t": 2},
        ]
    )
    assert changes[0] == board.Change("put", None, 7, DAY, 1)
    assert changes[1].person is None
    assert changes[2].seen == (7, DAY, 1)
    assert [change.shift for change in changes] == [None, None, 4, 5, 6]


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        [],
        ["put"],
        [{"op": "drop", "s": 1}],
        [{"op": ["put"]}],
        [{"op": "put", "e": 7, "d": "2026-02-30", "t": 1}],
        [{"op": "put", "e": 7, "d": "2026-11-2", "t": 1}],
        [{"op": "put", "e": "7", "d": "2026-11-02", "t": 1}],
        [{"op": "put", "e": True, "d": "2026-11-02", "t": 1}],
        [{"op": "put", "e": 7, "d": "2026-11-02", "t": 2**31}],
        [{"op": "put", "e": 0, "d": "2026-11-02", "t": 1}],
        [{"op": "remove"}],
        [{"op": "remove", "s": 1, "seen": [1]}],
        [{"op": "remove", "s": 1}, {"op": "retype", "s": 1, "t": 2}],
        [{"op": "remove", "s": n} for n in range(1, board.MOST_CHANGES + 2)],
    ],
)
def test_what_is_no_change_is_refused(values):
    with pytest.raises(board.UnreadableError):
        board.read_changes(values)


KEYS = st.sampled_from(["op", "s", "e", "d", "t", "seen"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(JSON)
def test_nothing_else_than_unreadable_comes_out_of_anything(value):
    for read in (board.read_changes, board.read_day, board.read_id, board.read_person):
        try:
            read(value)
        except board.UnreadableError:
            continue


def test_pages_are_in_order_and_not_too_long():
    assert board.read_days("2026-11-01", "2026-11-30")[0].day == 1
    for first, last in (
        ("2026-11-02", "2026-11-01"),
        ("2026-01-01", "2026-12-31"),
        ("0001-01-01", "0001-01-02"),
        (5, "2026-11-01"),
    ):
        with pytest.raises(board.UnreadableError):
            board.read_days(first, last)


def test_the_need_that_is_met_worst_is_shown():
    moments = [moment("2026-11-01T16:00"), moment("2026-11-01T16:30")]
    found = board.day_coverage(
        [(3, moments, [3, 1]), (1, moments, [0, 0]), (5, moments[:1], [4])], SHANGHAI
    )
    # 16:00 in UTC is midnight in Shanghai; of two that lack one, the larger need
    assert list(found) == [DAY]
    assert found[DAY]["need"][:3] == [5, 3, 0]
    assert found[DAY]["have"][:3] == [4, 1, 0]


def test_a_repeated_half_hour_counts_as_its_worse():
    moments = [moment("2026-10-25T00:00"), moment("2026-10-25T01:00")]
    found = board.day_coverage([(2, moments, [2, 1])], "Europe/Berlin")
    [halves] = found.values()
    assert (halves["need"][4], halves["have"][4]) == (2, 1)


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        # a whole day as Odoo writes it, 9 to 18 in Shanghai
        ("2026-11-02T01:00", "2026-11-02T10:00", (DAY, DAY, "")),
        ("2026-11-02T01:00", "2026-11-02T04:00", (DAY, DAY, "am")),
        ("2026-11-02T05:00", "2026-11-02T10:00", (DAY, DAY, "pm")),
        # to midnight is not the next day
        ("2026-11-01T16:00", "2026-11-02T16:00", (DAY, DAY, "")),
        ("2026-11-02T01:00", "2026-11-04T04:00", (DAY, DAY + 2 * board.ONE, "")),
    ],
)
def test_days_of_an_absence(start, stop, expected):
    assert board.days_of(moment(start), moment(stop), SHANGHAI) == expected


@given(
    st.datetimes(moment("2000-01-01"), moment("2100-01-01")),
    st.timedeltas(datetime.timedelta(minutes=1), datetime.timedelta(days=60)),
    st.timezone_keys(),
)
def test_an_absence_ends_no_day_before_it_begins(start, length, zone):
    first, last, half = board.days_of(start, start + length, zone)
    assert first <= last
    assert not half or first == last


def test_sums_are_marked_once_per_person():
    row = {"e": 1, "rule": "week", "sentence": "48 h", "s": 1}
    found = board.last_of_each(
        [
            {**row, "d": "2026-11-03"},
            {**row, "d": "2026-11-05"},
            {**row, "d": "2026-11-04"},
            {**row, "e": 2, "d": "2026-11-03"},
        ]
    )
    assert [(c["e"], c["d"]) for c in found] == [(1, "2026-11-05"), (2, "2026-11-03")]


def test_what_is_wrong_with_each_shift_is_marked_on_each():
    row = {"e": 1, "rule": "skill", "sentence": "lacks English"}
    rows = [{**row, "s": 1, "d": "2026-11-03"}, {**row, "s": 2, "d": "2026-11-04"}]
    assert board.last_of_each(rows) == rows


def test_what_people_knew_is_told_where_it_differs():
    now = {(1, DAY): [5], (2, DAY): [6, 5]}
    known = {(1, DAY): [6], (2, DAY): [5, 6], (3, DAY): [5]}
    assert board.differences(now, known) == [(1, DAY, [6]), (3, DAY, [5])]
