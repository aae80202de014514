from odoo import models
from odoo.fields import Domain
from odoo.tools import format_list

from . import words


class ShiftStakes(models.Model):
    """A shift in a swap that waits for somebody: who changes it stops the swap. And one
    whose person has said that he cannot come."""

    _inherit = "cs.shift"

    def _stakes(self):
        found = super()._stakes()
        waiting = Domain("swap_id.flow_state", "=", "running")
        waiting &= Domain("swap_id.hindered_at", "=", False)
        legs = self.env["cs.shift.swap.leg"].sudo()
        of_these = Domain("shift_id", "in", self.ids) & Domain("is_open", "=", True)
        for leg in legs.search(of_these & waiting):
            swap = leg.swap_id
            people = swap.employee_id | swap._others()
            found.setdefault(leg.shift_id.id, []).append(
                self.env._(
                    "%(shift)s is in a waiting swap of %(people)s: once it is moved, "
                    "changed or deleted, the swap can no longer be carried out.",
                    shift=words.shift(leg.shift_id.with_env(self.env).sudo()),
                    people=format_list(self.env, people.mapped("name")),
                )
            )
        for told in self.env["cs.shift.unable"]._open_of(self):
            text = self.env._(
                "%(what)s (%(why)s). See Who Cannot Come.",
                what=told.display_name,
                why=told.reason,
            )
            found.setdefault(told.shift_id.id, []).append(text)
        return found
