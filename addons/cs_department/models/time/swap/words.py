"""What people read about shifts and about rules that stand in the way of a swap.

Each sentence is whole, with named places for what differs: the order of words is the
translator's.
"""

from zoneinfo import ZoneInfo

import pytz

from odoo import fields

from ...org.dated import clock_span, short_day

#: what is wrong with the legs of a swap
FLAWS = {
    "none": lambda _: _("Choose the shift that you want to swap."),
    "twice": lambda _: _("A shift can be in a swap once only."),
    "self": lambda _: _("Somebody would give a shift to himself."),
    "open": lambda _: _("Choose who takes the shift."),
    "pair": lambda _: _(
        "An exchange has two people, and each of them gives one shift."
    ),
    "one_way": lambda _: _("Here one shift is given, and nothing comes back."),
    "ring": lambda _: _(
        "A ring has three people or more: each gives one shift and takes one, and all "
        "of it is one circle."
    ),
    "returns": lambda _: _("One of the two shifts is the return shift: mark it."),
}
#: rules that a person or a shift breaks
RULES = {
    "kind": lambda _: _("%(policy)s does not allow this kind of swap."),
    "no_policy": lambda _: _(
        "There are no rules for swaps in %(person)s's department yet. HR sets them up "
        "under Configuration, Swap Policies."
    ),
    "foreign": lambda _: _("%(shift)s is not a shift of %(person)s."),
    "size": lambda _: _("A ring has at most %(figure)s people."),
    "gone": lambda _: _("%(shift)s does not exist any more."),
    "state": lambda _: _("%(shift)s is not published."),
    "cancelled": lambda _: _("%(shift)s was cancelled."),
    "begun": lambda _: _("%(shift)s has begun already."),
    "changed": lambda _: _("%(person)s's shift %(before)s is %(shift)s now."),
    "moved": lambda _: _(
        "%(shift)s is not a shift of %(person)s any more: %(owner)s works it."
    ),
    "freed": lambda _: _(
        "%(shift)s is not a shift of %(person)s any more: nobody works it."
    ),
    "closed": lambda _: _("The roster of %(shift)s is locked for pay."),
    "busy": lambda _: _("%(shift)s is in another swap already."),
    "company": lambda _: _("%(person)s works in another company."),
    "left": lambda _: _("%(person)s does not work here any more."),
    "login": lambda _: _("%(person)s has no login to agree with."),
    "place": lambda _: _("%(person)s works in another department."),
    "grade": lambda _: _("%(person)s has another grade."),
    "level": lambda _: _(
        "%(person)s stands on another level: leaders swap with leaders, agents with "
        "agents."
    ),
    "leave": lambda _: _("%(person)s has leave during %(shift)s."),
    "leave_asked": lambda _: _("%(person)s has asked for leave during %(shift)s."),
    "leave_waits": lambda _: _(
        "%(person)s has asked for leave during %(shift)s: that is decided or taken "
        "back first."
    ),
    "festival": lambda _: _(
        "%(shift)s is on a public holiday (%(occasion)s), and those shifts are not "
        "swapped."
    ),
    "overlap": lambda _: _("%(person)s works already during %(shift)s."),
    "back_to_back": lambda _: _(
        "%(person)s would work back to back: %(other)s and %(shift)s."
    ),
    "double": lambda _: _("%(person)s would work twice on one day: %(other)s, too."),
    "rest": lambda _: _(
        "%(person)s would rest %(hours)s h only between %(other)s and %(shift)s."
    ),
    "consecutive": lambda _: _(
        "%(person)s would have two swapped shifts in a row: %(other)s and %(shift)s."
    ),
    "again": lambda _: _("%(shift)s came from a swap and is not swapped again."),
    "far": lambda _: _("%(shift)s is too far away (days at most: %(figure)s)."),
    "late_return": lambda _: _(
        "The return shift is too far away: days at most %(figure)s, not %(days)s."
    ),
    "no_shift": lambda _: _(
        "%(person)s has no shift that could come back (days at most: %(figure)s)."
    ),
    "nobody": lambda _: _("Nobody has been appointed yet."),
}


def sentence(env, rule, **values):
    """Return what a broken rule says, in the language of the environment."""
    texts = RULES if rule in RULES else FLAWS
    return texts[rule](env._) % values


def shift(record, asked=None):
    """Return a shift in one line: its date, its name and its times at the place.

    :param asked: what it was before, see ``supposed.Asked``
    """
    if not asked:
        line = f"{day(record)} {record.type_id.name or ''} {times(record)}"
        return line.replace("  ", " ")
    first, _last = clock = _on_the_clock(record, asked.start, asked.stop)
    name = asked.type.with_env(record.env).name or ""
    line = f"{short_day(record.env, first.date())} {name} {_span(record, *clock)}"
    return line.replace("  ", " ")


def day(record):
    """Return the date of a shift with its weekday, short."""
    return short_day(record.env, record.date)


def times(record):
    """Return from when to when a shift lasts, on the clock of its place."""
    return span(record, record.start, record.stop)


def span(record, first, last):
    """Return two moments on the clock of a shift's place."""
    return _span(record, *_on_the_clock(record, first, last))


def local(record, at):
    """Return the date of a moment at the place of a shift."""
    return _on_the_clock(record, at)[0].date()


def moment(record, at):
    """Return a time on the clock of a shift's place, with the day unless today."""
    now, then = _on_the_clock(record, fields.Datetime.now(), at)
    if now.date() == then.date():
        return f"{then:%H:%M}"
    return f"{short_day(record.env, then.date())} {then:%H:%M}"


def _on_the_clock(record, *moments):
    place = zone(record)
    return [pytz.utc.localize(moment).astimezone(place) for moment in moments]


def _span(record, first, last):
    return clock_span(record.env, f"{first:%H:%M}", f"{last:%H:%M}")


def zone(record):
    """Return the time zone of the place where a shift is worked."""
    calendar = record.company_id.resource_calendar_id
    return ZoneInfo(record.type_id.tz or calendar.tz or "UTC")
