"""Files of clock times: formats, zones, and what is wrong in which row."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.clock_file import heading, person_keys, read
from logic.clock_layout import Layout, pattern

PEOPLE = {"1001": 1, "1002": 2, "twin": None}
PAIR = Layout("No.", came="In", left="Out", day="Date", zone="Asia/Shanghai")
SINGLE = Layout(
    "No.",
    moment="Time",
    direction="Way",
    day_format="DD/MM/YYYY",
    in_words=frozenset({"in", "上班"}),
    out_words=frozenset({"out", "下班"}),
)
HEAD = ["no.", "Date", "In", "Out"]


def pairs(*rows):
    places, missing = heading(HEAD, PAIR)
    assert not missing
    return read(rows, PAIR, places, PEOPLE)


def singles(*rows):
    places, _missing = heading(["No.", "Time", "Way"], SINGLE)
    return read(rows, SINGLE, places, PEOPLE)


def told(outcome):
    return [(p.row, p.column, p.code) for p in outcome.problems]


def test_a_day_in_a_row_is_two_clock_times():
    outcome = pairs(["1001", "2024-06-03", "09:00", "18:00"])
    assert [(c.person, c.at, c.direction) for c in outcome.clocked] == [
        (1, dt.datetime(2024, 6, 3, 1), "in"),
        (1, dt.datetime(2024, 6, 3, 10), "out"),
    ]
    assert not outcome.problems


def test_a_leaving_before_the_coming_is_on_the_next_day():
    outcome = pairs(["1001", "2024-06-03", "20:00", "08:00"])
    assert outcome.clocked[1].at == dt.datetime(2024, 6, 4)


def test_cells_of_a_spreadsheet_are_read_as_they_are():
    day, noon = dt.datetime(2024, 6, 3), dt.time(12, 30)
    outcome = pairs([1001.0, day, noon, 0.75], [1002, day.date(), 0.5, None])
    assert [c.at.hour for c in outcome.clocked] == [4, 10, 4]
    assert told(outcome) == [(3, "Out", "missing_out")]
    assert not outcome.errors


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "2024-06-03", "09:00", "18:00"], "nobody"),
        (["9", "2024-06-03", "09:00", "18:00"], "unknown"),
        (["twin", "2024-06-03", "09:00", "18:00"], "several"),
        (["1001", "03.06.2024", "09:00", "18:00"], "no_date"),
        (["1001", "", "09:00", "18:00"], "empty"),
        (["1001", "2024-06-03", "9 o'clock", "18:00"], "no_time"),
        (["1001", "2024-06-03", "", ""], "empty"),
        (["1001", "2024-06-03", "25:00", "18:00"], "no_time"),
        (["1001", "2024-02-30", "09:00", "18:00"], "no_date"),
        (["1001"], "empty"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(row, code):
    [problem] = pairs(row).errors
    assert (problem.row, problem.code) == (2, code)


def test_one_time_in_a_row_with_its_direction():
    outcome = singles(
        ["1001", "03/06/2024 09:00", "上班"],
        ["1001", "03/06/2024 18:00", "OUT"],
        ["1002", "03/06/2024 18:00", ""],
        ["1002", "03/06/2024 18:00", "sideways"],
        ["1002", "", "in"],
    )
    assert [c.direction for c in outcome.clocked] == ["in", "out", "any"]
    assert told(outcome) == [(5, "Way", "no_direction"), (6, "Time", "empty")]


def test_doubled_rows_are_flagged_and_count_once():
    row = ["1001", "03/06/2024 09:00", "in"]
    outcome = singles(row, row)
    assert len(outcome.clocked) == 1
    assert told(outcome) == [(3, "", "doubled")]
    assert not outcome.errors


def test_a_time_that_the_clocks_skip_is_refused():
    layout = Layout("No.", moment="Time", zone="Europe/Berlin")
    places, _missing = heading(["No.", "Time"], layout)
    rows = [["1001", "2024-03-31 02:30"], ["1001", "2024-10-27 02:30"]]
    outcome = read(rows, layout, places, PEOPLE)
    assert told(outcome) == [(2, "Time", "clock_change"), (3, "Time", "twice_first")]
    assert outcome.clocked[0].at == dt.datetime(2024, 10, 27, 0, 30)


def test_missing_headings_are_named():
    assert heading(["Number", "Date"], PAIR) == ({"day": 1}, ["No.", "In", "Out"])


def test_a_pair_of_full_moments_may_not_be_reversed():
    layout = Layout("No.", came="In", left="Out")
    places, _missing = heading(["No.", "In", "Out"], layout)
    row = ["1001", "2024-06-03 09:00", "2024-06-03 08:00"]
    assert told(read([row], layout, places, PEOPLE)) == [(2, "Out", "reversed")]


def test_keys_of_people_are_collected_once():
    places, _missing = heading(HEAD, PAIR)
    rows = [["1001"], [1001.0], ["  Twin "], [None], []]
    assert person_keys(rows, places) == {"1001", "twin"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("YYYY-MM-DD", "%Y-%m-%d"),
        ("DD.MM.YY", "%d.%m.%y"),
        ("YYYY年MM月DD日", "%Y年%m月%d日"),
        ("HH:mm:ss", "%H:%M:%S"),
        ("", None),
        ("YYYY-YYYY", None),
        ("%Y-MM", None),
        ("day DD", None),
    ],
)
def test_formats_are_written_in_tokens(text, known):
    assert pattern(text) == known


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(max_size=8),
                st.floats(),
                st.sampled_from(["1001", "2024-06-03", "09:00"]),
                st.datetimes(),
                st.times(),
            ),
            max_size=5,
        ),
        max_size=5,
    )
)
def test_nothing_in_a_file_breaks_the_reader(rows):
    outcome = pairs(*rows)
    assert all(clocked.person in (1, 2) for clocked in outcome.clocked)


def test_a_hundred_thousand_rows_take_seconds():
    days = [dt.date(2024, 1, 1) + dt.timedelta(n) for n in range(250)]
    people = {str(n): n for n in range(1, 401)}
    places, _missing = heading(HEAD, PAIR)
    rows = [[str(n), day.isoformat(), "09:00", "18:00"] for day in days for n in people]
    assert len(rows) == 100_000
    begun = time.process_time()
    outcome = read(rows, PAIR, places, people)
    assert len(outcome.clocked) == 200_000
    assert time.process_time() - begun < 20


def test_dates_at_the_ends_of_the_calendar_are_no_times():
    first, last = (
        ["1001", "0001-01-01", "00:00", ""],
        ["1001", "9999-12-31", "09:00", "08:00"],
    )
    assert "no_time" in [one.code for one in pairs(first).problems]
    assert pairs(last).clocked


def test_a_stay_of_no_minutes_is_refused():
    outcome = pairs(["1001", "2024-06-03", "08:00", "08:00"])
    assert told(outcome) == [(2, "Out", "no_stay")]
    assert outcome.errors


def test_stays_of_one_person_at_once_are_flagged_and_taken():
    outcome = pairs(
        ["1001", "2024-06-03", "08:00", "20:00"],
        ["1001", "2024-06-03", "12:00", "14:00"],
        ["1002", "2024-06-03", "12:00", "14:00"],
        ["1001", "2024-06-03", "20:00", "08:00"],
    )
    assert told(outcome) == [(3, "", "overlap")]
    assert outcome.problems[0].value == "2"
    assert len(outcome.clocked) == 8


BERLIN = Layout("No.", moment="Time", day_format="YYYY-MM-DD", zone="Europe/Berlin")
BERLIN_DAYS = Layout("No.", came="In", left="Out", day="Date", zone="Europe/Berlin")


def berlin(*clocks, person="1001"):
    """Read clock times of the night of 27 October 2024, when 3:00 becomes 2:00."""
    rows = [[person, f"2024-10-27 {clock}"] for clock in clocks]
    return read(rows, BERLIN, {"person": 0, "moment": 1}, PEOPLE)


@pytest.mark.parametrize(
    ("clocks", "wanted", "codes"),
    [
        (["01:50", "02:10"], ["23:50", "00:10"], ["first"]),
        (
            ["02:10", "02:50", "02:10"],
            ["00:10", "00:50", "01:10"],
            "first first second",
        ),
        (["02:50", "02:20", "03:00"], ["00:50", "01:20", "02:00"], "first second"),
        (
            ["02:30", "02:10", "02:40"],
            ["00:30", "01:10", "01:40"],
            "first second second",
        ),
        (["06:00", "02:30"], ["05:00", "00:30"], ["first"]),
        (["01:59", "03:00"], ["23:59", "02:00"], []),
    ],
)
def test_the_hour_that_comes_twice_is_told_by_the_order(clocks, wanted, codes):
    outcome = berlin(*clocks)
    assert [f"{one.at:%H:%M}" for one in outcome.clocked] == wanted
    codes = codes.split() if isinstance(codes, str) else codes
    assert [one.code for one in outcome.problems] == [f"twice_{c}" for c in codes]
    assert not outcome.errors


def test_the_order_of_others_decides_nothing():
    rows = [["1001", "2024-10-27 02:50"], ["1002", "2024-10-27 02:10"]]
    outcome = read(rows, BERLIN, {"person": 0, "moment": 1}, PEOPLE)
    assert [one.at.hour for one in outcome.clocked] == [0, 0]


@pytest.mark.parametrize(
    ("came", "left", "wanted"),
    [
        ("22:00", "06:00", ["20:00", "05:00"]),
        ("02:40", "02:10", ["00:40", "01:10"]),
        ("01:00", "02:30", ["23:00", "00:30"]),
    ],
)
def test_a_stay_over_the_hour_that_comes_twice(came, left, wanted):
    places, _missing = heading(HEAD, BERLIN_DAYS)
    day = "2024-10-26" if came == "22:00" else "2024-10-27"
    outcome = read([["1001", day, came, left]], BERLIN_DAYS, places, PEOPLE)
    assert [f"{one.at:%H:%M}" for one in outcome.clocked] == wanted
    assert not outcome.errors


def test_a_time_that_is_left_out_in_spring_is_none():
    rows = [["1001", "2024-03-31 02:30"], ["1001", "2024-03-31 03:00"]]
    outcome = read(rows, BERLIN, {"person": 0, "moment": 1}, PEOPLE)
    assert told(outcome) == [(2, "Time", "clock_change")]
    assert [one.at.hour for one in outcome.clocked] == [1]
