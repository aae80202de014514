from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..flow.document import SUBMITTABLE
from ..flow.engine_mark import is_driving
from .form_mark import filing, is_filing
from .form_properties import FormProperties

#: what a client may set besides the talk; everything else is the server's
OPEN = ("form_id", "employee_id", "properties", "line_ids")
#: of these, only when the request is made
AT_CREATION = ("form_id", "employee_id")


class Request(models.Model):
    """A filled-in form on its way through its flow.

    Every employee files those forms that are meant for him, edits and deletes his own
    drafts; whoever is asked reads it and fills in what the step opens; leaders read
    those of their departments, HR and auditors all. Whatever way values come in, the
    rules of the form's version decide what is stored.
    """

    _name = "cs.request"
    _description = "Request"
    _inherit = ["cs.typed", "cs.flow.document", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    form_id = fields.Many2one(
        "cs.form", required=True, index=True, ondelete="restrict", readonly=True
    )
    version_id = fields.Many2one(
        "cs.form.version", required=True, index=True, ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Requester",
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    department_id = fields.Many2one("hr.department", readonly=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    properties = FormProperties(definition="version_id.definition", copy=False)
    line_ids = fields.One2many("cs.request.line", "request_id", string="Lines")
    attachment_ids = fields.Many2many(
        "ir.attachment", compute="_compute_attachment_ids", string="Attachments"
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    start_date = fields.Date(readonly=True, copy=False)
    end_date = fields.Date(readonly=True, copy=False)
    amount = fields.Monetary(readonly=True, copy=False)
    person_id = fields.Many2one(
        "hr.employee", string="Person concerned", readonly=True, copy=False
    )

    _number_uniq = models.UniqueIndex(
        "(form_id, name) WHERE name IS NOT NULL",
        "Two requests of a form cannot have one number.",
    )

    @api.depends("name", "form_id.name")
    def _compute_display_name(self):
        for request in self:
            name = request.form_id.sudo().name or ""
            request.display_name = f"{request.name} {name}" if request.name else name

    def _compute_attachment_ids(self):
        hidden = self._concealed()
        for request in self:
            ids = [
                record["id"]
                for key, value in request._stored_values().items()
                if key not in hidden.get(request.id, ()) and isinstance(value, list)
                for record in value
                if isinstance(record, dict) and "mimetype" in record
            ]
            request.attachment_ids = self.env["ir.attachment"].browse(ids)

    # ---- ways in ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if is_filing():
            return super().create(vals_list)
        self.check_access("create")
        forms = self._check_filable([self._asked_form(vals) for vals in vals_list])
        heads = [
            self._head_values(form, vals)
            for form, vals in zip(forms, vals_list, strict=True)
        ]
        context = {
            k: v for k, v in self.env.context.items() if not k.startswith("default_")
        }
        with filing():
            requests = super(Request, self.sudo().with_context(context)).create(heads)
        requests = requests.with_env(self.env)
        given = {
            request.id: request._values_of(vals)
            for request, vals in zip(requests, vals_list, strict=True)
        }
        requests._file(given)
        return requests

    def write(self, vals):
        if is_filing() or is_driving(self):
            return super().write(vals)
        self._check_open(vals)
        rest = {k: v for k, v in vals.items() if k not in ("properties", "line_ids")}
        if len(rest) < len(vals):
            self.check_access("write")
            self._save_all({request.id: request._values_of(vals) for request in self})
        return super().write(rest) if rest or not vals else True

    def _check_open(self, vals):
        """Refuse what only the server sets.

        :raises AccessError: naming the field
        """
        known = vals.keys() & self._fields.keys()
        closed = known - set(OPEN) - self._flow_talk_fields()
        closed |= known & set(AT_CREATION) if self else set()
        if self.env.su:
            closed &= {"version_id", *AT_CREATION}
        if closed:
            label = self._fields[sorted(closed)[0]].string
            raise AccessError(self.env._("'%s' cannot be set.", label))

    def _asked_form(self, vals):
        self.browse()._check_open({k: v for k, v in vals.items() if k in self._fields})
        form_id = vals.get("form_id") or self.env.context.get("default_form_id")
        form = self.env["cs.form"].sudo().browse(form_id if form_id else []).exists()
        if not form:
            raise UserError(self.env._("Choose a form."))
        return form

    def _check_filable(self, forms):
        """Return the forms, when the user may file all of them."""
        everybody = self.env.su
        allowed = self.env["cs.form"]._filable(self._own_employee())
        for form in forms:
            if not form.version_id or not form.active:
                raise UserError(
                    self.env._("The form '%s' is not published.", form.name)
                )
            if not everybody and form not in allowed and not self._is_hr():
                raise AccessError(
                    self.env._("The form '%s' is not meant for you.", form.name)
                )
        return forms

    def _is_hr(self):
        return self.env.user.has_group("cs_department.group_cs_hr")

    def _own_employee(self):
        """Return the employee that the user is in the active company, or another."""
        user = self.env.user.sudo()
        own = user.with_company(self.env.company).employee_id
        return own or user.employee_ids[:1]

    def _head_values(self, form, vals):
        """Return the values of a new request that the server decides."""
        own = self._own_employee()
        asked = self.env["hr.employee"].sudo().browse(vals.get("employee_id") or own.id)
        if not asked.exists():
            raise UserError(
                self.env._("You are not an employee: HR can connect your user to one.")
            )
        if asked != own and not self.env.su and not self._is_hr():
            raise AccessError(self.env._("You may file requests for yourself only."))
        if form.company_id and form.company_id != asked.company_id:
            raise UserError(
                self.env._(
                    "The form '%(form)s' is not one of %(company)s.",
                    form=form.name,
                    company=asked.company_id.name,
                )
            )
        return {
            "form_id": form.id,
            "version_id": form.version_id.id,
            "employee_id": asked.id,
            "department_id": asked.department_id.id,
            "company_id": asked.company_id.id,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        for request in self:
            if request.flow_state not in SUBMITTABLE or request.name:
                raise UserError(
                    self.env._(
                        "'%s' has a number: it is kept for the record.",
                        request.display_name,
                    )
                )

    def copy(self, default=None):
        """Copy the values that may be copied into new drafts of the current version."""
        twins = self.browse()
        hidden = self._concealed()
        for request in self:
            values = {
                key: [{k: v for k, v in row.items() if k != "id"} for row in value]
                if value and isinstance(value, list) and "id" not in value[0]
                else value
                for key, value in request._stored_values().items()
                if key not in hidden.get(request.id, ())
            }
            twins |= self._new_draft(request.form_id, values)
        return twins
