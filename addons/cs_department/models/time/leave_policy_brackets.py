from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...logic import leave as rules
from ..org.mark import Mark

#: several lines change together: they are looked at when all have
saving = Mark("leave policy is being saved")


class LeavePolicy(models.Model):
    """Of the lines that say whom to ask, each decides something (LV-15)."""

    _inherit = "cs.leave.policy"

    bracket_problem = fields.Char("Lines lacking", compute="_compute_bracket_problem")

    @api.depends("bracket_ids.is_rest", "bracket_ids.leave_type_ids")
    def _compute_bracket_problem(self):
        """Warn where longer leave finds nobody to ask."""
        for policy in self:
            rest = policy.bracket_ids.filtered("is_rest").mapped(_types)
            is_open = any(
                not any(rules.takes_all(types, _types(bracket)) for types in rest)
                for bracket in policy.bracket_ids
            )
            policy.bracket_problem = is_open and self.env._(
                "No line says whom to ask for longer leave: add one for everything "
                "else. Until then the workflow finds no role for it."
            )

    @api.model_create_multi
    def create(self, vals_list):
        with saving():
            policies = super().create(vals_list)
        policies._check_brackets()
        return policies

    def write(self, vals):
        with saving():
            result = super().write(vals)
        if "bracket_ids" in vals:
            self._check_brackets()
        return result

    def _check_brackets(self):
        """Refuse lines of which one can never decide.

        :raises ValidationError: names the first
        """
        if saving.is_set():
            return
        for policy in self:
            rows = policy.bracket_ids.sorted(lambda row: (row.sequence, row.id))
            place = rules.never_asked(
                [
                    (
                        row.operator,
                        None if row.is_rest else row.days,
                        _types(row),
                    )
                    for row in rows
                ]
            )
            if place is not None:
                raise ValidationError(
                    self.env._(
                        "Days decide whom to ask: line %(number)s (%(role)s) would "
                        "never be reached, as a line before it takes the same days.",
                        number=place + 1,
                        role=rows[place].role_id.name,
                    )
                )


def _types(bracket):
    return frozenset(bracket.leave_type_ids.ids)
