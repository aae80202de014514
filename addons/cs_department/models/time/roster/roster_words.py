"""What a broken rule says to people."""

from zoneinfo import ZoneInfo

from odoo.tools import format_date, format_datetime


def sentence(env, rule, facts):
    """Return the sentence of one broken rule with its figures."""
    facts = {name: _shown(env, name, value, facts) for name, value in facts.items()}
    return _TEXTS[rule](env._, facts)


def _shown(env, name, value, facts):
    if name == "other":
        return format_date(env, value.day)
    if name == "start":
        zone = facts.get("zone") or "UTC"
        return format_datetime(env, value, tz=str(ZoneInfo(zone)), dt_format="short")
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value


_TEXTS = {
    "overlap": lambda _, f: _(
        "%(person)s already has a shift at that time, on %(other)s.", **f
    ),
    "rest": lambda _, f: _(
        "%(person)s would rest %(hours)s h between this shift and that of %(other)s; "
        "%(least)s h are needed.",
        **f,
    ),
    "run": lambda _, f: _(
        "%(person)s would work %(days)s days in a row; at most %(most)s are allowed.",
        **f,
    ),
    "week": lambda _, f: _(
        "%(person)s would work %(hours)s hours in the week; at most %(most)s are "
        "allowed.",
        **f,
    ),
    "month": lambda _, f: _(
        "%(person)s would work %(hours)s hours in the month; at most %(most)s are "
        "allowed.",
        **f,
    ),
    "free": lambda _, f: _(
        "%(person)s would have too few free days in the month: %(days)s of %(least)s.",
        **f,
    ),
    "leave": lambda _, f: _("%(person)s is on leave on %(on)s: %(leave)s.", **f),
    "skill": lambda _, f: _("%(person)s lacks what the shift needs: %(skills)s.", **f),
    "season": lambda _, f: _("%(type)s is not worked in this season (%(on)s).", **f),
    "department": lambda _, f: _(
        "%(type)s is not worked in the department of %(person)s.", **f
    ),
    "inactive": lambda _, f: _("%(person)s does not work here (any more).", **f),
    "locked": lambda _, f: _("The roster %(roster)s is locked for pay.", **f),
    "rest_day": lambda _, f: _(
        "%(on)s is a rest day of %(person)s, which only the maker of the roster moves.",
        **f,
    ),
    "coverage": lambda _, f: _(
        "From %(start)s on only %(count)s of %(least)s people would be there "
        "(%(need)s).",
        **f,
    ),
    "senior": lambda _, f: _(
        "Nobody of grade %(grade)s or above would work on %(on)s (%(day)s).", **f
    ),
}
