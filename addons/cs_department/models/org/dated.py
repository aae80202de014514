"""Days and months in few words, as the reader's language writes them."""

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
