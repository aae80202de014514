"""Overtime: thresholds, caps, later filing, protected people."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.attendance import Punch
from logic.overtime import (
    Threshold,
    added,
    capped,
    clocked,
    is_protected,
    may_file,
    of_day,
    presence,
)

HOURS = st.decimals(0, 24, places=2)


@pytest.mark.parametrize(
    ("hours", "whole", "excess"), [("3", "0", "0"), ("4", "0", "0"), ("5", "5", "1")]
)
def test_tv_055_up_to_four_hours_of_a_working_day_are_none(hours, whole, excess):
    for mode, expected in (("all", whole), ("excess", excess)):
        threshold = Threshold(Decimal(4), "le", mode)
        assert of_day(Decimal(hours), "workday", threshold) == Decimal(expected)


def test_ot_05_the_operator_decides_whether_the_figure_itself_counts():
    assert of_day(Decimal(4), "workday", Threshold(Decimal(4), "lt")) == 4


@pytest.mark.parametrize("kind", ["rest_day", "holiday"])
def test_ot_05_other_days_have_no_threshold(kind):
    assert of_day(Decimal(3), kind, Threshold(Decimal(4))) == 3


@given(st.lists(HOURS, max_size=5), st.sampled_from(["all", "excess"]))
def test_pieces_of_a_day_add_up_to_the_day(pieces, mode):
    threshold, before, total = Threshold(Decimal(4), "le", mode), Decimal(0), Decimal(0)
    for hours in pieces:
        total += added(before, hours, "workday", threshold)
        before += hours
    assert total == of_day(before, "workday", threshold)


@pytest.mark.parametrize(
    ("hours", "counted"), [("35.5", "35.5"), ("36", "36"), ("40", "36")]
)
def test_tv_056_more_than_the_cap_counts_as_the_cap(hours, counted):
    assert capped(Decimal(0), Decimal(hours), [Decimal(36)]) == Decimal(counted)


@given(st.lists(HOURS, max_size=6), st.decimals(0, 60, places=2))
def test_ot_06_a_month_never_counts_more_than_its_cap(pieces, cap):
    used = Decimal(0)
    for hours in pieces:
        used += capped(used, hours, [cap])
    assert used == min(sum(pieces), cap)


def test_tv_057_only_an_emergency_is_filed_afterwards():
    assert not may_file(is_later=True, is_emergency=False, later="emergency")
    assert may_file(is_later=True, is_emergency=True, later="emergency")
    assert may_file(is_later=False, is_emergency=False, later="never")
    assert not may_file(is_later=True, is_emergency=True, later="never")


def test_tv_058_seven_months_are_protected_six_are_not():
    def protected(first):
        return is_protected(date(2024, 6, 10), "pregnancy", first, None, 7)

    assert protected(date(2023, 11, 11))
    assert not protected(date(2023, 11, 12))
    assert not protected(date(2023, 12, 11))


def test_ot_09_nursing_protects_from_its_first_to_its_last_day():
    span = date(2024, 6, 1), date(2024, 6, 30)
    days = (date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 30), date(2024, 7, 1))
    found = [is_protected(day, "nursing", *span, 7) for day in days]
    assert found == [False, True, True, False]


BEGIN = datetime(2024, 6, 3, 18)


@given(st.lists(st.tuples(st.integers(-300, 600), st.integers(0, 300)), max_size=6))
def test_clocked_time_is_that_of_the_minutes_present(spans):
    stop = BEGIN + timedelta(hours=4)
    presence = [
        (BEGIN + timedelta(minutes=a), BEGIN + timedelta(minutes=a + b))
        for a, b in spans
    ]
    minutes = {m for a, b in spans for m in range(max(a, 0), min(a + b, 240))}
    wanted = round(Decimal(len(minutes)) / 60, 4)
    assert clocked(BEGIN, stop, presence) == wanted


@pytest.mark.parametrize(
    ("punches", "wanted"),
    [
        ([(0, "in"), (60, "out")], [(0, 60)]),
        ([(0, "any"), (60, "any"), (90, "any"), (120, "any")], [(0, 60), (90, 120)]),
        ([(0, "in"), (60, "in"), (90, "out")], [(60, 90)]),
        ([(60, "out"), (0, "in"), (70, "out")], [(0, 60)]),
        ([(10, "out")], []),
        ([(0, "in")], []),
        ([(0, "in"), (25 * 60, "out")], []),
        ([(0, "in"), (24 * 60, "out")], [(0, 24 * 60)]),
    ],
)
def test_who_is_there_is_told_by_coming_and_leaving(punches, wanted):
    found = presence(
        Punch(BEGIN + timedelta(minutes=minute), direction)
        for minute, direction in punches
    )
    assert [
        ((a - BEGIN).total_seconds() / 60, (b - BEGIN).total_seconds() / 60)
        for a, b in found
    ] == wanted


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(["in", "out", "any"])),
        max_size=8,
    )
)
def test_stays_follow_each_other_and_end_where_somebody_clocked(punches):
    found = presence(
        Punch(BEGIN + timedelta(minutes=minute), direction)
        for minute, direction in punches
    )
    moments = [moment for stay in found for moment in stay]
    assert moments == sorted(moments)
    assert set(moments) <= {BEGIN + timedelta(minutes=m) for m, _way in punches}
    assert all(start < stop for start, stop in found)
