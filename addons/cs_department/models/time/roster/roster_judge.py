"""Judges shifts: which rules of the policy they break, or would break."""

from datetime import timedelta
from functools import cached_property

from odoo.tools import format_date, format_list

from ....logic import coverage as coverage_rules
from ....logic import shift_times as times
from ....logic.roster_rules import Duty, Plan
from . import roster_people
from .roster_coverage import Coverage, demand_roots
from .roster_words import sentence

MONTH = timedelta(days=31)
ONE = timedelta(days=1)


class Judge:
    """What judging needs to know, read once for all shifts and all alternatives."""

    def __init__(self, env, moves):
        self.env = env
        shifts = [shift.sudo() for shift, _employee in moves]
        self.first = first = min(shift.date for shift in shifts)
        self.last = last = max(shift.date for shift in shifts)
        ids = {employee.id for _shift, employee in moves if employee}
        ids |= {shift.employee_id.id for shift in shifts if shift.employee_id}
        span = first.replace(day=1) - MONTH, last + 2 * MONTH
        self.people = roster_people.people(self.env, ids)
        self.duties = roster_people.duties(self.env, ids, *span)
        self.leaves = roster_people.leaves(self.env, ids, first, last)
        self.skills = roster_people.skills(self.env, ids, first, last)
        self.paths = self.env["hr.department"]._ancestor_ids(
            {p.department for p in self.people.values() if p.department}
        )
        self.company = shifts[0].roster_id.company_id
        self.departments = {shift.department_id.id for shift in shifts}
        self.zone = self.company.resource_calendar_id.tz or "UTC"
        self.policies = self._policies(shifts)

    @cached_property
    def coverage(self):
        """Who is there when, of all departments that share a minimum with these."""
        roots = demand_roots(self.env, self.departments)
        # a night shift is also there on the day after its date
        last = self.last + ONE
        found = Coverage(
            self.env, self.company, list(roots), self.first, last, self.zone
        )
        found.people_with(self.people)
        return found

    def _policies(self, shifts):
        places = {
            (s.department_id.id or False, s.roster_id.company_id.id) for s in shifts
        }
        return self.env["cs.roster.policy"]._nearest(places)

    def policy(self, shift):
        """Return the policy that holds for a shift."""
        place = shift.department_id.id or False, shift.roster_id.company_id.id
        return self.policies[place]

    def judge(self, moves, by_staff):
        """Return the broken rules of each move of one scenario."""
        moves = [(shift.sudo(), employee) for shift, employee in moves]
        plans = self._plans(moves)
        short = self._short(moves)
        return [
            self._judge_one(index, shift, employee, plans, by_staff) + short[index]
            for index, (shift, employee) in enumerate(moves)
        ]

    def standing(self, shifts):
        """Return ``{shift id: broken rules}`` of shifts as they are."""
        plans = {person: Plan(duties) for person, duties in self.duties.items()}
        found = {}
        for shift in shifts:
            if not shift.employee_id or shift.state == "cancelled":
                continue
            person, policy = self.people[shift.employee_id.id], self.policy(shift)
            duty = _duty(shift.id, shift)
            limits = policy._limits(person.job, shift.date.month)
            rules = self._place_rules(shift, shift.employee_id)
            broken = plans[person.id].broken(duty, limits)
            rules += [(b.rule, {**b.figures, "person": person.name}) for b in broken]
            rules += self._person_rules(shift, person)
            rules = [rule for rule in rules if rule[0] != "locked"]
            if rules:
                found[shift.id] = self._say(policy, rules, shift)
        return found

    def _plans(self, moves):
        """Return ``{person id: Plan}`` as it would be."""
        moved = {shift._origin.id for shift, _employee in moves if shift._origin}
        ids = {employee.id for _shift, employee in moves if employee}
        found = {}
        for person in ids:
            duties = [d for d in self.duties.get(person, ()) if d.key not in moved]
            duties += [
                _duty(-index - 1, shift)
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
        duty = _duty(-index - 1, shift)
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
            found.append(("locked", {"roster": roster.display_name}))
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
        held = self.skills.get(person.id, ())
        owned = {one.skill for one in held if one.on(shift.date)}
        lacking = shift.type_id.skill_ids.filtered(lambda one: one.id not in owned)
        if lacking:
            names = format_list(self.env, lacking.mapped("name"))
            found.append(("skill", {**facts, "skills": names}))
        if not shift.type_id._is_used_in(self.paths.get(person.department, ())):
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
                    "zone": self.zone,
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
        come = {employee.id for shift, employee in moves if shift.date == day}
        people = self.coverage.people
        return bool(self.coverage.days_of(level, changed).get(day)) or any(
            people[i].level >= level for i in come if i in people
        )

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


def _duty(key, shift):
    """Return a shift as a plain value."""
    return Duty(
        key,
        shift.date,
        shift.start,
        shift.stop,
        shift.paid_hours,
        shift.layer,
    )
