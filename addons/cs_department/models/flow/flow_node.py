import uuid

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .engine import facts

HOLDERS = {"case": "branch", "lane": "parallel"}
DECIDING = ("approve", "fill")
WITH_PEOPLE = ("approve", "fill", "notify")
#: what the two buttons of a decision say
BUTTONS = [
    ("approve", "Approve / Refuse"),
    ("agree", "Agree / Decline"),
    ("confirm", "Confirm / Object"),
]


class FlowNode(models.Model):
    """One node of the draft of a flow. What runs is the published version.

    Flow designers and HR edit nodes; everybody else only meets the published flow.
    """

    _name = "cs.flow.node"
    _inherit = ["cs.typed"]
    _description = "Node of a flow"
    _order = "flow_id, path, id"
    _parent_store = True

    flow_id = fields.Many2one("cs.flow", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="flow_id.company_id")
    res_model = fields.Char(related="flow_id.res_model")
    parent_id = fields.Many2one(
        "cs.flow.node",
        string="Inside",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('flow_id', '=', flow_id), "
        "('kind', 'in', ('case', 'lane', 'branch', 'parallel'))]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("cs.flow.node", "parent_id")
    sequence = fields.Integer(default=10)
    path = fields.Char(compute="_compute_path", store=True, recursive=True)
    depth = fields.Integer(compute="_compute_path", store=True, recursive=True)
    key = fields.Char(
        required=True,
        copy=False,
        default=lambda self: uuid.uuid4().hex[:12],
        help="Identifies the node across versions.",
    )
    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("approve", "Approve"),
            ("fill", "Fill in"),
            ("notify", "Copy to"),
            ("action", "Action"),
            ("wait", "Wait"),
            ("branch", "Branch"),
            ("case", "Case of a branch"),
            ("parallel", "Side by side"),
            ("lane", "Lane"),
        ],
        required=True,
        default="approve",
    )
    condition = fields.Char(help="When this case is taken. Empty means 'otherwise'.")
    approver_kind = fields.Selection(
        [
            ("user", "Named people"),
            ("role", "A role, in the department or upwards"),
            ("manager", "The n-th manager"),
            ("manager_chain", "Every manager up to a level or role"),
            ("department_head", "The head of the department"),
            ("field", "A person named in the document"),
            ("requester", "The requester"),
            ("requester_choice", "Chosen by the requester"),
            ("previous_choice", "Chosen by the approver before"),
        ],
        string="Who",
        default="manager",
    )
    role_id = fields.Many2one("cs.role", ondelete="restrict")
    level = fields.Integer(default=1)
    until_role_id = fields.Many2one(
        "cs.role", string="Up to the role", ondelete="restrict"
    )
    field_name = fields.Char(string="Field of the document")
    sign_mode = fields.Selection(
        [
            ("any", "Any one of them"),
            ("all", "All of them"),
            ("in_turn", "One after the other"),
            ("votes", "By votes"),
        ],
        string="How they sign",
        required=True,
        default="any",
    )
    votes_needed = fields.Float(default=1)
    votes_percent = fields.Boolean(string="Votes in percent")
    if_nobody = fields.Selection(
        [
            ("block", "Do not publish"),
            ("skip", "Skip the step"),
            ("fallback", "Ask somebody else"),
        ],
        required=True,
        default="block",
    )
    fallback_user_ids = fields.Many2many(
        "res.users", "cs_flow_node_fallback_rel", string="Ask instead"
    )
    if_requester = fields.Selection(
        [
            ("skip", "Skip the own approval"),
            ("next_manager", "Ask the next manager"),
            ("allow", "Let the requester decide"),
        ],
        string="If it is the requester",
        required=True,
        default="next_manager",
    )
    if_repeated = fields.Selection(
        [("pass", "Pass automatically"), ("ask", "Ask again")],
        string="If the person approved before",
        required=True,
        default="pass",
    )
    limit_hours = fields.Float(
        string="Time limit (working hours)",
        help="Counted in the working hours of the person asked. 0 means no limit.",
    )
    limit_action = fields.Selection(
        [
            ("remind", "Remind"),
            ("escalate", "Ask the person's manager"),
            ("approve", "Approve"),
            ("refuse", "Refuse"),
            ("return", "Return to the requester"),
        ],
        string="When the time is over",
        default="remind",
    )
    open_fields = fields.Char(
        string="Fields to fill in",
        help="Technical names, separated by commas: what this person may edit.",
    )
    required_fields = fields.Char(
        string="Fields that must be filled in",
        help="Technical names, separated by commas.",
    )
    effect = fields.Char(help="An effect that the document offers, e.g. 'file'.")
    server_action_id = fields.Many2one("ir.actions.server", ondelete="restrict")
    wait_field = fields.Char(string="Wait until (field)")
    wait_hours = fields.Float(string="Wait (hours)")
    comment_required = fields.Boolean()
    buttons = fields.Selection(
        BUTTONS,
        string="Buttons say",
        required=True,
        default="approve",
        help="What the person presses: colleagues agree, superiors approve.",
    )
    allow_transfer = fields.Boolean(default=True)
    allow_return = fields.Boolean(default=True)
    allow_add_signer = fields.Boolean(default=True)

    _key_uniq = models.UniqueIndex("(flow_id, key)", "A flow cannot use a key twice.")
    _limit_not_negative = models.Constraint(
        "CHECK (limit_hours BETWEEN 0 AND 100000 AND wait_hours BETWEEN 0 AND 100000 "
        "AND level BETWEEN 0 AND 100)",
        "Hours are from 0 to 100,000, levels from 0 to 100.",
    )
    _name_short = models.Constraint(
        "CHECK (length(name::text) <= 2000)", "The name is too long."
    )
    _votes_positive = models.Constraint(
        "CHECK (votes_needed > 0 AND votes_needed <= 100000 "
        "AND (NOT votes_percent OR votes_needed <= 100))",
        "The votes needed are more than 0 and at most 100,000 or, in percent, 100.",
    )

    @api.depends("parent_id.path", "parent_id.depth", "sequence")
    def _compute_path(self):
        for node in self:
            place = f"{max(node.sequence, 0):06d}.{node._origin.id or 0:010d}"
            parent = node.parent_id
            node.path = f"{parent.path}/{place}" if parent else place
            node.depth = parent.depth + 1 if parent else 0

    @api.constrains("parent_id", "kind", "flow_id")
    def _check_place(self):
        for node in self:
            wanted, parent = HOLDERS.get(node.kind), node.parent_id
            if wanted and parent.kind != wanted:
                raise ValidationError(
                    self.env._(
                        "'%s' must stand inside a branch or a side-by-side node.",
                        node.name,
                    )
                )
            if not wanted and parent and parent.kind not in HOLDERS:
                raise ValidationError(
                    self.env._("'%s' must stand inside a case or a lane.", node.name)
                )
            if parent and parent.flow_id != node.flow_id:
                raise ValidationError(
                    self.env._("A step and its holder belong to one flow.")
                )
        if self._has_cycle():
            raise ValidationError(self.env._("A step cannot stand inside itself."))

    @api.constrains("condition", "kind", "flow_id")
    def _check_condition(self):
        for node in self.filtered(lambda n: n.kind == "case"):
            model = node.flow_id._known_model(node.res_model)
            facts.check_condition(self.env, node.condition, model, node.name)

    def _compiled_names(self):
        """Return ``{language: name}``; it is not part of what a version is."""
        return {
            code: self.with_context(lang=code).name
            for code, _label in self.env["res.lang"].get_installed()
        }

    def _compile(self):
        """Return the node and everything below it as plain data for a version."""
        self.ensure_one()
        # the same whoever compiles it, in whatever language
        name = self.with_context(lang=None).name
        spec = {"key": self.key, "kind": self.kind, "name": name}
        spec["names"] = self._compiled_names()
        if self.kind == "case":
            spec["condition"] = self.condition or ""
        if self.kind in WITH_PEOPLE:
            spec |= self._compile_people()
        if self.kind in DECIDING:
            spec |= self._compile_decision()
        if self.kind == "approve" and self.buttons != "approve":
            spec["buttons"] = self.buttons
        if self.kind == "action":
            spec |= {
                "effect": self.effect or "",
                "server_action": self.server_action_id.id,
            }
        if self.kind == "wait":
            spec |= {"field": self.wait_field or "", "hours": self.wait_hours}
        if self.child_ids:
            spec["children"] = [c._compile() for c in self.child_ids.sorted("path")]
        return spec

    def _compile_people(self):
        return {
            "who": self.approver_kind,
            # the order matters only to those who sign in turn
            "users": self.user_ids.ids
            if self.sign_mode == "in_turn"
            else sorted(self.user_ids.ids),
            "role": self.role_id.id,
            "level": self.level,
            "until_role": self.until_role_id.id,
            "field": self.field_name or "",
            "if_nobody": self.if_nobody,
            "fallback": sorted(self.fallback_user_ids.ids),
        }

    def _compile_decision(self):
        return {
            "sign": self.sign_mode,
            "votes": self.votes_needed,
            "percent": self.votes_percent,
            "if_requester": self.if_requester,
            "if_repeated": self.if_repeated,
            "limit_hours": self.limit_hours,
            "limit_action": self.limit_action,
            "open_fields": _names(self.open_fields),
            "required_fields": _names(self.required_fields),
            "comment_required": self.comment_required,
            "transfer": self.allow_transfer,
            "return": self.allow_return,
            "add_signer": self.allow_add_signer,
        }


def _names(text):
    return sorted({name.strip() for name in (text or "").split(",") if name.strip()})
