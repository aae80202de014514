from odoo import fields, models
from odoo.tools import format_duration

from ...logic.form_values import is_blank
from ..org.listed import listed
from ..org.zone import zone_of

#: fields that a card of the inbox shows
MOST_SHOWN = 8
_SHORT = 80


class RequestWords(models.Model):
    """The values of a request as people read them."""

    _inherit = "cs.request"

    def _requester_name(self):
        """Return the name of the requester, or that there is none."""
        name = self.sudo().employee_id.name
        return self.env._("Without a name") if self.is_anonymous else name or ""

    def _shown(self, state):
        """Return ``[[label, text]]`` of the filled-in fields that a card has room for;
        the first long text is the reason, and is always among them."""
        design = self.sudo().version_id._known_design()
        rows, reasons = [], []
        for spec in design["fields"]:
            # a card is read by everybody who is asked
            if spec["parent"] or spec["kind"] == "section" or spec["hidden_nodes"]:
                continue
            entry = state["fields"][spec["key"]]
            text = self._value_text(spec, entry["value"]) if entry["visible"] else ""
            if not text:
                continue
            kept = reasons if spec["kind"] == "long_text" else rows
            kept.append([spec["label"], _short(text)])
        return rows[: MOST_SHOWN - len(reasons[:1])] + reasons[:1]

    def _value_text(self, spec, value):
        """Return a value as people read it.

        :param spec: the field, as in a design
        """
        if is_blank(value):
            return ""
        said = getattr(self, f"_{spec['kind']}_text", None)
        if said:
            return said(spec, value)
        return value.get("name") or "" if isinstance(value, dict) else str(value)

    def _boolean_text(self, spec, value):
        return self.env._("Yes")

    def _choice_text(self, spec, value):
        return self._tags_text(spec, [value])

    def _tags_text(self, spec, value):
        labels = {choice["key"]: choice["label"] for choice in spec["choices"]}
        return listed(self.env, [labels.get(key, key) for key in value])

    def _table_text(self, spec, value):
        return self.env._("%s lines", len(value))

    def _attachment_text(self, spec, value):
        return listed(self.env, [record.get("name") or "" for record in value])

    def _date_text(self, spec, value):
        day = fields.Date.to_date(value)
        return str(self.env["ir.qweb.field.date"].value_to_html(day, {}))

    def _datetime_text(self, spec, value):
        moment = fields.Datetime.to_datetime(value)
        # at the place of work, whoever reads it: cards and paper are told once
        zone = zone_of(self.sudo().company_id).key
        options = {"hide_seconds": True, "tz_name": zone}
        return str(self.env["ir.qweb.field.datetime"].value_to_html(moment, options))

    def _number_text(self, spec, value):
        digits = 2 if spec["kind"] == "money" else spec["digits"]
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        text = lang.format(f"%.{digits}f", value, grouping=True)
        if spec["kind"] == "money":
            return f"{text} {self.sudo().currency_id.symbol or ''}".strip()
        return f"{text} {spec['unit']}" if spec["unit"] else text

    _money_text = _number_text

    def _duration_text(self, spec, value):
        return format_duration(value)


def _short(text):
    """Return a text as a line of a card."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
