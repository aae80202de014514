from markupsafe import Markup, escape

from odoo import fields, models
from odoo.tools import format_list

from ....logic import shift_times
from ...org.dated import short_day
from .attendance_day import COUNTED
from .attendance_touch import SOURCES
from .fact_mark import posting

ACTIVITY = "cs_department.mail_activity_check_again"
#: what makes a sheet another one: it was checked with these figures
FIGURES = (
    "expected_days",
    "present_days",
    "leave_days",
    "late_count",
    "late_minutes",
    "early_count",
    "away_count",
    "missing_count",
    "handover_late_count",
    "handover_left_count",
    "absent_days",
    "worked_hours",
    "rate",
)
#: so many days are named, more are counted
NAMED = 5


class AttendanceChecked(models.Model):
    """What was checked stays as it was checked, or opens again for everybody to see.

    A checked sheet whose days or facts would become others is open again: it says what
    changed, and whoever had checked it is asked to do so again. A locked one stays.
    """

    _inherit = "cs.attendance.month"

    checked_by_id = fields.Many2one(
        "res.users", "Reconciled by", ondelete="set null", index="btree_not_null"
    )
    checked_at = fields.Datetime("Reconciled on")

    def _set_state(self, state):
        result = super()._set_state(state)
        if state == "locked":
            return result
        checked = {"checked_by_id": False, "checked_at": False}
        sheets = self.sudo()
        if state == "reconciled":
            checked = {
                "checked_by_id": self.env.uid,
                "checked_at": fields.Datetime.now(),
            }
            sheets.activity_feedback([ACTIVITY])
        with posting():
            sheets.write(checked)
        return result

    def _recount_batch(self):
        checked = self.filtered(lambda sheet: sheet.state == "reconciled")
        before = {sheet: sheet._as_checked() for sheet in checked}
        result = super()._recount_batch()
        for sheet in checked:
            if sheet._as_checked()[:2] != before[sheet][:2]:
                sheet._open_again(before[sheet])
        return result

    def _as_checked(self):
        """Return the days with their figures, how often facts changed, the figures of
        the month and the sources of each day."""
        self.ensure_one()
        plain = [name for name in COUNTED if name != "reasons"]
        days = {day.date: [day._plain(name) for name in plain] for day in self.day_ids}
        sources = {
            day.date: [(day.reasons or {}).get(name) or [] for name in SOURCES]
            for day in self.day_ids
        }
        return days, self.revision, {name: self[name] for name in FIGURES}, sources

    def _open_again(self, before):
        """Open a checked sheet that has changed, say what did, and ask for a new check.

        :param before: see ``_as_checked``
        """
        user = self._checks_again()
        told = self.with_context(lang=user.lang)
        body = told._changed_text(before, user)
        with posting():
            self.write({"state": "open", "checked_by_id": False, "checked_at": False})
        told.message_post(body=body)
        if not told.activity_search([ACTIVITY]):
            told.activity_schedule(
                ACTIVITY,
                summary=told.env._("Check the month sheet again"),
                note=body,
                user_id=user.id,
            )

    def _checks_again(self):
        """Return who checks: whoever did before, HR where that is nobody any more."""
        user = self.checked_by_id
        is_there = user.active and self.company_id in user.company_ids
        return user if is_there else self._hr_user(self.company_id)

    def _changed_text(self, before, user):
        """Return what changed under a checked sheet, and who checks it again."""
        days, _revision, _figures, sources = self._as_checked()
        known = before[3]
        dates = sorted(
            day
            for day in days.keys() | known.keys()
            if days.get(day) != before[0].get(day) or sources.get(day) != known.get(day)
        )
        lines = [
            self.env._("Opened again: it changed after it had been checked."),
            self._causes_text(dates, known, sources),
            *self._figures_lines(before[2]),
            self.env._("%s checks it again.", user.name),
        ]
        return in_lines(lines)

    def _figures_lines(self, before):
        """Return which figures of the sheet are others than before."""
        return [
            f"{self._fields[name]._description_string(self.env)}: "
            f"{before[name]:g} → {self[name]:g}"
            for name in FIGURES
            if self[name] != before[name]
        ]

    def _causes_text(self, dates, known, sources):
        """Return which kinds of sources changed, and on which days."""
        words = (
            self.env._("working hours or shifts"),
            self.env._("clock times"),
            self.env._("leave and slips"),
            self.env._("approved overtime"),
            self.env._("events"),
        )
        blank = [[]] * len(SOURCES)
        found = [
            word
            for index, word in enumerate(words)
            if any(
                known.get(day, blank)[index] != sources.get(day, blank)[index]
                for day in dates
            )
        ]
        what = format_list(self.env, found) or self.env._("figures of the policy")
        if len(dates) > NAMED:
            return self.env._("%(what)s: days %(count)s", what=what, count=len(dates))
        days = format_list(self.env, [short_day(self.env, day) for day in dates])
        if not days:
            return what
        return self.env._("%(what)s: %(figure)s", what=what, figure=days)

    # ---- checked before the month was over

    def _checked_early(self):
        """Return the sheets that were checked before their month was over: what comes
        later waits until somebody opens them again."""
        return self.filtered(
            lambda sheet: (
                sheet.state == "reconciled"
                and sheet.checked_at
                and sheet._checked_on() <= fields.Date.end_of(sheet.month, "month")
            )
        )

    def _checked_on(self):
        zone = self.company_id.resource_calendar_id.tz or "UTC"
        return shift_times.local(self.checked_at, zone).date()

    def _left_for_later(self, days):
        """Return those of them of which nothing changed but days that were not over
        when they were checked.

        :param days: set of ``(employee id, date)``
        """
        early = self._checked_early()
        on = {sheet: sheet._checked_on() for sheet in early}
        of_month = {(sheet.employee_id.id, sheet.month): sheet for sheet in early}
        touched = self.browse()
        for owner, day in days:
            sheet = of_month.get((owner, day.replace(day=1)))
            if sheet and day < on[sheet]:
                touched |= sheet
        return early - touched


def in_lines(sentences):
    """Return sentences as a note, each on a line of its own."""
    return Markup("<br/>").join(escape(sentence) for sentence in sentences)
