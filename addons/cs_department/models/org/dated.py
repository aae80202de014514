"""Days, months and hours in few words, as the reader's language writes them."""

from babel.dates import format_skeleton

from odoo import fields
from odoo.tools.misc import babel_locale_parse


def short_day(env, day, skeleton="MMMEd"):
    """Return a day such as "Thu, Dec 3".

    :param day: a date, or its text
    :param skeleton: the parts that are shown, as Unicode names them
    """
    locale = babel_locale_parse(env.lang or "en_US")
    return format_skeleton(skeleton, fields.Date.to_date(day), locale=locale)


def clock_span(env, first, last, dash="–"):
    """Return from when to when something lasts: 20:00–08:00 next day.

    An end that is not later on the clock than the beginning is on the next day; up to
    midnight it is the same one, and from midnight to midnight it ends at 24:00.

    :param first: a time on the clock, such as 20:00
    :param last: another one, at most a day later
    """
    if last == "00:00":
        return f"{first}{dash}{'24:00' if first == last else last}"
    return f"{first}{dash}{env._('%s next day', last) if last <= first else last}"
