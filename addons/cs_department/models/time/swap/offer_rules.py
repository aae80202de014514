from datetime import timedelta
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ....logic import swap as rules
from . import words
from .check import SwapCheck
from .supposed import Supposed

#: what the rules of swaps mean for whoever might take a free shift
OUTCOMES = {"exclude": "block", "warn": "warn"}


class Said(NamedTuple):
    """A rule that speaks against somebody's taking a shift: ``block`` or ``warn``.

    What ``may_yield`` keeps people from taking a shift by themselves; whoever leads may
    ask them all the same, or give it to them. The rules of the roster hold for all.
    """

    sentence: str
    outcome: str
    may_yield: bool = False


class OfferRules(models.Model):
    """Who may take a shift on offer, and what speaks against the others."""

    _inherit = "cs.shift.offer"

    def _problems_of(self, person, all_the_same=False):
        """Return why somebody cannot take the shift, in sentences.

        :param all_the_same: whoever leads wants him, whatever the swap policy says
        """
        return [
            said.sentence
            for said in self._said_each(person)[person.id]
            if said.outcome == "block" and not (all_the_same and said.may_yield)
        ]

    def _said_each(self, people):
        """Return ``{employee id: [Said, ...]}``, the worst first; constant queries."""
        judge = self._pool_said if self.swap_id else self._sick_said
        found, away = judge(people), self._called_in_absent(people)
        near = self._unable_near(people)
        for person in people:
            if person in near and person not in away:
                text = self.env._(
                    "%(person)s cannot come: %(shift)s.",
                    person=person.name,
                    shift=words.shift(near[person]),
                )
                found[person.id] = [Said(text, "block", True), *found[person.id]]
            if person in away:
                text = self.env._("%s cannot come at this time.", person.name)
                found[person.id] = [Said(text, "block"), *found[person.id]]
            if not person.user_id.active:
                text = words.sentence(self.env, "login", person=person.name)
                found[person.id] = [Said(text, "block", True), *found[person.id]]
        return {
            key: sorted(rows, key=lambda one: (one.outcome != "block", one.may_yield))
            for key, rows in found.items()
        }

    def _called_in_absent(self, people):
        """Return who was said to be unable to come while this shift lasts."""
        return (
            self.sudo()
            .search(
                Domain("kind", "=", "sick")
                & Domain("state", "!=", "closed")
                & Domain("absent_id", "in", people.ids)
                & Domain("shift_id.start", "<", self.shift_id.stop)
                & Domain("shift_id.stop", ">", self.shift_id.start)
            )
            .absent_id
        )

    def _unable_near(self, people):
        """Return ``{person: shift}`` of who cannot come to a shift that the policy
        takes for near; two queries."""
        hours = self._policy().unable_hours
        if not hours:
            return {}
        margin, shift = timedelta(hours=hours), self.shift_id
        near = Domain("shift_id.start", "<", shift.stop + margin)
        near &= Domain("shift_id.stop", ">", shift.start - margin)
        away = Domain("kind", "=", "sick") & Domain("state", "!=", "closed")
        called = self.sudo().search(away & Domain("absent_id", "in", people.ids) & near)
        told = self.env["cs.shift.unable"].sudo()
        open_told = Domain("employee_id", "in", people.ids) & Domain(
            "state", "=", "open"
        )
        return {
            **{offer.absent_id: offer.shift_id for offer in called},
            **{one.employee_id: one.shift_id for one in told.search(open_told & near)},
        }

    def _pool_said(self, people):
        """A colleague offers it: what a swap with each of them would break."""
        swap, policy = self.swap_id, self.swap_id._policy()[self.swap_id.id]
        giver = swap.employee_id.id
        supposed = [
            Supposed(
                -person.id,
                "give",
                (rules.Leg(self.shift_id.id, giver, person.id),),
                giver,
                policy,
                holder=swap.id,
            )
            for person in people
        ]
        # what kind of swap it is has been asked before
        return {
            -key: [
                Said(row.sentence, "block" if row.outcome == "block" else "warn")
                for row in rows
                if row.rule not in ("kind", "login")
            ]
            for key, rows in SwapCheck(self.env, supposed).problems().items()
        }

    def _sick_said(self, people):
        """Somebody cannot come: what the roster says, and what the policy of swaps says
        of shifts back to back, twice a day, rest and leave that was asked for."""
        answers = self.env["cs.shift"]._legality_each(
            [[(self.shift_id, person)] for person in people]
        )
        found = {
            person.id: [Said(row["sentence"], row["outcome"]) for row in answer[0]]
            for person, answer in zip(people, answers, strict=True)
        }
        outcome = OUTCOMES.get(self._policy().free_rules)
        if outcome:
            for person_id, sentences in self._swap_sentences(people).items():
                found[person_id] += [Said(text, outcome, True) for text in sentences]
        return found

    def _swap_sentences(self, people):
        """Return ``{employee id: sentences}`` of what the policy of swaps says."""
        policy, shift = self._policy(), self.shift_id
        supposed = [
            Supposed(
                -person.id,
                "appoint",
                (rules.Leg(shift.id, person.id, person.id),),
                person.id,
                policy,
            )
            for person in people
        ]
        check = SwapCheck(self.env, supposed)
        when = shift.date, shift.start, shift.stop, shift.paid_hours, False, shift.layer
        return {
            one.requester: [
                problem.sentence
                for problem in check.free_problems(
                    one, rules.Duty(shift.id, one.requester, *when)
                )
            ]
            for one in supposed
        }
