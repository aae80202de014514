from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class FactKind(models.Model):
    """What a fact is about: late, absent, a warning, or what a department adds.

    HR adds kinds; every employee may read them. Codes that the module itself counts
    with stay.
    """

    _name = "cs.fact.kind"
    _inherit = ["cs.remembered", "cs.typed"]
    _description = "Kind of fact"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short name used in conditions, such as late. It stays the same in every "
        "language.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_event = fields.Boolean(
        "Recorded by hand",
        help="Leaders and HR record such an event; a policy may count it as absence.",
    )
    is_counted = fields.Boolean(
        "Counted by the module", readonly=True, export_string_translation=False
    )

    _code_uniq = models.UniqueIndex("(code)", "There is already a kind with this code.")
    _code_well_formed = models.Constraint(
        "CHECK (code ~ '^[a-z][a-z0-9_]*$' AND length(code) <= 40)",
        "A code begins with a small letter and has only small letters, digits and "
        "underscores, at most 40.",
    )

    def write(self, vals):
        if "code" in vals and any(
            kind.is_counted and kind.code != vals["code"] for kind in self
        ):
            raise UserError(self.env._("The module counts with this code: it stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        if any(self.mapped("is_counted")):
            raise UserError(self.env._("The module counts with this kind: archive it."))

    def _check_is_event(self):
        """Refuse kinds that the module counts: nobody records those by hand.

        :raises ValidationError: names the kind
        """
        for kind in self:
            if not kind.is_event:
                raise ValidationError(
                    self.env._("'%s' is not recorded by hand.", kind.name)
                )

    @api.model
    def _by_code(self):
        """Return ``{code: id}`` of all kinds, archived ones too."""
        kinds = self.sudo().with_context(active_test=False).search([])
        return {kind.code: kind.id for kind in kinds}
