import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list

from ....logic import expression

#: names and quoted keys in an expression
_NAMES = re.compile(r"'([^']*)'|\b[a-z_]\w*\b")
#: what a line tells → the type that its expression must have
ASKED = {
    "start": "datetime",
    "stop": "datetime",
    "hours": "number",
    "is_emergency": "bool",
    "is_pay": "bool",
}


class OvertimeForm(models.Model):
    """Says which request form asks for overtime and where on it the answers stand.

    Each answer is an expression over the fields of the form, so that HR may build the
    form as the company wants it. HR edits; every employee may read.
    """

    _name = "cs.overtime.form"
    _inherit = ["cs.typed"]
    _description = "Form that asks for overtime"
    _rec_name = "form_id"

    form_id = fields.Many2one("cs.form", required=True, ondelete="cascade", index=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(related="form_id.company_id", store=True)
    start = fields.Char("From", required=True, default="start")
    stop = fields.Char("To", required=True, default="end")
    hours = fields.Char(
        required=True,
        default="HOURS(start, end)",
        help="The hours that are approved, such as IF(actual_hours >= 0, actual_hours, "
        "planned_hours).",
    )
    is_emergency = fields.Char(
        "It is an emergency if", help="Such as kind = 'emergency'. Empty: never."
    )
    is_pay = fields.Char(
        "It is paid if",
        help="Such as compensation = 'pay'. Otherwise it becomes rest. Empty: never.",
    )

    says = fields.Char("In words", compute="_compute_says")

    _one_each = models.UniqueIndex("(form_id)", "This form is listed already.")

    @api.depends("form_id", "is_emergency", "is_pay")
    @api.depends_context("lang")
    def _compute_says(self):
        """Say by the labels of the form when it is an emergency and when paid."""
        for line in self:
            labels = line._labels()
            parts = [
                line.is_emergency
                and self.env._("an emergency if %s", _said(line.is_emergency, labels)),
                line.is_pay and self.env._("paid if %s", _said(line.is_pay, labels)),
            ]
            line.says = format_list(self.env, filter(None, parts)) or False

    def _labels(self):
        """Return ``{key of a field or of a choice: its label}``."""
        version = self.form_id.sudo().version_id
        return {
            one["key"]: one["label"]
            for spec in (version._known_design()["fields"] if version else ())
            for one in (spec, *spec.get("choices", ()))
        }

    @api.constrains("form_id", *ASKED)
    def _check_expressions(self):
        for line in self.filtered(lambda line: line.form_id.sudo().version_id):
            names = line._names()
            for name in ASKED:
                line._check_expression(name, names)

    def _names(self):
        """Return ``{name: type}`` of what the expressions may use."""
        types = self.form_id.sudo().version_id._fact_types()
        return {name: kind for name, (kind, _label) in types.items()}

    def _check_expression(self, name, names):
        try:
            if self[name]:
                expression.compile(self[name], names, expect=ASKED[name])
        except expression.ExpressionError as error:
            sentence = self.env._(
                "%(form)s, %(field)s: %(reason)s",
                form=self.form_id.sudo().name,
                field=self._fields[name]._description_string(self.env),
                reason=error.translated(self.env._),
            )
            raise ValidationError(sentence) from error

    @api.model
    def _of_forms(self, forms):
        """Return ``{form id: line}`` of those forms that ask for overtime."""
        lines = self.sudo().search([("form_id", "in", forms.ids)])
        return {line.form_id.id: line for line in lines}

    def _answers(self, facts, zone):
        """Return what one request says: ``{name: value}``, ``None`` where it is silent.

        :param facts: values of the form's fields by name
        :raises ValidationError: naming the answer that cannot be found
        """
        names, found = self._names(), dict.fromkeys(ASKED)
        for name, kind in ASKED.items():
            if not self[name]:
                continue
            try:
                compiled = expression.compile(self[name], names, expect=kind)
                found[name] = compiled.evaluate(facts, tz=zone)
            except expression.ExpressionError as error:
                sentence = self.env._(
                    "%(form)s, %(field)s: %(reason)s",
                    form=self.form_id.name,
                    field=self._fields[name]._description_string(self.env),
                    reason=error.translated(self.env._),
                )
                raise ValidationError(sentence) from error
        return found


def _said(text, labels):
    return _NAMES.sub(lambda m: labels.get(m[1] or m[0], m[0]), text)
