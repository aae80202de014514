from odoo import api, fields, models


class RotationStep(models.Model):
    """One step of a rotation: a shift type or free, for a day or several.

    HR edits; every employee reads.
    """

    _name = "cs.rotation.step"
    _inherit = ["cs.typed"]
    _description = "Step of a rotation"
    _order = "rotation_id, sequence, id"
    _check_company_auto = True

    rotation_id = fields.Many2one(
        "cs.rotation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rotation_id.company_id")
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "cs.shift.type",
        "Shift",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        domain="[('kind', '=', parent.kind)]",
    )
    is_free = fields.Boolean(
        "Free",
        help="Nothing is worked on these days. A step that was only begun is neither "
        "free nor a shift, so that nobody is free by mistake.",
    )
    days = fields.Integer(default=1, required=True)

    _days_sane = models.Constraint(
        "CHECK (days BETWEEN 1 AND 366)", "A step lasts from 1 to 366 days."
    )
    _shift_or_free = models.Constraint(
        "CHECK (is_free = (type_id IS NULL))",
        "Each step of a rotation has either a shift or is free.",
    )

    def init(self):
        """Free steps of before say that they are."""
        super().init()
        self.env.cr.execute(
            "UPDATE cs_rotation_step SET is_free = type_id IS NULL "
            "WHERE is_free IS NULL"
        )

    @api.constrains("days", "rotation_id")
    def _check_length(self):
        self.rotation_id._check_length()

    @api.onchange("type_id")
    def _onchange_type_id(self):
        if self.type_id:
            self.is_free = False

    @api.onchange("is_free")
    def _onchange_is_free(self):
        if self.is_free:
            self.type_id = False

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [self._with_free({"type_id": False, **v}) for v in vals_list]
        )

    def write(self, vals):
        return super().write(self._with_free(vals))

    @api.model
    def _with_free(self, vals):
        """Say of whoever names only a shift, or none, whether the step is free."""
        if "type_id" in vals and "is_free" not in vals:
            return {**vals, "is_free": not vals["type_id"]}
        return vals
