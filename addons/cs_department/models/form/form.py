from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..flow.engine import inputs
from .form_mark import is_publishing, publishing

LONGEST_SERIES = 20
#: settings of a flow that travel with the form
FLOW_SETTINGS = ("no_requester", "no_beneficiary", "no_subordinate", "description")


class Form(models.Model):
    """A kind of request: its fields and rules, who may file it, who approves it.

    HR designs and publishes forms; auditors read them; every employee may read the name
    of a published one and file it when his department or role is among those named.
    """

    _name = "cs.form"
    _description = "Request form"
    _inherit = ["cs.typed", "cs.coded", "mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, copy=False, index=True, tracking=True)
    icon = fields.Char(default="fa-file-text-o", help="Name of an icon, as fa-clock-o.")
    description = fields.Text(translate=True, help="What the form is for.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: every company.",
    )
    department_ids = fields.Many2many(
        "hr.department",
        "cs_form_department_rel",
        string="Departments",
        help="Who may file it: people of these departments and those below them. "
        "Empty: everybody.",
    )
    role_ids = fields.Many2many(
        "cs.role",
        "cs_form_role_rel",
        string="Roles",
        help="Only people with one of these roles may file it. Empty: everybody.",
    )
    sequence_id = fields.Many2one(
        "ir.sequence", string="Number series", copy=False, ondelete="restrict"
    )
    number_prefix = fields.Char(
        string="Prefix of numbers",
        related="sequence_id.prefix",
        related_sudo=True,
        readonly=False,
    )
    number_padding = fields.Integer(
        string="Digits of numbers",
        related="sequence_id.padding",
        related_sudo=True,
        readonly=False,
    )
    flow_id = fields.Many2one(
        "cs.flow",
        string="Approval flow",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('res_model', '=', 'cs.request'), ('form_ids', 'in', [id, False])]",
        tracking=True,
    )
    rev = fields.Integer(string="Revision of the draft", default=0, copy=False)
    draft_id = fields.Many2one("cs.form.version", copy=False, readonly=True)
    version_ids = fields.One2many("cs.form.version", "form_id")
    version_id = fields.Many2one(
        "cs.form.version", string="Published version", readonly=True, copy=False
    )
    version_number = fields.Integer(
        string="Version in force", related="version_id.number"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("published", "Published"),
            ("changed", "Changed"),
            ("archived", "Archived"),
        ],
        compute="_compute_state",
    )
    request_ids = fields.One2many("cs.request", "form_id")
    request_count = fields.Integer(compute="_compute_request_count")

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Two forms of a company cannot share a code."
    )
    _flow_uniq = models.UniqueIndex(
        "(flow_id) WHERE flow_id IS NOT NULL", "A flow serves one form."
    )

    @api.depends("version_id", "draft_id.field_ids", "draft_id.rule_ids", "rev")
    def _compute_state(self):
        for form in self:
            if not form.active:
                form.state = "archived"
            elif not form.version_id:
                form.state = "draft"
            else:
                same = form.draft_id._digest() == form.version_id.sudo().digest
                form.state = "published" if same else "changed"

    @api.depends("request_ids")
    def _compute_request_count(self):
        counts = dict(
            self.env["cs.request"]._read_group(
                [("form_id", "in", self.ids)], ["form_id"], ["__count"]
            )
        )
        for form in self:
            form.request_count = counts.get(form._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        if forms.version_id or forms.draft_id or any(form.rev for form in forms):
            raise AccessError(self.env._("Publish the form to give it a version."))
        for form in forms:
            with_draft = {"draft_id": form._new_draft().id}
            if not form.sequence_id:
                with_draft["sequence_id"] = form._new_sequence().id
            if not form.flow_id:
                with_draft["flow_id"] = form._new_flow().id
            with publishing():
                form.write(with_draft)
        self.env.registry.clear_cache()
        return forms

    def write(self, vals):
        if vals.keys() & {"version_id", "draft_id"} and not is_publishing():
            raise AccessError(self.env._("Publish the form to give it a version."))
        if "company_id" in vals and any(
            f.request_ids and f.company_id.id != vals["company_id"] for f in self.sudo()
        ):
            raise UserError(
                self.env._("A form with requests keeps its company: copy it.")
            )
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(form.version_id for form in self.sudo()):
            raise UserError(
                self.env._(
                    "A form that has been published keeps its requests: archive it "
                    "instead."
                )
            )
        self.sudo().version_ids.unlink()

    def copy(self, default=None):
        copies = super().copy(default)
        for form, twin in zip(self, copies, strict=True):
            form.draft_id._copy_rows(twin.draft_id)
            flow, own = form.flow_id, twin.flow_id.sudo()
            own.write({name: flow[name] for name in FLOW_SETTINGS})
            flow.node_ids._copy_tree(twin.flow_id)
            if "name" not in (default or {}):
                own._call_copy_of(form)
        return copies

    def _new_draft(self):
        return self.env["cs.form.version"].sudo().create({"form_id": self.id})

    def _new_sequence(self):
        """Return the number series of a new form; HR edits prefix and digits."""
        return (
            self.env["ir.sequence"]
            .sudo()
            .create(
                {
                    "name": self.name,
                    "code": f"cs.form.{self.code}",
                    "prefix": f"{_series(self.code)}/%(year)s/",
                    "padding": 5,
                    "company_id": self.company_id.id,
                }
            )
        )

    def _new_flow(self):
        """Return a flow for a new form, still to be drawn."""
        flows = self.env["cs.flow"].sudo()
        return flows.create(
            {
                "name": self.name,
                "code": flows._free_code(f"form_{self.code}"),
                "company_id": self.company_id.id,
                "model_id": self.env["ir.model"]._get("cs.request").id,
            }
        ).sudo(False)

    # ---- who may file ----------------------------------------------------------------

    @api.model
    def _filable(self, employee):
        """Return the published forms that an employee may file."""
        if not employee:
            return self.browse()
        person = employee.sudo().cs_person or {}
        path, roles = set(person.get("path") or ()), set(person.get("roles") or ())
        forms = self.sudo().search(
            Domain("version_id", "!=", False)
            & Domain("company_id", "in", [False, employee.sudo().company_id.id])
        )
        return forms.filtered(
            lambda form: (
                (
                    not form.department_ids
                    or not path.isdisjoint(form.department_ids.ids)
                )
                and (
                    not form.role_ids
                    or not roles.isdisjoint(form.role_ids.mapped("code"))
                )
            )
        ).sudo(False)

    def action_open_fields(self):
        """Open the fields of the draft."""
        return self._open_rows("cs.form.field", self.env._("Fields"))

    def action_open_rules(self):
        """Open the rules of the draft."""
        return self._open_rows("cs.form.rule", self.env._("Rules"))

    def _open_rows(self, model, name):
        inputs.one(self)
        version = self.draft_id.id
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("version_id", "=", version)],
            "context": {"default_version_id": version},
        }

    def action_open_requests(self):
        """Open the requests of the form."""
        inputs.one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Requests"),
            "res_model": "cs.request",
            "view_mode": "list,form",
            "domain": [("form_id", "=", self.id)],
        }


def _series(code):
    """Return how the numbers of a form begin: its code, cut between words."""
    short = code.upper()[:LONGEST_SERIES]
    return short if len(code) <= LONGEST_SERIES else short.rpartition("_")[0] or short
