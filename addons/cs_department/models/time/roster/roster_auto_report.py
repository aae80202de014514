from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, format_list

from ....logic import shift_times as times
from ....logic.roster import Finding
from ...flow.engine import inputs
from .roster_auto_words import Sentences


class RosterAutoReport(models.Model):
    """How far an automatic roster is, and what could not be kept, in sentences.

    For those who make the roster and those above who read it.
    """

    _inherit = "cs.roster"

    auto_progress = fields.Integer(compute="_compute_auto_progress", aggregator=None)
    auto_status = fields.Json(
        compute="_compute_auto_status", export_string_translation=False
    )
    auto_text = fields.Text("What could not be kept", compute="_compute_auto_text")

    @api.depends("auto_state", "auto_asked_at")
    def _compute_auto_progress(self):
        searches = self._searches()
        for roster in self:
            search = searches.get(roster.id)
            seconds = roster.policy_id.solver_seconds or 30
            part = search.seconds / seconds if search else 0
            is_waiting = roster.auto_state == "waiting"
            roster.auto_progress = min(int(100 * part), 99) if is_waiting else 100

    @api.depends("auto_state", "auto_report")
    @api.depends_context("lang")
    def _compute_auto_status(self):
        searches = self._searches()
        for roster in self:
            search = searches.get(roster.id)
            report = roster.auto_report or {}
            roster.auto_status = {
                "id": roster.id,
                "name": roster.display_name,
                "state": roster.auto_state or "",
                "limit": roster.policy_id.solver_seconds or 30,
                "seconds": search.seconds if search else 0,
                "cost": search.cost if search and search.missing is not None else False,
                "missing": search.missing if search else False,
                "error": roster._auto_error(report),
                "summary": roster._auto_summary(report),
                "days": roster._auto_days(report),
                "more": report.get("more", 0),
            }

    @api.depends("auto_report")
    @api.depends_context("lang")
    def _compute_auto_text(self):
        for roster in self:
            report = roster.auto_report or {}
            said = [
                line for group in roster._auto_days(report) for line in group["lines"]
            ]
            error = roster._auto_error(report)
            said = [error, *said] if error else said
            if report.get("more"):
                said.append(self.env._("… and %s more.", report["more"]))
            roster.auto_text = "\n".join(said) or False

    @api.readonly
    def auto_follow(self):
        """Return how far the rosters are, as ``auto_status`` has it."""
        inputs.rows(self).check_access("read")
        return self.exists().mapped("auto_status")

    def _searches(self):
        """Return ``{roster id: search}`` of those that are being made."""
        waiting = self.filtered(lambda roster: roster.auto_state == "waiting")
        if not waiting:
            return {}
        found = self.env["cs.roster.search"].sudo()
        found = found.search([("roster_id", "in", waiting.ids)])
        return {
            search.roster_id.id: search
            for search in found
            if search.turn == search.roster_id.auto_turn
        }

    # ---- sentences -------------------------------------------------------------------

    def _auto_error(self, report):
        """Return why nothing was filled, or an empty text."""
        _ = self.env._
        reasons = {
            "people": _("Nothing was filled: nobody works in this department."),
            "types": _("Nothing was filled: this department has no shift types."),
            "minimum": _(
                "Nothing was filled: there is no minimum staffing to plan for, and no "
                "free shift."
            ),
            "impossible": _(
                "Nothing was filled: no roster keeps all rules. Look at the rules of "
                "the policy and at the shifts that are there already."
            ),
            "locked": _("Nothing was filled: the roster was locked meanwhile."),
            "broken": _(
                "Nothing was filled: the work broke off. Please try again; if it "
                "happens again, tell your administrator."
            ),
        }
        return reasons.get(report.get("error"), "")

    def _auto_summary(self, report):
        """Return what was done, in one sentence."""
        if "added" not in report:
            return ""
        _ = self.env._
        parts = [
            _("Shifts added: %s", report["added"]),
            report["moved"] and _("%s given to somebody else", report["moved"]),
            report["removed"] and _("%s taken away", report["removed"]),
            report["changed"]
            and _("%s cells differ from what people were told", report["changed"]),
        ]
        said = format_list(self.env, [part for part in parts if part])
        return _("%(reason)s.", reason=said)

    def _auto_days(self, report):
        """Return ``[{"day", "title", "lines"}]``: by day, what has none at the end."""
        found = defaultdict(list)
        for day, sentence in (
            *self._auto_gap_lines(report.get("gaps", ())),
            *self._auto_lost_lines(report.get("left_out", ())),
            *self._auto_finding_lines(report.get("findings", ())),
        ):
            if sentence not in found[day]:
                found[day].append(sentence)
        return [
            {
                "day": str(day) if day else False,
                "title": format_date(self.env, day, date_format="full")
                if day
                else self.env._("The whole roster"),
                "lines": found[day],
            }
            for day in sorted(found, key=lambda day: (not day, day or self.date_from))
        ]

    def _auto_gap_lines(self, gaps):
        zone = self._zone()
        demands = self.env["cs.shift.demand"].sudo().browse({row[0] for row in gaps})
        names = {demand.id: demand.display_name for demand in demands.exists()}
        for key, first, last, missing in gaps:
            start, stop = (fields.Datetime.to_datetime(at) for at in (first, last))
            yield (
                times.local(start, zone).date(),
                self.env._(
                    "%(start)s to %(stop)s: %(missing)s missing for %(name)s",
                    start=format_datetime(self.env, start, tz=zone, dt_format="HH:mm"),
                    stop=format_datetime(self.env, stop, tz=zone, dt_format="HH:mm"),
                    missing=missing,
                    name=names.get(key, ""),
                ),
            )

    def _auto_lost_lines(self, rows):
        names = self._auto_names(row[0] for row in rows)
        kinds = self.env["cs.shift.type"].sudo().browse({row[2] for row in rows})
        kinds = {kind.id: kind.name for kind in kinds.exists()}
        for employee, day, kind in rows:
            yield (
                fields.Date.to_date(day),
                self.env._(
                    "%(type)s was not placed with %(person)s: the roster was changed "
                    "by hand meanwhile.",
                    type=kinds.get(kind, ""),
                    person=names.get(employee, ""),
                ),
            )

    def _auto_finding_lines(self, rows):
        rows = [Finding(**row) for row in rows]
        sentences = Sentences(self, self._auto_names(row.person for row in rows))
        for row in rows:
            day = None
            if row.day is not None:
                day = self.date_from + timedelta(days=row.day)
            yield day, sentences.on_its_day(row)

    def _auto_names(self, ids):
        people = self.env["hr.employee"].sudo().browse({key for key in ids if key})
        return {person.id: person.name for person in people.exists()}
