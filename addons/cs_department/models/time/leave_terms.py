from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_list

from ..flow.engine import moment as clock
from ..flow.engine_mark import driving

RELATIONS = [
    ("spouse", "Husband or wife"),
    ("parent", "Father or mother"),
    ("child", "Child"),
    ("sibling", "Brother or sister"),
    ("grandparent", "Grandparent"),
    ("parent_in_law", "Parent of husband or wife"),
    ("other", "Somebody else"),
]


class LeaveTerms(models.AbstractModel):
    """What a leave policy asks of a leave: stand-in, hand-over, reason, relation.

    The employee fills it in; leave types outside the configured workflows ask nothing.
    """

    _name = "cs.leave.terms"
    _description = "Terms of a leave"

    cs_stand_in_id = fields.Many2one(
        "hr.employee",
        "Stand-in",
        tracking=True,
        copy=False,
        domain="[('company_id', '=', company_id), ('id', '!=', employee_id)]",
        help="Does the work meanwhile; decides instead of the person, too.",
    )
    cs_handover_note = fields.Text("Hand-over", copy=False)
    cs_contact = fields.Char("Reachable at", copy=False)
    cs_relation = fields.Selection(RELATIONS, "Relation", copy=False)
    cs_on_site_manager_id = fields.Many2one(
        "res.users",
        "Manager on site",
        copy=False,
        domain="[('share', '=', False)]",
        help="Who leads the training or meeting that is left.",
    )

    @api.depends(
        *("holiday_status_id", "employee_id", "department_id", "company_id"),
        "flow_state",
    )
    def _compute_cs_terms(self):
        terms = self._cs_terms()
        leading = self._cs_leading(terms)
        for leave in self:
            policy, line = terms[leave.id]
            leads = leave.employee_id.id in leading
            is_flow = bool(leave._cs_ours())
            leave.cs_is_flow = is_flow
            leave.cs_is_filled_in_flow = (
                is_flow
                and line.is_filled_in_flow
                and not (leads and policy.leader_flow_id)
            )
            leave.cs_needs_reason = is_flow and line.needs_reason
            leave.cs_needs_stand_in = is_flow and (
                line.stand_in == "apply" or (leads and policy.leader_needs_stand_in)
            )
            leave.cs_offers_stand_in = is_flow and (
                leave.cs_needs_stand_in or line.stand_in == "decide"
            )
            leave.cs_needs_handover = is_flow and leads and policy.leader_needs_handover
            leave.cs_needs_contact = is_flow and leads and policy.leader_needs_contact
            leave.cs_needs_relation = (
                is_flow and leave.holiday_status_id.cs_needs_relation
            )
            leave.cs_day_hours = (
                policy.day_hours or leave.resource_calendar_id.hours_per_day or 8.0
            )

    def _cs_place(self):
        self.ensure_one()
        # users of Time Off alone may not read the employee's file
        department = self.department_id or self.sudo().employee_id.department_id
        return department.id, (self.company_id or self.env.company).id

    def _cs_terms(self):
        """Return ``{leave id: (policy, line)}``, empty records where none holds."""
        places = {leave.id: leave._cs_place() for leave in self}
        nearest = self.env["cs.leave.policy"]._nearest(set(places.values()))
        return {
            leave.id: (policy, policy._line_for(leave.holiday_status_id))
            for leave in self
            for policy in [nearest[places[leave.id]]]
        }

    def _cs_leading(self, terms):
        """Return the ids of employees who hand over a group before they go (LV-02)."""
        return self._cs_leaders(
            {
                leave.employee_id.id: terms[leave.id][0]
                for leave in self
                if leave.employee_id
            }
        )

    @api.model
    def _cs_leaders(self, policies):
        """Return the employees who hold a role that their policy calls leading.

        :param policies: ``{employee id: policy}``
        """
        wanted = {
            employee: set(policy.leader_role_ids.mapped("code"))
            for employee, policy in policies.items()
            if policy.leader_role_ids
        }
        if not wanted:
            return set()
        today = fields.Date.context_today(self)
        held = self.env["cs.role"]._codes_of(set(wanted), today)
        return {
            employee
            for employee, codes in wanted.items()
            if codes & set(held[employee])
        }

    def _cs_check_terms(self):
        """Hold leave to its policy before it is decided.

        :raises ValidationError: what is missing, or which limit stands in the way
        """
        self._cs_check_time()
        at_once = self.filtered(
            lambda leave: not (leave.cs_is_filled_in_flow or leave.cs_is_emergency)
        )
        at_once._cs_check_complete()
        self._cs_check_offered()
        now = clock.now()
        self._limit_take_turns(self.sudo().employee_id)
        found = self.env["cs.limit"]._enforce(self, now)
        with driving(self):
            self.sudo()._cs_write_note(found, now)
            self.sudo()._cs_set_paper_due(now)

    def _cs_check_filled_later(self):
        """Ask at once for what no step of the route will ask for (LV-15).

        The policy may leave the form to a step, and HR may take that step away.

        :raises ValidationError: names what is missing
        """
        leaves = self.sudo().filtered(
            lambda leave: leave.cs_is_filled_in_flow and not leave.cs_is_emergency
        )
        leaves.filtered(
            lambda leave: (
                not any(
                    node.spec["kind"] == "fill"
                    for node in leave.flow_run_id.version_id._load().nodes.values()
                )
            )
        )._cs_check_complete()

    def _cs_before_validation(self):
        """Hook: a last look before approved leave counts; refuse with a sentence."""

    def _cs_check_time(self):
        """Refuse leave that takes no time, or ends before it begins.

        :raises ValidationError: names the type
        """
        for leave in self.sudo():
            if leave._cs_is_backwards():
                raise ValidationError(
                    self.env._(
                        "%s: leave that begins in the afternoon cannot end in the "
                        "morning of the same day.",
                        leave.holiday_status_id.name,
                    )
                )
            if not (leave.number_of_days or leave.number_of_hours):
                raise ValidationError(
                    self.env._(
                        "%s: there is no working time between these moments. Choose "
                        "other days or hours.",
                        leave.holiday_status_id.name,
                    )
                )

    def _cs_is_backwards(self):
        """Tell whether leave ends in the morning of the day whose afternoon it
        begins."""
        periods = self.request_date_from_period, self.request_date_to_period
        is_one_day = self.request_date_from == self.request_date_to
        return self.request_unit_half and is_one_day and periods == ("pm", "am")

    def _cs_check_own_types(self):
        """People file only what their policy lists, if it says so (LV-12).

        Officers may record other types for them. Types with a workflow are held to the
        policy when they are submitted, whoever files them.
        """
        officer = "hr_holidays.group_hr_holidays_user"
        if not (self.env.su or self.env.user.has_group(officer)):
            self._cs_check_offered()

    def _cs_check_offered(self):
        """Refuse types that the person's policy does not list.

        :raises ValidationError: names the type and the policy
        """
        earned = self.env["hr.leave.type"]._cs_earned(self.employee_id)
        for leave_id, (policy, _line) in self._cs_terms().items():
            leave = self.browse(leave_id)
            leave_type = leave.holiday_status_id
            if not policy._offers(leave_type, earned[leave.employee_id.id]):
                raise ValidationError(
                    self.env._(
                        "%(type)s cannot be asked for under %(policy)s.",
                        type=leave_type.name,
                        policy=policy.name or self.env._("the rules of the company"),
                    )
                )

    # ---- is the form complete

    def _cs_missing(self):
        """Return ``{leave id: [labels of what is missing]}``."""
        wanted = {
            "private_name": "cs_needs_reason",
            "cs_stand_in_id": "cs_needs_stand_in",
            "cs_handover_note": "cs_needs_handover",
            "cs_contact": "cs_needs_contact",
            "cs_relation": "cs_needs_relation",
        }
        labels = {
            name: self._fields[name]._description_string(self.env) for name in wanted
        }
        labels["private_name"] = self.env._("Reason")
        return {
            leave.id: [
                labels[name]
                for name, needed in wanted.items()
                if leave[needed] and not leave[name]
            ]
            for leave in self.sudo()
        }

    def _cs_check_complete(self):
        """Refuse leave whose form lacks what the policy asks for.

        :raises ValidationError: names what is missing, or who is away himself
        """
        for leave_id, labels in self._cs_missing().items():
            if labels:
                raise ValidationError(
                    self.env._(
                        "%(leave)s: please fill in %(fields)s.",
                        leave=self.browse(leave_id).display_name,
                        fields=format_list(self.env, labels),
                    )
                )
        self._cs_check_stand_in()

    def _cs_check_stand_in(self):
        """A stand-in is somebody else, and is there."""
        leaves = self.sudo().filtered("cs_stand_in_id")
        if not leaves:
            return
        away = leaves.search(
            Domain("employee_id", "in", leaves.cs_stand_in_id.ids)
            & Domain("state", "=", "validate")
            & Domain("date_from", "<", max(leaves.mapped("date_to")))
            & Domain("date_to", ">", min(leaves.mapped("date_from")))
        )
        for leave in leaves:
            stand_in = leave.cs_stand_in_id
            if stand_in == leave.employee_id:
                raise ValidationError(self.env._("Nobody can be his own stand-in."))
            if any(
                other.employee_id == stand_in
                and other.date_from < leave.date_to
                and other.date_to > leave.date_from
                for other in away
            ):
                raise ValidationError(
                    self.env._("%s is away himself during that time.", stand_in.name)
                )
