from odoo import api, fields, models

from ...logic.number_scheme import Segment
from .cs_number_scheme_check import saving


class CsNumberSegment(models.Model):
    """A part of the employee numbers of a scheme (EN-01, EN-08). HR maintains it."""

    _name = "cs.number.segment"
    _inherit = ["cs.typed"]
    _description = "Segment of a Number"
    _order = "sequence, id"
    _rec_name = "kind"

    scheme_id = fields.Many2one(
        "cs.number.scheme", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("text", "Fixed text"),
            ("company", "Company code"),
            ("centre", "Centre code"),
            ("department", "Department code"),
            ("year", "Year of entry"),
            ("month", "Month of entry"),
            ("sequence", "Sequence"),
        ],
        "Part",
        required=True,
        default="text",
    )
    text = fields.Char()
    width = fields.Integer(
        "Digits",
        compute="_compute_width",
        store=True,
        readonly=False,
        precompute=True,
        help="Codes and the sequence are filled up with zeros. With 0 a code stays "
        "as it is.",
    )
    scope = fields.Selection(
        [
            ("never", "Counts on for ever"),
            ("centre", "Starts again in each centre"),
            ("department", "Starts again in each department"),
            ("year", "Starts again each year"),
            ("month", "Starts again each month"),
        ],
        "Counting",
        required=True,
        default="never",
    )
    first = fields.Integer("Begins with", default=1)

    _width_range = models.Constraint(
        "CHECK (width BETWEEN 0 AND 32 "
        "AND (kind <> 'sequence' OR width BETWEEN 1 AND 12))",
        "The sequence has 1 to 12 digits, another part 0 to 32.",
    )
    _first_not_negative = models.Constraint(
        "CHECK (first >= 0)", "The first number cannot be negative."
    )
    _text_plain = models.Constraint(
        "CHECK (length(text) <= 32 AND text !~ '[[:space:][:cntrl:]<>]')",
        "A fixed text has at most 32 characters, no space, no line break and none "
        "of < and >.",
    )

    @api.depends("kind")
    def _compute_width(self):
        widths = {"year": 2, "month": 2, "sequence": 4}
        for segment in self:
            segment.width = widths.get(segment.kind, 0)

    @api.model_create_multi
    def create(self, vals_list):
        segments = super().create(vals_list)
        segments._check_schemes()
        return segments

    def write(self, vals):
        schemes = self.scheme_id
        result = super().write(vals)
        self._check_schemes(schemes)
        return result

    def unlink(self):
        schemes = self.scheme_id
        result = super().unlink()
        self.browse()._check_schemes(schemes)
        return result

    def _check_schemes(self, others=()):
        """Refuse segments with which a scheme cannot make numbers.

        :param others: schemes to which segments belonged before
        """
        if not saving.is_set():
            self.scheme_id.union(*others)._check_segments()

    def _as_value(self):
        """Return what ``logic.number_scheme`` works with."""
        return Segment(
            self.kind, self.text or "", self.width, self.scope or "never", self.first
        )
