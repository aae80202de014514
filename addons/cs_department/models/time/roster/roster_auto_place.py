"""Puts what the solver has found into the roster as it is by now."""

from collections import Counter, defaultdict
from datetime import date

from ....logic.roster import FREE, Checker, Verdict
from .roster_breaks import MOST_TURNS


class Placing:
    """Changes that the solver wants, against the roster as it is now.

    What people changed by hand meanwhile stays: where a cell is another than the solver
    saw, or a rule would be broken now, the change is left out.

    :ivar left_out: ``[(employee id, day, type id)]`` of the shifts that found no place
    """

    def __init__(self, planning, changes):
        self.planning = planning
        self.problem = planning.problem()
        self.checker = Checker(self.problem)
        self.before = planning.rows()
        self.rows = [list(row) for row in self.before]
        self.left_out = []
        wanted = defaultdict(list)
        for employee, day, old, new in changes:
            cell = self._cell(employee, date.fromisoformat(day), old, new)
            if cell:
                person, number, kind = cell
                wanted[person].append((number, kind))
            elif new:
                self.left_out.append((employee, day, new))
        for person, cells in wanted.items():
            self._place(person, cells)
        for _employee, day, type_id in self.left_out:
            number = (date.fromisoformat(day) - planning.first).days
            self._give_back(number, planning.index_of_kind.get(type_id))

    def _cell(self, employee, day, old, new):
        """Return (person, day, type) as indexes, None where things are others now."""
        plan = self.planning
        person = plan.index_of_person.get(employee)
        number = (day - plan.first).days
        if person is None or not 0 <= number < len(plan.days):
            return None
        kinds = [plan.index_of_kind.get(kind) if kind else FREE for kind in (old, new)]
        cell = person, number
        if None in kinds or self.before[person][number] != kinds[0]:
            return None
        is_fixed = cell in self.problem.fixed
        return None if is_fixed else (person, number, kinds[1])

    def _place(self, person, cells):
        """Change the cells of a person: all together, or as many as break no rule."""
        row = self.rows[person]
        whole = list(row)
        for number, kind in cells:
            whole[number] = kind
        if self._is_no_worse(person, whole):
            self.rows[person] = whole
            return
        for number, kind in sorted(cells, key=lambda cell: cell[1] != FREE):
            trial = list(row)
            trial[number] = kind
            if kind == FREE or self._is_no_worse(person, trial):
                row = trial
            else:
                self._leave_out(person, number, kind)
        self.rows[person] = row

    def _leave_out(self, person, number, kind):
        plan = self.planning
        employee, type_id = plan.people[person].id, plan.kinds[kind].id
        self.left_out.append((employee, str(plan.days[number]), type_id))

    def _give_back(self, number, kind):
        """Let a shift that found no other person stay with one who had it."""
        for person, row in enumerate(self.rows):
            if not 0 <= number < len(row) or row[number] != FREE:
                continue
            if self.before[person][number] == kind:
                trial = [*row[:number], kind, *row[number + 1 :]]
                if self._is_no_worse(person, trial):
                    self.rows[person] = trial
                    return

    def _is_no_worse(self, person, row):
        found = [
            Verdict(tuple(self.checker.person(person, cells)))
            for cells in (row, self.before[person])
        ]
        return found[0].is_no_worse(found[1])

    def write(self):
        """Write the shifts; return how many came, changed hands and went."""
        gone, come = self._differences()
        moves = self._moves(gone, come)
        taken = [shift for shifts in gone.values() for shift in shifts]
        shifts = self.planning.env["cs.shift"]
        shifts.union(*taken)._take_away()
        if moves:
            shifts._move_all(moves, "automatic")
        added = self._add(come)
        return {"added": len(added), "moved": len(moves), "removed": len(taken)}

    def _differences(self):
        """Return ``{(day, type): shifts that go}`` and ``{(day, type): people}``."""
        gone, come = defaultdict(list), defaultdict(list)
        for person, (old, new) in enumerate(zip(self.before, self.rows, strict=True)):
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    if before != FREE:
                        shift = self.planning.at[person, number]
                        gone[number, before].append(shift)
                    if after != FREE:
                        come[number, after].append(person)
        return gone, come

    def _moves(self, gone, come):
        """Let whoever comes take the shift that goes, or one that is free already."""
        plan, moves = self.planning, []
        free = defaultdict(list)
        for shift in plan.shifts.filtered(lambda shift: not shift.employee_id):
            kind = plan.index_of_kind.get(shift.type_id.id)
            free[(shift.date - plan.first).days, kind].append(shift)
        employees = plan.env["hr.employee"]
        for cell, people in come.items():
            for shifts in (free[cell], gone[cell]):
                while shifts and people:
                    person = employees.browse(plan.people[people.pop(0)].id)
                    moves.append((shifts.pop(0), person))
        return moves

    def _add(self, come):
        plan = self.planning
        rows = []
        for (number, kind), people in come.items():
            day = plan.days[number]
            record, span = plan.hours.of(plan.kinds[kind].id, day)
            rows += [(plan.people[person].id, record, day, span) for person in people]
        added = plan.env["cs.shift"]._insert(plan.roster, rows, "automatic")
        added._log_new()
        _take_turns(added)
        return added

    def findings(self):
        """Return what is not kept now, without what the coverage tells better."""
        told = {"over", "minimum", "skill"}
        roster = tuple(tuple(row) for row in self.rows)
        return [f for f in self.checker.check(roster).findings if f.rule not in told]

    def changed(self):
        """Return how many cells are others than people were told."""
        return sum(
            self.rows[person][day] != kind
            for (person, day), kind in self.problem.published.items()
        )


def _take_turns(shifts):
    """Let new shifts go to their breaks when fewest others of their kind do."""
    those = shifts.filtered(lambda s: any(s.type_id.break_ids.mapped("stagger")))
    if not those:
        return
    key = lambda s: (s.date, s.type_id, s.department_id)  # noqa: E731
    there = shifts.search(
        [
            ("roster_id", "in", those.roster_id.ids),
            ("date", "in", list(set(those.mapped("date")))),
            ("state", "!=", "cancelled"),
            ("employee_id", "!=", False),
            ("id", "not in", those.ids),
        ]
    )
    taken = {
        place: Counter(group.mapped("break_turn"))
        for place, group in there.grouped(key).items()
    }
    turns = defaultdict(shifts.browse)
    for shift in those:
        had = taken.setdefault(key(shift), Counter())
        turn = min(range(MOST_TURNS), key=lambda number: (had[number], number))
        had[turn] += 1
        turns[turn] |= shift
    for turn, group in turns.items():
        if turn:
            group.write({"break_turn": turn})
