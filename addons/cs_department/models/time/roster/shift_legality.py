from datetime import timedelta

from odoo import api, models
from odoo.tools import format_date

from ....logic import coverage as coverage_rules
from ....logic import shift_times as times
from ....logic.roster_rules import Duty, Plan
from . import roster_people
from .roster_coverage import Coverage, demand_roots
from .roster_words import sentence

MONTH = timedelta(days=31)


class ShiftLegality(models.Model):
    """Which rules a change would break, asked before it is made."""

    _inherit = "cs.shift"

    @api.model
    def _legality(self, moves, by_staff=False):
        """Return the rules that changes would break, all of them made together.

        Shifts may be new records that are not in the database.

        :param moves: ``[(shift, employee or an empty record)]``
        :param by_staff: staff ask for it, who may not move fixed rest days (SW-14)
        :return: for each move a list of ``{"rule", "sentence", "outcome"}``, where the
            outcome is ``block`` or ``warn``; a constant number of queries
        """
        return self._legality_each([moves], by_staff)[0]

    @api.model
    def _legality_each(self, scenarios, by_staff=False):
        """Answer ``_legality`` for many alternatives, each as if it alone were made.

        :param scenarios: list of lists of moves
        """
        moves = [move for scenario in scenarios for move in scenario]
        if not moves:
            return [[] for _scenario in scenarios]
        facts = _Facts(self.sudo(), moves)
        return [facts.judge(scenario, by_staff) for scenario in scenarios]


class _Facts:
    """What judging needs to know, read once for all scenarios."""

    def __init__(self, model, moves):
        self.env = model.env
        shifts = [shift.sudo() for shift, _employee in moves]
        self.days = [shift.date for shift in shifts]
        first, last = min(self.days), max(self.days)
        ids = {employee.id for _shift, employee in moves if employee}
        ids |= {shift.employee_id.id for shift in shifts if shift.employee_id}
        span = first.replace(day=1) - MONTH, last + 2 * MONTH
        self.people = roster_people.people(self.env, ids)
        self.duties = roster_people.duties(self.env, ids, *span)
        self.leaves = roster_people.leaves(self.env, ids, first, last)
        self.skills = roster_people.skills(self.env, ids, first)
        self.paths = self.env["hr.department"]._ancestor_ids(
            {p.department for p in self.people.values() if p.department}
        )
        company = shifts[0].roster_id.company_id
        departments = {shift.department_id.id for shift in shifts}
        zone = company.resource_calendar_id.tz or "UTC"
        roots = demand_roots(self.env, departments)
        self.coverage = Coverage(self.env, company, list(roots), first, last, zone)
        self.coverage.people_with(ids)
        self.policies = self._policies(shifts)
        self.worked = self._worked()

    def _policies(self, shifts):
        places = {
            (s.department_id.id or False, s.roster_id.company_id.id) for s in shifts
        }
        return self.env["cs.roster.policy"]._nearest(places)

    def policy(self, shift):
        """Return the policy that holds for a shift."""
        place = shift.department_id.id or False, shift.roster_id.company_id.id
        return self.policies[place]

    def _worked(self):
        """Return ``{day: {shift id: person}}`` of the work of the departments."""
        found = {}
        for presence in self.coverage.presences:
            if presence.layer == 0:
                found[presence.key] = presence.person
        return found

    def judge(self, moves, by_staff):
        """Return the broken rules of each move of one scenario."""
        moves = [(shift.sudo(), employee) for shift, employee in moves]
        plans = self._plans(moves)
        short = self._short(moves)
        return [
            self._judge_one(index, shift, employee, plans, by_staff) + short[index]
            for index, (shift, employee) in enumerate(moves)
        ]

    def _plans(self, moves):
        """Return ``{person id: Plan}`` as it would be."""
        moved = {shift._origin.id for shift, _employee in moves if shift._origin}
        ids = {employee.id for _shift, employee in moves if employee}
        found = {}
        for person in ids:
            duties = [d for d in self.duties.get(person, ()) if d.key not in moved]
            duties += [
                _duty(index, shift)
                for index, (shift, employee) in enumerate(moves)
                if employee.id == person
            ]
            found[person] = Plan(duties)
        return found

    def _judge_one(self, index, shift, employee, plans, by_staff):
        policy = self.policy(shift)
        found = self._place_rules(shift, employee)
        if not employee:
            return self._say(policy, found)
        person = self.people[employee.id]
        duty = _duty(index, shift)
        limits = policy._limits(person.job, shift.date.month)
        broken = plans[person.id].broken(duty, limits)
        found += [(b.rule, {**b.figures, "person": person.name}) for b in broken]
        found += self._person_rules(shift, person)
        if by_staff and policy.is_rest_locked and self._was_free(shift, person):
            found.append(("rest_day", {"person": person.name}))
        return self._say(policy, found, shift)

    def _place_rules(self, shift, employee):
        found = []
        roster, kind = shift.roster_id, shift.type_id
        if roster.state == "locked":
            found.append(("locked", {"roster": roster.name}))
        if employee and not kind._is_in_season(shift.date):
            found.append(("season", {"type": kind.name}))
        return found

    def _person_rules(self, shift, person):
        found, facts = [], {"person": person.name}
        if not person.active or person.company != shift.roster_id.company_id.id:
            found.append(("inactive", facts))
        for leave in self.leaves.get(person.id, ()):
            if leave.start < shift.stop and leave.stop > shift.start:
                found.append(("leave", {**facts, "leave": leave.name}))
                break
        lacking = shift.type_id.skill_ids.filtered(
            lambda skill: skill.id not in self.skills.get(person.id, ())
        )
        if lacking:
            names = ", ".join(lacking.mapped("name"))
            found.append(("skill", {**facts, "skills": names}))
        allowed = set(shift.type_id.department_ids.ids)
        path = self.paths.get(person.department, ())
        if allowed and not allowed & set(path):
            found.append(("department", {**facts, "type": shift.type_id.name}))
        return found

    def _was_free(self, shift, person):
        """Tell whether a day was one of somebody's rest days."""
        return not any(
            duty.day == shift.date and duty.layer == 0
            for duty in self.duties.get(person.id, ())
        )

    def _short(self, moves):
        """Return for each move what it takes away from a minimum."""
        coverage, people = self.coverage, self.coverage.people
        gone, come = [], []
        for index, (shift, employee) in enumerate(moves):
            if shift.employee_id and shift._origin and shift.state != "cancelled":
                gone.append(self._presence(shift._origin.id, shift, shift.employee_id))
            if employee:
                come.append(self._presence(-index - 1, shift, employee))
        found = [[] for _move in moves]
        for need in coverage.needs:
            slots = coverage_rules.worse(need, coverage.presences, gone, come, people)
            if slots:
                self._blame(need, slots, moves, found)
        self._check_senior(moves, found)
        return found

    def _presence(self, key, shift, employee):
        return self.coverage.presence(
            (
                key,
                employee.id,
                shift.department_id.id,
                shift.type_id.id,
                shift.date,
                shift.start,
                shift.stop,
                shift.break_turn,
            )
        )

    def _blame(self, need, slots, moves, found):
        """Put what is short on the moves that take somebody away then."""
        demand = self.env["cs.shift.demand"].browse(need.key)
        for index, (shift, employee) in enumerate(moves):
            inside = [
                slot
                for slot in slots
                if slot[0] < shift.stop and slot[0] + times.SLOT > shift.start
            ]
            is_loss = shift.employee_id and shift.employee_id.id != employee.id
            if inside and is_loss:
                facts = {
                    "need": demand.display_name,
                    "start": inside[0][0],
                    "count": min(slot[2] for slot in inside),
                    "least": need.minimum,
                    "zone": self.coverage.zone,
                }
                found[index] += self._say(
                    self.policy(shift), [("coverage", facts)], shift
                )

    def _check_senior(self, moves, found):
        """A special day without a senior, who was there before (SH-33)."""
        special = {**self.coverage.holidays, **self.coverage.flagged}
        for index, (shift, _employee) in enumerate(moves):
            policy, day = self.policy(shift), shift.date
            level = policy.senior_grade_id.level
            if day not in special or not level or not shift.employee_id:
                continue
            if self.coverage.people[shift.employee_id.id].level < level:
                continue
            if not self._has_senior(day, level, moves):
                facts = {"grade": policy.senior_grade_id.name, "day": special[day]}
                found[index] += self._say(policy, [("senior", facts)], shift)

    def _has_senior(self, day, level, moves):
        changed = {shift._origin.id for shift, _employee in moves if shift._origin}
        there = {employee.id for shift, employee in moves if shift.date == day}
        for presence in self.coverage.presences:
            is_on = any(
                times.at(day, 0, self.coverage.zone)
                <= start
                < times.at(day, 24, self.coverage.zone)
                for start, _stop in presence.spans[:1]
            )
            if is_on and presence.layer == 0 and presence.key not in changed:
                there.add(presence.person)
        people = self.coverage.people
        return any(people[i].level >= level for i in there if i in people)

    def _say(self, policy, found, shift=None):
        """Return rules as people read them, without those that the policy ignores."""
        day = format_date(self.env, shift.date) if shift else ""
        result = []
        for rule, facts in found:
            outcome = policy._outcome_of(rule)
            if outcome != "off":
                text = sentence(self.env, rule, {"on": day, **facts})
                result.append({"rule": rule, "sentence": text, "outcome": outcome})
        return result


def _duty(index, shift):
    """Return a shift as it would be, with a number that no row has."""
    return Duty(
        -index - 1,
        shift.date,
        shift.start,
        shift.stop,
        shift.paid_hours,
        shift.layer,
    )
