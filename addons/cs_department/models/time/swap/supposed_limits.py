"""Swaps as limits see them: those that exist and those that might be, alike."""

import pytz

from ....logic import notice as notices
from ....logic import swap as rules
from ...limit.finding import Case
from ...limit.worktime import WorkTime
from . import words

MODEL = "cs.shift.swap"


class SupposedSwaps:
    """Stands for documents in a check of limits; the keys of the swaps are its ids.

    It answers what ``cs.limit.document`` answers. Every person of a swap is a case,
    once for each of his shifts: counted with the first one only.
    """

    _name = MODEL

    def __init__(self, check, swaps):
        self.check, self.swaps = check, swaps
        self.env, self.ids = check.env, [swap.key for swap in swaps]

    def __len__(self):
        return len(self.swaps)

    def _limit_company_ids(self):
        people = self.check.ground.people
        return list({people[swap.requester].company for swap in self.swaps})

    def _limit_cases(self, moment):
        return [case for swap in self.swaps for case in self._cases(swap)]

    def _cases(self, swap):
        ground, cases = self.check.ground, []
        for person_id in rules.people(swap.legs):
            person = ground.people[person_id]
            shifts = [
                ground.shifts[leg.shift]
                for leg in swap.legs
                if person_id in (leg.giver, leg.taker)
            ]
            for index, shift in enumerate(sorted(shifts, key=lambda s: s.start)):
                cases.append(
                    Case(
                        document_id=swap.key,
                        employee_id=person_id,
                        company_id=person.company,
                        department_id=person.department,
                        calendar_id=person.calendar,
                        start=local(shift.start, shift),
                        end=local(shift.stop, shift),
                        applied=local(swap.applied or self.check.moment, shift),
                        is_main=person_id == swap.requester,
                        is_counted=not index,
                    )
                )
        return cases

    def _limit_history(self, employee_ids, first, last):
        return self.env[MODEL]._limit_history(employee_ids, first, last)

    def _limit_colleagues(self, department_ids, first, last):
        return self.env[MODEL]._limit_colleagues(department_ids, first, last)

    def _limit_fact_types(self):
        return self.env[MODEL]._limit_fact_types()

    def _limit_facts(self):
        return facts(self.check, self.swaps)

    def _limit_origins(self):
        return {
            swap.key: {(swap.policy._name, swap.policy.id)} if swap.policy else set()
            for swap in self.swaps
        }


def local(moment, shift):
    """Return a naive UTC moment on the clock of a shift's place."""
    place = words.zone(shift)
    return pytz.utc.localize(moment).astimezone(place).replace(tzinfo=None)


def facts(check, swaps):
    """Return ``{key: {name: value}}`` of what conditions may ask about swaps."""
    ground, env = check.ground, check.env
    employees = env["hr.employee"].browse({swap.requester for swap in swaps})
    persons = env["cs.flow.document"]._flow_employee_facts(employees)
    notice = _Notice(check, swaps)
    found = {}
    for swap in swaps:
        legs = [leg for leg in swap.legs if leg.shift in ground.shifts]
        shifts = [ground.shifts[leg.shift] for leg in legs]
        departments = {
            ground.people[person].department for person in rules.people(swap.legs)
        }
        found[swap.key] = {
            **persons.get(swap.requester, {}),
            "kind": swap.kind,
            "people": len(rules.people(swap.legs)),
            "hours": sum(shift.paid_hours for shift in shifts),
            "festival": bool(check.festivals(swap)),
            "same_department": len(departments) < 2,
            **notice.of(swap, shifts),
        }
    return found


class _Notice:
    """How long before its first shift a swap is asked for, in three units."""

    def __init__(self, check, swaps):
        self.check = check
        companies = {check.ground.people[swap.requester].company for swap in swaps}
        days = [shift.date for shift in check.ground.shifts.values()]
        days += [(swap.applied or check.moment).date() for swap in swaps]
        self.worktime = WorkTime(check.env, companies, min(days), max(days))

    def of(self, swap, shifts):
        if not shifts:
            return dict.fromkeys(
                ("days_of_notice", "hours_of_notice", "working_days_of_notice"), 0
            )
        first = min(shifts, key=lambda shift: shift.start)
        person = self.check.ground.people[swap.requester]
        applied = swap.applied or self.check.moment
        pair = local(applied, first), local(first.start, first)

        def is_working(day):
            return self.worktime.is_working(person.company, person.calendar, day)

        return {
            "hours_of_notice": notices.notice(*pair, "hours"),
            "days_of_notice": notices.notice(*pair, "dates"),
            "working_days_of_notice": notices.notice(*pair, "working_days", is_working),
        }
