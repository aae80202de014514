"""When the days of a company begin."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.tools import SQL


def zone_of(company):
    """Return the time zone in which the days of a company begin.

    It is the company's, not the reader's: preview and run must decide alike.
    """
    return ZoneInfo(company.sudo().resource_calendar_id.tz or "UTC")


def day_of(company, now=None):
    """Return the day that a company has.

    :param now: the moment in UTC, without zone; the current one if it is left out
    """
    moment = now or fields.Datetime.now()
    return moment.replace(tzinfo=UTC).astimezone(zone_of(company)).date()


def day_sql(calendar, now):
    """Return the same for the row of a company's working hours, as SQL.

    :param calendar: the alias of the table of working hours
    """
    return SQL(
        "(%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(%s, 'UTC'))::date",
        now,
        SQL.identifier(calendar, "tz"),
    )
