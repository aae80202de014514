"""The sentences that people read about a limit, in the language of the environment.

Each is whole, with named places for what differs: the order of words is the
translator's.
"""

from odoo.tools import format_date, format_list

OPERATORS = [
    ("le", "at most (≤)"),
    ("lt", "less than (<)"),
    ("ge", "at least (≥)"),
    ("gt", "more than (>)"),
]
KINDS = [
    ("count", "How many in a period"),
    ("sum", "Days or hours in a period"),
    ("size", "Days or hours of one request"),
    ("notice", "How long ahead"),
    ("blackout", "Dates without"),
    ("overlap", "People away at the same time"),
    ("eligibility", "Who may"),
]

ALLOWED = {
    "count_le": lambda _: _("at most %(figure)s %(unit)s %(period)s"),
    "count_lt": lambda _: _("less than %(figure)s %(unit)s %(period)s"),
    "count_ge": lambda _: _("at least %(figure)s %(unit)s %(period)s"),
    "count_gt": lambda _: _("more than %(figure)s %(unit)s %(period)s"),
    "size_le": lambda _: _("at most %(figure)s %(unit)s in one request"),
    "size_lt": lambda _: _("less than %(figure)s %(unit)s in one request"),
    "size_ge": lambda _: _("at least %(figure)s %(unit)s in one request"),
    "size_gt": lambda _: _("more than %(figure)s %(unit)s in one request"),
    "overlap_le": lambda _: _("at most %(figure)s %(unit)s away at once"),
    "overlap_lt": lambda _: _("less than %(figure)s %(unit)s away at once"),
    "overlap_ge": lambda _: _("at least %(figure)s %(unit)s away at once"),
    "overlap_gt": lambda _: _("more than %(figure)s %(unit)s away at once"),
    "before_le": lambda _: _("at most %(figure)s %(unit)s before it begins"),
    "before_lt": lambda _: _("less than %(figure)s %(unit)s before it begins"),
    "before_ge": lambda _: _("at least %(figure)s %(unit)s before it begins"),
    "before_gt": lambda _: _("more than %(figure)s %(unit)s before it begins"),
    "after_le": lambda _: _("at most %(figure)s %(unit)s after it began"),
    "after_lt": lambda _: _("less than %(figure)s %(unit)s after it began"),
    "after_ge": lambda _: _("at least %(figure)s %(unit)s after it began"),
    "after_gt": lambda _: _("more than %(figure)s %(unit)s after it began"),
}
#: (one, several) of what a limit counts
UNITS = {
    "days": (lambda _: _("day"), lambda _: _("days")),
    "hours": (lambda _: _("hour"), lambda _: _("hours")),
    "clock_hours": (lambda _: _("clock hour"), lambda _: _("clock hours")),
    "dates": (lambda _: _("calendar day"), lambda _: _("calendar days")),
    "working_days": (lambda _: _("working day"), lambda _: _("working days")),
    "times": (lambda _: _("time"), lambda _: _("times")),
    "people": (lambda _: _("person"), lambda _: _("people")),
}


def number(value):
    """Return a figure without trailing zeros."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def _label(limit, field):
    """Return the translated label of a selection field's value."""
    options = dict(limit._fields[field]._description_selection(limit.env))
    return options.get(limit[field], "")


def _unit(limit, value):
    """Return what the limit counts: 'day' for one, else 'days'."""
    name = {"count": "times", "overlap": "people"}.get(limit.kind, limit.unit)
    if limit.kind == "notice":
        name = "clock_hours" if limit.notice_unit == "hours" else limit.notice_unit
    one, several = UNITS[name]
    return (one if round(value, 2) == 1 else several)(limit.env._)


def allowed(limit):
    """Return the allowed side of a limit, such as 'at most 3 days a month'."""
    env = limit.env
    if limit.kind == "eligibility":
        # what people are told says it better than the expression
        said = (limit.message or "").rstrip(" .。")
        return said or env._("only if %s", limit.eligibility or "…")
    if limit.kind == "blackout":
        names = [name for name in limit.range_ids.mapped("name") if name]
        if limit.with_public_holidays:
            names.insert(0, env._("public holidays"))
        return env._("not on: %s", format_list(env, names) if names else "…")
    kind = {"sum": "count", "notice": limit.direction}.get(limit.kind, limit.kind)
    sentence = ALLOWED.get(f"{kind}_{limit.operator}")
    if not sentence:
        return ""
    return sentence(env._) % {
        "figure": number(limit.figure),
        "unit": _unit(limit, limit.figure),
        "period": _label(limit, "period"),
    }


def summary(limit):
    """Return the whole limit in one line."""
    return limit.env._(
        "%(allowed)s; otherwise %(outcome)s",
        allowed=allowed(limit),
        outcome=_label(limit, "outcome"),
    )


def sentence(limit, case, figures):
    """Return what the requester reads about one finding."""
    env = limit.env
    day = figures.get("date") or case.start.date()
    value = number(figures["value"]) if "value" in figures else ""
    if limit.message:
        text = limit.message.replace("{value}", value)
        text = text.replace("{figure}", number(limit.figure))
        return text.replace("{date}", format_date(env, day))
    if limit.kind == "blackout":
        return env._(
            "%(limit)s: %(date)s is not possible (%(occasion)s).",
            limit=limit.name,
            date=format_date(env, day),
            occasion=figures.get("occasion") or env._("blackout"),
        )
    if limit.kind == "eligibility":
        return env._(
            "%(limit)s: possible only if %(rule)s.",
            limit=limit.name,
            rule=limit.eligibility or "…",
        )
    values = {
        "limit": limit.name,
        "allowed": allowed(limit),
        "value": value,
        "unit": _unit(limit, figures["value"]),
    }
    if figures.get("used"):
        return env._(
            "%(limit)s: %(allowed)s; there are %(used)s already, with this one it "
            "would be %(value)s %(unit)s.",
            used=number(figures["used"]),
            **values,
        )
    return env._("%(limit)s: %(allowed)s, but this is %(value)s %(unit)s.", **values)
