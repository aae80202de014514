from dataclasses import dataclass

from odoo import models
from odoo.tools import format_list


@dataclass(frozen=True)
class Known:
    """What the sentences of many facts need, read once: records that are still there
    by their ids, days, and the names of kinds of events by their codes."""

    sheets: dict
    bands: dict
    events: dict
    days: dict
    names: dict


class AttendanceReasons(models.Model):
    """Why month sheets posted facts, as sentences; constant queries."""

    _inherit = "cs.attendance.month"

    def _fact_reasons(self, facts):
        """Return the sentence of each of the sheets' facts."""
        known = self._known_of(facts)
        return {
            fact: known.sheets[fact.res_id]._fact_reason(fact, known) for fact in facts
        }

    def _known_of(self, facts):
        def still_there(model, name):
            ids = {fact.because[name] for fact in facts if name in (fact.because or {})}
            found = self.env[model].browse(sorted(filter(None, ids))).exists()
            return {record.id: record for record in found}

        days = {(day.sheet_id, day.date): day for day in self.day_ids}
        codes = {
            code
            for day in days.values()
            for code in (day.reasons or {}).get("events", ())
        }
        words = self.env["cs.attendance.words"]
        names = dict(zip(sorted(codes), words._kinds(sorted(codes)), strict=True))
        return Known(
            sheets={sheet.id: sheet for sheet in self},
            bands=still_there("cs.attendance.band", "band"),
            events=still_there("cs.attendance.event", "event"),
            days=days,
            names=names,
        )

    def _fact_reason(self, fact, known):
        why = fact.because or {}
        if "band" in why:
            return self._priced(fact, why, known)
        if "minutes" in why:
            return self._found(fact, why)
        if "event" in why:
            event = known.events.get(why["event"])
            return (
                f"{event.kind_id.name} · {event.told}"
                if event and event.told
                else fact.kind_id.name
            )
        return self._counted_reason(fact, why, known)

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

    def _priced(self, fact, why, known):
        """Return what was found, and the line of the policy that prices it."""
        words = self.env["cs.attendance.words"]
        band = known.bands.get(why["band"])
        parts = {
            "found": self._found(fact, why),
            "price": words._named_charge(
                fact.kind_id.name, fact.unit, fact.amount, fact.company_id
            ),
            "range": band.range_text if band else "",
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

    def _counted_reason(self, fact, why, known):
        """Return what the days or cases of the month come to."""
        _, code = self.env._, fact.kind_id.code
        if "factor" in why:
            return _("%(days)g day absent × %(factor)g day wages", **why)
        if code == "deemed_resigned":
            return _("%(days)g days absent; from %(limit)g on HR is asked", **why)
        if code == "warning":
            return _("%(count)s cases; from %(limit)s on there is a warning", **why)
        return self._absent_reason(fact, known)

    def _absent_reason(self, fact, known):
        words = self.env["cs.attendance.words"]
        day = known.days.get((self, fact.date))
        reasons = (day and day.reasons) or {}
        found = [words._finding(row) for row in reasons.get("findings", ())]
        found += [known.names[code] for code in reasons.get("events", ())]
        return self.env._(
            "%(found)s: absent %(days)g day",
            found=format_list(self.env, found)
            if found
            else self.env._("nothing clocked"),
            days=fact.amount,
        )
