from odoo import api, fields, models
from odoo.exceptions import AccessError

from .fact_mark import is_posting


class Punch(models.Model):
    """A clock time that did not come from Odoo's attendance app.

    Files, sheets and approved corrections bring them; nobody types one directly and
    nobody changes one. Employees read their own, leaders those of the departments they
    lead, HR and auditors all. HR removes those of a file together with its import.
    """

    _name = "cs.punch"
    _inherit = ["cs.typed"]
    _description = "Clock time"
    _order = "at desc, id desc"
    _rec_name = "at"
    _allow_sudo_commands = False

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one("hr.department", index="btree_not_null")
    at = fields.Datetime("Time", required=True)
    direction = fields.Selection(
        [("in", "Clock in"), ("out", "Clock out"), ("any", "Either")],
        default="any",
        required=True,
    )
    source = fields.Selection(
        [("device", "Clock file"), ("sheet", "Sheet"), ("correction", "Correction")],
        required=True,
    )
    import_id = fields.Many2one(
        "cs.clock.import", "File", index="btree_not_null", ondelete="cascade"
    )
    sheet_id = fields.Many2one(
        "cs.attendance.sheet", index="btree_not_null", ondelete="restrict"
    )
    correction_id = fields.Many2one(
        "cs.attendance.correction", index="btree_not_null", ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(employee_id, at, direction)", "This clock time is known already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_posting()
        return super().create(vals_list)

    def write(self, vals):
        self._check_posting()
        return super().write(vals)

    def unlink(self):
        if self:
            self._check_posting()
        return super().unlink()

    def _check_posting(self):
        if not is_posting():
            raise AccessError(
                self.env._(
                    "Clock times come from files, sheets and approved corrections."
                )
            )

    @api.model
    def _known(self, employee_ids, first, last):
        """Return ``{(employee id, time, direction)}`` of a period; one query."""
        found = self.sudo().search_fetch(
            [
                ("employee_id", "in", list(employee_ids)),
                ("at", ">=", first),
                ("at", "<=", last),
            ],
            ["employee_id", "at", "direction"],
        )
        return {(punch.employee_id.id, punch.at, punch.direction) for punch in found}
