"""Words one after the other, as the reader's language writes them."""

from functools import reduce

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse


def listed(env, texts):
    """Return texts with the mark between them that the reader's language has.

    For what may be read again, such as the cell of a spreadsheet: no word stands before
    the last one. A sentence takes ``odoo.tools.format_list``, which puts "and" there.
    """
    locale = babel_locale_parse(get_lang(env).code)
    pattern = locale.list_patterns["standard"]["start"]
    return reduce(pattern.format, texts) if texts else ""
