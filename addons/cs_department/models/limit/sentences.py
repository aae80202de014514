"""The sentences that people read about a limit, in the language of the environment."""

from odoo.tools import format_date


def number(value):
    """Return a figure without trailing zeros."""
    return f"{round(value, 2):g}"


def _label(limit, field):
    """Return the translated label of a selection field's value."""
    options = dict(limit._fields[field]._description_selection(limit.env))
    return options.get(limit[field], "")


def _unit(limit):
    env = limit.env
    if limit.kind == "notice":
        return _label(limit, "notice_unit")
    if limit.kind == "count":
        return env._("times")
    if limit.kind == "overlap":
        return env._("people")
    return _label(limit, "unit")


def allowed(limit):
    """Return the allowed side of a limit, such as 'at most (≤) 3 days a month'."""
    env = limit.env
    if limit.kind == "eligibility":
        return env._("only if %s", limit.eligibility or "…")
    if limit.kind == "blackout":
        names = limit.range_ids.mapped("name")
        if limit.with_public_holidays:
            names.insert(0, env._("public holidays"))
        return env._("not on: %s", ", ".join(name or "" for name in names) or "…")
    text = f"{_label(limit, 'operator')} {number(limit.figure)} {_unit(limit)}"
    if limit.kind in ("count", "sum"):
        return f"{text} {_label(limit, 'period')}"
    if limit.kind == "notice":
        return f"{text} {_label(limit, 'direction')}"
    return text


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
            "%(limit)s: possible %(rule)s.", limit=limit.name, rule=allowed(limit)
        )
    return env._(
        "%(limit)s: %(allowed)s, but this is %(value)s %(unit)s.",
        limit=limit.name,
        allowed=allowed(limit),
        value=value,
        unit=_unit(limit),
    )
