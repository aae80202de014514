import math
from collections.abc import Mapping
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..org import typed

#: what of a leave nobody may take away once it is there
NEEDED = {"employee_id", "holiday_status_id", "request_date_from", "request_date_to"}
HOURS = {"request_hour_from", "request_hour_to"}
#: kinds of fields that Odoo takes as they come
PLAIN = {
    *("char", "text", "selection"),
    *("date", "datetime", "float", "integer", "many2one"),
}
#: how Odoo itself hands on a record
RECORDS = (models.BaseModel, tuple)
#: days far outside are slips of the keyboard; no calendar reckons with the last ones
FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)
LONGEST = timedelta(days=3660)


class HrLeave(models.Model):
    """Leave answers wrong values in a sentence, before anything is reckoned or written.

    Right ones go on to Odoo as they are.
    """

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        if not isinstance(vals_list, list | tuple):
            raise ValidationError(self.env._("These values cannot be read."))
        for vals in vals_list:
            self.browse()._cs_check_values(vals)
            if not (
                vals.get("holiday_status_id")
                or self.env.context.get("leave_fast_create")
            ):
                raise typed.wrong(self, self._fields["holiday_status_id"])
        return super().create(vals_list)

    def write(self, vals):
        self._cs_check_values(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._cs_check_values(values, is_draft=True)
        return super().onchange(values, field_names, fields_spec)

    def _cs_check_values(self, vals, is_draft=False):
        """Look at what a client sends for one leave.

        :param is_draft: the form is still being filled in
        :raises ValidationError: names the field and what is needed there
        """
        if not isinstance(vals, Mapping):
            raise ValidationError(self.env._("These values cannot be read."))
        days = {}
        for name, value in vals.items():
            field = self._fields.get(name)
            if field is None or field.type not in PLAIN:
                continue
            if not value and name in NEEDED and not is_draft:
                raise typed.wrong(self, field)
            if field.type == "many2one" and isinstance(value, RECORDS):
                continue
            if field.type == "many2one" and is_draft and isinstance(value, Mapping):
                # how a form sends a record that it shows
                value = value.get("id")
            typed.check_value(self, field, value)
            if name in HOURS and not _is_hour(value, is_draft):
                raise ValidationError(
                    self.env._(
                        "%s: an hour from 0 to 24 is needed here.",
                        field._description_string(self.env),
                    )
                )
            if value and field.type in ("date", "datetime"):
                days[name] = fields.Date.to_date(value)
        self._cs_check_days(days)

    def _cs_check_days(self, days):
        """Refuse days with which nobody can reckon.

        :raises ValidationError: says which are possible
        """
        if any(not FIRST <= day <= LAST for day in days.values()):
            raise ValidationError(
                self.env._(
                    "Choose dates from %(first)s to %(last)s.",
                    first=format_date(self.env, FIRST),
                    last=format_date(self.env, LAST),
                )
            )
        for leave in (self or (self,)) if days else ():
            first = days.get("request_date_from") or leave.request_date_from
            last = days.get("request_date_to") or leave.request_date_to
            if first and last and last - first > LONGEST:
                raise ValidationError(self.env._("A leave lasts ten years at most."))


def _is_hour(value, is_draft):
    """Tell whether a number is a time of the day, of which minutes are the least.

    In a form Odoo itself brings it between 0 and 24.
    """
    hour = float(value or 0)
    if is_draft:
        hour = min(max(hour, 0), 24)
    return 0 <= hour <= 24 and round(math.modf(hour)[0] * 60) < 60
