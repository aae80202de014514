from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....logic import swap as rules
from ...flow.engine import inputs
from . import words
from .check import SwapCheck
from .supposed import Supposed
from .swap_cards import ordered, own_problems

#: kinds of swap in which the other person gives a shift back
BOTH_WAYS = ("exchange", "return")
#: so many shifts of one colleague are offered at most
MOST_SHIFTS = 40


class SwapCandidates(models.Model):
    """With whom a shift may be swapped, and why not with the others.

    Every employee asks it about his own shifts, leaders about those of their people.
    The answer tells of colleagues only what the sentences say, whatever the reader may
    read of their files; the number of queries does not depend on how many they are.
    """

    _inherit = "cs.shift.swap"

    @api.model
    def swap_start(self, shift_id):
        """Return what a page needs before somebody chooses.

        :return: ``{"shift", "kinds", "kind_names", "reasons", "needs_reason",
            "max_ring", "policy", "festival", "is_own", "open_swap", "problem"}``
        :raises UserError: there is no such shift, or it is no business of the user
        """
        shift = self._own_shift(shift_id)
        policy = self._policy_of(shift)
        labels = dict(self._fields["kind"]._description_selection(self.env))
        kinds = policy._kinds() if policy else []
        leg = (
            self.env["cs.shift.swap.leg"]
            .sudo()
            .search([("shift_id", "=", shift.id), ("is_open", "=", True)], limit=1)
        )
        return {
            "shift": self._shift_cards(shift)[shift.id],
            "person": shift.employee_id.name,
            "kinds": [{"kind": kind, "name": labels[kind]} for kind in kinds],
            "needs_reason": bool(policy.needs_reason) if policy else False,
            "reasons": [
                {"id": row.id, "name": row.name, "needs_note": row.needs_note}
                for row in (policy._offered_reasons() if policy else ())
            ],
            "max_ring": policy.max_ring if policy else 0,
            "policy": policy.name or "",
            "note": policy.note or "" if policy else "",
            "is_own": shift.employee_id in self.env.user.employee_ids,
            "open_swap": leg.swap_id.id or False,
            "problem": self._first_problem(shift, policy),
        }

    @api.model
    def candidates(self, shift_id, kind, legs=None):
        """Return the colleagues for a shift, those who may first.

        :param kind: a kind of swap
        :param legs: for rings, the shifts chosen so far, the requester's first
        :return: ``[{"id", "name", "department", "problems": [sentences], "shifts":
            [{"id", "day", "type", "times", "problems", "closing"}]}]``; somebody may
            when he has no problems; ``closing`` keeps a ring from ending there;
            ``own`` are those of the problems that lie with the requester or his shift
        """
        shift = self._own_shift(shift_id)
        policy = self._policy_of(shift)
        if not policy:
            sentence = words.sentence(
                self.env, "no_policy", person=shift.employee_id.name
            )
            raise UserError(sentence)
        if kind not in dict(self._fields["kind"].selection):
            raise UserError(self.env._("Choose a kind of swap."))
        chain = self._chain(shift, legs)
        colleagues = self._colleagues(shift, policy)
        if kind == "ring" or kind in BOTH_WAYS:
            return self._with_shifts(shift, policy, kind, chain, colleagues)
        supposed = {
            -index: Supposed(
                -index,
                kind,
                (rules.Leg(shift.id, shift.employee_id.id, person.id),),
                shift.employee_id.id,
                policy,
            )
            for index, person in enumerate(colleagues, start=1)
        }
        problems = SwapCheck(self.env, supposed.values()).problems()
        return ordered(
            self._card(
                person,
                [p.sentence for p in problems[-index] if p.outcome == "block"],
                [p.sentence for p in problems[-index] if p.outcome != "block"],
                own_problems(problems[-index], shift),
            )
            for index, person in enumerate(colleagues, start=1)
        )

    # ---- what a ring or an exchange offers -------------------------------------------

    def _with_shifts(self, shift, policy, kind, chain, colleagues):
        """Return colleagues with the shifts that they could give."""
        offered = self._shifts_of(colleagues, shift, policy)
        pairs = [(p, other) for p in colleagues for other in offered.get(p.id, ())]
        # a ring that begins is looked at as an exchange
        shape = kind if kind != "ring" or len(chain) > 1 else "exchange"
        supposed = [
            Supposed(
                -index,
                shape,
                self._legs_with(shift, shape, chain, other),
                shift.employee_id.id,
                policy,
            )
            for index, (_person, other) in enumerate(pairs, start=1)
        ]
        problems = SwapCheck(self.env, supposed).problems() if supposed else {}
        rows = {person.id: [] for person in colleagues}
        against = {person.id: [] for person in colleagues}
        own = {person.id: [] for person in colleagues}
        cards = self._shift_cards(shift.union(*offered.values()))
        for index, (person, other) in enumerate(pairs, start=1):
            blocked = [p for p in problems[-index] if p.outcome == "block"]
            row = self._row(shift, kind, cards[other.id], blocked)
            rows[person.id].append(row)
            against[person.id].append(
                [p for p in blocked if p.sentence in row["problems"]]
            )
            own[person.id] += own_problems(blocked, shift)
        shared = {p.id: self._shared(p, against[p.id], policy) for p in colleagues}
        return ordered(
            self._card(person, shared[person.id], (), own[person.id])
            | {"shifts": rows[person.id]}
            for person in colleagues
        )

    def _legs_with(self, shift, shape, chain, other):
        """Return the legs of a swap that ends with ``other`` coming to the requester.

        A chain that was chosen goes on: its last taker gives a shift to the owner of
        ``other``; with two people it is an exchange.
        """
        requester = shift.employee_id.id
        if shape == "ring":
            last = chain[-1]
            return (
                *chain[:-1],
                rules.Leg(last.shift, last.giver, other.employee_id.id),
                rules.Leg(other.id, other.employee_id.id, requester),
            )
        return (
            rules.Leg(shift.id, requester, other.employee_id.id),
            rules.Leg(other.id, other.employee_id.id, requester, shape == "return"),
        )

    def _chain(self, shift, legs):
        """Return the legs that were chosen for a ring, as plain values.

        :param legs: the shifts in the order in which they are handed on: the first is
            the requester's own; each goes to who gives the next one
        """
        if not legs:
            return ()
        if not isinstance(legs, list) or not all(inputs.is_id(i) for i in legs):
            raise UserError(self.env._("Choose the shifts of the ring."))
        shifts = self.env["cs.shift"].sudo().browse(legs).exists()
        if shifts[:1] != shift:
            raise UserError(self.env._("A ring begins with your own shift."))
        people = [one.employee_id.id for one in shifts]
        takers = [*people[1:], None]
        return tuple(
            rules.Leg(one.id, giver, taker)
            for one, giver, taker in zip(shifts, people, takers, strict=True)
        )

    def _shifts_of(self, colleagues, shift, policy):
        """Return ``{employee id: shifts}`` that colleagues could give; one query.

        One of the same kind at the same hours is left out: nothing would change.
        """
        span = timedelta(days=policy.exchange_days or 31)
        now = fields.Datetime.now()
        same = Domain("start", "=", shift.start) & Domain("stop", "=", shift.stop)
        same &= Domain("type_id", "=", shift.type_id.id)
        same &= Domain("department_id", "=", shift.department_id.id)
        found = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "in", colleagues.ids)
                & Domain("state", "=", "published")
                & Domain("layer", "=", shift.layer)
                & Domain("date", ">=", shift.date - span)
                & Domain("date", "<=", shift.date + span)
                & Domain("start", ">", now)
                & ~same,
                order="start, id",
            )
        )
        return {
            person.id: shifts[:MOST_SHIFTS]
            for person, shifts in found.grouped("employee_id").items()
        }

    # ---- who and what ----------------------------------------------------------------

    def _own_shift(self, shift_id):
        """Return a shift that the user may ask about, with sudo.

        :raises UserError: it does not exist, is free, or is somebody else's
        """
        shift = inputs.record(self.env, "cs.shift", shift_id)
        mine = shift.employee_id in self.env.user.employee_ids
        is_led = shift.department_id in self.env.user.cs_led_department_ids
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        if not shift.employee_id or not (mine or is_led or is_hr):
            raise UserError(self.env._("This is not a shift of yours."))
        return shift

    def _policy_of(self, shift):
        person = shift.employee_id
        place = person.department_id.id, person.company_id.id
        return self.env["cs.swap.policy"]._nearest({place})[place]

    def _colleagues(self, shift, policy):
        """Return the people whom the list names: all of the department, even those of
        another grade, so that they are told why not."""
        person = shift.employee_id
        domain = Domain("company_id", "=", person.company_id.id)
        if policy.scope == "department":
            domain &= Domain("department_id", "=", person.department_id.id)
        elif policy.scope == "policy" and policy.department_id:
            domain &= Domain("department_id", "child_of", policy.department_id.id)
        return (
            self.env["hr.employee"]
            .sudo()
            .search(domain & Domain("id", "!=", person.id), order="name, id")
        )

    def _first_problem(self, shift, policy):
        """Return why nobody at all may take the shift, or an empty text."""
        if not policy:
            return words.sentence(self.env, "no_policy", person=shift.employee_id.name)
        legs = (rules.Leg(shift.id, shift.employee_id.id, None),)
        swap = Supposed(-1, "appoint", legs, shift.employee_id.id, policy)
        found = SwapCheck(self.env, [swap])._shift_problems(swap, legs[0])
        return found[0].sentence if found else ""
