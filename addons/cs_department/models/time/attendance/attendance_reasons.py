from odoo import models
from odoo.tools import format_list


class AttendanceReasons(models.Model):
    """Why a month sheet posted a fact, as a sentence."""

    _inherit = "cs.attendance.month"

    def _fact_reason(self, fact):
        """Return the sentence of one of the sheet's facts."""
        why = fact.because or {}
        if "band" in why:
            return self._priced(fact, why)
        if "minutes" in why:
            return self._found(fact, why)
        if "event" in why:
            event = self.env["cs.attendance.event"].browse(why["event"]).exists()
            return (
                f"{event.kind_id.name} · {event.told}"
                if event.told
                else fact.kind_id.name
            )
        return self._counted_reason(fact, why)

    def _found(self, fact, why):
        """Return what was found: how late somebody was, or what was not clocked."""
        measure = fact.key.split("/")[1]
        row = measure, why["minutes"], why.get("missing", False)
        found = self.env["cs.attendance.words"]._finding(row)
        if why.get("missing"):
            return self.env._(
                "%(found)s: counts as %(minutes)s min",
                found=found,
                minutes=why["minutes"],
            )
        return found

    def _priced(self, fact, why):
        """Return what was found, and the line of the policy that prices it."""
        words = self.env["cs.attendance.words"]
        band = self.env["cs.attendance.band"].browse(why["band"]).exists()
        parts = {
            "found": self._found(fact, why),
            "price": words._charge(
                (fact.kind_id.code, fact.unit, fact.amount), fact.company_id
            ),
            "range": band.range_text,
        }
        if why.get("count"):
            return self.env._(
                "%(found)s, case %(count)s of the month; %(price)s",
                count=why["count"],
                **parts,
            )
        if not band:
            return self.env._("%(found)s; %(price)s", **parts)
        return self.env._("%(found)s; minutes %(range)s: %(price)s", **parts)

    def _counted_reason(self, fact, why):
        """Return what the days or cases of the month come to."""
        _, code = self.env._, fact.kind_id.code
        if "factor" in why:
            return _("%(days)g day absent × %(factor)g day wages", **why)
        if code == "deemed_resigned":
            return _("%(days)g days absent; from %(limit)g on HR is asked", **why)
        if code == "warning":
            return _("%(count)s cases; from %(limit)s on there is a warning", **why)
        return self._absent_reason(fact)

    def _absent_reason(self, fact):
        words = self.env["cs.attendance.words"]
        day = self.day_ids.filtered(lambda one: one.date == fact.date)
        reasons = day.reasons or {}
        found = [words._finding(row) for row in reasons.get("findings", ())]
        found += words._kinds(reasons.get("events", ()))
        return self.env._(
            "%(found)s: absent %(days)g day",
            found=format_list(self.env, found)
            if found
            else self.env._("nothing clocked"),
            days=fact.amount,
        )
