"""Shifts on the clock of any place: over midnight, over changes of clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import shift_times as times

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
HOUR = timedelta(hours=1)

zones = st.sampled_from(ZONES)
days = st.dates(date(1975, 1, 1), date(2036, 12, 31))
minutes = st.integers(0, 48 * 60)


@given(zones, days, st.lists(minutes, min_size=2, max_size=8))
def test_later_on_the_wall_is_never_earlier(zone, day, hours):
    moments = [times.at(day, minute / 60, zone) for minute in sorted(hours)]
    assert moments == sorted(moments)


@given(zones, days, minutes)
def test_a_time_that_exists_is_shown_by_the_clock_then(zone, day, minute):
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    moment = times.at(day, minute / 60, zone)
    shown = times.local(moment, zone)
    if shown != wall:  # jumped over: the moment of the jump, not a second later
        before = times.local(moment - timedelta(seconds=1), zone)
        assert before < wall < shown
    else:
        assert times.at(day, minute / 60, zone) <= _last_reading(wall, zone)


def _last_reading(wall, zone):
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    return moment.replace(tzinfo=None)


@given(zones, days, st.lists(minutes, min_size=2, max_size=8, unique=True))
def test_where_one_shift_ends_the_next_begins(zone, day, edges):
    """Hours are conserved however a stretch is cut into shifts."""
    hours = [minute / 60 for minute in sorted(edges)]
    parts = [
        times.times(day, times.Pattern(start, stop, zone))
        for start, stop in pairwise(hours)
    ]
    whole = times.times(day, times.Pattern(hours[0], hours[-1], zone))
    assert all(one.stop == two.start for one, two in pairwise(parts))
    assert sum(part.hours for part in parts) == pytest.approx(whole.hours)


@given(zones, days)
def test_days_follow_each_other(zone, day):
    assert times.at(day, 24, zone) == times.at(day + timedelta(days=1), 0, zone)
    assert times.at(day, 30, zone) == times.at(day + timedelta(days=1), 6, zone)


@given(
    zones,
    days,
    st.integers(0, 23 * 60),
    st.integers(60, 24 * 60),
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 4), st.booleans()), max_size=4
    ),
    st.integers(0, 5),
)
def test_paid_and_unpaid_make_the_whole(zone, day, start, length, breaks, turn):
    first, last = start / 60, (start + length) / 60
    pauses = tuple(
        times.Pause(first + at, min(first + at + long, last), paid, 20)
        for at, long, paid in breaks
        if first + at < last
    )
    found = times.times(day, times.Pattern(first, last, zone, pauses), turn)
    there = sum(
        (
            stop - begin
            for begin, stop in times.presence(found.start, found.stop, found.pauses)
        ),
        timedelta(),
    )
    away = sum(
        (
            stop - begin
            for begin, stop in times.merged(found.pauses, found.start, found.stop)
        ),
        timedelta(),
    )
    assert there + away == found.stop - found.start
    assert 0 <= found.hours <= (found.stop - found.start) / HOUR + 1e-9
    if all(pause.is_paid for pause in pauses):
        assert found.hours == pytest.approx((found.stop - found.start) / HOUR)


@given(zones, days, st.integers(0, 3))
def test_half_hours_tile_the_days(zone, day, more):
    last = day + timedelta(days=more)
    grid = times.slots(day, last, zone)
    assert all(two - one == times.SLOT for one, two in pairwise(grid))
    if grid:
        assert grid[0] == times.at(day, 0, zone)
        assert grid[-1] < times.at(last, 24, zone) <= grid[-1] + times.SLOT


spans = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 120)).map(
        lambda pair: (
            datetime(2024, 1, 1) + timedelta(minutes=pair[0]),
            datetime(2024, 1, 1) + timedelta(minutes=pair[0] + pair[1]),
        )
    ),
    max_size=12,
)


@given(spans)
def test_the_fewest_of_a_half_hour(spans):
    grid = [datetime(2024, 1, 1) + times.SLOT * number for number in range(16)]
    counts = times.lowest(spans, grid)
    for slot, count in zip(grid, counts, strict=True):
        by_minute = [
            sum(
                start <= slot + timedelta(minutes=minute) < stop
                for start, stop in spans
            )
            for minute in range(30)
        ]
        assert count == min(by_minute)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2024, 3, 30), "Europe/Berlin", 11),  # the clock jumps over an hour
        (date(2024, 10, 26), "Europe/Berlin", 13),  # an hour comes twice
        (date(2024, 6, 1), "Europe/Berlin", 12),
        (date(2024, 6, 1), "Asia/Shanghai", 12),
        (date(2024, 10, 5), "Australia/Lord_Howe", 11.5),  # by half an hour
    ],
)
def test_a_night_of_twelve_hours(day, zone, hours):
    assert times.times(day, times.Pattern(20, 32, zone)).hours == hours


def test_a_jump_and_a_doubled_hour():
    berlin = "Europe/Berlin"
    assert times.at(date(2024, 3, 31), 2.5, berlin) == datetime(2024, 3, 31, 1)
    assert times.at(date(2024, 3, 31), 2.75, berlin) == datetime(2024, 3, 31, 1)
    assert times.at(date(2024, 10, 27), 2.5, berlin) == datetime(2024, 10, 27, 0, 30)
    # a whole day that an island left out
    assert times.at(date(2011, 12, 30), 12, "Pacific/Apia") == datetime(
        2011, 12, 30, 10
    )


def test_a_zone_that_is_none():
    for zone in ("Mars/Base", "", "../etc/passwd"):
        with pytest.raises(ValueError, match="no such time"):
            times.at(date(2024, 1, 1), 8, zone)


@pytest.mark.parametrize(
    ("start", "stop", "pauses", "rule"),
    [
        (8, 8, (), "order"),
        (20, 8, (), "order"),
        (24, 30, (), "start"),
        (-1, 8, (), "start"),
        (8, 33, (), "long"),
        (8, 20, ((12, 12),), "pause"),
        (8, 20, ((7, 9),), "pause"),
        (8, 20, ((12, 13), (12.5, 14)), "pauses"),
        (8, 20, ((8, 20),), "empty"),
        (8, 32, ((12, 13), (18, 19)), None),
    ],
)
def test_hours_that_are_no_shift(start, stop, pauses, rule):
    pattern = times.Pattern(start, stop, "UTC", tuple(times.Pause(*p) for p in pauses))
    assert times.problems(pattern)[:1] == ([rule] if rule else [])


def test_night_season_and_coming_early():
    assert times.touches_night(20, 32, (22, 6))
    assert times.touches_night(5, 13, (22, 6))
    assert not times.touches_night(6, 22, (22, 6))
    assert not times.touches_night(0, 24, (3, 3))
    assert times.in_season(date(2024, 12, 1), "11-15", "03-15")
    assert not times.in_season(date(2024, 4, 1), "11-15", "03-15")
    assert times.in_season(date(2024, 4, 1), "", "")
    assert times.in_season(date(2024, 4, 1), "04-01", "04-01")
    start = datetime(2024, 1, 1, 8, 30)
    # TV-131
    for minutes_early, moment in ((15, (8, 15)), (10, (8, 20)), (5, (8, 25))):
        assert times.early(start, minutes_early) == datetime(2024, 1, 1, *moment)
