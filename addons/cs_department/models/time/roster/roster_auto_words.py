"""What the solver's findings say to people."""

from datetime import timedelta

from odoo.tools import format_date, format_duration

#: rules whose figures are minutes
IN_MINUTES = {
    "rest",
    "week_hours",
    "month_hours",
    "most_minutes",
    "least_minutes",
    "hours",
}


class Sentences:
    """Says findings of one roster in the reader's language; reads each name once."""

    def __init__(self, roster, names):
        """Prepare for the findings of a roster.

        :param names: ``{whatever findings name as their person: name}``
        """
        self._roster = roster
        self._names = names
        self._templates = _templates(roster.env)
        self._demands = {}

    def on_its_day(self, row):
        """Return one finding as a sentence below the heading of its day."""
        text, on = self.of(row), self._on(row)
        for part in (f"{on}: ", f"{on}:", f"{on}：", f", {on}", f"，{on}"):
            text = text.replace(part, "", 1)
        return text

    def of_the_person(self, row):
        """Return one finding as a sentence beside the person and the shift it is of."""
        text = self.on_its_day(row)
        if row.person is not None:
            text = text.removeprefix(self._names.get(row.person, "")).lstrip(":：，, ")
        return text[:1].upper() + text[1:]

    def _on(self, row):
        day = self._roster.date_from + timedelta(days=row.day or 0)
        return format_date(self._roster.env, day)

    def of(self, row):
        """Return one finding as a sentence."""
        rule = row.key if row.rule == "fairness" else row.rule
        figures = [row.found, row.wanted]
        if rule in IN_MINUTES:
            figures = [format_duration(minutes / 60) for minutes in figures]
        return self._templates.get(rule, "%(rule)s") % {
            "person": self._names.get(row.person, ""),
            "on": self._on(row),
            "found": figures[0],
            "wanted": figures[1],
            "what": self._demand_name(row.key),
            "rule": row.rule,
        }

    def _demand_name(self, key):
        if not key.isdecimal():
            return ""
        if key not in self._demands:
            demand = self._roster.env["cs.shift.demand"].sudo().browse(int(key))
            self._demands[key] = demand.exists().display_name or ""
        return self._demands[key]


def _templates(env):
    _ = env._
    return {
        "minimum": _("%(on)s: %(found)s of %(wanted)s people are there (%(what)s)."),
        "skill": _(
            "%(on)s: %(found)s of %(wanted)s people with the skill are there "
            "(%(what)s)."
        ),
        "senior": _("%(on)s: nobody senior is there."),
        "free": _("%(on)s: a free shift has found nobody."),
        "over": _("%(on)s: people there: %(found)s, enough: %(wanted)s."),
        "rest": _("%(person)s, %(on)s: rests %(found)s h, %(wanted)s h are needed."),
        "succession": _("%(person)s, %(on)s: these shifts may not follow each other."),
        "overlap": _("%(person)s, %(on)s: already has a shift then."),
        "longest_run": _(
            "%(person)s, %(on)s: works %(found)s days in a row, %(wanted)s are allowed."
        ),
        "shortest_run": _(
            "%(person)s, %(on)s: too few days of work in a row: %(found)s."
        ),
        "shortest_break": _(
            "%(person)s, %(on)s: too few days free in a row: %(found)s."
        ),
        "most_minutes": _("%(person)s: works %(found)s h of at most %(wanted)s h."),
        "least_minutes": _("%(person)s: works %(found)s h of at least %(wanted)s h."),
        "week_hours": _(
            "%(person)s, week of %(on)s: works %(found)s h of at most %(wanted)s h."
        ),
        "month_hours": _("%(person)s: works %(found)s h of %(wanted)s h in the month."),
        "free_days": _(
            "%(person)s: days of work in the month: %(found)s, at most %(wanted)s."
        ),
        "most_of_type": _("%(person)s: too many shifts of one kind (%(found)s)."),
        "day_off": _("%(person)s, %(on)s: is off that day."),
        "leave": _("%(person)s, %(on)s: is on leave."),
        "closed": _("%(on)s: this shift is not worked then."),
        "not_allowed": _("%(person)s, %(on)s: lacks a skill that the shift needs."),
        "fixed": _("%(person)s, %(on)s: what was there has changed."),
        "wish_on": _("%(person)s, %(on)s: wanted to work and is free."),
        "wish_off": _("%(person)s, %(on)s: wanted to be free and works."),
        "published": _("%(person)s, %(on)s: differs from what was published."),
        "nights": _("%(person)s: has %(found)s nights, %(wanted)s would be fair."),
        "weekends": _(
            "%(person)s: days of weekends at work: %(found)s, fair would be %(wanted)s."
        ),
        "holidays": _(
            "%(person)s: works on %(found)s public holidays, %(wanted)s would be fair."
        ),
        "hours": _("%(person)s: works %(found)s h, %(wanted)s h would be even."),
    }
