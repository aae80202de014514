from odoo import api, fields, models
from odoo.fields import Command

from .flow_signer import STEP


class FlowNodePeople(models.Model):
    """The people whom a node names, in the order in which they sign."""

    _inherit = "cs.flow.node"

    signer_ids = fields.One2many(
        "cs.flow.signer", "node_id", string="In this order", copy=True
    )
    user_ids = fields.Many2many(
        "res.users",
        string="People",
        compute="_compute_user_ids",
        inverse="_inverse_user_ids",
        search="_search_user_ids",
    )

    @api.depends("signer_ids.user_id", "signer_ids.sequence")
    @api.depends_context("active_test")
    def _compute_user_ids(self):
        """Who left the company stays named, but shows only where archived rows do."""
        everybody = self.env.context.get("active_test") is False
        for node in self:
            signers = node.signer_ids.sorted(lambda s: (s.sequence, s._origin.id or 0))
            people = signers.user_id
            node.user_ids = people if everybody else people.filtered("active")

    def _inverse_user_ids(self):
        """Who is named already keeps his place; others come after them."""
        for node in self:
            node.write({"signer_ids": node._signer_commands(node.user_ids)})

    def _order_signers(self, user_ids):
        """Let the people whom the node names sign in this order."""
        self.ensure_one()
        places = {user: index * STEP for index, user in enumerate(user_ids, start=1)}
        for signer in self.signer_ids:
            place = places.get(signer.user_id.id, signer.sequence)
            if signer.sequence != place:
                signer.sequence = place

    def _search_user_ids(self, operator, value):
        return [("signer_ids.user_id", operator, value)]

    @api.onchange("user_ids")
    def _onchange_user_ids(self):
        self.signer_ids = self._signer_commands(self.user_ids)

    def _signer_commands(self, users):
        """Return how the signers become those of ``users`` that are missing or too
        many; people who left the company stay where they are."""
        users = users._origin
        named = self.signer_ids.user_id._origin
        gone = self.signer_ids.filtered(
            lambda s: s.user_id.active and s.user_id._origin not in users
        )
        return [Command.delete(signer.id) for signer in gone] + [
            Command.create({"user_id": user.id}) for user in users - named
        ]
