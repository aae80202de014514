from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list

STATES = [
    ("open", "Being handed over"),
    ("refused", "Refused"),
    ("signed", "Handed over"),
    ("closed", "Reviewed"),
    ("cancelled", "Cancelled"),
]
#: states in which lines are decided and signed
OPEN = ("open",)


class Handover(models.Model):
    """One change of shift: who hands over to whom, what, and who signed for it.

    It comes from the published roster. Those who go and come read, decide and sign
    through its methods; leaders of the department call the roll, sign as leader and
    settle what was refused; reviewers sign last. Nobody edits it, HR and
    administrators included, and what was signed does not change any more.

    The people of the shifts, leaders of the department, HR and auditors may read.
    """

    _name = "cs.handover"
    _description = "Hand-over"
    _systray_view = "kanban"
    _inherit = ["mail.thread", "mail.activity.mixin", "cs.handover.kept"]
    _order = "start desc, id desc"
    _mail_post_access = "read"

    template_id = fields.Many2one(
        "cs.handover.template", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="restrict"
    )
    start = fields.Datetime("Change of shift", required=True, index=True)
    due_at = fields.Datetime("Be there at", required=True)
    tidy_at = fields.Datetime("Tidy up at")
    reminded_at = fields.Datetime()
    tz = fields.Char("Time zone", required=True)
    state = fields.Selection(STATES, required=True, default="open")
    mode = fields.Selection(
        [("seats", "Seat by seat"), ("team", "The whole shift at once")],
        required=True,
        default="seats",
    )
    rev = fields.Integer(
        default=0, help="Counts what was done, so that nobody is late."
    )
    refused_by_id = fields.Many2one("hr.employee", "Refused by", ondelete="restrict")
    refusal = fields.Text("Why it was refused")
    left_at = fields.Datetime("The shift may leave since")
    seat_ids = fields.One2many("cs.handover.seat", "handover_id", "Seats")
    item_ids = fields.One2many("cs.handover.item", "handover_id", "Lines")
    signature_ids = fields.One2many(
        "cs.handover.signature", "handover_id", "Signatures"
    )
    place = fields.Char("Where", compute="_compute_clock")
    clock = fields.Char("At", compute="_compute_clock")
    item_count = fields.Integer(compute="_compute_counts")
    decided_count = fields.Integer(compute="_compute_counts")
    refused_count = fields.Integer("Not accepted", compute="_compute_counts")
    late_count = fields.Integer("Late", compute="_compute_counts")
    signature_text = fields.Char("Signed", compute="_compute_counts")
    progress = fields.Integer(compute="_compute_counts")
    waits_for = fields.Char("Waits for", compute="_compute_waits_for")

    _one_each = models.UniqueIndex(
        "(department_id, start) WHERE state <> 'cancelled'",
        "There is a hand-over of this department at that time already.",
    )
    _open_idx = models.Index("(start) WHERE state = 'open'")

    @api.depends("department_id", "start", "tz")
    def _compute_display_name(self):
        for handover in self:
            there = handover.with_context(tz=handover.tz)
            moment = fields.Datetime.context_timestamp(there, handover.start)
            handover.display_name = (
                f"{handover.sudo().department_id.name} {moment:%Y-%m-%d %H:%M}"
            )

    @api.depends("department_id", "start", "tz")
    @api.depends_context("lang")
    def _compute_clock(self):
        """Name the place shortly, and the time on the clock of the place."""
        for handover in self:
            there = handover.with_context(tz=handover.tz)
            moment = fields.Datetime.context_timestamp(there, handover.start)
            handover.place = handover.sudo().department_id.name
            handover.clock = f"{moment:%H:%M}"

    @api.depends("item_ids.verdict", "signature_ids.signed_at", "seat_ids.late_minutes")
    def _compute_counts(self):
        ours = Domain("handover_id", "in", self.ids)
        items, slots, late = {}, {}, {}
        for handover, verdict, number in (
            self.env["cs.handover.item"]
            .sudo()
            ._read_group(ours, ["handover_id", "verdict"], ["__count"])
        ):
            items[handover.id, verdict] = number
        for handover, signed, every in (
            self.env["cs.handover.signature"]
            .sudo()
            ._read_group(ours, ["handover_id"], ["signed_at:count", "__count"])
        ):
            slots[handover.id] = signed, every
        for handover, number in (
            self.env["cs.handover.seat"]
            .sudo()
            ._read_group(
                ours & Domain("late_minutes", ">", 0), ["handover_id"], ["__count"]
            )
        ):
            late[handover.id] = number
        for handover in self:
            i = handover._origin.id
            accepted = items.get((i, "accepted"), 0)
            refused = items.get((i, "refused"), 0)
            signed, every = slots.get(i, (0, 0))
            handover.decided_count = accepted + refused
            handover.refused_count = refused
            handover.item_count = accepted + refused + items.get((i, "open"), 0)
            handover.late_count = late.get(i, 0)
            handover.signature_text = f"{signed} / {every}"
            handover.progress = round(100 * signed / every) if every else 0

    @api.depends("signature_ids.signed_at", "state")
    @api.depends_context("lang")
    def _compute_waits_for(self):
        for handover in self:
            names = [
                slot._who_text()
                for slot in handover.sudo()._ready_slots()
                if handover.state in ("open", "signed")
            ]
            handover.waits_for = format_list(self.env, dict.fromkeys(names)) or False
