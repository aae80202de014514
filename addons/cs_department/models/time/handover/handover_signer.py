from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ...org.zone import day_of

KINDS = [
    ("outgoing", "Who goes"),
    ("incoming", "Who comes"),
    ("leader", "Leader of the shift"),
    ("review", "Review of the day"),
]
#: who signs before whom, as is usual: both sides in any order, the leader after both
TURNS = {"outgoing": 1, "incoming": 1, "leader": 2, "review": 3}
STEP = 10
LAST = 1000


class HandoverSigner(models.Model):
    """A signature that a template demands.

    The shift may leave when everybody has signed but the reviewers.

    HR creates and edits; every employee may read, auditors read all.
    """

    _name = "cs.handover.signer"
    _description = "Signature of a hand-over template"
    _inherit = ["cs.remembered", "cs.typed"]
    _order = "template_id, sequence, id"
    _rec_name = "kind"

    template_id = fields.Many2one(
        "cs.handover.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(
        default=10, required=True, help="Equal numbers sign in any order."
    )
    kind = fields.Selection(KINDS, required=True, default="incoming")
    role_id = fields.Many2one(
        "cs.role", "Signed by", ondelete="restrict", index="btree_not_null"
    )

    _role_of_review = models.Constraint(
        "CHECK ((kind = 'review') = (role_id IS NOT NULL))",
        "A review, and only a review, names the role that signs it.",
    )
    _once = models.UniqueIndex(
        "(template_id, kind, COALESCE(role_id, 0))",
        "Nobody signs twice for the same thing.",
    )
    _sequence_sane = models.Constraint(
        "CHECK (sequence BETWEEN 0 AND 1000)", "The order is from 0 to 1,000."
    )

    @api.onchange("kind")
    def _onchange_kind(self):
        """Let a new line come after those that are there, and before those that are
        usually after it; a line that was saved stays where it was put."""
        if self._origin or self.kind not in TURNS:
            return
        rows = (self.template_id.signer_ids - self).filtered("kind")
        turn = TURNS[self.kind]
        before = max((r.sequence for r in rows if TURNS[r.kind] <= turn), default=0)
        after = min((r.sequence for r in rows if TURNS[r.kind] > turn), default=LAST)
        place = min(before + STEP, LAST)
        if before < after <= place:
            place = (before + after + 1) // 2
        self.sequence = place

    @api.model
    @ormcache("user_id", "day")
    def _named_department_ids(self, user_id, day):
        """Return the ids of the departments whose hand-overs concern somebody by a
        role that a template names; record rules ask it.

        Forgotten with any change of a template or of who holds a role.
        """
        templates = self.env["cs.handover.template"].sudo().search([])
        roles = templates.signer_ids.role_id | templates.leader_role_id
        roles |= templates.superior_role_id | templates.duty_role_id
        assignments = self.env["cs.role.assignment"].sudo()
        held = assignments.search(
            Domain("user_id", "=", user_id)
            & Domain("role_id", "in", roles.ids)
            & assignments._valid_on(day)
        )
        everywhere = held.filtered(lambda one: not one.department_id).company_id
        departments = self.env["hr.department"].sudo().with_context(active_test=False)
        return tuple(
            departments.search(
                Domain("id", "child_of", held.department_id.ids)
                | Domain("company_id", "in", everywhere.ids)
            ).ids
        )

    @api.model
    def _concerns(self, user_id):
        """Return the same for today."""
        return self._named_department_ids(user_id, day_of(self.env.user.company_id))
