"""Band tables and what cases cost (AT-01, AT-05, AT-06, AT-08, AT-09, AT-11)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.bands import (
    Band,
    Tier,
    absence_wages,
    bonus_shares,
    in_money,
    lower_bound,
    pick,
    resigned_share,
    tiered,
)

# S002-q §10.2
MONEY = [
    Band(1, "late", 30, "le", 0, "late", "money", 10),
    Band(2, "late", 60, "le", 0, "late", "money", 20),
    Band(3, "late", None, "le", 0, "absent", "none", 0, 0.5),
    Band(4, "late", 30, "le", 3, "late", "money", 20),
    Band(5, "late", 60, "le", 3, "late", "money", 40),
]
# S002-a §4.2.2
POINTS = [
    Band(1, "late", 30, "le", 0, "late", "points", 2),
    Band(2, "late", 60, "le", 0, "off_post", "points", 15),
    Band(3, "late", None, "le", 0, "absent", "points", 15),
]
STAFF, SUPERVISOR = 1, 3


@pytest.mark.parametrize(
    ("minutes", "level", "amount"),
    [
        (20, STAFF, 10),  # TV-032
        (20, SUPERVISOR, 20),
        (30, STAFF, 10),  # TV-033
        (31, STAFF, 20),
        (60, STAFF, 20),
        (45, SUPERVISOR, 40),  # TV-034
    ],
)
def test_tv_032_to_034_minutes_and_grade_decide_the_amount(minutes, level, amount):
    assert pick(MONEY, "late", minutes, level).amount == amount


def test_above_the_last_band_the_next_lower_grade_goes_on():
    for level in (STAFF, SUPERVISOR):
        band = pick(MONEY, "late", 61, level)
        assert (band.kind, band.absent_days) == ("absent", 0.5)
    assert pick(MONEY, "early", 10, STAFF) is None


@pytest.mark.parametrize(
    ("minutes", "kind", "points"),
    [(10, "late", 2), (31, "off_post", 15), (61, "absent", 15)],
)
def test_tv_059_minutes_decide_the_class(minutes, kind, points):
    band = pick(POINTS, "late", minutes, STAFF)
    assert (band.kind, band.amount) == (kind, points)


def test_the_bound_belongs_to_the_band_as_its_operator_says():
    below = [Band(1, "late", 30, "lt"), Band(2, "late", None)]
    assert pick(below, "late", 29, 0).key == 1
    assert pick(below, "late", 30, 0).key == 2


def test_a_band_begins_where_the_one_below_ends():
    assert lower_bound(MONEY[0], MONEY) is None
    assert lower_bound(MONEY[1], MONEY) == ("le", 30)
    assert lower_bound(MONEY[2], MONEY) == ("le", 60)
    assert lower_bound(MONEY[4], MONEY) == ("le", 30)


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["le", "lt"]))))
def test_a_table_with_an_end_takes_every_minute_once(bounds):
    bands = [Band(i, "late", m, o) for i, (m, o) in enumerate(bounds)]
    bands.append(Band(99, "late", None))
    picked = [pick(bands, "late", minute, 0) for minute in range(100)]
    assert all(picked)
    # more minutes never fall into a lower band
    places = [band.place for band in picked]
    assert places == sorted(places)


TIERS = [Tier(1, "percent_base", 1.0), Tier(3, "percent_base", 5.0)]
FROM_4 = [Tier(1, "percent_base", 1.0), Tier(4, "percent_base", 5.0)]


def cost(count, tiers, is_retroactive):
    rates = [tier.amount for tier in tiered(count, tiers, is_retroactive)]
    return sum(in_money("percent_base", rate, base=3000) for rate in rates)


@pytest.mark.parametrize(
    ("tiers", "is_retroactive", "costs"),
    [
        (TIERS, False, [30, 60, 210, 360]),
        (FROM_4, False, [30, 60, 90, 240]),
        (TIERS, True, [30, 60, 450, 600]),
    ],
)
def test_tv_053_cases_cost_more_from_a_count_on(tiers, is_retroactive, costs):
    assert [cost(n, tiers, is_retroactive) for n in (1, 2, 3, 4)] == costs


def test_cases_below_the_first_tier_cost_nothing():
    assert tiered(2, [Tier(2, "money", 5)], False)[0] is None
    assert tiered(3, [], False) == [None, None, None]


def test_tv_054_half_the_bonus_each_never_more_than_all_of_it():
    def taken(count, mode):
        shares = bonus_shares([50] * count, mode)
        return sum(in_money("percent_bonus", share, bonus=1000) for share in shares)

    assert [taken(n, "additive") for n in (1, 2, 3)] == [500, 1000, 1000]
    assert taken(2, "compounding") == 750
    with pytest.raises(ValueError, match="shares"):
        bonus_shares([1], "sideways")


@given(
    st.lists(st.floats(0, 100), max_size=12),
    st.sampled_from(["additive", "compounding"]),
    st.floats(0, 100),
)
def test_never_more_than_the_cap_is_taken(rates, mode, cap):
    shares = bonus_shares(rates, mode, cap)
    assert all(share >= 0 for share in shares)
    assert sum(shares) <= Decimal(str(cap)) + Decimal("0.00001")


def test_tv_035_a_day_absent_costs_double_the_wage():
    assert in_money("day_wage", absence_wages(1, 2, False), day_wage=200) == 400
    assert in_money("day_wage", absence_wages(1, 2, True), day_wage=200) == 200
    assert absence_wages(0.5, 0, True) == 0


@pytest.mark.parametrize(
    ("worked", "share"), [(10, 0), (11, 0.5), (21, 0.5), (22, 1), (0, 0)]
)
def test_tv_037_who_is_deemed_to_have_left_gets_half_a_month_or_none(worked, share):
    assert resigned_share(worked, 22) == share
    with pytest.raises(ValueError, match="days"):
        resigned_share(1, 0)


def test_points_are_no_money():
    assert in_money("points", 15, base=3000, bonus=1000, day_wage=100) == 0
