from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ....logic import clock_file as rules
from ...flow.engine import inputs
from . import clock_table
from .fact_mark import posting

#: files with more rows are read by a job of the queue
AT_ONCE = 5_000
#: so many problems are kept, so many clock times are written together
MOST_PROBLEMS = 500
BATCH = 5_000


class ClockImport(models.Model):
    """A file of clock times: checked, then taken as a whole or not at all.

    HR uploads and imports; auditors read. Rows that were there before are flagged and
    left out; with an error in any row nothing is imported.
    """

    _name = "cs.clock.import"
    _description = "Clock file"
    _inherit = ["cs.typed", "mail.thread"]
    _order = "id desc"
    _rec_name = "filename"
    _check_company_auto = True

    mapping_id = fields.Many2one(
        "cs.clock.mapping",
        "Read as",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="mapping_id.company_id", store=True, precompute=True, index=True
    )
    data = fields.Binary("File", attachment=True, copy=False)
    filename = fields.Char("Name")
    state = fields.Selection(
        [
            ("draft", "Not imported"),
            ("queued", "Being imported"),
            ("done", "Imported"),
            ("failed", "Refused"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    row_count = fields.Integer("Rows", readonly=True, copy=False)
    punch_count = fields.Integer("Clock times", readonly=True, copy=False)
    doubled_count = fields.Integer("Known already", readonly=True, copy=False)
    missing_count = fields.Integer("One side missing", readonly=True, copy=False)
    error_count = fields.Integer("Errors", readonly=True, copy=False)
    problem_ids = fields.One2many(
        "cs.clock.problem", "import_id", "Problems", readonly=True, copy=False
    )
    progress = fields.Integer("Done (%)", compute="_compute_progress")

    def _compute_progress(self):
        done = self.env["cs.clock.progress"]._percent(self)
        for file in self:
            file.progress = 100 if file.state == "done" else done.get(file.id, 0)

    def write(self, vals):
        if {"data", "mapping_id"} & vals.keys() and "state" not in vals:
            if any(file.state in ("queued", "done") for file in self):
                raise UserError(
                    self.env._("This file is imported: take it back first.")
                )
            vals = {**vals, "state": "draft"}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_imported(self):
        if any(file.state in ("queued", "done") for file in self):
            raise UserError(self.env._("This file is imported: take it back first."))

    # ---- buttons ---------------------------------------------------------------------

    def action_check(self):
        """Read the file and say what is wrong, without importing anything."""
        self._one_open()
        self._read()
        return True

    def action_import(self):
        """Import the file; a large one in the background, with its progress."""
        self._one_open()
        if len(self._rows()) <= AT_ONCE:
            self._import_now()
            return True
        self.state = "queued"
        self.with_delay(
            description=self.env._("Clock file %s", self.filename or "")
        )._import_now()
        return True

    def action_undo(self):
        """Take the clock times of a file back."""
        inputs.one(self).check_access("write")
        if self.state != "done":
            raise UserError(self.env._("This file is not imported."))
        punches = self.env["cs.punch"].sudo().search([("import_id", "=", self.id)])
        days = self._days_of({(p.employee_id.id, p.at) for p in punches})
        self._refuse_locked(days)
        with posting():
            punches.unlink()
        self.write({"state": "draft", "punch_count": 0})
        self.env["cs.attendance.month"]._touch(days)
        return True

    def _one_open(self):
        inputs.one(self).check_access("write")
        if self.state in ("queued", "done"):
            raise UserError(self.env._("This file is imported already."))

    # ---- reading ---------------------------------------------------------------------

    def _rows(self):
        rows = clock_table.rows_of(self.with_context(bin_size=False).data)
        if rows is None:
            raise UserError(
                self.env._(
                    "This file cannot be read: it must be XLSX or CSV, with a heading "
                    "and rows below it."
                )
            )
        if len(rows) > clock_table.MOST_ROWS:
            raise UserError(
                self.env._("At most %s rows at once.", clock_table.MOST_ROWS)
            )
        return rows

    def _read(self):
        """Read the file; keep counts and problems; return the clock times that are new.

        :return: clock times, or None with an error
        """
        rows, layout = self._rows(), self.mapping_id._layout()
        places, missing = rules.heading(rows[0], layout)
        if missing:
            raise UserError(
                self.env._(
                    "The first row has no column '%(name)s'. It has: %(names)s",
                    name=missing[0],
                    names=format_list(
                        self.env, [cell for cell in rows[0][:12] if cell]
                    ),
                )
            )
        people = self.mapping_id._people(rules.person_keys(rows[1:], places))
        outcome = rules.read(rows[1:], layout, places, people)
        clocked = self._without_known(outcome)
        self._flag_locked(outcome, clocked)
        self._keep(outcome, len(rows) - 1, len(clocked))
        return None if outcome.errors else clocked

    def _without_known(self, outcome):
        """Leave out and flag what earlier files brought."""
        if not outcome.clocked:
            return []
        times = [one.at for one in outcome.clocked]
        people = {one.person for one in outcome.clocked}
        known = self.env["cs.punch"]._known(people, min(times), max(times))
        fresh = []
        for one in outcome.clocked:
            if (one.person, one.at, one.direction) in known:
                problem = rules.Problem(one.row, "", "known", is_error=False)
                outcome.problems.append(problem)
            else:
                fresh.append(one)
        return fresh

    def _flag_locked(self, outcome, clocked):
        """A month that is locked for pay takes no clock times any more."""
        days = self._days_of({(one.person, one.at) for one in clocked})
        locked = set(self.env["cs.attendance.month"]._locked_days(days))
        months = {(owner, day.replace(day=1)) for owner, day in locked}
        for one in clocked if months else ():
            if (one.person, one.at.date().replace(day=1)) in months:
                outcome.problems.append(rules.Problem(one.row, "", "locked"))

    @api.model
    def _days_of(self, moments):
        """Return the days that clock times may belong to."""
        return {(owner, at.date()) for owner, at in moments}

    def _refuse_locked(self, days):
        if self.env["cs.attendance.month"]._locked_days(days):
            raise UserError(self.env._("A month of this file is locked for pay."))

    def _keep(self, outcome, row_count, fresh):
        codes = [problem.code for problem in outcome.problems]
        self.problem_ids.unlink()
        self.env["cs.clock.problem"].create(
            [
                {
                    "import_id": self.id,
                    "row": one.row,
                    "column": one.column,
                    "code": one.code,
                    "value": one.value[:80],
                    "is_error": one.is_error,
                }
                for one in sorted(
                    outcome.problems, key=lambda one: (not one.is_error, one.row)
                )[:MOST_PROBLEMS]
            ]
        )
        self.write(
            {
                "state": "failed" if outcome.errors else "draft",
                "row_count": row_count,
                "punch_count": fresh,
                "doubled_count": codes.count("doubled") + codes.count("known"),
                "missing_count": sum(code.startswith("missing") for code in codes),
                "error_count": len(outcome.errors),
            }
        )

    # ---- writing ---------------------------------------------------------------------

    def _import_now(self):
        """Read and write everything, in one transaction."""
        self.ensure_one()
        clocked = self._read()
        if clocked is None:
            return False
        progress = self.env["cs.clock.progress"]
        places = self.env["hr.employee"]._departments_of(
            {one.person for one in clocked}
        )
        for start in range(0, len(clocked), BATCH):
            with posting():
                self.env["cs.punch"].sudo().create(
                    [
                        self._punch_of(one, places)
                        for one in clocked[start : start + BATCH]
                    ]
                )
                self.env.flush_all()
                self.env.invalidate_all()
            progress._report(self, start + BATCH, len(clocked))
        self.state = "done"
        days = self._days_of({(one.person, one.at) for one in clocked})
        self.env["cs.attendance.month"]._touch(days)
        return True

    def _punch_of(self, one, places):
        return {
            "employee_id": one.person,
            "company_id": self.company_id.id,
            "department_id": places[one.person][0],
            "at": one.at,
            "direction": one.direction,
            "source": "device",
            "import_id": self.id,
        }
