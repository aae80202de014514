from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .engine import forecast, inputs, start
from .engine_mark import driving

FLOW_STATES = [
    ("none", "Not submitted"),
    ("running", "In approval"),
    ("returned", "Returned"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
    ("cancelled", "Cancelled"),
]
#: from these states a document may be submitted (a returned one continues its run)
SUBMITTABLE = ("none", "returned", "withdrawn", "cancelled")


class FlowDocument(models.AbstractModel):
    """Gives a model an approval flow.

    Whoever may write a document may submit it; from then on the flow decides and the
    document is locked but for the fields that a node opens. ``flow_state`` and
    ``flow_run_id`` are the engine's, as are the values in ``_flow_engine_values``.

    A model implements ``_flow_facts``, ``_flow_fact_types`` and the ``_flow_on_...``
    hooks it needs; every hook gets a batch.
    """

    _name = "cs.flow.document"
    _description = "Document with an approval flow"
    _flow_document = True
    #: field → values that only the engine may set
    _flow_engine_values = {}
    #: fields that stay open while the flow runs, besides those a node opens
    _flow_open_fields = frozenset()
    #: states in which the document cannot be edited
    _flow_locked_states = ("running", "approved", "refused")

    flow_run_id = fields.Many2one(
        "cs.flow.run",
        string="Approval",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    flow_state = fields.Selection(
        FLOW_STATES,
        string="Approval status",
        readonly=True,
        copy=False,
        default="none",
        index=True,
    )
    flow_who = fields.Char(
        string="Waits for", compute="_compute_flow_who", help="Who is asked now."
    )

    @api.depends("flow_state", "flow_run_id")
    @api.depends_context("lang")
    def _compute_flow_who(self):
        asked = self.flow_run_id._asked_names()
        for document in self:
            document.flow_who = asked.get(document.flow_run_id.id) or False

    # ---- what people do --------------------------------------------------------------

    def action_submit(self, choices=None):
        """Send the documents on their way; a returned one continues its run.

        :param choices: ``{node key: [user ids]}`` where the flow lets the requester
            choose.
        :raises UserError: when a document cannot be submitted, with the reason.
        """
        inputs.rows(self).check_access("write")
        for document in self:
            if document.flow_state not in SUBMITTABLE:
                raise UserError(
                    self.env._(
                        "'%s' has been submitted already.", document.display_name
                    )
                )
        returned = self.filtered(lambda d: d.flow_state == "returned")
        for document in returned:
            document.flow_run_id.action_resubmit()
        if self - returned:
            start.submit(self - returned, choices)
        return True

    def action_withdraw(self, comment=None):
        """Take the documents back."""
        for run in self._flow_runs():
            run.action_withdraw(comment)
        return True

    def action_urge(self):
        """Remind those who are asked now."""
        for run in self._flow_runs():
            run.action_urge()
        return True

    def _flow_runs(self):
        """Return the runs of submitted documents.

        :raises UserError: when one of them has not been submitted.
        """
        inputs.rows(self).check_access("read")
        for document in self:
            if not document.flow_run_id:
                raise UserError(
                    self.env._("'%s' has not been submitted.", document.display_name)
                )
        return self.flow_run_id

    def flow_forecast(self):
        """Return the nodes and people that one document will meet, as if all agreed.

        :return: see ``engine.forecast``.
        """
        inputs.one(self).check_access("read")
        return inputs.told(forecast.forecast(self))

    # ---- what a model implements
    # ---------------------------------------------------------

    def _flow_fact_types(self):
        """Return ``{name: (type, label)}``: what the expressions of a flow may use."""
        _ = self.env._
        return {
            "department": ("text", _("Department")),
            "company": ("text", _("Company")),
            "roles": ("list", _("Roles of the person")),
            "grade": ("text", _("Grade")),
        }

    def _flow_fact_options(self):
        """Return ``{name: [[value, label]]}`` of facts that are one of known values."""
        return {}

    def _flow_facts(self):
        """Return ``{document id: {name: value}}``; extend what the person tells
        already."""
        employees = self._flow_employee()
        persons = self.env["hr.employee"].union(*employees.values())
        known = self._flow_employee_facts(persons)
        nobody = {"department": None, "company": None, "roles": [], "grade": None}
        return {d.id: {**known.get(employees[d.id].id, nobody)} for d in self}

    @api.model
    def _flow_employee_facts(self, employees):
        """Return ``{employee id: {name: value}}``: facts that the person alone
        decides."""
        return {
            employee.id: {
                "department": person["department"],
                "company": person["company"],
                "roles": person["roles"],
                "grade": person["grade"],
            }
            for employee in employees.sudo()
            for person in [employee.cs_person]
        }

    def _flow_kind(self):
        """Return what tells documents of one model apart whose facts differ in type."""
        return

    @api.model
    def _flow_filers(self, flow):
        """Return the employees whose documents ``flow`` may meet.

        For each of them the proof looks who would be asked.
        """
        domain = Domain.TRUE
        if flow.company_id:
            domain &= Domain("company_id", "=", flow.company_id.id)
        if flow.department_ids:
            domain &= Domain("department_id", "child_of", flow.department_ids.ids)
        return self.env["hr.employee"].search(domain)

    def _flow_employee(self):
        """Return ``{document id: employee}``: the person concerned."""
        if "employee_id" in self._fields:
            return {d.id: d.employee_id for d in self}
        return {d.id: d.create_uid.employee_id for d in self}

    def _flow_persons(self):
        """Return ``{document id: what the organisation tells of the person
        concerned}``.

        See ``cs_person`` of the employee; read once for all documents.
        """
        employees = self._flow_employee()
        everybody = self.env["hr.employee"].sudo().union(*employees.values())
        known = {employee.id: employee.cs_person for employee in everybody}
        return {d.id: known.get(employees[d.id].id) or {} for d in self}

    def _flow_requester(self):
        """Return ``{document id: user}``: who asks."""
        users, persons = self.env["res.users"], self._flow_persons()
        return {
            d.id: users.browse(persons[d.id].get("user_id") or [])
            or d.create_uid
            or self.env.user
            for d in self
        }

    def _flow_company(self):
        """Return ``{document id: company}``: the document's own, or the person's."""
        companies, persons = self.env["res.company"], self._flow_persons()
        own = "company_id" in self._fields
        return {
            d.id: (own and d.company_id)
            or companies.browse(persons[d.id].get("company_id") or [])
            or self.env.company
            for d in self
        }

    def _flow_subject(self):
        """Return ``{document id: text}``: one line for the inbox."""
        return {d.id: d.display_name for d in self}

    def _flow_summary(self):
        """Return ``{document id: [[label, text]]}``: the facts a card shows."""
        return {d.id: [] for d in self}

    def _flow_objections(self):
        """Return ``{document id: sentence}`` where nobody may approve any more because
        things have changed; asked before every approval, for a whole batch."""
        return {}

    def _flow_withdrawers(self):
        """Return ``{document id: users}`` who may take a running document back besides
        its requester."""
        return {}

    def _flow_retell(self):
        """Tell in all languages what the documents wrote down of themselves."""

    def _flow_candidates(self):
        """Return ``{document id: flows}`` that may be picked, in order."""
        flows = self.env["cs.flow"]._published_for(self._name)
        companies, persons = self._flow_company(), self._flow_persons()
        places = {
            d.id: (companies[d.id].id, persons[d.id].get("path") or ()) for d in self
        }
        return {
            d.id: flows.filtered(lambda flow, place=places[d.id]: flow._takes(*place))
            for d in self
        }

    def _flow_effects(self):
        """Return ``{name: label}``; ``_flow_effect_<name>`` does it for a batch."""
        return {}

    def _flow_on_approved(self):
        """Do what approval means for these documents."""

    def _flow_on_refused(self):
        """Do what refusal means."""

    def _flow_on_returned(self):
        """Do what a return to the requester means."""

    def _flow_on_withdrawn(self):
        """Do what withdrawing or cancelling means."""

    # ---- the engine's own
    # ---------------------------------------------------------------

    def _flow_pick(self, facts=None):
        """Return ``{document id: flow}``: the first candidate whose condition holds.

        :param facts: what ``_flow_facts`` returns, where it is known already.
        """
        candidates, picked = self._flow_candidates(), {}
        names = {name: kind for name, (kind, _l) in self._flow_fact_types().items()}
        facts, companies = facts or self._flow_facts(), self._flow_company()
        for document in self:
            for flow in candidates[document.id]:
                if flow._holds_for(names, facts[document.id], companies[document.id]):
                    picked[document.id] = flow
                    break
        return picked

    def _flow_attach(self, run_ids):
        with driving(self):
            self.write({"flow_state": "running"})
            for document in self:
                # a column of the engine alone: past what a model does at every write
                models.BaseModel.write(document, {"flow_run_id": run_ids[document.id]})

    def _flow_set_state(self, state):
        self.write({"flow_state": state})

    def _flow_reopen(self):
        with driving(self):
            self.write({"flow_state": "running"})
