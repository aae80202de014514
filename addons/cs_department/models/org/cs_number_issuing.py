from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...logic.number_scheme import (
    NumberSchemeError,
    Person,
    Stock,
    allocate,
    check,
    counter_key,
    ends,
    missing,
)

# the higher the more; the order of hr.employee's certificates (EN-08)
EDUCATION = {"graduate": 1, "bachelor": 2, "master": 3, "doctor": 4}


class CsNumberIssuing(models.AbstractModel):
    """The part of the ledger that gives out numbers. Nothing here checks who asks."""

    _name = "cs.number.issuing"
    _description = "Issuing of Employee Numbers"

    @api.model
    def _issue(self, employees, again=False):
        """Give employees a number by the schemes of their companies.

        The number of queries does not depend on the number of employees, only on that
        of the schemes. On the same day of entry EN-08 says who comes first.

        :param employees: people of one or more companies
        :param again: whether somebody who has a number gets another one
        :return: ``{employee id: sentence}`` of those who got none, and why
        """
        employees = employees.sudo()
        if not again:
            employees -= employees._cs_current_numbers().employee_id
        problems, rows = {}, []
        schemes = self.env["cs.number.scheme"]._schemes_of(employees)
        for scheme, mine in employees.grouped(lambda one: schemes[one.id]).items():
            if scheme:
                new, wrong = self._rows_of(scheme, mine)
                rows += new
                problems |= wrong
            else:
                problems |= {
                    employee.id: self.env._(
                        "%(person)s has no number: no number scheme of %(company)s is "
                        "for this employee type.",
                        person=employee.name,
                        company=employee.company_id.name,
                    )
                    for employee in mine
                }
        renewed = employees.browse([row["employee_id"] for row in rows])
        renewed._cs_current_numbers()._retire(fields.Date.context_today(self))
        self.env["cs.employee.number"].sudo().create(rows)
        return problems

    @api.model
    def _rows_of(self, scheme, employees):
        """Return ledger rows, and ``{employee id: sentence}`` of the others."""
        segments = scheme._segments()
        places = self._places(employees)
        people = self._people(employees, places)
        try:
            check(segments)
            found, counters = self._allocate(scheme, segments, people.values())
        except NumberSchemeError as error:
            sentence = scheme._sentence(error)
            return [], dict.fromkeys(employees.ids, sentence)
        self.env["cs.number.counter"].sudo()._advance(scheme, counters)
        today = fields.Date.context_today(self)
        rows = [
            {
                "number": found[employee.id].number,
                "employee_id": employee.id,
                "person": employee.name,
                "company_id": scheme.company_id.id,
                "scheme_id": scheme.id,
                "department_id": employee.department_id.id,
                "place_id": places[employee.id][2],
                "date_from": max(today, people[employee.id].entered or today),
                "source": "scheme"
                if found[employee.id].counter is not None
                else "reserved",
                "counter_key": found[employee.id].counter,
                "counter_value": found[employee.id].value,
            }
            for employee in employees
            if employee.id in found
        ]
        return rows, {
            employee.id: self._lack(employee, missing(segments, people[employee.id]))
            for employee in employees
            if employee.id not in found
        }

    @api.model
    def _allocate(self, scheme, segments, people):
        """Find numbers with the counters locked; four queries whatever the number."""
        ready = [person for person in people if not missing(segments, person)]
        keys = {counter_key(segments, person) for person in ready}
        first = next(part.first for part in segments if part.kind == "sequence")
        counters = self.env["cs.number.counter"]._lock(scheme, keys, first)
        self.env["cs.employee.number"].flush_model()
        heads = {ends(segments, person)[0] for person in ready}
        taken = self.env.execute_query(
            SQL(
                """
                SELECT number FROM cs_employee_number
                 WHERE company_id = %s AND state IN ('current', 'void')
                   AND EXISTS (
                       SELECT FROM unnest(%s::varchar[]) head
                        WHERE starts_with(number, head)
                   )
                 UNION ALL
                SELECT reserved.number FROM cs_number_reserved reserved
                  JOIN cs_employee_number held
                    ON held.number = reserved.number AND held.company_id = %s
                   AND held.state IN ('current', 'void')
                 WHERE reserved.scheme_id = %s
                """,
                scheme.company_id.id,
                list(heads),
                scheme.company_id.id,
                scheme.id,
            )
        )
        freed = self.env.execute_query(
            SQL(
                """
                SELECT counter_key, array_agg(DISTINCT counter_value)
                  FROM cs_employee_number
                 WHERE scheme_id = %s AND state = 'released'
                   AND counter_key = ANY(%s::varchar[])
              GROUP BY counter_key
                """,
                scheme.id,
                list(keys),
            )
        )
        stock = Stock(
            counters, dict(freed), {number for (number,) in taken}, scheme._reserved()
        )
        return allocate(segments, people, stock)

    @api.model
    def _places(self, employees):
        """Return ``{employee id: (centre code, department code, id of its giver)}``."""
        codes = self.env["hr.department"]._number_codes(employees.department_id.ids)
        return {
            employee.id: codes.get(employee.department_id.id, (False, False, False))
            for employee in employees
        }

    @api.model
    def _people(self, employees, places):
        """Return ``{employee id: Person}``: what numbers are made of."""
        firsts = dict(
            self.env["hr.version"]
            .sudo()
            ._read_group(
                [("employee_id", "in", employees.ids)],
                ["employee_id"],
                ["date_version:min"],
            )
        )
        figures = self.env["cs.employment.policy"]._of(employees.company_id)
        codes = {company: row.company_code or "" for company, row in figures.items()}
        return {
            employee.id: Person(
                employee.id,
                entered=employee.contract_date_start or firsts.get(employee),
                company=codes.get(employee.company_id, ""),
                centre=places[employee.id][0] or "",
                department=places[employee.id][1] or "",
                job=employee.job_id.id or None,
                rank=employee.cs_grade_id.level,
                education=EDUCATION.get(employee.certificate, 0),
                born=employee.birthday or None,
            )
            for employee in employees
        }

    @api.model
    def _lack(self, employee, kinds):
        """Say, in one sentence, what somebody's number cannot be made without."""
        place = employee.department_id
        facts = {"person": employee.name, "department": place.name}
        if "company" in kinds:
            return self.env._(
                "%(person)s has no number: the company %(company)s has no code.",
                **facts,
            )
        if {"centre", "department"} & set(kinds) and not place:
            return self.env._(
                "%(person)s has no number: the department is missing.", **facts
            )
        if "centre" in kinds:
            return self.env._(
                "%(person)s has no number: neither the department %(department)s nor "
                "one above it has a centre code.",
                **facts,
            )
        if "department" in kinds:
            return self.env._(
                "%(person)s has no number: neither the department %(department)s nor "
                "one above it has a department code.",
                **facts,
            )
        return self.env._(
            "%(person)s has no number: the day of entry is missing.", **facts
        )

    # after a change of the employee record

    @api.model
    def _follow(self, employees, is_new=False, is_type_changed=False):
        """Issue and renew numbers after a change, as the schemes say (EN-03, EN-11).

        Who gets no number is given an activity that says what is missing, and is tried
        again after the next change (EN-12). People who were here before the scheme are
        left to HR.

        :param is_new: whether the employees have just been hired
        :param is_type_changed: whether another scheme may be the right one now
        """
        employees = employees.sudo().filtered("active")
        schemes = self.env["cs.number.scheme"]._schemes_of(employees)
        if not any(schemes.values()):
            return
        held = {row.employee_id: row for row in employees._cs_current_numbers()}
        waiting = employees if is_new else employees._cs_awaiting_number()
        new = waiting.filtered(
            lambda one: one not in held and schemes[one.id].is_automatic
        )
        moved = self._moved(
            employees.filtered(
                lambda one: one in held and held[one].scheme_id.on_transfer == "renew"
            ),
            held,
        )
        if is_type_changed:
            moved |= employees.filtered(
                lambda one: (
                    one in held
                    and held[one].scheme_id
                    and schemes[one.id].is_automatic
                    and held[one].scheme_id != schemes[one.id]
                )
            )
        problems = self._issue(new) | self._issue(moved, again=True)
        employees._cs_note_number_problems(problems)

    @api.model
    def _welcome_back(self, employees):
        """Give those who came back the old number or a new one (EN-10)."""
        schemes = self.env["cs.number.scheme"]._schemes_of(employees)
        coming = employees.filtered(lambda one: schemes[one.id].on_rehire == "old")
        rows = coming.cs_number_ids.filtered(lambda row: row.state == "void")
        for employee, numbers in rows.grouped("employee_id").items():
            if not employee._cs_current_numbers():
                numbers[0]._restore(employee)
        self._follow(employees, is_new=True)

    @api.model
    def _moved(self, employees, held):
        """Return those whose number would look different after a transfer (EN-03)."""
        places = self._places(employees)
        employees = employees.filtered(
            lambda one: places[one.id][2] != held[one].place_id.id
        )
        people = self._people(employees, places)
        return employees.filtered(lambda one: not self._fits(held[one], people[one.id]))

    @api.model
    def _fits(self, row, person):
        """Tell whether a number is still made of the codes of a person."""
        segments = row.scheme_id._segments()
        if missing(segments, person):
            return False
        try:
            head, tail = ends(segments, person)
        except NumberSchemeError:
            return False
        return row.number.startswith(head) and row.number.endswith(tail)

    @api.model
    def _cron_follow(self):
        """Every day: transfers that begin today, and numbers that became possible."""
        schemes = self.env["cs.number.scheme"].search(
            Domain("is_automatic", "=", True) | Domain("on_transfer", "=", "renew")
        )
        employees = self.env["hr.employee"].search(
            Domain("company_id", "in", schemes.company_id.ids)
        )
        self._follow(employees)
