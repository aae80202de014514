from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...logic.number_scheme import NumberSchemeError, Person, check, render
from .mark import Mark

#: several segments change together: the scheme is looked at when all have
saving = Mark("number scheme is being saved")


class CsNumberScheme(models.Model):
    """A scheme in force can make numbers, however its segments were changed."""

    _inherit = "cs.number.scheme"

    @api.depends(
        "segment_ids.kind",
        "segment_ids.text",
        "segment_ids.width",
        "segment_ids.first",
        "segment_ids.sequence",
        "company_id",
    )
    def _compute_example(self):
        """Show the first number that somebody who enters today would get."""
        figures = self.env["cs.employment.policy"]._of(self.company_id)
        for scheme in self:
            code = figures[scheme.company_id].company_code if scheme.company_id else ""
            person = Person(
                0,
                entered=fields.Date.context_today(self),
                company=code or "AB",
                centre="2",
                department="1",
            )
            try:
                segments = scheme._segments()
                check(segments)
                first = next(part.first for part in segments if part.kind == "sequence")
                scheme.example = render(segments, person, first)
                scheme.example_problem = False
            except NumberSchemeError as error:
                scheme.example = False
                scheme.example_problem = scheme._sentence(error)

    @api.model_create_multi
    def create(self, vals_list):
        with saving():
            schemes = super().create(vals_list)
        schemes._check_segments()
        return schemes

    def write(self, vals):
        with saving():
            result = super().write(vals)
        if {"segment_ids", "active"} & vals.keys():
            self._check_segments()
        return result

    def _check_segments(self):
        """Refuse schemes that cannot make numbers; an archived one may be empty.

        :raises ValidationError: says what is wrong with the first
        """
        for scheme in self.filtered(lambda one: one.active or one.segment_ids):
            try:
                check(scheme._segments())
            except NumberSchemeError as error:
                raise ValidationError(scheme._sentence(error)) from error
