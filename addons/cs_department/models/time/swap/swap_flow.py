from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...flow.engine import inputs
from ...flow.engine_mark import driving
from . import words

#: a fact that names several people
MANY = "many2many"


class SwapFlow(models.Model):
    """How a swap meets its flow: held to its policy, consented to, carried out."""

    _inherit = "cs.shift.swap"

    # ---- on its way ------------------------------------------------------------------

    def action_submit(self, choices=None):
        """Hold swaps to their policy and limits, then send them on their way.

        :raises ValidationError: every rule that stands in the way
        """
        inputs.rows(self).check_access("write")
        for swap in self:
            swap._check_form()
        self.filtered(lambda swap: swap.flow_state != "returned")._hold()
        return super().action_submit(choices)

    def _flow_reopen(self):
        """A returned swap is held to its policy again: it may have been changed."""
        self._hold()
        return super()._flow_reopen()

    def _hold(self):
        """Check swaps and keep their shifts from other swaps."""
        legs = self.sudo().leg_ids
        self._limit_take_turns(legs.giver_id | legs.taker_id)
        self._check_rules()
        for swap in self.sudo():
            for leg in swap.leg_ids:
                shift, asked = leg.shift_id, leg._as_asked().get(leg.shift_id.id)
                is_same = not asked or asked.is_still(shift)
                leg.write(
                    {
                        "is_open": True,
                        # who agreed to other times has not agreed to these
                        "agreed_at": leg.agreed_at if is_same else False,
                        "start": shift.start,
                        "stop": shift.stop,
                        "type_id": shift.type_id.id,
                    }
                )
        self._flush_open()

    def _flush_open(self):
        """Let the database say at once that a shift is in another swap already."""
        self.env["cs.shift.swap.leg"].flush_model(["shift_id", "is_open"])

    def _let_go(self):
        """The shifts of swaps that came to an end are free for others."""
        self.sudo().leg_ids.write({"is_open": False})
        self.filtered("hindered_at")._driven_write({"hindered_at": False})

    def _check_form(self):
        """Refuse a swap whose form lacks something.

        :raises ValidationError: what is missing
        :raises AccessError: the requester appoints somebody himself
        """
        swap, policy = self.sudo(), self._policy()[self.id]
        if policy.needs_reason and not swap.reason_id and swap.kind != "appoint":
            raise ValidationError(self.env._("Say why you want to swap."))
        if swap.reason_id.needs_note and not (swap.note or "").strip():
            raise ValidationError(
                self.env._("%s: say more about it, please.", swap.reason_id.name)
            )
        own = self.employee_id in self.env.user.employee_ids
        if swap.stand_in_id and swap.kind == "appoint" and own and not self.env.su:
            raise AccessError(self.env._("The supervisor appoints, not you."))
        if swap.kind == "pool" and not swap.leg_ids.taker_id:
            raise UserError(self.env._("Nobody has taken the shift yet."))

    def _check_rules(self):
        """Refuse swaps that break a rule; keep what limits warn of.

        :raises ValidationError: every sentence
        """
        found = self._swap_check().problems()
        refused = [
            problem.sentence
            for problems in found.values()
            for problem in problems
            if problem.outcome == "block"
        ]
        if refused:
            raise ValidationError("\n".join(dict.fromkeys(refused)))
        self._keep(found)

    def _driven_write(self, vals):
        """Write what only the server may, on swaps that are locked for people."""
        with driving(self):
            self.sudo().write(vals)

    # ---- who is asked ----------------------------------------------------------------

    def _flow_extra_fields(self):
        _ = self.env._
        return super()._flow_extra_fields() | {
            "partners": (MANY, True, _("Everybody else in the swap")),
            "partner_superiors": (MANY, True, _("Their superiors")),
        }

    def _flow_person(self, name):
        """``partners`` are those who have not agreed yet; ``partner_superiors`` lead
        them, unless it is who leads the requester anyway."""
        if name == "partners":
            legs = self.sudo().leg_ids
            agreed = legs.filtered("agreed_at").taker_id
            return (self.sudo()._others() - agreed).user_id
        if name == "partner_superiors":
            return self._partner_superiors()
        return super()._flow_person(name)

    def _partner_superiors(self):
        """Return who leads the others; without whoever leads the requester, too."""
        swap, users = self.sudo(), self.env["res.users"].sudo()
        everybody = swap.employee_id | swap._others()
        lines = self.env["hr.employee"]._reporting_lines(everybody.ids)
        inside = set(everybody.user_id.ids)
        first = {
            person.id: next(
                (user for user in lines[person.id] if user and user not in inside),
                None,
            )
            for person in everybody
        }
        own = next((user for user in lines[swap.employee_id.id] if user), None)
        found = [first[person.id] for person in swap._others()]
        return users.browse(dict.fromkeys(u for u in found if u and u != own))

    def _flow_candidates(self):
        """The policy names its flow, else conditions pick one that none names."""
        candidates, policies = super()._flow_candidates(), self._policy()
        reserved = self.env["cs.flow"].browse(
            self.env["cs.swap.policy"]._named_flow_ids()
        )
        for swap in self:
            named = policies[swap.id].flow_id
            candidates[swap.id] = (
                named.filtered("version_id")
                if named
                else candidates[swap.id] - reserved
            )
        return candidates

    @api.model
    def _flow_filers(self, flow):
        """Return those whose swaps may come to a flow: those of the policies that name
        it, or of none that names another."""
        people = super()._flow_filers(flow)
        places = {
            person: (person.department_id.id, person.company_id.id) for person in people
        }
        nearest = self.env["cs.swap.policy"]._nearest(set(places.values()))
        is_named = flow.id in self.env["cs.swap.policy"]._named_flow_ids()

        def may_meet(person):
            policy = nearest[places[person]]
            return bool(policy) and (
                policy.flow_id == flow or not (policy.flow_id or is_named)
            )

        return people.filtered(may_meet)

    def _flow_subject(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            swap.id: " · ".join(
                part
                for part in (
                    swap.hindered_at and self.env._("No longer possible"),
                    swap.employee_id.name,
                    kinds[swap.kind],
                    words.shift(swap.leg_ids[:1].shift_id) if swap.leg_ids else "",
                )
                if part
            )
            for swap in self.sudo()
        }

    def _flow_summary(self):
        found, hindered = {}, self.sudo()._hindered()
        for swap in self.sudo():
            rows = [
                [self.env._("No longer possible"), sentence]
                for sentence in hindered.get(swap.id, ())
            ] + [
                [self.env._("Shift"), leg._sentence()]
                for leg in swap.leg_ids.sorted("sequence")
            ]
            optional = (
                (self.env._("Reason"), swap.reason_id.name),
                (self.env._("More about it"), swap.note),
                (self.env._("Appointed"), swap.stand_in_id.name),
                (self.env._("Limits"), swap.limit_text),
            )
            found[swap.id] = rows + [[label, text] for label, text in optional if text]
        return found

    # ---- decided ---------------------------------------------------------------------

    def _flow_on_approved(self):
        """Move every shift at once, or none.

        :raises UserError: something has changed meanwhile; nothing was moved
        """
        swaps = self.sudo()
        people = swaps.leg_ids.giver_id | swaps.leg_ids.taker_id | swaps.stand_in_id
        self.env["cs.duty.lock"].sudo()._take(people.ids)
        self._check_still_possible()
        swaps._carry_out()
        swaps._driven_write({"moved_at": fields.Datetime.now()})
        swaps._let_go()

    def _check_still_possible(self):
        """Look at the rosters as they are at this moment.

        :raises UserError: says what has changed
        """
        check = self._swap_check()
        missing = [
            words.sentence(self.env, "nobody")
            for swap in check.supposed
            if any(leg.taker is None for leg in swap.legs)
        ]
        refused = [row for rows in check.hindrances().values() for row in rows]
        if missing or refused:
            raise UserError(
                "\n".join(
                    [
                        self.env._("Nothing was moved, because things have changed:"),
                        *dict.fromkeys(missing + refused),
                    ]
                )
            )

    def _carry_out(self):
        """Hand the shifts over, all of them in one statement."""
        legs = self.leg_ids
        for leg in legs:
            leg.write(
                {
                    "taker_id": (leg.taker_id or leg.swap_id.stand_in_id).id,
                    "former_origin": leg.shift_id.origin,
                    "was_return": leg.shift_id.is_return,
                }
            )
        legs.shift_id._move_all(
            [(leg.shift_id, leg.taker_id) for leg in legs], "swap", told=True
        )
        legs.filtered("is_return").shift_id.write({"is_return": True})

    def _flow_on_refused(self):
        self._let_go()

    def _flow_on_returned(self):
        self._let_go()

    def _flow_on_withdrawn(self):
        self._let_go()
