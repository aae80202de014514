from odoo import api, fields, models
from odoo.exceptions import UserError

from ....logic.shift_times import local
from ...flow.engine import inputs
from .fact_mark import is_posting, posting

#: files with more rows are read by a job of the queue
AT_ONCE = 5_000
#: so many clock times are written together
BATCH = 5_000
#: what reading and the buttons write of a file
OWNED = {
    "state",
    "row_count",
    "punch_count",
    "doubled_count",
    "missing_count",
    "error_count",
    "problem_ids",
}


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
    error_count = fields.Integer("Rows with errors", readonly=True, copy=False)
    problem_ids = fields.One2many(
        "cs.clock.problem", "import_id", "Problems", readonly=True, copy=False
    )
    progress = fields.Integer("Done (%)", compute="_compute_progress")

    def _compute_progress(self):
        done = self.env["cs.clock.progress"]._percent(self)
        for file in self:
            file.progress = 100 if file.state == "done" else done.get(file.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_not_set(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_set(vals)
        if {"data", "mapping_id"} & vals.keys():
            self._unlink_except_imported()
            vals = {**vals, "state": "draft"}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_imported(self):
        if any(file.state in ("queued", "done") for file in self):
            raise UserError(self.env._("This file is imported: take it back first."))

    @api.model
    def _check_not_set(self, vals):
        if OWNED & vals.keys() and not is_posting():
            raise UserError(
                self.env._("A file is imported and taken back with its buttons.")
            )

    def _set(self, **values):
        with posting():
            self.write(values)

    # ---- buttons ---------------------------------------------------------------------

    def action_check(self):
        """Read the file and say what is wrong, without importing anything."""
        self._one_open()
        self._read()
        return True

    def action_import(self):
        """Import the file; a large one in the background, with its progress."""
        self._one_open()
        rows = self._rows()
        if len(rows) <= AT_ONCE:
            self._import_now()
            return True
        self._places(rows)
        self._set(state="queued")
        self.with_delay(
            description=self.env._("Clock file %s", self.filename or "")
        )._import_queued()
        return True

    def action_stop(self):
        """Give up a file that waits for its job."""
        inputs.one(self).check_access("write")
        if self.state != "queued":
            raise UserError(self.env._("This file does not wait to be imported."))
        self._set(state="draft")
        return True

    def _job_ended(self):
        """The job came to nothing: the file can be imported anew."""
        self.filtered(lambda file: file.state == "queued")._set(state="draft")

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
        self._set(state="draft", punch_count=0)
        self.env["cs.attendance.month"]._touch(days)
        return True

    def _one_open(self):
        inputs.one(self).check_access("write")
        if self.state in ("queued", "done"):
            raise UserError(self.env._("This file is imported already."))

    # ---- writing ---------------------------------------------------------------------

    def _import_queued(self):
        """Import a file that waits, unless somebody stopped it."""
        self.ensure_one()
        return self.state == "queued" and self._import_now()

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
        self._set(state="done")
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

    def _days_of(self, moments):
        """Return ``(person, day)`` of clock times, by the clock that the file is of."""
        return {(owner, self._day_of(at)) for owner, at in moments}

    def _day_of(self, at):
        return local(at, self.mapping_id.tz).date()

    def _refuse_locked(self, days):
        if self.env["cs.attendance.month"]._locked_days(days):
            raise UserError(self.env._("A month of this file is locked for pay."))
