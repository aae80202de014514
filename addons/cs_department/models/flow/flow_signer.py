from odoo import api, fields, models

#: places from here on are not given yet: such a person comes last
LAST = 1_000_000
STEP = 10


class FlowSigner(models.Model):
    """A person whom a node names, at his place among those who sign in turn.

    Flow designers and HR edit signers with the node; auditors read them.
    """

    _name = "cs.flow.signer"
    _inherit = ["cs.typed"]
    _description = "Person named in a flow"
    _order = "node_id, sequence, id"
    _rec_name = "user_id"

    node_id = fields.Many2one(
        "cs.flow.node", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=LAST)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )

    _node_user_uniq = models.UniqueIndex(
        "(node_id, user_id)", "A step cannot name a person twice."
    )

    @api.model_create_multi
    def create(self, vals_list):
        signers = super().create(vals_list)
        for node, fresh in signers.grouped("node_id").items():
            placed = (node.signer_ids - fresh).mapped("sequence")
            last = max((place for place in placed if place < LAST), default=0)
            for signer in fresh.sorted(lambda s: (s.sequence, s.id)):
                if signer.sequence >= LAST:
                    signer.sequence = last + STEP
                last = max(last, signer.sequence)
        return signers
