"""Rosters close to the bound: every row they can have, and the search through them."""

import random
from dataclasses import replace
from itertools import product

import pytest
from logic.roster import FREE, Request, check, nrp
from logic.roster.branch import Branching
from logic.roster.columns import Columns
from logic.roster.every_row import every_row
from logic.roster.narrow import Narrow, turns
from logic.roster.pool import pool, values_of
from logic.roster.solve import solve

from .roster_samples import bench_text

SEEDS = range(6)


def made_up(seed, people=2, days=6):
    """A small problem with wishes of its own."""
    chance = random.Random(seed)
    problem = nrp.read(bench_text(people, days, most="D=6|L=2", off=seed % 2 == 0))
    wishes = tuple(
        Request(
            chance.randrange(people),
            chance.randrange(days),
            chance.randrange(2),
            is_on=chance.random() < 0.5,
            weight=chance.randint(1, 9),
        )
        for _wish in range(6)
    )
    return replace(problem, requests=wishes)


def legal_rows(problem, person):
    alone = replace(problem, people=(problem.people[person],), demands=(), requests=())
    rows = product(range(FREE, len(problem.types)), repeat=problem.days)
    return [row for row in rows if check(alone, (row,)).is_legal]


def solved(problem):
    columns = Columns(problem, lambda: False)
    columns.solve_linear()
    return columns


def all_costs(problem):
    people = range(len(problem.people))
    rosters = product(*(legal_rows(problem, person) for person in people))
    return {roster: check(problem, roster).cost for roster in rosters}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_legal_row_within_a_budget_is_found_once(seed):
    problem, chance = made_up(seed, days=7), random.Random(seed)
    schedules = solved(problem).schedules[seed % 2]
    prices = schedules.own.copy()
    for cell in product(range(7), range(2)):
        prices[cell] += chance.uniform(-5, 5)
    costs = {
        row: sum(prices[day, kind] for day, kind in enumerate(row) if kind != FREE)
        for row in legal_rows(problem, seed % 2)
    }
    middle = sorted(costs.values())[len(costs) // 2] + 1e-9
    for budget in (min(costs.values()) - 1, middle, max(costs.values()) + 1):
        wanted = sorted(row for row, cost in costs.items() if cost <= budget)
        found = every_row(schedules, prices, budget, len(wanted))
        assert [tuple(row) for row in found.tolist()] == wanted
        values = values_of(found, prices).tolist()
        assert values == pytest.approx([costs[row] for row in wanted])
    assert every_row(schedules, prices, middle, len(costs) // 4) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pool_has_every_row_of_a_roster_that_is_cheap_enough(seed):
    problem = made_up(seed)
    costs = all_costs(problem)
    least = min(costs.values())
    sizes = []
    for target in (least, least + 3, least + 60):
        found = pool(solved(problem), target, random.Random(seed))
        sizes.append(len(found.rows))
        known = {
            (person, tuple(row))
            for person, row in zip(
                found.people.tolist(), found.rows.tolist(), strict=True
            )
        }
        for roster, cost in costs.items():
            if cost <= target:
                assert known.issuperset(enumerate(roster))
                missed = check(problem, roster).findings
                assert all(row.found is not None for row in missed)
    assert sizes == sorted(sizes)
    assert sizes[0] < sum(len(legal_rows(problem, person)) for person in range(2))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_search_finds_a_roster_of_the_cost_or_proves_that_there_is_none(seed):
    problem = made_up(seed)
    least = min(all_costs(problem).values())
    columns, chance = solved(problem), random.Random(seed)
    for target in range(least - 3, least + 3):
        found = pool(columns, target, chance)
        search = Branching(columns, found, chance)
        roster = search.run(10_000)
        assert search.is_whole
        assert (roster is not None) == (target >= least)
        if roster:
            verdict = check(problem, roster)
            assert verdict.is_legal
            assert verdict.cost <= target
        # whatever was taken out of the program has come back
        again = search.run(10_000)
        assert (again is not None) == (roster is not None)


def test_a_search_that_is_stopped_proves_nothing():
    problem = made_up(1)
    least = min(all_costs(problem).values())
    columns = solved(problem)
    found = pool(columns, least - 1, random.Random(1))
    columns.is_over = lambda: True
    search = Branching(columns, found, random.Random(1))
    assert search.run(10_000) is None
    assert not search.is_whole
    assert pool(columns, least, random.Random(1)) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_costs_near_the_bound_are_tried_until_one_is_proved(seed):
    problem = made_up(seed)
    costs = all_costs(problem)
    least, best = min(costs.values()), max(costs.values())
    columns = solved(problem)
    narrow = Narrow(columns, 0, random.Random(seed))
    for _try in range(300):
        if not narrow.is_open:
            break
        roster = narrow.step(best)
        assert narrow.lowest <= least
        if roster:
            cost = check(problem, roster).cost
            assert cost < best
            best = cost
    assert (best, narrow.lowest, narrow.is_open) == (least, least, False)


def test_a_benchmark_instance_is_proved():
    problem = nrp.read(bench_text(people=8, days=14, most="D=14|L=5"))
    outcome = solve(problem, 60)
    assert outcome.status == "optimal"
    assert outcome.bound == outcome.cost
    assert check(problem, outcome.roster).is_legal


def test_every_length_of_a_try_has_the_same_share():
    lengths = [turns(number) for number in range(1, 64)]
    assert lengths[:15] == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]
    assert all(length * lengths.count(length) == 32 for length in set(lengths))
