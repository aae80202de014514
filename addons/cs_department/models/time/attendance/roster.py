from odoo import models
from odoo.fields import Domain

from ...org.dated import short_day


class Roster(models.Model):
    """The first roster of a department: what its month sheets say of the days before.

    They are expected by the working hours of each person, unless the policy says from
    which day on it counts.
    """

    _inherit = "cs.roster"

    def _publication_warnings(self):
        fresh = self.filtered(lambda roster: not roster.revision)
        return [*super()._publication_warnings(), *fresh._begins_texts()]

    def _begins_texts(self):
        """Return a sentence for each first roster with days of its month before it."""
        first = self.sudo().filtered(lambda roster: roster.date_from.day > 1)
        first -= first._preceded()
        places = {(one.department_id.id, one.company_id.id): one for one in first}
        policies = self.env["cs.attendance.policy"]._nearest(set(places))
        return [
            self.env._(
                "%(place)s has no roster before %(day)s: the days of the month before "
                "it are expected by the working hours of each person. If they are not "
                "to count, HR sets 'Counted from' in the attendance policy %(policy)s.",
                place=roster.department_id.name,
                day=short_day(self.env, roster.date_from),
                policy=policies[place].name,
            )
            for place, roster in places.items()
            if policies[place]
            and (policies[place].counts_from or roster.date_from.replace(day=1))
            < roster.date_from
        ]

    def _preceded(self):
        """Return the rosters before which their people had another one."""
        if not self:
            return self
        earlier = self.search(
            Domain("department_id", "parent_of", self.department_id.ids)
            & Domain("revision", ">", 0)
            & Domain("date_from", "<", max(self.mapped("date_from")))
        )
        return self.filtered(
            lambda roster: any(
                one.date_from < roster.date_from
                and (roster.department_id.parent_path or "").startswith(
                    one.department_id.parent_path
                )
                for one in earlier - roster
            )
        )
