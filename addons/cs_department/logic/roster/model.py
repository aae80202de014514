"""The roster as a constraint model for CP-SAT.

The solver's library is imported by this module, and this module only when a roster is
made.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from .model_costs import Costs, Literal, count_sure
from .problem import DAY, FREE, Cell, Contract, Limit, Problem, Roster

HOUR = 60


class RosterModel(Costs):
    """The variables and rules of one problem.

    What is fixed is a constant, and is never held against itself: a rule that fixed
    cells break already only forbids to break it further.
    """

    def __init__(self, problem: Problem) -> None:
        """Write down the whole model."""
        self.problem = problem
        self.model = cp_model.CpModel()
        #: (person, day) -> type -> its literal; types that are out are not there
        self.cells: dict[Cell, dict[int, Literal]] = {}
        #: (person, day) -> whether the person works, also on known days outside
        self.work: dict[Cell, Literal] = {}
        self.costs: list[cp_model.LinearExprT] = []
        self._cliques: dict[
            tuple[int, int, int], list[tuple[list[int], list[int]]]
        ] = {}
        for person in range(len(problem.people)):
            self._add_cells(person)
            self._add_rest(person)
            self._add_runs(person)
            self._add_limits(person)
        for demand in problem.demands:
            self._add_demand(demand)
        self._add_requests()
        self._add_published()
        self._add_fairness()
        self.model.minimize(cp_model.LinearExpr.sum(self.costs))

    # ---- cells ----

    def _add_cells(self, person: int) -> None:
        problem = self.problem
        first, last = problem.window
        spans = {span.day for span in problem.people[person].spans}
        for day in range(first, last):
            cell = person, day
            if not 0 <= day < problem.days:
                self.work[cell] = int(day in spans)
                continue
            if cell in problem.fixed:
                kind = problem.fixed[cell]
                self.cells[cell] = {} if kind == FREE else {kind: 1}
                self.work[cell] = int(kind != FREE or day in spans)
                continue
            free: dict[int, Literal] = {
                kind: self.model.new_bool_var("")
                for kind in range(len(problem.types))
                if problem.is_possible(person, day, kind)
            }
            self.cells[cell] = free
            if day in spans or not free:
                self.work[cell] = int(day in spans)
                continue
            works = self.model.new_bool_var("")
            self.work[cell] = works
            self.model.add_exactly_one([*count_sure(free.values())[0], ~works])

    # ---- rest between shifts ----

    def _add_rest(self, person: int) -> None:
        problem = self.problem
        rest = problem.people[person].contract.min_rest
        longest = max((kind.stop for kind in problem.types), default=0)
        reach = 2 + (longest + rest) // DAY
        for day in range(problem.days - 1):
            for later in range(day + 1, min(day + reach, problem.days)):
                for ends, starts in self._bars(person, day, later):
                    self._add_one_of(
                        [
                            *self._some(person, day, ends),
                            *self._some(person, later, starts),
                        ]
                    )

    def _add_one_of(self, literals: list[Literal]) -> None:
        variables, sure = count_sure(literals)
        if sure:
            for variable in variables:
                self.model.add(variable == 0)
        elif len(variables) > 1:
            self.model.add_at_most_one(variables)

    def _bars(
        self, person: int, day: int, later: int
    ) -> list[tuple[list[int], list[int]]]:
        """Sets of types of the two days of which a person has one at most."""
        rest = self.problem.people[person].contract.min_rest
        key = rest, day, later
        if key not in self._cliques:
            kinds = range(len(self.problem.types))
            barred = {
                kind: frozenset(other for other in kinds if self._bar(key, kind, other))
                for kind in kinds
            }
            self._cliques[key] = [
                ([kind for kind in kinds if starts <= barred[kind]], sorted(starts))
                for starts in dict.fromkeys(barred.values())
                if starts
            ]
        return self._cliques[key]

    def _bar(self, key: tuple[int, int, int], kind: int, other: int) -> bool:
        rest, day, later = key
        barred = self.problem.types[kind].not_before if later == day + 1 else ()
        end, start = self.problem.time(day, kind)[1], self.problem.time(later, other)[0]
        return other in barred or start - end < rest

    # ---- runs of work and of free days ----

    def _add_runs(self, person: int) -> None:
        contract = self.problem.people[person].contract
        first, last = self.problem.window
        works = [self.work[person, day] for day in range(first, last)]
        if contract.longest_run is not None:
            length = contract.longest_run + 1
            for start in range(len(works) - contract.longest_run):
                self._add_at_most(works[start : start + length], contract.longest_run)
        for shortest, at_work in (
            (contract.shortest_run, True),
            (contract.shortest_break, False),
        ):
            for length in range(1, shortest):
                for start in range(1, len(works) - length):
                    run = works[start - 1 : start + length + 1]
                    self._add_no_short(contract, run, at_work, shortest - length)

    def _add_at_most(self, literals: list[Literal], most: int) -> None:
        variables, sure = count_sure(literals)
        if len(variables) > max(0, most - sure):
            total = cp_model.LinearExpr.sum(variables)
            self.model.add(total <= max(0, most - sure))

    def _add_no_short(
        self, contract: Contract, run: list[Literal], at_work: bool, lacking: int
    ) -> None:
        """Forbid that the inside of ``run`` differs from both its ends."""
        clause: list[cp_model.LiteralT] = []
        for place, literal in enumerate(run):
            is_inside = 0 < place < len(run) - 1
            wanted = is_inside != at_work
            if isinstance(literal, int):
                if bool(literal) == wanted:
                    return
            else:
                clause.append(literal if wanted else ~literal)
        if not clause:
            return
        if not contract.is_strict:
            broken = self.model.new_bool_var("")
            clause.append(broken)
            self.costs.append(self.problem.shortfall_weight * lacking * broken)
        self.model.add_bool_or(clause)

    # ---- limits ----

    def _add_limits(self, person: int) -> None:
        contract = self.problem.people[person].contract
        for limit in contract.limits:
            self._add_limit(person, limit)
        for kind, most in contract.most_of_type.items():
            shifts = [
                self.cells[person, day][kind]
                for day in range(self.problem.days)
                if kind in self.cells[person, day]
            ]
            self._add_at_most(shifts, most)
        if contract.most_weekends is not None:
            self._add_weekends(person, contract.most_weekends)

    def _add_limit(self, person: int, limit: Limit) -> None:
        contract = self.problem.people[person].contract
        terms, sure = self._amount(person, limit)
        total = cp_model.LinearExpr.sum(terms) + sure
        if limit.maximum is not None and terms:
            self.model.add(total <= max(limit.maximum, sure))
        if limit.minimum is None or limit.minimum <= sure:
            return
        if contract.is_strict:
            self.model.add(total >= limit.minimum)
            return
        unit = 1 if limit.in_days else HOUR
        lacking = -(-(limit.minimum - sure) // unit)
        short = self.model.new_int_var(0, lacking, "")
        self.model.add(total + unit * short >= limit.minimum)
        self.costs.append(self.problem.shortfall_weight * short)

    def _amount(
        self, person: int, limit: Limit
    ) -> tuple[list[cp_model.LinearExprT], int]:
        """What the limit counts: terms of variables, and what is sure."""
        sure = 0
        days: set[int] = set()
        for span in self.problem.people[person].spans:
            if limit.first <= span.day < limit.last:
                sure += span.minutes
                days.add(span.day)
        terms: list[cp_model.LinearExprT] = []
        for day in range(max(limit.first, 0), min(limit.last, self.problem.days)):
            for kind, literal in self.cells[person, day].items():
                minutes = 1 if limit.in_days else self.problem.time(day, kind)[2]
                if isinstance(literal, int):
                    sure += minutes * literal
                    days.add(day)
                else:
                    terms.append(minutes * literal)
        return terms, len(days) if limit.in_days else sure

    def _add_weekends(self, person: int, most: int) -> None:
        weekends: list[Literal] = []
        for days in self.problem.weekends:
            variables, sure = count_sure(self.work[person, day] for day in days)
            if sure:
                weekends.append(1)
            elif variables:
                any_day = self.model.new_bool_var("")
                weekends.append(any_day)
                for variable in variables:
                    self.model.add_implication(variable, any_day)
        self._add_at_most(weekends, most)

    # ---- rosters ----

    def hint(self, roster: Roster) -> None:
        """Begin the search from a roster."""
        for (person, day), cells in self.cells.items():
            for kind, literal in cells.items():
                if not isinstance(literal, int):
                    self.model.add_hint(literal, roster[person][day] == kind)

    def ask_below(self, cost: int) -> None:
        """Accept only what is cheaper."""
        self.model.add(cp_model.LinearExpr.sum(self.costs) < cost)

    def roster(
        self, value: cp_model.CpSolver | cp_model.CpSolverSolutionCallback
    ) -> Roster:
        """The roster of a solution."""
        return tuple(
            tuple(
                next(
                    (
                        kind
                        for kind, literal in self.cells[person, day].items()
                        if (
                            literal
                            if isinstance(literal, int)
                            else value.boolean_value(literal)
                        )
                    ),
                    FREE,
                )
                for day in range(self.problem.days)
            )
            for person in range(len(self.problem.people))
        )
