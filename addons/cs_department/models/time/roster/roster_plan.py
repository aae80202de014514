from collections import Counter, defaultdict
from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....logic import rotation as cycles
from ...flow.engine import inputs
from . import roster_people
from .roster_fill import Hours, say

WEEK = timedelta(weeks=1)


class RosterPlan(models.Model):
    """Rosters out of other rosters and out of files: only the difference is written."""

    _inherit = "cs.roster"

    def action_copy_from(self, source):
        """Add the shifts of another roster, weekday by weekday; what is there stays.

        :param source: a roster, or its id
        """
        self._check_may_edit()
        inputs.one(self)
        source_id = source.id if isinstance(source, models.BaseModel) else source
        source = inputs.record(self.env, "cs.roster", source_id).with_env(self.env)
        source.check_access("read")
        if source == self or source.company_id != self.company_id:
            raise UserError(self.env._("Choose another roster of the same company."))
        return say(self._copy_from(source))

    def _copy_from(self, source):
        """Copy whole weeks, so that a Monday stays a Monday."""
        people = set(
            roster_people.members(self.env, self.department_id.ids, self.company_id.id)
        )
        held = source.sudo().shift_ids.filtered(
            lambda shift: (
                shift.state != "cancelled"
                and shift.employee_id.id in people
                and shift.type_id.active
            )
        )
        by_day = held.sorted("start").grouped("date")
        weeks = timedelta(weeks=(self.date_from - source.date_from).days // 7)
        candidates = []
        for day in cycles.days(self.date_from, self.date_to):
            model = day - weeks
            # what is longer than the source goes on with its last week
            while model > source.date_to:
                model -= WEEK
            candidates += [
                (shift.employee_id.id, shift.type_id.id, day)
                for shift in by_day.get(model, ())
            ]
        return self._add_fitting(self._fitting(candidates), "hand", "copy")

    def _apply_plan(self, wanted, origin, step):
        """Make the roster as a plan wants it, in the cells that the plan names.

        Shifts that are as wanted stay, with all that hangs on them.

        :param wanted: ``{(employee id or None, day): [type ids]}``; an empty list frees
            the day
        :return: how many were added and taken away in words, and the added shifts
        """
        self.ensure_one()
        held = defaultdict(list)
        shifts = self.env["cs.shift"].search(
            Domain("roster_id", "=", self.id)
            & Domain("state", "!=", "cancelled")
            & Domain("date", "in", list({day for _person, day in wanted})),
            order="start, id",
        )
        for shift in shifts:
            held[shift.employee_id.id or None, shift.date].append(shift)
        surplus, missing = self.env["cs.shift"], []
        for cell, types in wanted.items():
            left = Counter(types)
            for shift in held.get(cell, ()):
                if left[shift.type_id.id]:
                    left[shift.type_id.id] -= 1
                else:
                    surplus |= shift
            missing += [(cell[0], type_id, cell[1]) for type_id in left.elements()]
        surplus._take_away()
        hours = Hours(self.env["cs.shift.type"].sudo())
        rows = []
        for person, type_id, day in missing:
            kind, span = hours.of(type_id, day)
            key = (self.id, person, type_id, day, span.start, span.stop)
            rows.append((key, (person, kind, day, span)))
        called_back = self.env["cs.shift"]._call_back(key for key, _row in rows)
        new = [row for key, row in rows if key not in called_back]
        fresh = self.env["cs.shift"]._insert(self, new, origin)
        fresh |= fresh.union(*called_back.values())
        note = self.env._(
            "Shifts added: %(added)s; taken away: %(removed)s.",
            added=len(rows),
            removed=len(surplus),
        )
        self._log_step(step, note)
        return note, fresh
