from odoo import api, models

from ...flow.engine import inputs
from . import words


class CallInAsking(models.Model):
    """Before somebody is taken off a shift, the leader reads whom and which."""

    _inherit = "cs.shift"

    def action_ask_call_in(self):
        """Ask once more before others are asked for the shift; the page does it."""
        shift = inputs.one(self)
        shift.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "cs_call_in",
            "params": {"shift_id": shift.id},
        }

    @api.readonly
    def call_in_question(self):
        """Return what whoever calls in is asked: whom it takes off which shift."""
        shift = inputs.one(self)
        shift.check_access("read")
        self.env["cs.shift.offer"]._check_leads(shift)
        record = shift.sudo()
        if not record.employee_id:
            return self.env._("Others are asked for %s. Go on?", words.shift(record))
        return self.env._(
            "%(person)s is taken off %(shift)s, and others are asked. Go on?",
            person=record.employee_id.name,
            shift=words.shift(record),
        )
