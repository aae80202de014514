"""The minimums that an automatic roster must meet, with who is there already."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from ....logic import coverage
from ....logic import roster as rules
from ....logic import shift_times as times
from ....logic.roster.cover import fewest, is_there
from .roster_coverage import Coverage, demand_roots

ONE = timedelta(days=1)
SLOT = 30
#: the price of somebody more than needed: so little that it only breaks ties
MORE_THAN_NEEDED = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A half hour: its day, and the (day, type) cells of which somebody is there."""

    moment: object
    minute: int
    day: int
    today: frozenset
    before: frozenset


class Needs:
    """The minimums of a roster's departments and of those above, by half hours.

    The same reading as that of the board's coverage: breaks are no presence, and people
    of other rosters of a department count. A constant number of queries.
    """

    def __init__(self, planning):
        self.planning = plan = planning
        self.env = plan.env
        place = plan.roster.department_id
        departments = plan.env["hr.department"].with_context(active_test=False)
        self.below = set(departments.search([("id", "child_of", place.ids)]).ids)
        roots = demand_roots(plan.env, self.below)
        self.coverage = Coverage(
            plan.env,
            plan.roster.company_id,
            list(roots),
            plan.first,
            plan.last + ONE,
            plan.zone,
        )
        self.end = times.at(plan.last, 24, plan.zone)
        self.needs = [
            need
            for need in self.coverage.needs
            if not need.layer and need.departments & self.below
        ]

    @cached_property
    def spans(self):
        """``{(day, type): when somebody with the shift is at the desk}``, in minutes.

        Breaks that people take in turns leave somebody there.
        """
        plan, found = self.planning, {}
        for (number, index), (start, stop, _paid) in plan.times.items():
            day, pattern = plan.days[number], plan.kinds[index]._pattern()
            pauses = [
                tuple(plan.minute(at) for at in times.pause_at(day, pattern, pause, 0))
                for pause in pattern.pauses
                if not pause.stagger
            ]
            found[number, index] = tuple(times.presence(start, stop, pauses))
        return found

    @cached_property
    def slots(self):
        """The half hours of the roster and those after it that its last day has."""
        plan = self.planning
        edges = [times.at(day, 0, plan.zone) for day in [*plan.days, plan.last + ONE]]
        covering = defaultdict(set)
        grid = times.slots(plan.first, plan.last + ONE, plan.zone)
        minutes = {plan.minute(moment): moment for moment in grid}
        for cell, spans in self.spans.items():
            for start, stop in spans:
                first = -(-start // SLOT) * SLOT
                for minute in range(first, stop - SLOT + 1, SLOT):
                    covering[minute].add(cell)
        found = []
        for minute, moment in minutes.items():
            cells = covering[minute]
            day = bisect_right(edges, moment) - 1
            if day == len(plan.days):
                # only the night shifts of the last day are there
                day -= 1
            today = frozenset(k for d, k in cells if d == day)
            before = frozenset(k for d, k in cells if d == day - 1)
            if moment < self.end or today:
                found.append(Slot(moment, minute, day, today, before))
        return found

    def present(self, need, skip=()):
        """Return how many are there in each slot whom the roster's cells do not tell.

        That is: people of other rosters, shifts that are no cells, and the difference
        where a fixed shift is not worked as its type says.

        :param skip: ids of shifts that are left out
        """
        plan, people = self.planning, self.coverage.people
        cells = {shift.id: cell for cell, shift in plan.at.items()}
        others, own = [], []
        for presence in self.coverage.presences:
            if presence.key in skip or not coverage.counts_for(need, presence, people):
                continue
            if presence.key in cells:
                own.append(presence)
            else:
                others += presence.spans
        grid = [slot.moment for slot in self.slots]
        there = times.lowest(others, grid)
        for presence in own:
            cell = cells[presence.key]
            if cell in plan.fixed:
                self._correct(there, presence, (cell[1], plan.fixed[cell]))
        return there

    def _correct(self, there, presence, nominal):
        spans = tuple(
            tuple(self.planning.minute(at) for at in span) for span in presence.spans
        )
        wanted = self.spans.get(nominal, ())
        if spans == wanted:
            return
        for index, slot in enumerate(self.slots):
            there[index] += is_there(spans, slot.minute, SLOT)
            there[index] -= is_there(wanted, slot.minute, SLOT)

    def holds(self, need):
        """Return for each slot whether a minimum holds then."""
        windows = [window for window in need.windows if window[0] < self.end]
        return [
            any(a < slot.moment + times.SLOT and b > slot.moment for a, b in windows)
            for slot in self.slots
        ]

    def demands(self, skip=()):
        """Return the minimums as demands of the problem.

        Half hours in which the same shifts and as many others are there are one demand.
        """
        found = []
        for need in self.needs:
            demand = self.env["cs.shift.demand"].browse(need.key)
            pieces = {}
            there = self.present(need, skip)
            for slot, holds, others in zip(
                self.slots, self.holds(need), there, strict=True
            ):
                if holds and (slot.today or slot.before):
                    pieces[slot.day, slot.today, slot.before, others] = None
            found += [self._piece(need, demand, *piece) for piece in pieces]
        return found

    def _piece(self, need, demand, day, today, before, there):
        return rules.Demand(
            key=str(need.key),
            day=day,
            types=today,
            types_before=before,
            minimum=need.minimum,
            maximum=need.minimum,
            over=MORE_THAN_NEEDED,
            rule="skill" if need.skill else "minimum",
            skill=str(need.skill or ""),
            rank=need.level,
            place=str(demand.department_id.id),
            there=there,
            under=self.planning.cover_price,
        )

    def fewest(self):
        """Return how many shifts of each (day, type) all minimums take at least."""
        wanted = defaultdict(lambda: [0] * len(self.slots))
        for need in self.needs:
            place = self.env["cs.shift.demand"].browse(need.key).department_id.id
            there = self.present(need)
            for index, holds in enumerate(self.holds(need)):
                if holds:
                    missing = need.minimum - there[index]
                    wanted[place][index] = max(wanted[place][index], missing)
        own = self._below(self.planning.roster.department_id, wanted)
        for place, counts in wanted.items():
            if place not in self.below:
                own = [max(pair) for pair in zip(own, counts, strict=True)]
        needs = {s.minute: count for s, count in zip(self.slots, own, strict=True)}
        return fewest(needs, self.spans, SLOT)

    def _below(self, place, wanted):
        """Return how many people a department needs, or the parts of it together."""
        parts = [
            self._below(child, wanted)
            for child in place.child_ids
            if child.id in self.below
        ]
        together = [sum(counts) for counts in zip(*parts, strict=True)]
        together = together or [0] * len(self.slots)
        return [max(pair) for pair in zip(together, wanted[place.id], strict=True)]
