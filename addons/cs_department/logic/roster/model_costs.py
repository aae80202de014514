"""The costs in the constraint model: demands, wishes, what was published, fairness."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python import cp_model

from .problem import FREE, STEPS, Cell, Demand, Fairness, Problem

#: a variable, or what is known already
Literal = cp_model.IntVar | int


def count_sure(literals: Iterable[Literal]) -> tuple[list[cp_model.IntVar], int]:
    """The variables among the literals, and how many of the others are true."""
    variables: list[cp_model.IntVar] = []
    sure = 0
    for literal in literals:
        if isinstance(literal, int):
            sure += literal
        else:
            variables.append(literal)
    return variables, sure


class Costs:
    """What of a model costs; the rules are added by ``RosterModel``."""

    problem: Problem
    model: cp_model.CpModel
    cells: dict[Cell, dict[int, Literal]]
    costs: list[cp_model.LinearExprT]

    def _some(self, person: int, day: int, kinds: list[int]) -> list[Literal]:
        cells = self.cells[person, day]
        return [cells[kind] for kind in kinds if kind in cells]

    def _add_demand(self, demand: Demand) -> None:
        literals: list[Literal] = []
        for person, who in enumerate(self.problem.people):
            if not demand.counts(who):
                continue
            literals += self._some(person, demand.day, sorted(demand.types))
            if demand.types_before and demand.day:
                kinds = sorted(demand.types_before)
                literals += self._some(person, demand.day - 1, kinds)
        variables, sure = count_sure(literals)
        sure += demand.there
        total = cp_model.LinearExpr.sum(variables) + sure
        if demand.under and demand.minimum > sure:
            under = self.model.new_int_var(0, demand.minimum - sure, "")
            self.model.add(total + under >= demand.minimum)
            self.costs.append(demand.under * under)
        most = demand.maximum
        if demand.over and most is not None and sure + len(variables) > most:
            over = self.model.new_int_var(0, sure + len(variables) - most, "")
            self.model.add(total - over <= most)
            self.costs.append(demand.over * over)

    def _add_requests(self) -> None:
        for wish in self.problem.requests:
            cells = self.cells[wish.person, wish.day]
            kinds = sorted(cells) if wish.type is None else [wish.type]
            self._add_wish(
                self._some(wish.person, wish.day, kinds), wish.weight, wish.is_on
            )

    def _add_wish(self, literals: list[Literal], weight: int, is_on: bool) -> None:
        """Let ``weight`` be paid when none (``is_on``) or one of the literals holds."""
        variables, sure = count_sure(literals)
        total = cp_model.LinearExpr.sum(variables) + sure
        self.costs.append(weight * (1 - total) if is_on else weight * total)

    def _add_published(self) -> None:
        for cell, kind in self.problem.published.items():
            cells = self.cells[cell]
            kept = list(cells.values()) if kind == FREE else self._some(*cell, [kind])
            self._add_wish(kept, self.problem.change_weight, kind != FREE)

    def _add_fairness(self) -> None:
        for fairness in self.problem.fairness:
            for person, target in enumerate(fairness.targets):
                self._add_fair(fairness, person, target)

    def _add_fair(self, fairness: Fairness, person: int, target: int) -> None:
        terms: list[cp_model.LinearExprT] = []
        sure = most = 0
        size = fairness.unit or 1
        for day, kind in sorted(fairness.cells):
            literal = self.cells[person, day].get(kind, 0)
            each = self.problem.time(day, kind)[2] if fairness.unit else 1
            if isinstance(literal, int):
                sure += each * literal
            else:
                terms.append(each * literal)
                most += each
        total = cp_model.LinearExpr.sum(terms) + sure
        steps = -(-(sure + most - target) // size)
        for step in range(min(STEPS, steps)):
            above = self.model.new_int_var(0, steps - step, "")
            self.model.add(size * above >= total - target - size * step)
            self.costs.append(fairness.weight * above)
