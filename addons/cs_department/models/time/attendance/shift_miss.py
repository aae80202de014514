from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...flow.engine import inputs

KIND = "event_missed_shift"


class ShiftMiss(models.Model):
    """What a missed shift means: an event of attendance for who should have come, which
    the policy may count as absence, and a fact for each share of the points (SW-05).

    Only HR opens a confirmed one again; event and facts go with it.
    """

    _inherit = "cs.shift.miss"

    event_id = fields.Many2one(
        "cs.attendance.event",
        "Attendance event",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    def _on_confirmed(self):
        """Record the absence, and post the shares."""
        super()._on_confirmed()
        kind_id = self.env["cs.fact.kind"]._by_code()[KIND]
        events = self.env["cs.attendance.event"].sudo()
        for miss in self.filtered(lambda m: m.absent_id and not m.event_id):
            values = {"employee_id": miss.absent_id.id, "date": miss.date}
            values["kind_id"] = kind_id
            known = [(name, "=", value) for name, value in values.items()]
            if not events.search_count(known, limit=1):
                miss.event_id = events.create(values)
        self._settle_shares()

    def action_reopen(self):
        """Open confirmed shares again: what followed from them is taken back.

        :raises AccessError: the user is not HR
        """
        misses = inputs.rows(self)
        misses.check_access("write")
        if not self.env.su and not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(self.env._("Only HR opens confirmed shares again."))
        if "draft" in misses.mapped("state"):
            raise UserError(self.env._("These shares are not confirmed."))
        record = misses.sudo()
        events = record.event_id
        record.write({"state": "draft", "event_id": False})
        events.unlink()
        record._settle_shares()
        return True

    def _settle_shares(self):
        """Make the facts what the confirmed shares say; locked rows, so that two who
        confirm post once."""
        self.lock_for_update()
        wanted = {
            (miss.id, f"share/{line.employee_id.id}"): {
                "employee_id": line.employee_id.id,
                "company_id": miss.company_id.id,
                "department_id": line.employee_id.department_id.id,
                "date": miss.date,
                "kind": KIND,
                "amount": -line.points,
                "unit": "points",
                "because": {"shift": miss.shift_id.id, "percent": line.percent},
            }
            for miss in self.filtered(lambda m: m.state == "confirmed")
            for line in miss.line_ids
            if line.points
        }
        self.env["cs.fact"]._settle(self, wanted)

    def _fact_reasons(self, facts):
        """Return the sentence of each share."""
        names = {miss.id: miss.display_name for miss in self}
        return {
            fact: self.env._(
                "%(shift)s: %(percent)g %% of the fault",
                shift=names[fact.res_id],
                percent=(fact.because or {}).get("percent", 0),
            )
            for fact in facts
        }
