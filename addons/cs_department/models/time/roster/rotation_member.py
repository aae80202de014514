from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ....logic import rotation as cycles
from ...org.deferred import deferred
from .rotation import WEEKDAYS


class RotationMember(models.Model):
    """Somebody who follows a rotation, from when to when and how far along.

    HR edits; supervisors edit the members of the departments they lead; employees read
    their own.
    """

    _name = "cs.rotation.member"
    _inherit = ["cs.typed"]
    _description = "Member of a rotation"
    _order = "rotation_id, offset, date_from, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    rotation_id = fields.Many2one(
        "cs.rotation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="rotation_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(related="rotation_id.kind", store=True, precompute=True)
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    department_id = fields.Many2one(
        related="employee_id.department_id", store=True, index="btree_not_null"
    )
    offset = fields.Integer(
        "Days ahead", help="So many days further along than the pattern itself."
    )
    rest_weekday = fields.Selection(
        WEEKDAYS, "Own day of rest", help="Empty: that of the rotation."
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: fields.Date.context_today(self)
    )
    date_to = fields.Date("To", help="The last day. Empty: no end is known.")

    _offset_sane = models.Constraint(
        'CHECK ("offset" BETWEEN 0 AND 365)', "The days ahead are from 0 to 365."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "It must end after it begins."
    )
    _one_rotation = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, kind WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&) DEFERRABLE",
        "Somebody follows one rotation at a time.",
    )

    @api.constrains("employee_id", "rotation_id", "date_from", "date_to")
    def _check_one_rotation(self):
        """Name the rotation in the way; one query for all that are saved together."""
        others = self.sudo().search([("employee_id", "in", self.employee_id.ids)])
        of_person = others.grouped(lambda other: (other.employee_id, other.kind))
        for member in self.sudo():
            for other in of_person[member.employee_id, member.kind] - member:
                if (not other.date_to or other.date_to >= member.date_from) and (
                    not member.date_to or member.date_to >= other.date_from
                ):
                    raise ValidationError(
                        self.env._(
                            "%(person)s follows the rotation %(rotation)s from "
                            "%(start)s on. End that first, or choose other dates.",
                            person=member.employee_id.name,
                            rotation=other.rotation_id.name,
                            start=format_date(self.env, other.date_from),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        with deferred(self, "_one_rotation"):
            return super().create(vals_list)

    def write(self, vals):
        with deferred(self, "_one_rotation"):
            return super().write(vals)

    def _place(self):
        """Return where the person stands, as a plain value."""
        self.ensure_one()
        weekday = int(self.rest_weekday) if self.rest_weekday else None
        return cycles.Place(self.offset, self.date_from, self.date_to or None, weekday)
