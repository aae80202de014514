from collections import defaultdict

from odoo import models

from .roster_fill import say

#: as many groups go to a meal one after the other at most
MOST_TURNS = 3


class RosterBreaks(models.Model):
    """Meals in turns, so that the lines stay open (SH-15)."""

    _inherit = "cs.roster"

    def action_plan_breaks(self):
        """Let the people of a shift go to their breaks in turns.

        Types whose breaks have turns are planned: everybody of a day and a type takes
        the next turn. The coverage then shows whether the minimum holds.
        """
        self._check_may_edit()
        shifts = self.env["cs.shift"].search(
            [
                ("roster_id", "in", self.ids),
                ("state", "!=", "cancelled"),
                ("employee_id", "!=", False),
                ("type_id.break_ids.stagger", ">", 0),
            ],
            order="date, type_id, department_id, employee_id, id",
        )
        turns, count = defaultdict(list), 0
        groups = shifts.grouped(lambda s: (s.date, s.type_id, s.department_id))
        for group in groups.values():
            for number, shift in enumerate(group):
                turn = number % MOST_TURNS
                if shift.break_turn != turn:
                    turns[turn].append(shift.id)
                    count += 1
        for turn, ids in turns.items():
            self.env["cs.shift"].browse(ids).write({"break_turn": turn})
        return say(self.env._("Shifts with another turn for breaks: %s.", count))
