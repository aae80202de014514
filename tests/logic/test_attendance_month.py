"""A month of cases as charges (AT-02, AT-05, AT-08, AT-09, AT-11)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from logic.attendance import Finding
from logic.attendance_month import Tariff, absent_days, charges
from logic.bands import Band, Tier

DAY = date(2024, 6, 3)
MONEY = (
    Band(1, "late", 30, "le", 0, "late", "money", 10),
    Band(2, "late", 60, "le", 0, "late", "money", 20),
    Band(3, "late", None, "le", 0, "absent", "none", 0, 0.5),
)
POINTS = (
    Band(4, "late", 30, "le", 0, "late", "points", 2),
    Band(5, "late", 60, "le", 0, "off_post", "points", 15),
    Band(6, "late", None, "le", 0, "absent", "points", 15),
)
BOTH = Tariff(tables=(("money", MONEY), ("points", POINTS)), absence_factor=2)


def case(minutes, day=DAY, measure="late", **values):
    start = datetime(day.year, day.month, day.day, 9)
    stop = start + timedelta(minutes=minutes)
    return Finding(day, measure, minutes, start, stop, **values)


def rows(findings, tariff, absences=None, level=1):
    return [
        (one.kind, one.unit, float(one.amount))
        for one in charges(findings, absences or {}, tariff, level)
    ]


def test_tables_do_not_know_of_each_other():
    assert rows([case(31)], BOTH) == [
        ("late", "minutes", 31),
        ("late", "money", -20),
        ("off_post", "points", -15),
    ]


def test_above_the_last_band_half_a_day_is_absent():
    days = absent_days([case(61)], {DAY: 480}, BOTH, 1)
    assert days == {DAY: 0.5}
    assert rows([case(61)], BOTH, days) == [
        ("late", "minutes", 61),
        ("absent", "points", -15),
        ("absent", "days", 0.5),
        ("absent", "day_wage", -1),
    ]


def test_at_02_a_missing_clock_time_counts_as_the_policy_says():
    missing = case(0, is_missing=True)
    assert rows([missing], BOTH)[:2] == [
        ("late", "minutes", 1),
        ("late", "money", -10),
    ]
    assert rows([missing], replace(BOTH, missing="ignore")) == []
    absent = replace(BOTH, missing="absent")
    assert rows([missing], absent) == []
    assert absent_days([missing], {DAY: 480}, absent, 1) == {DAY: 0.5}
    ignored = replace(BOTH, missing="ignore")
    assert absent_days([missing], {DAY: 480}, ignored, 1) == {}


def test_at_08_a_day_absent_has_a_price_of_its_own_once():
    points = (*POINTS, Band(7, "absent", None, "le", 0, "absent", "points", 15))
    tariff = replace(BOTH, tables=(("money", MONEY), ("points", points)))
    gone = case(480, measure="absent")
    days = absent_days([gone], {DAY: 480}, tariff, 1)
    assert ("absent", "points", -15) in rows([gone], tariff, days)
    assert rows([gone], BOTH, days) == [
        ("absent", "days", 1),
        ("absent", "day_wage", -2),
    ]
    late = case(61)
    days = absent_days([late], {DAY: 480}, tariff, 1)
    prices = [row for row in rows([late], tariff, days) if row[1] == "points"]
    assert prices == [("absent", "points", -15)]
    event = rows([], tariff, {DAY: 1.0})
    assert ("absent", "points", -15) in event


def test_absences_are_whole_steps_of_the_day():
    work = {DAY: 480}
    half = case(210, measure="absent")
    assert absent_days([half], work, BOTH, 1) == {DAY: 0.5}
    assert absent_days([half, half, case(61)], work, BOTH, 1) == {DAY: 1.0}
    exact = replace(BOTH, absence_step=0)
    assert absent_days([half], work, exact, 1) == {DAY: 0.4375}
    assert absent_days([half], {}, BOTH, 1) == {}


def test_tv_036_two_days_absent_are_a_question_to_hr():
    tariff = replace(BOTH, resign_after=2)
    one = {DAY: 1.0}
    two = {DAY: 1.0, DAY + timedelta(2): 1.0}
    assert ("deemed_resigned", "times", 1) not in rows([], tariff, one)
    assert rows([], tariff, two).count(("deemed_resigned", "times", 1)) == 1


def test_tv_053_the_third_case_of_the_month_costs_more():
    counted = Tariff(
        tables=(("money", (Band(1, "late", None, "le", 0, "late", "by_count"),)),),
        tiers=(Tier(1, "percent_base", 1), Tier(3, "percent_base", 5)),
    )
    days = [case(5, DAY + timedelta(n)) for n in range(4)]
    paid = [r[2] for r in rows(days, counted) if r[1] == "percent_base"]
    assert paid == [-1, -1, -5, -5]
    later = replace(counted, tiers=counted.tiers[1:])
    assert [r[1] for r in rows(days[:2], later)] == ["minutes", "minutes"]


def test_tv_054_the_third_case_brings_a_warning():
    bonus = Tariff(
        tables=(
            ("money", (Band(1, "late", None, "le", 0, "late", "percent_bonus", 50),)),
        ),
        warn_after=3,
    )
    days = [case(5, DAY + timedelta(n)) for n in range(3)]
    paid = [r[2] for r in rows(days, bonus) if r[1] == "percent_bonus"]
    assert paid == [-50, -50, 0]
    assert ("warning", "times", 1) in rows(days, bonus)
    assert ("warning", "times", 1) not in rows(days[:2], bonus)
    compounding = replace(bonus, bonus_mode="compounding")
    paid = [r[2] for r in rows(days[:2], compounding) if r[1] == "percent_bonus"]
    assert paid == [-50, -25]


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 27)), max_size=12))
def test_keys_are_unique_and_a_second_count_says_the_same(cases):
    findings = [case(m, DAY + timedelta(d)) for m, d in cases]
    days = absent_days(findings, {}, BOTH, 1)
    first = charges(findings, days, BOTH, 1)
    assert len({one.key for one in first}) == len(first)
    assert charges(list(reversed(findings)), days, BOTH, 1) == first or len(
        {d for _m, d in cases}
    ) < len(cases)
    minutes = sum((o.amount for o in first if o.unit == "minutes"), Decimal(0))
    assert minutes == sum(m for m, _d in cases)
