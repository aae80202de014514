from odoo import api, fields, models

from ...logic import limit as limits
from ...logic import notice as notices
from ..limit.worktime import WorkTime


class LeaveFacts(models.AbstractModel):
    """What the conditions of flows and limits may ask about a leave.

    Facts that depend on limits (whether an exception is needed) are known to flows
    only: a limit cannot ask what the limits say.
    """

    _name = "cs.leave.facts"
    _description = "Facts of a leave"

    @api.model
    def _cs_fact_types(self):
        """Return ``{name: (type, label)}`` of what a leave tells besides its person."""
        return {
            "leave_type": ("text", self.env._("Code of the leave type")),
            "days": ("number", self.env._("Days")),
            "hours": ("number", self.env._("Hours")),
            "start": ("date", self.env._("First day")),
            "end": ("date", self.env._("Last day")),
            "start_hour": ("number", self.env._("Hour at which it begins")),
            "days_of_notice": (
                "number",
                self.env._("Dates between application and first day"),
            ),
            "hours_of_notice": ("number", self.env._("Clock hours before it begins")),
            "working_days_of_notice": (
                "number",
                self.env._("Working days before it begins"),
            ),
            "days_in_month": (
                "number",
                self.env._("Days of this type in the month, with these"),
            ),
            "times_in_month": (
                "number",
                self.env._("Requests in the month, with this one"),
            ),
            "departments": ("list", self.env._("The department and those above it")),
            "on_probation": ("bool", self.env._("On probation")),
            "leads_group": ("bool", self.env._("Hands over a group")),
            "is_emergency": ("bool", self.env._("Reported by phone")),
            "relation": ("text", self.env._("Relation")),
            "has_stand_in": ("bool", self.env._("A stand-in is named")),
            "papers_missing": ("bool", self.env._("Papers are still to come")),
            "asked_role": ("text", self.env._("Role that decides so many days")),
            "needs_exception": ("bool", self.env._("A limit asks for an exception")),
            "exception_role": ("text", self.env._("Role that decides the exception")),
        }

    def _cs_facts(self):
        """Return ``{leave id: {name: value}}``; constant queries for a batch."""
        if not self:
            return {}
        leaves = self.sudo()
        terms = leaves._cs_terms()
        probation = leaves._cs_on_probation()
        months = leaves._cs_month_use()
        notice = leaves._cs_notices()
        persons = leaves._flow_employee_facts(leaves.employee_id)
        return {
            leave.id: {
                **persons[leave.employee_id.id],
                "leave_type": leave.holiday_status_id.cs_code
                or leave.holiday_status_id.with_context(lang=None).name,
                "days": leave.number_of_days,
                "hours": leave.number_of_hours,
                "start": leave.request_date_from,
                "end": leave.request_date_to,
                "start_hour": leave._cs_start_hour(),
                **notice[leave.id],
                **months[leave.id],
                "on_probation": probation[leave.id],
                "is_emergency": leave.cs_is_emergency,
                "relation": leave.cs_relation or None,
                "has_stand_in": bool(leave.cs_stand_in_id),
                "papers_missing": leave.cs_paper_state in ("due", "overdue"),
                "asked_role": terms[leave.id][0]
                ._role_for(leave.number_of_days, leave.holiday_status_id)
                .code
                or None,
            }
            for leave in leaves
        }

    @api.model
    def _cs_person_facts(self, employees):
        """Return ``{employee id: values}`` of what the person alone decides today."""
        employees = employees.sudo()
        places = {
            employee.id: (employee.department_id.id, employee.company_id.id)
            for employee in employees
        }
        nearest = self.env["cs.leave.policy"]._nearest(set(places.values()))
        leading = self._cs_leaders(
            {employee: nearest[place] for employee, place in places.items()}
        )
        names = self._cs_department_names(
            {department for department, _company in places.values() if department}
        )
        probation = employees._is_on_probation(fields.Date.context_today(self))
        return {
            employee: {
                "departments": names.get(department, []),
                "leads_group": employee in leading,
                "on_probation": probation[employee],
            }
            for employee, (department, _company) in places.items()
        }

    def _cs_start_hour(self):
        local = self._cs_local(self.date_from)
        return local.hour + local.minute / 60

    @api.model
    def _cs_filers(self, flow, employees):
        """Return those of the employees whose leave may come to a flow."""
        places = {
            employee: (employee.department_id.id, employee.company_id.id)
            for employee in employees
        }
        nearest = self.env["cs.leave.policy"]._nearest(set(places.values()))
        policies = {employee.id: nearest[place] for employee, place in places.items()}
        leading = self._cs_leaders(policies)
        is_named = flow.id in self.env["cs.leave.policy"]._named_flow_ids()
        return employees.filtered(
            lambda person: policies[person.id]._may_pick(
                flow, person.id in leading, is_named
            )
        )

    @api.model
    def _cs_department_names(self, department_ids):
        """Return ``{department id: [codes and names, its own first]}``."""
        departments = self.env["hr.department"].sudo().with_context(lang=None)
        paths = departments._ancestor_ids(department_ids)
        departments.browse({place for path in paths.values() for place in path}).fetch(
            ["name", "cs_code"]
        )
        names = {}
        for department, path in paths.items():
            rows = departments.browse(path)
            found = [name for row in rows for name in (row.cs_code, row.name) if name]
            names[department] = list(dict.fromkeys(found))
        return names

    def _cs_on_probation(self):
        """Return ``{leave id: bool}`` for each first day; one query for the batch."""
        versions = self.env["hr.version"].sudo()
        found = versions.search_fetch(
            [("employee_id", "in", self.employee_id.ids)],
            [
                "employee_id",
                "date_version",
                "cs_probation_start",
                "cs_probation_end",
                "trial_date_end",
            ],
            order="date_version",
        ).grouped("employee_id")
        answers = {}
        for leave in self:
            day = leave.request_date_from
            known = found.get(leave.employee_id, versions)
            valid = known.filtered(lambda row, day=day: row.date_version <= day)
            version = valid[-1:] or known[:1]
            start = version.cs_probation_start
            end = version.cs_probation_end or version.trial_date_end
            answers[leave.id] = bool(end and day <= end and (not start or start <= day))
        return answers

    def _cs_month_use(self):
        """Return ``{leave id: days and requests of its first month}``."""
        windows = {
            leave.id: limits.period_of(leave.request_date_from, "month")
            for leave in self
        }
        entries = self._limit_history(
            set(self.employee_id.ids),
            min(first for first, _last in windows.values()),
            max(last for _first, last in windows.values()),
        )
        counted = self._cs_amounts()
        portions = self._cs_portions(counted)
        found = {}
        for leave in self:
            first, last = windows[leave.id]
            own = [
                entry
                for entry in entries
                if entry.employee_id == leave.employee_id.id
                and entry.document_id != leave.id
                and entry.category_id == leave.holiday_status_id.id
            ]
            rows = [portions[leave.id], *(entry.portions for entry in own)]
            found[leave.id] = {
                "days_in_month": sum(
                    days
                    for row in rows
                    for day, (days, _hours) in row.items()
                    if first <= day <= last
                ),
                "times_in_month": 1
                + sum(first <= entry.start <= last for entry in own),
            }
        return found

    def _cs_notices(self):
        """Return ``{leave id: the notice in hours, dates and working days}``."""
        moments = {
            leave.id: (
                leave._cs_local(leave._cs_applied(None)),
                leave._cs_local(leave.date_from),
            )
            for leave in self
        }
        days = [moment.date() for pair in moments.values() for moment in pair]
        worktime = WorkTime(self.env, set(self.company_id.ids), min(days), max(days))
        found = {}
        for leave in self:
            place = leave.company_id.id, leave.resource_calendar_id.id
            pair = moments[leave.id]

            def is_working(day, place=place):
                return worktime.is_working(*place, day)

            found[leave.id] = {
                "hours_of_notice": notices.notice(*pair, "hours"),
                "days_of_notice": notices.notice(*pair, "dates"),
                "working_days_of_notice": notices.notice(
                    *pair, "working_days", is_working
                ),
            }
        return found
