from datetime import timedelta

from odoo import api, fields, models

from .hr_leave import reckoning

#: of a public holiday: whatever of this changes, changes which days are kept
KEPT = {"date_from", "date_to", "calendar_id", "company_id", "resource_id"}
ONE = timedelta(days=1)


class ResourceCalendarLeaves(models.Model):
    """Public holidays of days that are over count those days again for everybody whom
    they concern."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        holidays = super().create(vals_list)
        self._cs_count_again(holidays._cs_past_spans())
        return holidays

    def write(self, vals):
        if not KEPT & vals.keys():
            return super().write(vals)
        before = self._cs_past_spans()
        result = super().write(vals)
        self._cs_count_again(before + self._cs_past_spans())
        return result

    def unlink(self):
        before = self._cs_past_spans()
        result = super().unlink()
        self._cs_count_again(before)
        return result

    def _reevaluate_leaves(self, time_domain_dict):
        """Leave is set back and approved again for it: what comes of it counts once."""
        leaves = self.env["hr.leave"].sudo()
        if time_domain_dict:
            leaves = leaves.search(self._get_domain(time_domain_dict))
        before = leaves._cs_excused_days()
        with reckoning():
            result = super()._reevaluate_leaves(time_domain_dict)
        self.env["cs.attendance.month"]._touch(before ^ leaves._cs_excused_days())
        return result

    def _cs_past_spans(self):
        """Return ``[(company id or False, first day, last day)]`` of public holidays
        that have begun; a day more on each side, since zones differ."""
        now = fields.Datetime.now()
        return [
            (
                holiday.company_id.id,
                holiday.date_from.date() - ONE,
                holiday.date_to.date() + ONE,
            )
            for holiday in self.sudo()
            if not holiday.resource_id
            and holiday.date_from
            and holiday.date_to
            and holiday.date_from <= now + ONE
        ]

    @api.model
    def _cs_count_again(self, spans):
        """Count what lies in these spans, those of one company together."""
        of_company = {}
        for company, first, last in spans:
            known = of_company.setdefault(company, [])
            known.append((first, last))
        for company, known in of_company.items():
            first, last = min(a for a, _b in known), max(b for _a, b in known)
            self.env["cs.attendance.month"]._touch_companies(
                [company] if company else [], first, last
            )
