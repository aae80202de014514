import itertools

from odoo import api, models
from odoo.fields import Domain

from ....logic.roster_diff import net
from ...org.dated import short_day

#: of so many notices somebody is reminded at once
NEWEST = 40


class RosterNoticeNews(models.Model):
    """What My Shifts reminds somebody of until he has said that he has seen it."""

    _inherit = "cs.roster.notice"

    @api.model
    def _unseen(self, employee, today):
        """Return what a person has not seen of changes from a day on; the first
        publication of a roster changes nothing."""
        found = self.sudo().search(
            Domain("employee_id", "=", employee.id)
            & Domain("seen_at", "=", False)
            & (Domain("cause", "!=", False) | Domain("revision", ">", 1)),
            limit=NEWEST,
        )
        first = str(today)
        return found.filtered(
            lambda notice: any(line["day"] >= first for line in notice.lines or ())
        )

    def _changes(self, today):
        """Return ``[{"date", "day", "kind", "text"}]`` of the days to come, in the
        reader's language and in the order of the days: what all of them come to."""
        lines = itertools.chain(*(notice.lines or () for notice in self))
        changes = net(line for line in lines if line["day"] >= str(today))
        return [
            {
                "date": line["day"],
                "day": short_day(self.env, line["day"]),
                "kind": line["kind"],
                "text": self._change_words(line, " ".join(now), before),
            }
            for line, now, before in self._shown(changes)
        ]

    def _change_words(self, line, now, before):
        if line["kind"] == "added":
            return self.env._("New: %s", now)
        if line["kind"] == "removed":
            return self.env._("No longer yours: %s", now)
        return self.env._(
            "Now %(now)s, before %(before)s", now=now, before=" ".join(before)
        )
