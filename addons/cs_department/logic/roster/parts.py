"""Smaller problems inside a problem."""

from __future__ import annotations

import random
from dataclasses import replace

from .checker import check
from .findings import Finding, Verdict
from .problem import FREE, Cell, Problem, Roster


def choose_part(problem: Problem, chance: random.Random, size: int) -> set[Cell]:
    """About ``size`` cells: whole rows of some people, or some days of several."""
    people, days = len(problem.people), problem.days
    if chance.random() < 0.6:
        count = min(people, max(2, round(size / days)))
        chosen = chance.sample(range(people), count)
        return {(person, day) for person in chosen for day in range(days)}
    share = chance.choice((0.35, 0.6, 1.0))
    chosen = chance.sample(range(people), min(people, max(2, round(people * share))))
    length = max(3, min(days, round(size / len(chosen))))
    first = chance.randrange(-length // 2, days)
    return {
        (person, day)
        for person in chosen
        for day in range(max(0, first), min(days, first + length))
    }


def alone(problem: Problem, person: int, rows: list[tuple[int, ...]]) -> Problem:
    """The problem of one person when the rows of those before are known."""
    demands = []
    for demand in problem.demands:
        there = demand.there + sum(
            (row[demand.day] in demand.types)
            + (demand.day > 0 and row[demand.day - 1] in demand.types_before)
            for row, who in zip(rows, problem.people, strict=False)
            if demand.counts(who)
        )
        most = demand.maximum
        demands.append(
            replace(
                demand,
                minimum=max(0, demand.minimum - there),
                maximum=None if most is None else max(0, most - there),
                there=0,
            )
        )
    return replace(
        problem,
        people=(problem.people[person],),
        demands=tuple(demands),
        requests=tuple(
            replace(wish, person=0)
            for wish in problem.requests
            if wish.person == person
        ),
        fairness=tuple(
            replace(fairness, targets=(fairness.targets[person],))
            for fairness in problem.fairness
        ),
        fixed={(0, d): k for (p, d), k in problem.fixed.items() if p == person},
        published={(0, d): k for (p, d), k in problem.published.items() if p == person},
    )


def as_it_stands(problem: Problem) -> tuple[Roster, Verdict]:
    """What is fixed and nothing else, and what that breaks whatever is planned."""
    roster = tuple(
        tuple(problem.fixed.get((person, day), FREE) for day in range(problem.days))
        for person in range(len(problem.people))
    )
    findings = check(problem, roster).findings
    return roster, Verdict(tuple(f for f in findings if _is_sure(problem, f)))


def _is_sure(problem: Problem, finding: Finding) -> bool:
    """Whether more shifts cannot mend it."""
    person = finding.person
    if person is None or finding.rule not in ("shortest_run", "shortest_break"):
        return finding.rule != "least_minutes"
    first = finding.day or 0
    around = range(first - 1, first + finding.found + 1)
    return all(_is_settled(problem, person, day) for day in around)


def _is_settled(problem: Problem, person: int, day: int) -> bool:
    """Whether nothing can be planned on the day but what is there."""
    return (
        (person, day) in problem.fixed
        or not 0 <= day < problem.days
        or not any(
            problem.is_possible(person, day, kind) for kind in range(len(problem.types))
        )
    )
