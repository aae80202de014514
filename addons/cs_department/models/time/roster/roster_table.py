import io
from datetime import timedelta

import xlsxwriter

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ....logic import form_import
from ....logic import roster_sheet as sheets
from ....logic import rotation as cycles
from ...flow.engine import inputs
from ...form.request_import import MOST_ERRORS
from ...org import table_file
from . import roster_people
from .roster_fill import Hours


class SheetError(Exception):
    """The cells of a file that cannot be taken; what was made of them goes back."""

    def __init__(self, errors):
        super().__init__()
        self.errors = list(errors)


class RosterTable(models.Model):
    """A roster as a workbook, and back: everything in it, or with an error nothing."""

    _inherit = "cs.roster"

    def action_export_xlsx(self):
        """Open the workbook of the roster."""
        if not inputs.one(self)._may_see_all():
            raise AccessError(self.env._("This roster cannot be read by you."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/cs/rosters/{self.id}.xlsx",
            "target": "download",
        }

    def import_xlsx(self, data, filename=""):
        """Make the roster as a file wants it, for the people and days that it names.

        The first row holds the days from the third column on; below it stand number,
        name and shift codes. An empty cell frees the day.

        :param data: the file, in base64
        :return: ``{"message", "errors": [{"row", "column", "message"}]}``; with errors
            nothing is changed
        """
        inputs.one(self)
        self._check_may_edit()
        rows = self._sheet_rows(data, filename)
        known = self._sheet_known()
        sheet = sheets.read(rows, known)
        errors = [self._problem(problem) for problem in sheet.problems[:MOST_ERRORS]]
        errors += [] if errors else self._sheet_clashes(sheet)
        if errors:
            return {"message": "", "errors": errors}
        unled = self._unled_days()
        try:
            with self.env.cr.savepoint():
                message, fresh = self._apply_plan(sheet.wanted, "hand", "import")
                self._refuse_broken(sheet, fresh)
                self._refuse_unled(sheet, unled)
        except SheetError as error:
            return {"message": "", "errors": error.errors}
        return {"message": message, "errors": []}

    def _refuse_broken(self, sheet, fresh):
        """Refuse what the board would refuse: new shifts that break a hard rule.

        :raise SheetError: with the cells
        """
        errors = []
        for shift_id, sentences in fresh._broken_hard_rules().items():
            shift = fresh.browse(shift_id)
            place = sheet.places.get((shift.employee_id.id, shift.date))
            if place:
                errors += [(place, sentence) for sentence in sentences]
        if errors:
            raise SheetError(
                {"row": row, "column": sheets.column_name(column), "message": sentence}
                for (row, column), sentence in sorted(set(errors))[:MOST_ERRORS]
            )

    def _refuse_unled(self, sheet, before):
        """Refuse to take the last senior from a special day, if the policy forbids it.

        :raise SheetError: with a cell of each day
        """
        days = self._unled_days().items() - before.items()
        if not days or self.policy_id.senior_outcome != "block":
            return
        first = {}
        for (_person, day), place in sorted(sheet.places.items(), key=lambda x: x[1]):
            first.setdefault(day, place)
        raise SheetError(
            {
                "row": first[day][0],
                "column": sheets.column_name(first[day][1]),
                "message": self._unled_text(day, name),
            }
            for day, name in sorted(days)[:MOST_ERRORS]
            if day in first
        )

    def _may_see_all(self):
        """Tell whether the user sees what everybody works, not just himself."""
        self.ensure_one()
        user = self.env.user
        is_all = any(
            user.has_group(f"cs_department.group_cs_{name}")
            for name in ("hr", "auditor")
        )
        leads = self.sudo().department_id.id in user.cs_led_department_ids.ids
        return self.has_access("read") and (is_all or leads)

    # ---- out -------------------------------------------------------------------------

    def _workbook(self):
        """Return the roster as a workbook: people by days, and what the codes mean."""
        output = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        book = xlsxwriter.Workbook(output, options)
        days = list(cycles.days(self.date_from, self.date_to))
        shifts = self.sudo().shift_ids.filtered(lambda s: s.state != "cancelled")
        self._write_shifts(book, days, shifts)
        types = self.env["cs.shift.type"].browse(set(self._sheet_codes().values()))
        self._write_legend(book, shifts.type_id | types)
        book.close()
        return output.getvalue()

    def _write_shifts(self, book, days, shifts):
        sheet = book.add_worksheet(self.env._("Roster"))
        head = book.add_format({"bold": True, "bg_color": "#EEEEEE"})
        date = book.add_format(
            {"bold": True, "bg_color": "#EEEEEE", "num_format": "yyyy-mm-dd"}
        )
        centre = book.add_format({"align": "center"})
        sheet.write_row(0, 0, [self.env._("No."), self.env._("Name")], head)
        for column, day in enumerate(days, start=sheets.HEAD):
            sheet.write_datetime(0, column, day, date)
        held = shifts.sorted("start").grouped(lambda s: (s.employee_id.id, s.date))
        people = self._sheet_people(shifts)
        rows = [(p.id, p.number, p.name) for p in people]
        if any(not shift.employee_id for shift in shifts):
            rows.append((False, "", self.env._("Free shifts")))
        for number, (person, badge, name) in enumerate(rows, start=1):
            sheet.write_string(number, 0, badge)
            sheet.write_string(number, 1, name)
            for column, day in enumerate(days, start=sheets.HEAD):
                codes = [s.type_id.code for s in held.get((person, day), ())]
                sheet.write_string(number, column, " ".join(codes), centre)
        sheet.set_column(1, 1, 20)
        sheet.set_column(sheets.HEAD, sheets.HEAD + len(days) - 1, 11)
        sheet.freeze_panes(1, sheets.HEAD)

    def _write_legend(self, book, types):
        sheet = book.add_worksheet(self.env._("Shift types"))
        bold = book.add_format({"bold": True, "bg_color": "#EEEEEE"})
        heads = (
            self.env._("Code"),
            self.env._("Name"),
            self.env._("Time"),
            self.env._("Paid hours"),
        )
        sheet.write_row(0, 0, heads, bold)
        for row, kind in enumerate(types.sorted("code"), start=1):
            cells = (kind.code, kind.name, kind._hours_text())
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
            sheet.write_number(row, 3, kind.paid_hours)
        sheet.set_column(1, 2, 24)

    def _sheet_people(self, shifts):
        members = roster_people.members(
            self.env, self.department_id.ids, self.company_id.id
        )
        ids = {*members, *shifts.employee_id.ids}
        people = roster_people.people(self.env, ids).values()
        return sorted(people, key=lambda person: (person.name, person.id))

    # ---- in --------------------------------------------------------------------------

    def _sheet_rows(self, data, filename):
        if not data:
            raise UserError(self.env._("Choose a file."))
        is_named_so = str(filename).lower().endswith(".xlsx")
        content = table_file.content_of(data)
        if is_named_so and content and not content.startswith(b"PK"):
            raise UserError(self.env._("This file is called XLSX, but it is none."))
        return table_file.read(
            self.env,
            data,
            form_import.MOST_ROWS + 50,
            form_import.MOST_COLUMNS,
            self.env._("Roster"),
        )

    def _sheet_known(self):
        ids = roster_people.members(
            self.env, self.department_id.ids, self.company_id.id
        )
        numbers, names = {}, {}
        for person in roster_people.people(self.env, ids).values():
            names.setdefault(person.name.casefold(), []).append(person.id)
            if person.number:
                numbers[person.number.casefold()] = person.id
        codes = self._sheet_codes()
        free = {"free shifts", self.env._("Free shifts").casefold()}
        return sheets.Known(self.date_from, self.date_to, numbers, names, codes, free)

    def _sheet_codes(self):
        """Return ``{code: type id}``: where two share a code, that of the nearest
        department."""
        paths = self.env["hr.department"]._ancestor_ids(self.department_id.ids)
        above = list(paths.get(self.department_id.id, ()))
        types = self.env["cs.shift.type"].search(
            [("company_id", "=", self.company_id.id)]
        )
        found = {}
        for kind in types:
            ids = kind.department_ids.ids
            ranks = [above.index(i) for i in ids if i in above]
            if ranks or not ids:
                rank = min(ranks, default=len(above))
                found.setdefault(kind.code.casefold(), []).append((rank, kind.id))
        return {code: min(ranked)[1] for code, ranked in found.items()}

    def _sheet_clashes(self, sheet):
        """Return the cells whose shifts would meet others of the same person."""
        hours = Hours(self.env["cs.shift.type"].sudo())
        spans, errors = [], []
        for cell, types in sheet.wanted.items():
            for type_id in types:
                kind, span = hours.of(type_id, cell[1])
                if span is None or span.start >= span.stop:
                    row, column = sheet.places[cell]
                    problem = sheets.Problem("season", row, column, kind.code)
                    errors.append(self._problem(problem))
                    continue
                spans.append((cell, kind._layer(), span.start, span.stop))
        spans += self._held_outside(sheet)
        for first, second in sheets.clashes(spans):
            cell = second if second in sheet.places else first
            other = first if cell == second else second
            row, column = sheet.places[cell]
            text = format_date(self.env, other[1])
            errors.append(self._problem(sheets.Problem("clash", row, column, text)))
        return errors[:MOST_ERRORS]

    def _held_outside(self, sheet):
        """Return the shifts of these people that the file does not speak of."""
        days = [day for _person, day in sheet.wanted]
        people = {person for person, _day in sheet.wanted if person}
        shifts = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "in", list(people))
                & Domain("state", "!=", "cancelled")
                & Domain("date", ">=", min(days) - timedelta(days=2))
                & Domain("date", "<=", max(days) + timedelta(days=2))
            )
        )
        return [
            ((shift.employee_id.id, shift.date), shift.layer, shift.start, shift.stop)
            for shift in shifts
            if shift.roster_id != self
            or (shift.employee_id.id, shift.date) not in sheet.wanted
        ]

    def _problem(self, problem):
        return {
            "row": problem.row,
            "column": sheets.column_name(problem.column),
            "message": _TEXTS[problem.rule](self.env._, problem.text),
        }


_TEXTS = {
    "empty": lambda _, t: _("The file holds nobody."),
    "days": lambda _, t: _("The first row names no day, from the third column on."),
    "date": lambda _, t: _("'%s' is no date; write it as 2024-06-03.", t),
    "outside": lambda _, t: _("%s lies outside of the roster.", t),
    "doubled": lambda _, t: _("%s is there twice.", t),
    "number": lambda _, t: _("Nobody of the department has this number: %s.", t),
    "name": lambda _, t: _("Nobody of the department is called '%s'.", t),
    "other": lambda _, t: _("The number is not that of %s.", t),
    "namesakes": lambda _, t: _("Several people are called '%s': give the number.", t),
    "twice": lambda _, t: _("%s is there twice.", t),
    "code": lambda _, t: _("There is no shift type with the code '%s' here.", t),
    "many": lambda _, t: _("Too many shifts in one cell: %s", t),
    "season": lambda _, t: _("%s is not worked on this day.", t),
    "clash": lambda _, t: _("At the same time as the shift of %s.", t),
}
