"""Judges swaps that exist and swaps that might be: read once, then only compare."""

from dataclasses import replace
from functools import cached_property

from odoo import fields as odoo_fields

from ....logic import swap as rules
from ...limit.worktime import public_holidays
from . import words
from .ground import Ground
from .legality import legality
from .supposed import Problem
from .supposed_limits import SupposedSwaps

#: worse ones first
OUTCOMES = ("block", "exception", "warn", "none")
#: what the rule of a problem begins with that a limit found
LIMIT = "limit_"


class SwapCheck:
    """One check of any number of swaps. Each thing is read at most once."""

    def __init__(self, env, supposed, moment=None):
        self.env = env(su=True)
        self.supposed = list(supposed)
        self.moment = moment or odoo_fields.Datetime.now()
        self.ground = Ground(self.env, self.supposed)
        self._sentences = {}

    def problems(self):
        """Return ``{key: [Problem, ...]}``, the worst first."""
        found = self._lasting()
        whole = [swap for swap in self.supposed if self._is_whole(swap)]
        for key, problems in self._limit_problems(whole).items():
            found[key] += problems
        return {key: _sorted(problems) for key, problems in found.items()}

    def hindrances(self):
        """Return ``{key: [sentence, ...]}`` of what makes swaps impossible now.

        What limits counted when a swap was asked for does not change by waiting.
        """
        return {
            key: [row.sentence for row in _sorted(rows) if row.outcome == "block"]
            for key, rows in self._lasting().items()
        }

    def _lasting(self):
        """Return ``{key: problems}`` of people, shifts and rosters as they are now."""
        found = {swap.key: self._own_problems(swap) for swap in self.supposed}
        whole = [swap for swap in self.supposed if self._is_whole(swap)]
        for key, rows in legality(self, whole).items():
            found[key] += [Problem(*row) for row in rows]
        return found

    @cached_property
    def holidays(self):
        """``{(company id, calendar id): {date: name}}`` of the public holidays."""
        days = [shift.date for shift in self.ground.shifts.values()]
        if not days:
            return {}
        companies = {shift.company_id.id for shift in self.ground.shifts.values()}
        return public_holidays(self.env, companies, min(days), max(days))

    def occasion(self, shift_id):
        """Return the name of the public holiday on which a shift begins, or None."""
        shift = self.ground.shifts[shift_id]
        calendar = shift.employee_id.resource_calendar_id.id
        for place in ((shift.company_id.id, False), (shift.company_id.id, calendar)):
            name = self.holidays.get(place, {}).get(shift.date)
            if name is not None:
                return name or self.env._("public holiday")
        return None

    def festivals(self, swap):
        """Return the shifts of a swap that are on public holidays."""
        known = [leg.shift for leg in swap.legs if leg.shift in self.ground.shifts]
        return [shift for shift in known if self.occasion(shift) is not None]

    # ---- one swap after the other ----------------------------------------------------

    def _own_problems(self, swap):
        if not swap.policy:
            return [self._problem("no_policy", person=swap.requester)]
        flaw = rules.flaw("give" if swap.kind == "pool" else swap.kind, swap.legs)
        if flaw:
            return [Problem(flaw, words.sentence(self.env, flaw))]
        found = self._kind_problems(swap)
        for leg in swap.legs:
            found += self._shift_problems(swap, leg)
        for person in rules.people(swap.legs):
            found += self._person_problems(swap, person)
        if not self._is_whole(swap):
            return found
        for leg in swap.legs:
            found += self._leave_problems(swap, leg)
        return found + self._roster_problems(swap) + self._date_problems(swap)

    def _is_whole(self, swap):
        """Tell whether every shift is there, not cancelled, and worked by who should
        give it."""
        flaw = rules.flaw("give" if swap.kind == "pool" else swap.kind, swap.legs)
        return bool(swap.policy and not flaw) and all(
            leg.shift in self.ground.shifts
            and self.ground.shifts[leg.shift].state != "cancelled"
            and self.ground.shifts[leg.shift].employee_id.id == leg.giver
            for leg in swap.legs
        )

    def _kind_problems(self, swap):
        policy, found = swap.policy, []
        if swap.kind not in [*policy._kinds(), "appoint"]:
            found.append(self._problem("kind", policy=policy.name))
        if all(leg.giver != swap.requester for leg in swap.legs):
            first = swap.legs[0].shift
            found.append(self._problem("foreign", person=swap.requester, shift=first))
        if swap.kind == "ring" and len(swap.legs) > policy.max_ring:
            found.append(self._problem("size", figure=policy.max_ring))
        return found

    def _shift_problems(self, swap, leg):
        shift = self.ground.shifts.get(leg.shift)
        if not shift:
            return [self._problem("gone", shift=leg.shift)]
        asked, owner = swap.frozen.get(leg.shift), shift.employee_id
        if shift.state == "cancelled":
            return [self._problem("cancelled", shift=leg.shift)]
        wrong = {
            "state": shift.state != "published",
            "closed": shift.roster_id.state == "locked",
            "begun": shift.start <= self.moment,
            "moved": bool(owner) and owner.id != leg.giver,
            "freed": not owner and bool(leg.giver),
            "changed": bool(asked) and not asked.is_still(shift),
            "busy": self.ground.busy.get(leg.shift, swap.key)
            not in (swap.key, swap.holder),
        }
        return [
            self._problem(
                rule,
                shift=leg.shift,
                person=leg.giver,
                owner=owner.name,
                before=words.shift(shift, asked) if rule == "changed" else "",
            )
            for rule, is_wrong in wrong.items()
            if is_wrong
        ]

    def _person_problems(self, swap, person_id):
        """What keeps somebody from swapping with the requester at all."""
        people, policy = self.ground.people, swap.policy
        person, requester = people[person_id], people[swap.requester]
        is_other = person_id != swap.requester
        wrong = {
            "left": not person.is_active,
            "company": person.company != requester.company,
            "place": is_other and not self.ground.in_scope(policy, requester, person),
            "login": is_other and swap.kind != "appoint" and not person.user,
        }
        found = [rule for rule, is_wrong in wrong.items() if is_wrong]
        if is_other and not {"left", "company"}.intersection(found):
            problem = rules.peer_problem(requester.peer, person.peer, policy.peer)
            found += [problem] if problem else []
        return [self._problem(rule, person=person_id) for rule in found]

    def _leave_problems(self, swap, leg):
        """Whoever takes a shift has no leave then; whoever gives it waits until the
        leave that he asked for is decided."""
        waits = swap.policy.leave_blocks == "asked"
        for leave in self._leaves(leg.taker, leg.shift):
            if leave.state in ("validate", "validate1"):
                return [self._problem("leave", person=leg.taker, shift=leg.shift)]
            if waits:
                return [self._problem("leave_asked", person=leg.taker, shift=leg.shift)]
        for leave in self._leaves(leg.giver, leg.shift):
            if waits and leave.state == "confirm":
                return [self._problem("leave_waits", person=leg.giver, shift=leg.shift)]
        return []

    def _leaves(self, person, shift_id):
        shift = self.ground.shifts[shift_id]
        return [
            leave
            for leave in self.ground.leaves.get(person, ())
            if leave.start < shift.stop and leave.stop > shift.start
        ]

    def _roster_problems(self, swap):
        """What the rosters of the people would look like."""
        duties = [
            duty
            for person in rules.people(swap.legs)
            for duty in self.ground.duties.get(person, ())
        ]
        taken = {leg.shift for leg in swap.legs}
        before = {d.shift for d in duties if d.shift in taken and d.is_swapped}
        after = rules.applied(duties, swap.legs)
        return self._named(rules.broken(after, taken, swap.policy._rules(), before))

    def free_problems(self, one, duty):
        """Return what the policy says to somebody who might take a free shift: back to
        back, twice a day, too little rest, or leave that he has asked for.

        :param one: a supposed swap in which he is the requester
        :param duty: the shift, as his duty
        """
        if not one.policy:
            return []
        duties = [*self.ground.duties.get(one.requester, ()), duty]
        # nothing is swapped: a swap before or after it does not matter
        policy = replace(one.policy._rules(), distance=0)
        asked = self._leave_problems(one, one.legs[0])
        return self._named(rules.broken(duties, {duty.shift}, policy)) + [
            problem for problem in asked if problem.rule == "leave_asked"
        ]

    def _named(self, broken):
        """Return broken rules of rosters as problems."""
        return [
            self._problem(
                row.rule,
                person=row.person,
                shift=row.shift,
                other=row.other,
                hours=f"{row.value:g}",
            )
            for row in broken
        ]

    def _date_problems(self, swap):
        policy, found = swap.policy, []
        days = {leg.shift: self.ground.shifts[leg.shift].date for leg in swap.legs}
        first = swap.legs[0]
        for leg in swap.legs[1:]:
            apart = abs((days[leg.shift] - days[first.shift]).days)
            if policy.exchange_days and apart > policy.exchange_days:
                figure = policy.exchange_days
                found.append(self._problem("far", shift=leg.shift, figure=figure))
        late = rules.too_late_to_return(swap.legs, days, policy.return_days)
        if late:
            figure = policy.return_days
            found.append(self._problem("late_return", figure=figure, days=late))
        if policy.festival == "forbidden":
            found += [
                self._problem("festival", shift=shift, occasion=self.occasion(shift))
                for shift in self.festivals(swap)
            ]
        return found

    # ---- all of them at once ---------------------------------------------------------

    def _limit_problems(self, swaps):
        """Return ``{key: problems}`` of what limits say; constant queries."""
        if not swaps:
            return {}
        found = self.env["cs.limit"]._check(SupposedSwaps(self, swaps), self.moment)
        askers = {swap.key: swap.requester for swap in swaps}
        return {
            key: [
                Problem(
                    f"{LIMIT}{row.limit_id}",
                    self._whose(row, askers[key]),
                    row.outcome,
                    person=row.employee_id,
                    role_id=row.role_id,
                )
                for row in findings
                if row.outcome != "none"
            ]
            for key, findings in found.items()
        }

    def _whose(self, finding, requester):
        """Return what a limit says; of anybody but the requester, with his name."""
        if finding.employee_id == requester:
            return finding.sentence
        return self.env._(
            "%(person)s – %(sentence)s",
            person=self.ground.name(finding.employee_id),
            sentence=finding.sentence,
        )

    def _problem(self, rule, person=None, shift=None, other=None, **values):
        key = (rule, person, shift, other, *sorted(values.items()))
        if key not in self._sentences:
            self._sentences[key] = words.sentence(
                self.env,
                rule,
                person=self.ground.name(person),
                shift=self.ground.label(shift),
                other=self.ground.label(other),
                **values,
            )
        return Problem(rule, self._sentences[key], person=person, shift=shift)


def _sorted(problems):
    """Return each sentence once, the worst first."""
    known = {}
    for problem in problems:
        known.setdefault(problem.sentence, problem)
    return sorted(known.values(), key=lambda row: OUTCOMES.index(row.outcome))
