from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...flow.engine import inputs
from . import words


class SwapFiling(models.Model):
    """Filing a swap in one call from the page, and what others ask of swaps."""

    _inherit = "cs.shift.swap"

    @api.model
    def file_swap(self, kind, shift_ids, taker_id=None, reason_id=None, note=None):
        """Create a swap of the user's shift and send it on its way.

        :param shift_ids: the shifts in the order in which they are handed on, the
            requester's own first; each goes to who gives the next one
        :param taker_id: who takes a shift that is given away
        :return: ``{"id", "name", "status"}``
        :raises UserError: what stands in the way, in sentences
        """
        if kind not in dict(self._fields["kind"].selection):
            raise UserError(self.env._("Choose a kind of swap."))
        if not isinstance(shift_ids, list) or not shift_ids:
            raise UserError(self.env._("Choose the shift that you want to swap."))
        shift = self._own_shift(shift_ids[0])
        legs = self._chain(shift, shift_ids)
        if len(legs) < len(shift_ids):
            raise inputs.gone(self.env)
        text = inputs.text(self.env, note)
        last = self._last_taker(kind, shift, legs, taker_id)
        swap = self.create(
            {
                "kind": kind,
                "employee_id": shift.employee_id.id,
                "reason_id": reason_id if inputs.is_id(reason_id) else False,
                "note": text or False,
                "leg_ids": [
                    Command.create(
                        {
                            "sequence": index,
                            "shift_id": leg.shift,
                            "taker_id": leg.taker or last or False,
                            "is_return": kind == "return" and index > 0,
                        }
                    )
                    for index, leg in enumerate(legs)
                ],
            }
        )
        if kind == "pool":
            swap.action_offer()
        else:
            swap.action_submit()
        return {"id": swap.id, "name": swap.display_name, "status": swap.status}

    @api.model
    def _last_taker(self, kind, shift, legs, taker_id):
        """Return who takes the last shift of the chain."""
        if kind in ("pool", "appoint"):
            return None
        if kind == "give":
            taker = inputs.record(self.env, "hr.employee", taker_id)
            return taker.id
        return shift.employee_id.id

    def action_offer(self):
        """Offer the shifts to everybody who may take them; the first one does.

        :raises UserError: it is no such swap, or it is on its way already
        """
        inputs.rows(self).check_access("write")
        for swap in self:
            if swap.kind != "pool" or swap.flow_state not in ("none", "withdrawn"):
                raise UserError(
                    self.env._("'%s' cannot be offered now.", swap.display_name)
                )
            offer = self.env["cs.shift.offer"].sudo()._open_pool(swap.sudo())
            swap._driven_write({"offer_id": offer.id})
        return True

    def action_take_back(self):
        """Take the offer of a shift back."""
        return inputs.one(self).offer_id.action_close()

    def _taken_by(self, employee):
        """Somebody takes the shift that was offered; the superiors decide now."""
        self.ensure_one()
        swap = self.sudo()
        now, as_it_is = fields.Datetime.now(), {"start": False, "stop": False}
        swap.leg_ids.write({"taker_id": employee.id, "agreed_at": now, **as_it_is})
        swap.invalidate_recordset(["people", "summary"])
        swap.action_submit()

    # ---- what others ask -------------------------------------------------------------

    @api.model
    def _of_shifts(self, shifts):
        """Return the approved swaps of some shifts, for hand-over logs (SW-15).

        :return: ``{shift id: [{"swap_id", "number", "sentence", "moved_at"}]}`` for
            every shift; a constant number of queries
        """
        legs = self.env["cs.shift.swap.leg"].sudo()
        found = legs.search(
            Domain("shift_id", "in", shifts.ids)
            & Domain("swap_id.moved_at", "!=", False)
            & Domain("swap_id.undone_at", "=", False),
            order="swap_id, id",
        )
        lines = {shift_id: [] for shift_id in shifts.ids}
        for leg in found:
            lines[leg.shift_id.id].append(
                {
                    "swap_id": leg.swap_id.id,
                    "number": leg.swap_id.name,
                    "sentence": leg._sentence(),
                    "moved_at": leg.swap_id.moved_at,
                }
            )
        return lines

    @api.model
    def swap_instead(self, employee_id, first, last):
        """Return what a form of leave offers instead (LV-08).

        :param first: the first day, as text or date
        :return: ``{"shifts": [card], "resting": [names]}``; empty where the policy
            does not offer it or there is no shift that could be swapped
        """
        days = self.env["cs.shift"]._fields["date"]
        try:
            first, last = days.to_date(first), days.to_date(last or first)
        except (ValueError, TypeError):
            raise UserError(self.env._("These are no dates.")) from None
        person = inputs.record(self.env, "hr.employee", employee_id)
        nothing = {"shifts": [], "resting": []}
        mine = person in self.env.user.employee_ids
        if not first or not (mine or self._leads(person)):
            return nothing
        policy = self.env["cs.swap.policy"]._nearest(
            {(person.department_id.id, person.company_id.id)}
        )[person.department_id.id, person.company_id.id]
        if not policy.offers_swap or policy.mode == "appoint":
            return nothing
        shifts = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "=", person.id)
                & Domain("state", "=", "published")
                & Domain("date", ">=", first)
                & Domain("date", "<=", last)
                & Domain("start", ">", fields.Datetime.now()),
                order="start",
                limit=7,
            )
        )
        if not shifts:
            return nothing
        resting = self._resting(person, policy, shifts)
        return {
            "shifts": list(self._shift_cards(shifts).values()),
            "resting": resting.mapped("name"),
        }

    @api.model
    def _leads(self, person):
        led = self.env.user.cs_led_department_ids
        return person.department_id in led or self.env.user.has_group(
            "cs_department.group_cs_hr"
        )

    @api.model
    def _resting(self, person, policy, shifts):
        """Return the colleagues who have no work on any of the days of some shifts."""
        colleagues = self._colleagues(shifts[:1], policy)
        busy = (
            self.env["cs.shift"]
            .sudo()
            .search_fetch(
                Domain("employee_id", "in", colleagues.ids)
                & Domain("state", "!=", "cancelled")
                & Domain("layer", "=", 0)
                & Domain("date", "in", shifts.mapped("date")),
                ["employee_id"],
            )
        )
        away = (
            self.env["hr.leave"]
            .sudo()
            .search_fetch(
                Domain("employee_id", "in", colleagues.ids)
                & Domain("state", "in", ("confirm", "validate1", "validate"))
                & Domain("date_from", "<", max(shifts.mapped("stop")))
                & Domain("date_to", ">", min(shifts.mapped("start"))),
                ["employee_id"],
            )
        )
        return colleagues - busy.employee_id - away.employee_id

    def _register_signers(self):
        """Return ``{swap id: [(step, person, time)]}`` of who agreed, for the register;
        one query."""
        tasks = (
            self.env["cs.flow.task"]
            .sudo()
            .search(
                Domain("run_id", "in", self.sudo().flow_run_id.ids)
                & Domain("state", "=", "approved")
                & Domain("kind", "in", ("approve", "fill")),
                order="done_at, id",
            )
        )
        found = {swap.id: [] for swap in self}
        for task in tasks:
            found[task.res_id].append(
                (task.step_name, task.done_by_id.name, task.done_at)
            )
        return found

    def _register_rows(self):
        """Return the swaps as lines of the register, in the order of their shifts."""
        signers = self._register_signers()
        return [
            {
                "swap": swap,
                "legs": [
                    {
                        "giver": leg.giver_id.name,
                        "shift": words.shift(leg.shift_id),
                        "taker": leg.taker_id.name or swap.stand_in_id.name or "",
                        "is_return": leg.is_return,
                    }
                    for leg in swap.leg_ids.sorted("sequence")
                ],
                "signers": signers[swap.id],
            }
            for swap in self.sudo().sorted(lambda s: s.date or s.create_date.date())
        ]
