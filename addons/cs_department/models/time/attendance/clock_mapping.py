from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ....logic import clock_layout as rules

#: by what a file names people, and the field of the employee
PERSON_KEYS = {
    "number": "cs_number",
    "barcode": "barcode",
    "email": "work_email",
    "name": "name",
}


class ClockMapping(models.Model):
    """How the files of one clock are to be read: saved once, used every month.

    HR writes; auditors read.
    """

    _name = "cs.clock.mapping"
    _inherit = ["cs.typed", "cs.copied"]
    _description = "Reading of clock files"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    person_key = fields.Selection(
        [
            ("number", "employee number"),
            ("barcode", "badge"),
            ("email", "work e-mail"),
            ("name", "name"),
        ],
        "People are named by",
        default="number",
        required=True,
    )
    person_column = fields.Char("Column of the person", required=True)
    shape = fields.Selection(
        [
            ("moment", "one clock time"),
            ("pair", "a coming and a leaving"),
        ],
        "A row holds",
        default="moment",
        required=True,
    )
    day_column = fields.Char(
        "Column of the date", help="Empty: the time columns hold date and time."
    )
    moment_column = fields.Char("Column of the time")
    direction_column = fields.Char(
        "Column of the direction", help="Empty: first time is coming, last is leaving."
    )
    in_words = fields.Char(
        "Words for coming",
        default=lambda self: self.env._("in, clock in, arrive"),
        help="Separated by commas.",
    )
    out_words = fields.Char(
        "Words for leaving",
        default=lambda self: self.env._("out, clock out, leave"),
        help="Separated by commas.",
    )
    came_column = fields.Char("Column of the coming")
    left_column = fields.Char("Column of the leaving")
    day_format = fields.Char("Dates look like", default="YYYY-MM-DD", required=True)
    time_format = fields.Char("Times look like", default="HH:mm", required=True)
    tz = fields.Selection(
        _tz_get,
        "Time zone",
        required=True,
        default=lambda self: self.env.company.resource_calendar_id.tz or "UTC",
    )
    import_ids = fields.One2many("cs.clock.import", "mapping_id", "Files")

    _name_company_uniq = models.UniqueIndex(
        "(company_id, (name ->> 'en_US'))",
        "There is already such a reading in the company.",
    )
    _has_columns = models.Constraint(
        "CHECK ((shape = 'moment' AND moment_column IS NOT NULL) OR "
        "(shape = 'pair' AND came_column IS NOT NULL AND left_column IS NOT NULL))",
        "Name the column of the time, or those of the coming and the leaving.",
    )

    @api.constrains("direction_column", "in_words", "out_words")
    def _check_words(self):
        for mapping in self.filtered("direction_column"):
            coming, leaving = _words(mapping.in_words), _words(mapping.out_words)
            if not coming or not leaving or set(coming) & set(leaving):
                raise ValidationError(
                    self.env._(
                        "A direction needs words for coming and others for leaving, "
                        "as they stand in the column '%s'.",
                        mapping.direction_column,
                    )
                )

    @api.constrains("day_format", "time_format")
    def _check_formats(self):
        for mapping in self:
            for text in (mapping.day_format, mapping.time_format):
                if rules.pattern(text or "") is None:
                    raise ValidationError(
                        self.env._(
                            "'%s' is no format: write it with YYYY, MM, DD, HH, mm and "
                            "ss, such as DD.MM.YYYY or HH:mm:ss.",
                            text,
                        )
                    )

    def _layout(self):
        """Return how a file is read, as plain values."""
        self.ensure_one()
        is_pair = self.shape == "pair"
        return rules.Layout(
            person=self.person_column,
            moment="" if is_pair else self.moment_column,
            came=self.came_column if is_pair else "",
            left=self.left_column if is_pair else "",
            day=self.day_column or "",
            direction="" if is_pair else self.direction_column or "",
            day_format=self.day_format,
            time_format=self.time_format,
            in_words=_words(self.in_words),
            out_words=_words(self.out_words),
            zone=self.tz,
        )

    def _people(self, keys):
        """Return ``{folded key: employee id}``; None where several have it.

        Those who have left count where nobody who is here has the key.
        """
        self.ensure_one()
        field = PERSON_KEYS[self.person_key]
        here, gone = {}, {}
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        for employee in employees.search_fetch(
            [("company_id", "=", self.company_id.id), (field, "!=", False)],
            [field, "active"],
        ):
            key, found = str(employee[field]).strip().casefold(), gone
            if employee.active:
                found = here
            if key in keys:
                found[key] = None if key in found else employee.id
        return gone | here


def _words(text):
    words = (text or "").replace("，", ",").replace("、", ",").split(",")
    return frozenset(word.strip().casefold() for word in words if word.strip())
