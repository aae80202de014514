"""Automatic rosters: what the solver makes, against a judge and against all rosters."""

import random
import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from logic.roster import (
    FREE,
    Contract,
    Demand,
    Fairness,
    Person,
    Problem,
    Request,
    ShiftType,
    Span,
    check,
    nrp,
    rank,
    why,
)
from logic.roster.columns import Columns, suits
from logic.roster.dive import dive
from logic.roster.parts import as_it_stands
from logic.roster.rows import STALE, Lane
from logic.roster.schedules import Schedules
from logic.roster.solve import solve

from .roster_samples import TYPES, bench_text, problems

SLOW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)


def every_roster(problem):
    kinds = range(FREE, len(problem.types))
    rows = list(product(kinds, repeat=problem.days))
    return product(rows, repeat=len(problem.people))


def best(problem):
    """The cost of the best legal roster among all; None when there is none."""
    costs = [
        verdict.cost
        for roster in every_roster(problem)
        if (verdict := check(problem, roster)).is_legal
    ]
    return min(costs, default=None)


@SLOW
@given(problems())
def test_solver_finds_what_a_search_through_everything_finds(problem):
    outcome = solve(problem, 30, workers=1)
    assert outcome.cost == best(problem)
    if outcome.roster is None:
        assert outcome.status == "infeasible"
    else:
        assert outcome.status == "optimal"
        assert outcome.bound <= outcome.cost
        assert check(problem, outcome.roster).is_legal


@SLOW
@given(problems())
def test_one_worker_and_one_seed_give_one_roster(problem):
    first, second = (solve(problem, 30, workers=1, seed=7) for _ in "ab")
    assert first.roster == second.roster


@SLOW
@given(problems())
def test_what_is_fixed_stays(problem):
    start = solve(problem, 30, workers=1)
    assume(start.roster)
    fixed = {(0, 0): start.roster[0][0]}
    again = solve(replace(problem, fixed=fixed), 30, workers=1)
    assert again.roster[0][0] == start.roster[0][0]
    assert again.cost == start.cost


@SLOW
@given(problems(), st.data())
def test_whatever_is_fixed_nothing_is_broken_further(problem, data):
    person = st.integers(0, len(problem.people) - 1)
    cells = st.tuples(person, st.integers(0, problem.days - 1))
    kinds = st.integers(FREE, 1)
    fixed = data.draw(st.dictionaries(cells, kinds, min_size=1, max_size=3))
    problem = replace(problem, fixed=fixed)
    outcome = solve(problem, 30, workers=1)
    if outcome.roster is None:
        assert outcome.status == "infeasible"
        return
    assert {cell: outcome.roster[cell[0]][cell[1]] for cell in fixed} == fixed
    _stands, standing = as_it_stands(problem)
    assert check(problem, outcome.roster).is_no_worse(standing)


def test_a_break_that_is_fixed_on_both_sides_is_as_short_as_a_day_off_makes_it():
    contract = Contract(shortest_break=2)
    people = (Person("A", contract, days_off=frozenset({1})),)
    problem = Problem(4, TYPES, people, fixed={(0, 0): 0, (0, 2): 0})
    outcome = solve(problem, 10, 1)
    assert outcome.status == "optimal"
    assert outcome.roster[0][:3] == (0, FREE, 0)


def test_a_minimum_is_met_by_the_people_of_its_place():
    near, far = frozenset({"all", "sub"}), frozenset({"all"})
    people = (Person("A", places=far), Person("B", places=near))
    wish = Request(1, 0, None, is_on=False, weight=9)
    need = Demand("sub", 0, frozenset({0}), 1, 1, over=1, place="sub")
    outcome = solve(Problem(1, TYPES, people, (need,), (wish,)), 10, 1)
    assert outcome.roster[1] == (0,)
    assert outcome.cost == 9


def test_who_is_there_from_elsewhere_counts():
    need = Demand("all", 0, frozenset({0}), 2, maximum=2, over=1, there=1)
    outcome = solve(Problem(1, TYPES, (Person("A"), Person("B")), (need,)), 10, 1)
    assert [row[0] for row in outcome.roster].count(0) == 1


def test_hours_are_spread_by_what_each_owes():
    people = tuple(Person(name) for name in "AB")
    cells = frozenset((day, 0) for day in range(6))
    hours = Fairness("hours", cells, 3, (1920, 960), 480)
    needs = tuple(Demand("n", day, frozenset({0}), 1, 1, over=1) for day in range(6))
    outcome = solve(Problem(6, TYPES, people, needs, fairness=(hours,)), 10, 1)
    assert [sum(kind == 0 for kind in row) for row in outcome.roster] == [4, 2]
    assert outcome.cost == 0


def test_fixed_cells_that_break_a_rule_are_kept_and_reported():
    person = Person("A", Contract(min_rest=660, longest_run=2, is_strict=False))
    fixed = {(0, 0): 1, (0, 1): 0}
    problem = Problem(3, TYPES, (person,), fixed=fixed)
    outcome = solve(problem, 10, workers=1)
    assert outcome.roster[0][:2] == (1, 0)
    assert [found.rule for found in outcome.verdict.violations] == ["rest"]


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_a_linear_program_are_legal(seed):
    chance = random.Random(seed)
    text = bench_text(people=3 + seed, days=8, most="D=6|L=3")
    problem = nrp.read(text)
    assert suits(problem)
    schedules = Schedules(problem, 0)
    prices = schedules.own.copy()
    for cell in product(range(8), range(2)):
        prices[cell] += chance.uniform(-5, 5)
    alone = replace(problem, people=problem.people[:1], demands=(), requests=())
    rows = {
        row: sum(prices[d, k] for d, k in enumerate(row) if k != FREE)
        for (row,) in every_roster(alone)
        if check(alone, (row,)).is_legal
    }
    least, found = schedules.cheapest(prices, 5)
    assert least == found[0][0] == pytest.approx(min(rows.values()))
    for value, row in found:
        assert value == pytest.approx(rows[row])
    dearest = found[-1][0]
    cheaper = [one for one in found if one[0] < dearest]
    assert schedules.cheapest(prices, 5, dearest) == (least, cheaper)


def test_benchmark_instance_is_solved_to_the_bound():
    problem = nrp.read(bench_text())
    told = []
    outcome = solve(problem, 60, progress=lambda state: not told.append(state))
    assert outcome.verdict.is_legal
    assert outcome.bound <= outcome.cost
    # the linear program says how much better anything could be
    assert outcome.cost - outcome.bound <= 5


@pytest.mark.parametrize("seed", range(3))
def test_a_lane_stays_legal_never_gets_dearer_and_can_be_repeated(seed):
    problem = nrp.read(bench_text(people=8, days=14, most="D=14|L=5"))
    columns = Columns(problem, lambda: False)
    columns.solve_linear()
    first = dive(columns, random.Random(seed), is_plain=True)
    costs = [check(problem, first).cost]
    ends = []
    for _again in "ab":
        lane = Lane(columns, first, costs[0], random.Random(seed))
        for _step in range(12):
            is_better = lane.step()
            verdict = check(problem, lane.roster)
            assert verdict.is_legal
            assert verdict.cost == lane.cost
            assert is_better == (lane.cost < costs[-1])
            assert lane.cost <= costs[-1]
            costs.append(lane.cost)
        ends.append(lane.roster)
        costs = costs[:1]
    assert ends[0] == ends[1]


def test_a_lane_without_success_begins_anew_and_comes_back():
    problem = nrp.read(bench_text(people=8, days=14, most="D=14|L=5"))
    columns = Columns(problem, lambda: False)
    columns.solve_linear()
    best = dive(columns, random.Random(1), is_plain=True)
    cost = check(problem, best).cost
    lane = Lane(columns, best, cost, random.Random(1))
    lane.follow(best, cost)
    assert (lane.roster, lane.left_at) == (best, None)
    for _again in "ab":
        lane.idle = STALE
        lane.follow(best, cost)
        assert lane.left_at == cost
        assert check(problem, lane.roster).is_legal
        assert check(problem, lane.roster).cost == lane.cost
        lane.follow(best, cost)
        assert lane.left_at == cost, "it stays apart for a while"
        lane.idle = STALE
        lane.follow(best, cost)
        assert (lane.roster, lane.cost, lane.left_at) == (best, cost, None)
    lane.idle = STALE
    lane.follow(best, cost)
    lane.follow(best, cost - 1)
    assert lane.left_at is None, "others have found something better meanwhile"


def legal_rows(problem, person):
    alone = replace(problem, people=(problem.people[person],), demands=(), requests=())
    return [row for (row,) in every_roster(alone) if check(alone, (row,)).is_legal]


def test_rows_are_left_out_only_where_no_roster_of_that_cost_has_them():
    problem = nrp.read(bench_text(people=2, days=6, most="D=6|L=2"))
    columns = Columns(problem, lambda: False)
    columns.solve_linear()
    rows = [legal_rows(problem, person) for person in range(2)]
    costs = {roster: check(problem, roster).cost for roster in product(*rows)}
    known = {(person, row) for person in range(2) for row in rows[person]}
    least = min(costs.values())
    for most in (least, least + 50):
        twin = columns.twin(most)
        taken = {one for one in known if one in twin.index or twin.add(*one)}
        needed = {
            one
            for roster, cost in costs.items()
            if cost <= most
            for one in enumerate(roster)
        }
        assert needed
        assert needed <= taken
        assert most > least or taken < known


def test_search_stops_when_told():
    problem = nrp.read(bench_text(people=20, days=28, most="D=28|L=9"))
    began = time.monotonic()
    solve(problem, 600, progress=lambda state: state.seconds < 1)
    assert time.monotonic() - began < 60


def test_search_refuses_times_that_make_no_sense():
    problem = Problem(1, TYPES, (Person("A"),))
    for seconds, workers in ((0, 1), (-1, 1), (1, 0), (float("nan"), 1)):
        with pytest.raises(ValueError, match="positive time"):
            solve(problem, seconds, workers)


def test_history_counts_for_rest_runs_and_limits():
    span = Span(-1, -120, 360, 480)
    person = Person("A", Contract(min_rest=660, longest_run=1), spans=(span,))
    problem = Problem(2, TYPES, (person,), known=(-1, 2))
    rules = [found.rule for found in check(problem, ((0, FREE),)).findings]
    assert rules == ["rest", "longest_run"]
    assert check(problem, ((FREE, 0),)).is_legal


def test_fairness_carries_on_from_earlier_months():
    people = (Person("had many"), Person("had none"))
    nights = Fairness("night", frozenset({(0, 1)}), 10, (-3, 1))
    need = Demand("n", 0, frozenset({1}), 1)
    outcome = solve(Problem(1, TYPES, people, (need,), fairness=(nights,)), 10, 1)
    assert outcome.roster == ((FREE,), (1,))


def test_published_roster_stays_unless_something_matters_more():
    people = (Person("A"), Person("B"))
    need = Demand("n", 0, frozenset({0}), 1)
    published = {(0, 0): FREE, (1, 0): 0}
    problem = Problem(1, TYPES, people, (need,), published=published, change_weight=5)
    assert solve(problem, 10, 1).roster == ((FREE,), (0,))
    wish = Request(1, 0, None, is_on=False, weight=50)
    outcome = solve(replace(problem, requests=(wish,)), 10, 1)
    assert outcome.roster == ((0,), (FREE,))
    assert [f.rule for f in outcome.verdict.findings] == ["published", "published"]


def test_senior_and_skill_are_reported_when_nobody_has_them():
    needs = (
        Demand("boss", 0, frozenset({0}), 1, rule="senior", rank=3),
        Demand("talk", 0, frozenset({0}), 1, rule="skill", skill="english"),
    )
    outcome = solve(Problem(1, TYPES, (Person("A"),), needs), 10, 1)
    found = {f.rule: (f.found, f.wanted, f.key) for f in outcome.verdict.findings}
    assert found == {"senior": (0, 1, "boss"), "skill": (0, 1, "talk")}


def test_why_this_person_and_not_that_one():
    people = (
        Person("does it"),
        Person("wants to be free"),
        Person("is away", leave=((0, 1440),)),
        Person("works already"),
    )
    wish = Request(1, 0, None, is_on=False, weight=9)
    problem = Problem(1, TYPES, people, (Demand("n", 0, frozenset({0}), 2),), (wish,))
    own, others = why(problem, ((0,), (FREE,), (FREE,), (0,)), 0, 0)
    assert own.person == 0
    assert own.is_legal
    assert [other.person for other in others] == [1, 2, 3]
    free, away, busy = others
    assert free.cost - own.cost == 9
    assert free.worse[0].rule == "wish_off"
    assert [f.rule for f in away.broken] == ["leave"]
    assert [f.rule for f in busy.broken] == ["overlap"]
    with pytest.raises(ValueError, match="free on that day"):
        why(problem, ((0,), (FREE,), (FREE,), (0,)), 1, 0)


def test_who_does_not_count_leaves_a_demand_unmet():
    people = (Person("can", skills=frozenset({"x"})), Person("cannot"))
    needs = (
        Demand("x", 0, frozenset({0}), 2, rule="skill", skill="x"),
        Demand("x", 0, frozenset({0}), 2, rule="skill", skill="x", there=1),
        Demand("met", 0, frozenset({0}), 1, rule="skill", skill="x", there=1),
        Demand("nobody", 0, frozenset({0}), 1, rule="skill", skill="y"),
    )
    can, cannot = rank(Problem(1, TYPES, people, needs), ((FREE,), (FREE,)), 0, 0)
    assert (can.person, cannot.person) == (0, 1)
    assert not can.lacking
    found = [(f.rule, f.key, f.found, f.wanted) for f in cannot.lacking]
    assert found == [("skill", "x", 0, 2)]


def test_two_hundred_people_are_ranked_in_under_a_second():
    kinds = (*TYPES, ShiftType("E", 360, 840, 480))
    contract = Contract(min_rest=660, longest_run=6)
    people = tuple(Person(str(n), contract) for n in range(200))
    roster = tuple(
        tuple((n + day) % 4 - 1 if (n + day) % 7 < 5 else FREE for day in range(31))
        for n in range(200)
    )
    needs = tuple(
        Demand(f"{day}/{kind}", day, frozenset({kind}), 40)
        for day in range(31)
        for kind in range(3)
    )
    problem = Problem(31, kinds, people, needs)
    began = time.perf_counter()
    found = rank(problem, roster, 15, 1)
    assert time.perf_counter() - began < 1
    assert len(found) == 200
    assert found[0].is_legal
    legal = [one.is_legal for one in found]
    assert legal == sorted(legal, reverse=True)


def test_a_skill_that_lapses_counts_until_then():
    people = (
        Person("lapses", skills=frozenset({"x"}), lapsed=frozenset({(1, "x")})),
        Person("begins", skills=frozenset({"x"}), lapsed=frozenset({(0, "x")})),
    )
    needs = tuple(
        Demand(str(day), day, frozenset({0}), 1, 1, rule="skill", skill="x", over=1)
        for day in range(2)
    )
    outcome = solve(Problem(2, TYPES, people, needs), 10, 1)
    assert not outcome.verdict.findings
    assert [row[day] for day, row in enumerate(outcome.roster)] == [0, 0]
    barred = (Person("A", barred=frozenset({(0, 0), (0, 1)})),)
    need = Demand("n", 0, frozenset({0}), 1)
    outcome = solve(Problem(1, TYPES, barred, (need,)), 10, 1)
    assert outcome.roster == ((FREE,),)
    [own] = rank(Problem(1, TYPES, barred, (need,)), ((FREE,),), 0, 0)
    assert [f.rule for f in own.broken] == ["not_allowed"]
