from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..flow.engine.outside import OPEN
from ..flow.engine_mark import is_creating, is_driving
from ..org import called
from .leave_papers import PAPERS, RECORDED

#: states of a leave that only the engine may set for types with a workflow
DECIDED = {"validate1", "validate", "refuse"}


class HrLeave(models.Model):
    """Leave whose type is approved 'by configured workflow' runs through the engine.

    For these types nobody approves, refuses or resets but the engine; the employee
    files, corrects, withdraws, cancels and adds papers. Other types are not touched.
    """

    _name = "hr.leave"
    _inherit = [
        "cs.leave.note",
        "cs.leave.reading",
        "cs.leave.ending",  # these three extend the engine's mixin, the others do not
        "cs.flow.document",
        "cs.leave.limits",
        "cs.leave.facts",
        "cs.leave.papers",
        "cs.leave.terms",
        "cs.leave.figures",
        "hr.leave",
    ]
    _flow_open_fields = frozenset(PAPERS)

    # what the terms of the policy come to; the mixins compute it
    cs_is_flow = fields.Boolean(
        compute="_compute_cs_terms", export_string_translation=False
    )
    cs_needs_reason = fields.Boolean(compute="_compute_cs_terms")
    cs_needs_stand_in = fields.Boolean(compute="_compute_cs_terms")
    cs_offers_stand_in = fields.Boolean(compute="_compute_cs_terms")
    cs_needs_handover = fields.Boolean(compute="_compute_cs_terms")
    cs_needs_contact = fields.Boolean(compute="_compute_cs_terms")
    cs_needs_relation = fields.Boolean(compute="_compute_cs_terms")
    cs_is_filled_in_flow = fields.Boolean(compute="_compute_cs_terms")
    cs_day_hours = fields.Float(compute="_compute_cs_terms")
    cs_paper_state = fields.Selection(
        [
            ("none", "Not needed"),
            ("due", "Still to come"),
            ("received", "Received"),
            ("overdue", "Never came"),
        ],
        "Papers",
        compute="_compute_cs_paper_state",
    )
    cs_currency_id = fields.Many2one(related="company_id.currency_id")
    cs_deduction = fields.Monetary(
        "Deducted from the wage",
        currency_field="cs_currency_id",
        compute="_compute_cs_deduction",
        groups="cs_department.group_cs_hr",
        help="From the wage of the employee's version on the first day.",
    )
    cs_can_complete = fields.Boolean(compute="_compute_cs_can_complete")
    cs_open_names = fields.Char("Fields open to you", compute="_compute_cs_open_names")
    cs_is_own = fields.Boolean("My own", compute="_compute_cs_open_names")
    cs_is_locked = fields.Boolean(
        "Locked by its flow", compute="_compute_cs_open_names"
    )

    @api.model
    def default_get(self, fields):
        """Propose a leave type that the person's policy offers, with its unit."""
        defaults = super().default_get(fields)
        proposed = self.env["hr.leave.type"].browse(defaults.get("holiday_status_id"))
        if proposed and not proposed.cs_is_offered:
            proposed = proposed.search(
                [("cs_is_offered", "=", True), ("requires_allocation", "=", False)],
                order="sequence, id",
                limit=1,
            )
            defaults |= {
                "holiday_status_id": proposed.id,
                "request_unit_hours": proposed.request_unit == "hour",
            }
        return defaults

    def _cs_ours(self):
        """Return the leave that a configured workflow decides, or has begun to."""
        return self.filtered(
            lambda leave: (
                leave.holiday_status_id._cs_is_flow() or leave.flow_state in OPEN
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        if not is_creating(self._name):
            (leaves - leaves._cs_ours())._cs_check_own_types()
            leaves._cs_start()
        return leaves

    def write(self, vals):
        if not self.env.su and not is_driving(self):
            if self and self._cs_may_complete(vals):
                return super(HrLeave, self.sudo()).write(vals)
            if "holiday_status_id" in vals:
                self._cs_check_new_type(vals["holiday_status_id"])
        result = super().write(vals)
        if "holiday_status_id" in vals and not is_driving(self):
            (self - self._cs_ours())._cs_check_own_types()
            self.filtered(lambda leave: leave.flow_state == "none")._cs_start()
        return result

    def _cs_start(self):
        """Send new leave of our types on its way."""
        fresh = self._cs_ours().filtered(
            lambda leave: leave.state == "confirm" and leave.flow_state == "none"
        )
        if fresh:
            fresh.action_submit()

    def action_submit(self, choices=None):
        """Check the terms and limits of leave, then send it on its way.

        :raises ValidationError: something is missing, or a limit stands in the way
        """
        strangers = called.rows(self) - self._cs_ours()
        if strangers:
            raise UserError(
                self.env._(
                    "%s is not approved by a configured workflow.",
                    strangers[0].display_name,
                )
            )
        self.check_access("write")
        self._cs_check_terms()
        result = super().action_submit(choices)
        self._cs_check_filled_later()
        return result

    def _cs_check_new_type(self, type_id):
        """A leave on its way keeps its kind of approval.

        :raises UserError: a returned request would leave its workflow
        """
        new = self.env["hr.leave.type"].browse(type_id)
        open_runs = self.filtered(lambda leave: leave.flow_state == "returned")
        if open_runs and not new._cs_is_flow():
            raise UserError(
                self.env._(
                    "Withdraw this request first; %s is approved otherwise.", new.name
                )
            )

    @api.model
    def _flow_employee_facts(self, employees):
        facts, own = super()._flow_employee_facts(employees), {}
        if employees:
            own = self._cs_person_facts(employees)
        return {person: {**values, **own[person]} for person, values in facts.items()}

    @api.model
    def _flow_filers(self, flow):
        return self._cs_filers(flow, super()._flow_filers(flow))

    def _flow_fact_types(self):
        return super()._flow_fact_types() | self._cs_fact_types()

    def _flow_facts(self):
        facts = self._cs_facts()
        found = self.env["cs.limit"]._check(self)
        for leave_id, findings in found.items():
            exceptions = [row for row in findings if row.outcome == "exception"]
            roles = [row.role_id for row in exceptions if row.role_id]
            facts[leave_id] |= {
                "needs_exception": bool(exceptions),
                "exception_role": self.env["cs.role"].sudo().browse(roles[:1]).code
                or None,
            }
        return facts

    def _flow_candidates(self):
        """The type names its flow, else the policy does, else conditions pick one."""
        candidates, terms = super()._flow_candidates(), self._cs_terms()
        leading = self._cs_leading(terms)
        reserved = self.env["cs.flow"].browse(
            self.env["cs.leave.policy"]._named_flow_ids()
        )
        for leave in self:
            policy, line = terms[leave.id]
            leader_flow = (
                policy.leader_flow_id
                if leave.employee_id.id in leading
                else self.env["cs.flow"]
            )
            named = (
                leader_flow
                or line.flow_id
                or leave.holiday_status_id.sudo().cs_flow_id
                or policy.flow_id
            )
            candidates[leave.id] = (
                named.filtered("version_id")
                if named
                else candidates[leave.id] - reserved
            )
        return candidates

    def _flow_on_approved(self):
        leaves = self.sudo()
        unready = leaves.filtered(
            lambda leave: leave.cs_offers_stand_in and not leave.cs_stand_in_id
        )
        if unready:
            raise ValidationError(
                self.env._(
                    "%s cannot be approved before somebody stands in.",
                    unready[0].display_name,
                )
            )
        leaves.filtered(lambda leave: not leave.cs_is_emergency)._cs_check_complete()
        leaves._cs_before_validation()
        leaves._action_validate(check_state=False)

    def _flow_on_refused(self):
        self.sudo().action_refuse()

    def _flow_on_withdrawn(self):
        open_leaves = self.sudo().filtered(lambda leave: leave.state == "confirm")
        open_leaves._force_cancel(notify_responsibles=False)

    # ---- what nobody else may

    def _check_approval_update(self, state, raise_if_not_possible=True):
        ours = self._cs_ours()
        if self.env.su or is_driving(ours):
            ours = ours.browse()
        for leave in ours:
            if state == "cancel" and leave._cs_can_cancel():
                continue
            if raise_if_not_possible:
                leave._cs_refuse_past_flow()
            return False
        others = self - ours
        return super(HrLeave, others)._check_approval_update(
            state, raise_if_not_possible
        )

    def _cs_can_cancel(self):
        """The person may take leave back until it begins; a request at any time."""
        self.ensure_one()
        if self.employee_id not in self.env.user.employee_ids:
            return False
        if self.flow_state in OPEN:
            return True
        begun = self.date_from and self.date_from < fields.Datetime.now()
        return self.state == "validate" and not begun

    def _get_responsible_for_approval(self):
        if self.holiday_status_id._cs_is_flow():
            return self.env["res.users"]
        return super()._get_responsible_for_approval()

    def _validate_leave_request(self):
        """Group time off calls this for all it created: ours waits for the engine."""
        ours = self._cs_ours()
        if is_driving(ours):
            ours = ours.browse()
        return super(HrLeave, self - ours)._validate_leave_request()

    def _flow_check_engine_only(self, vals):
        super()._flow_check_engine_only(vals)
        if self.env.su:
            return
        wrong = [name for name in RECORDED if name in vals]
        if vals.get("state") in DECIDED and self._cs_ours():
            wrong.append("state")
        self._cs_refuse_forgery(wrong)

    def _flow_check_created(self):
        super()._flow_check_created()
        if self.env.su:
            return
        for leave in self:
            wrong = [name for name in RECORDED if leave[name]]
            if leave.state != "confirm" and leave.holiday_status_id._cs_is_flow():
                wrong.append("state")
            leave._cs_refuse_forgery(wrong)

    def _cs_refuse_forgery(self, names):
        if names:
            raise AccessError(
                self.env._(
                    "Only an approval may set '%s'.", self._fields[names[0]].string
                )
            )
