from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain


class RosterFlag(models.Model):
    """Days that ask for more than others: festivals, sales, inspections (SH-33, SH-42).

    Public holidays are special days by themselves. HR edits, and supervisors those of
    their departments; every employee reads.
    """

    _name = "cs.roster.flag"
    _inherit = ["cs.typed"]
    _description = "Special day"
    _order = "date_from, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        help="With those below it. Empty: the whole company.",
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    note = fields.Text(translate=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from AND date_to <= date_from + 92)",
        "Special days end after they begin, and last three months at most.",
    )

    def _days(self, company_id, path, first, last):
        """Return ``{date: name}`` of the special days of a department; one query.

        :param path: ids of the department and those above it
        """
        found = self.sudo().search(
            Domain("company_id", "=", company_id)
            & Domain("department_id", "in", [False, *path])
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", first)
        )
        days = {}
        for flag in found:
            day = max(flag.date_from, first)
            while day <= min(flag.date_to, last):
                days.setdefault(day, flag.name)
                day += timedelta(days=1)
        return days
