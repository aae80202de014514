import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .engine import facts, inputs
from .engine_mark import is_storing


class Flow(models.Model):
    """An approval flow: which documents it takes and, as a tree, who decides.

    Flow designers and HR create and edit; auditors read; nobody else needs it, since
    documents run on the published version. Managers of the flow may also reassign tasks
    and cancel runs.
    """

    _name = "cs.flow"
    _description = "Approval flow"
    _inherit = ["cs.remembered", "cs.typed", "cs.coded", "mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, copy=False, index=True, tracking=True)
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10, help="Of several flows that fit, the first one is taken."
    )
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: every company.",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Document",
        ondelete="set null",
        domain=lambda self: [("model", "in", self._document_models())],
    )
    res_model = fields.Char(compute="_compute_res_model", store=True, index=True)
    department_ids = fields.Many2many(
        "hr.department",
        "cs_flow_department_rel",
        string="Departments",
        check_company=True,
        help="Takes only requests from these and those below them. Empty: from all.",
    )
    condition = fields.Char(
        tracking=True, help="Takes only documents for which this holds. Empty: all."
    )
    trigger = fields.Selection(
        [("submit", "When submitted"), ("gate", "Before a field changes")],
        required=True,
        default="submit",
        tracking=True,
    )
    gate_field_id = fields.Many2one(
        "ir.model.fields", string="Guarded field", ondelete="set null"
    )
    gate_values = fields.Char(
        string="Guarded values", help="Separated by commas. Empty: every change."
    )
    manager_ids = fields.Many2many(
        "res.users",
        "cs_flow_manager_rel",
        string="Managers of the flow",
        default=lambda self: self.env.user,
        help="They may reassign and cancel, and they are asked when nobody is found.",
    )
    no_requester = fields.Boolean(
        string="Requester may not decide", default=True, tracking=True
    )
    no_beneficiary = fields.Boolean(
        string="Person concerned may not decide", default=True, tracking=True
    )
    no_subordinate = fields.Boolean(
        string="Their subordinates may not decide", default=False, tracking=True
    )
    pool_size = fields.Integer(
        default=30,
        help="When any one of more people than this may decide, they share one task.",
    )
    urge_hours = fields.Float(
        default=4.0,
        help="The requester may remind the approvers once in so many hours.",
    )
    node_ids = fields.One2many("cs.flow.node", "flow_id", copy=False)
    version_ids = fields.One2many("cs.flow.version", "flow_id")
    version_id = fields.Many2one(
        "cs.flow.version", string="Published version", readonly=True, copy=False
    )
    run_ids = fields.One2many("cs.flow.run", "flow_id")
    run_count = fields.Integer(compute="_compute_run_count")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("changed", "Changed")],
        compute="_compute_state",
    )

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Two flows of a company cannot share a code."
    )
    _document_known = models.Constraint(
        "CHECK (model_id IS NOT NULL"
        " OR (active IS NOT TRUE AND res_model IS NOT NULL))",
        "A flow needs the kind of document that it decides about.",
    )
    _pool_size_positive = models.Constraint(
        "CHECK (pool_size BETWEEN 1 AND 100000 AND urge_hours BETWEEN 0 AND 100000)",
        "The pool size is from 1 to 100,000, the hours from 0 to 100,000.",
    )

    @api.depends("model_id.model")
    def _compute_res_model(self):
        """A flow remembers the kind of its documents when it has left the database."""
        for flow in self:
            flow.res_model = flow.model_id.model or flow.res_model

    def _document_models(self):
        return [
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_flow_document", False) and not model._abstract
        ]

    def _document_model(self, is_draft=False):
        """Return the model that the flow decides on, to be asked about its facts.

        :param is_draft: of documents that are being designed, the design.
        """
        self.ensure_one()
        return self.env[self.res_model]

    def _known_model(self, name):
        """Return a model to be asked about facts as this flow knows it, or ``None``."""
        if len(self) == 1 and self.res_model == name and name in self.env:
            return self._document_model(is_draft=True)
        return self.env.get(name)

    @api.depends("version_ids")
    def _compute_run_count(self):
        """Count all requests: who designs a flow may not read them, but sees how many
        depend on it."""
        counts = dict(
            self.env["cs.flow.run"]
            .sudo()
            ._read_group([("flow_id", "in", self.ids)], ["flow_id"], ["__count"])
        )
        for flow in self:
            flow.run_count = counts.get(flow._origin, 0)

    @api.depends("version_id", "node_ids.write_date", "node_ids", "node_ids.user_ids")
    def _compute_state(self):
        for flow in self:
            if not flow.version_id:
                flow.state = "draft"
            else:
                same = flow._compiled_digest() == flow.version_id.digest
                flow.state = "published" if same else "changed"

    @api.constrains("condition", "model_id")
    def _check_condition(self):
        for flow in self:
            model = flow._known_model(flow.res_model)
            facts.check_condition(self.env, flow.condition, model, flow.name)

    @api.model_create_multi
    def create(self, vals_list):
        flows = super().create(vals_list)
        # the records tell, not the values: defaults may come from a context
        if flows.version_id:
            raise AccessError(self.env._("Publish the flow to give it a version."))
        return flows

    def write(self, vals):
        if "version_id" in vals and not is_storing():
            raise AccessError(self.env._("Publish the flow to give it a version."))
        self._check_kept(vals)
        return super().write(vals)

    def _check_kept(self, vals):
        """A published flow keeps the kind of document that its runs are about."""
        for name in ("model_id", "trigger", "gate_field_id"):
            if name not in vals:
                continue
            for flow in self.sudo().filtered("version_ids"):
                if self._fields[name].convert_to_write(flow[name], flow) != vals[name]:
                    raise UserError(
                        self.env._(
                            "'%s' has been published: make a new flow for another "
                            "kind of document.",
                            flow.name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.sudo().version_ids:
            raise UserError(
                self.env._(
                    "A flow that has been published keeps its records: "
                    "archive it instead."
                )
            )

    def copy(self, default=None):
        copies = super().copy(default)
        for flow, twin in zip(self, copies, strict=True):
            flow.node_ids._copy_tree(twin)
        return copies

    # ---- the draft as data ----------------------------------------------------------

    def _compile(self):
        """Return the draft as the graph that a version freezes."""
        self.ensure_one()
        roots = self.node_ids.filtered(lambda node: not node.parent_id).sorted("path")
        return {
            "schema": 1,
            "policy": {
                "no_requester": self.no_requester,
                "no_beneficiary": self.no_beneficiary,
                "no_subordinate": self.no_subordinate,
                "pool_size": self.pool_size,
                "condition": self.condition or "",
                "gate_values": self.gate_values or "",
            },
            "nodes": [node._compile() for node in roots],
        }

    def _compiled_digest(self):
        from .flow_version import graph_digest

        return graph_digest(json.loads(json.dumps(self._compile())))

    def action_open_runs(self):
        """Open the runs of the flow."""
        inputs.one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Runs"),
            "res_model": "cs.flow.run",
            "view_mode": "list,form",
            "domain": [("flow_id", "=", self.id)],
        }
