from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....logic import overtime as rules
from ....logic import shift_times
from ...limit.finding import worst
from ...limit.worktime import WorkTime
from ...org.deferred import deferred
from ...org.zone import zone_of
from .overtime_limits import COUNTED_ONLY, local_time, naive

#: a form that asks for more than this asks for something else
LONGEST = timedelta(hours=48)
#: a roster plans somebody who has a shift that near
NEAR = timedelta(days=7)


class OvertimeAsking(models.Model):
    """Takes overtime from requests and holds it to the policy before it is decided."""

    _inherit = "cs.overtime"

    @api.model
    def _ask(self, requests):
        """Enter what these requests ask for; a returned one is entered anew.

        Constant queries for a batch.

        :param requests: requests about to be submitted; those of other forms are left
            alone
        :raises ValidationError: why the overtime cannot be asked for
        """
        lines = self.env["cs.overtime.form"]._of_forms(requests.form_id)
        ours = requests.sudo().filtered(lambda request: request.form_id.id in lines)
        if not ours:
            return
        self._limit_take_turns(ours.employee_id)
        values = self._asked_values(ours, lines)
        self._check_clashes(values)
        known = self.sudo().search([("request_id", "in", ours.ids)])
        by_request = {row.request_id.id: row for row in known}
        fresh = [row for row in values if row["request_id"] not in by_request]
        with deferred(self, "_no_overlap"):
            for row in values:
                if row["request_id"] in by_request:
                    by_request[row["request_id"]].write(row)
            known |= self.sudo().create(fresh)
        known._check_asked()

    @api.model
    def _asked_values(self, requests, lines):
        facts, now = requests._flow_facts(), fields.Datetime.now()
        answers = {
            request.id: lines[request.form_id.id]._answers(
                facts[request.id], zone_of(request.company_id)
            )
            for request in requests
        }
        for request in requests:
            self._check_span(request, answers[request.id])
        days = {
            request.id: local_time(
                naive(answers[request.id]["start"]), request.employee_id
            ).date()
            for request in requests
        }
        kinds = self._day_kinds({r.id: (r.employee_id, days[r.id]) for r in requests})
        places = {r.id: (r.department_id.id, r.company_id.id) for r in requests}
        policies = self.env["cs.overtime.policy"]._nearest(set(places.values()))
        return [
            {
                "request_id": request.id,
                "employee_id": request.employee_id.id,
                "department_id": request.department_id.id,
                "company_id": request.company_id.id,
                "policy_id": policies[places[request.id]].id,
                "state": "asked",
                "date": days[request.id],
                "start": naive(told["start"]),
                "stop": naive(told["stop"]),
                "is_emergency": bool(told["is_emergency"]),
                "is_later": naive(told["start"]) < now,
                "day_kind": kinds[request.id],
                "asked_hours": float(told["hours"] or 0),
                "counted_hours": 0.0,
                "worth_hours": 0.0,
                "is_pay": bool(told["is_pay"]),
                "because": None,
            }
            for request in requests
            for told in [answers[request.id]]
        ]

    def _check_span(self, request, told):
        """Refuse what is no piece of work.

        :raises ValidationError: the times are missing, reversed or far apart
        """
        start, stop = told["start"], told["stop"]
        if not (start and stop):
            raise ValidationError(
                self.env._("%s: say from when to when.", request.display_name)
            )
        length = naive(stop) - naive(start)
        hours = float(told["hours"] or 0)
        if not timedelta() < length <= LONGEST or not 0 < hours <= 48:
            raise ValidationError(
                self.env._(
                    "%s: overtime lasts more than 0 and at most 48 hours.",
                    request.display_name,
                )
            )
        self._check_fits(request, told)

    @api.model
    def _day_kinds(self, wanted):
        """Return ``{key: workday, rest_day or holiday}``.

        A public holiday is one for everybody; besides, the shifts that people know
        decide where a roster plans them around the day, else the person's calendar.

        :param wanted: ``{key: (employee, day)}``
        """
        days = [day for _employee, day in wanted.values()]
        people = self.env["hr.employee"].union(*[e for e, _day in wanted.values()])
        first, last = min(days), max(days)
        worktime = WorkTime(self.env, set(people.company_id.ids), first, last)
        rostered = self._rostered(people, first, last)
        return {
            key: _day_kind(employee, day, worktime, rostered)
            for key, (employee, day) in wanted.items()
        }

    @api.model
    def _rostered(self, people, first, last):
        """Return ``{employee id: {day with a known shift}}`` of those whom a roster
        plans. A draft tells people nothing, so it decides nothing (OT-05)."""
        begin = datetime.combine(first - NEAR, time())
        end = datetime.combine(last + NEAR, time.max)
        found = {}
        for shift in self._known_shifts(people.ids, begin, end):
            day = shift_times.local(shift.known_start, shift.known_type_id.tz).date()
            found.setdefault(shift.known_employee_id.id, set()).add(day)
        return found

    # ---- may it be asked for

    def _check_asked(self):
        """Hold overtime to its policy and limits; note what the deciders should know.

        :raises ValidationError: every reason why it cannot be asked for
        """
        protected = self.env["cs.protected.period"]._protected(self)
        documents = self.with_context(**{COUNTED_ONLY: False})
        found = self.env["cs.limit"]._check(documents)
        rests = self._noted()
        for row in self:
            reasons = row._reasons(row in protected)
            if worst(found[row.id]) == "block":
                reasons += [f.sentence for f in found[row.id] if f.outcome == "block"]
            if reasons:
                raise ValidationError("\n".join(dict.fromkeys(reasons)))
        self._keep_notes(found, rests)

    def _reasons(self, is_protected):
        """Return why the policy has no overtime here, as sentences."""
        self.ensure_one()
        policy, reasons = self.policy_id, []
        if not rules.may_file(
            self.is_later, self.is_emergency, policy.later or "always"
        ):
            reasons.append(
                self.env._(
                    "Overtime is asked for before the work; only an emergency may be "
                    "filed afterwards."
                )
                if policy.later == "emergency"
                else self.env._("Overtime is asked for before the work.")
            )
        if is_protected:
            reasons.append(
                self.env._(
                    "Overtime is not arranged for %s at this time.",
                    self.employee_id.name,
                )
            )
        excluded = set(policy.excluded_role_ids.mapped("code"))
        person = self.employee_id.cs_person or {}
        version = self.employee_id._get_version(self.date)
        if not excluded.isdisjoint(person.get("roles") or ()) or (
            version.contract_type_id
            and version.contract_type_id in policy.excluded_contract_type_ids
        ):
            reasons.append(
                self.env._(
                    "%(policy)s: there is no overtime for %(person)s, who is paid "
                    "otherwise.",
                    policy=policy.name,
                    person=self.employee_id.name,
                )
            )
        return reasons

    def _noted(self):
        """Return ``{id: [sentence]}`` of what people should know beside the limits."""
        rests, short = self._short_rests(), self._short_days()
        return {
            row.id: [*rests.get(row.id, ()), *short.get(row.id, ())] for row in self
        }

    def _short_rests(self):
        """Return ``{id: [sentence]}`` where little rest is left beside shifts
        (OT-08)."""
        wanted = self.filtered("policy_id.min_rest_hours")
        if not wanted:
            return {}
        margin = timedelta(hours=max(wanted.policy_id.mapped("min_rest_hours")))
        shifts = self._known_shifts(
            wanted.employee_id.ids,
            min(wanted.mapped("start")) - margin,
            max(wanted.mapped("stop")) + margin,
        )
        found = {}
        for row in wanted:
            least = timedelta(hours=row.policy_id.min_rest_hours)
            gaps = [
                max(shift.known_start - row.stop, row.start - shift.known_stop)
                for shift in shifts
                if shift.known_employee_id == row.employee_id
            ]
            if any(timedelta() < gap < least for gap in gaps):
                found[row.id] = [
                    self.env._("Less than the wanted rest is left beside a shift.")
                ]
        return found


def _day_kind(employee, day, worktime, rostered):
    place = employee.company_id.id, employee.resource_calendar_id.id
    if day in worktime.holidays(*place):
        return "holiday"
    if employee.id in rostered:
        return "workday" if day in rostered[employee.id] else "rest_day"
    return "workday" if worktime.is_working(*place, day) else "rest_day"
