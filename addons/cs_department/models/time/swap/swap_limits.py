from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....logic import swap as rules
from ...limit.finding import Entry
from .check import SwapCheck
from .supposed import Supposed
from .supposed_limits import SupposedSwaps, facts

#: states in which a swap counts against a limit
COUNTING = ("running", "returned", "approved")
#: facts that the limits themselves decide: flows may ask for them, limits may not
LIMITS_TELL = ("needs_manager", "needs_exception", "exception_role")


class SwapLimits(models.Model):
    """Swaps as documents that limits apply to, and what conditions may ask of them."""

    _inherit = "cs.shift.swap"

    def _supposed(self):
        """Return the swaps as plain values for a check."""
        policies = self._policy()
        found = []
        for swap in self.sudo():
            legs = swap.leg_ids.sorted("sequence")
            found.append(
                Supposed(
                    key=swap.id,
                    kind=swap.kind,
                    legs=tuple(
                        rules.Leg(
                            leg.shift_id.id,
                            leg.giver_id.id or 0,
                            leg.taker_id.id or swap.stand_in_id.id or None,
                            leg.is_return,
                        )
                        for leg in legs
                    ),
                    requester=swap.employee_id.id,
                    policy=policies[swap.id],
                    applied=swap.flow_run_id.opened_at or None,
                    frozen=legs.filtered("is_open")._as_asked(),
                )
            )
        return found

    def _swap_check(self, moment=None):
        """Return the check of these swaps, as of their application."""
        return SwapCheck(self.env, self._supposed(), moment)

    def _limit_cases(self, moment):
        check = self._swap_check(moment)
        return SupposedSwaps(check, check.supposed)._limit_cases(moment)

    @api.model
    def _limit_history(self, employee_ids, first, last):
        ids = list(employee_ids)
        return self._entries(
            Domain("giver_id", "in", ids) | Domain("taker_id", "in", ids), first, last
        )

    @api.model
    def _limit_colleagues(self, department_ids, first, last):
        place = Domain("swap_id.department_id", "in", list(department_ids))
        return self._entries(place, first, last)

    @api.model
    def _entries(self, domain, first, last):
        """Return an entry for each person of each swap, on his first shift in it."""
        legs = self.env["cs.shift.swap.leg"].sudo()
        met = legs.search(
            domain
            & Domain("swap_id.flow_state", "in", COUNTING)
            & Domain("swap_id.undone_at", "=", False)
            & Domain("date", ">=", first - timedelta(days=1))
            & Domain("date", "<=", last + timedelta(days=1))
        )
        entries = []
        for swap in met.swap_id:
            rows = swap.leg_ids.sorted("start")
            for person in rows.giver_id | rows.taker_id:
                own = rows.filtered(
                    lambda leg, person=person: person in leg.giver_id | leg.taker_id
                )
                entries.append(
                    Entry(
                        document_id=swap.id,
                        employee_id=person.id,
                        start=own[:1].date,
                        end=own[-1:].date,
                        department_id=person.department_id.id,
                        is_main=person == swap.employee_id,
                    )
                )
        return entries

    def _limit_facts(self):
        check = self._swap_check()
        return facts(check, check.supposed)

    @api.model
    def _limit_fact_types(self):
        return {
            name: kind
            for name, (kind, _label) in self._flow_fact_types().items()
            if name not in LIMITS_TELL
        }

    def _limit_origins(self):
        return {
            swap_id: {(policy._name, policy.id)} if policy else set()
            for swap_id, policy in self._policy().items()
        }

    # ---- what flows may ask ----------------------------------------------------------

    def _flow_fact_types(self):
        _ = self.env._
        return super()._flow_fact_types() | {
            "departments": ("list", _("The department and those above it")),
            "kind": ("text", _("Kind of swap")),
            "people": ("number", _("People in the swap")),
            "hours": ("number", _("Paid hours that change hands")),
            "festival": ("bool", _("On a public holiday")),
            "same_department": ("bool", _("All of one department")),
            "days_of_notice": (
                "number",
                _("Dates between application and first shift"),
            ),
            "hours_of_notice": ("number", _("Clock hours before it begins")),
            "working_days_of_notice": ("number", _("Working days before it begins")),
            "needs_manager": ("bool", _("A rule asks for the manager")),
            "needs_exception": ("bool", _("A limit asks for an exception")),
            "exception_role": ("text", _("Role that decides the exception")),
        }

    def _flow_facts(self):
        check = self._swap_check(fields.Datetime.now())
        found = facts(check, check.supposed)
        problems, policies = check.problems(), self._policy()
        names = self.env["hr.leave"]._cs_department_names(
            {swap.department_id.id for swap in self if swap.department_id}
        )
        for swap in self:
            rows = [row for row in problems[swap.id] if row.outcome == "exception"]
            roles = [row.role_id for row in rows if row.role_id]
            policy, values = policies[swap.id], found[swap.id]
            values["departments"] = names.get(swap.department_id.id, [])
            values["needs_exception"] = bool(rows)
            values["needs_manager"] = bool(rows) or (
                values["festival"] and policy.festival == "manager"
            )
            role = self.env["cs.role"].sudo().browse(roles[:1])
            values["exception_role"] = role.code or None
        return found
