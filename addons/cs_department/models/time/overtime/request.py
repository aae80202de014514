from odoo import models

from ...flow.engine import inputs
from ...org.zone import zone_of


class Request(models.Model):
    """Requests on forms that ask for overtime enter it, and settle it when decided."""

    _inherit = "cs.request"

    def action_submit(self, choices=None):
        inputs.rows(self).check_access("write")
        fresh = self.filtered(lambda request: request.flow_state != "returned")
        self.env["cs.overtime"]._ask(fresh)
        return super().action_submit(choices)

    def _save_all(self, given):
        """What a step fills in is held to the time of the overtime at once."""
        result = super()._save_all(given)
        running = self.filtered(lambda request: request.flow_state == "running")
        overtime = running._overtime() if running else None
        if overtime:
            running._approved_hours(overtime)
        return result

    def _flow_reopen(self):
        self.env["cs.overtime"]._ask(self)
        return super()._flow_reopen()

    def _flow_on_approved(self):
        result = super()._flow_on_approved()
        overtime = self._overtime()
        if overtime:
            overtime._approve(self._approved_hours(overtime))
        return result

    def _flow_on_refused(self):
        result = super()._flow_on_refused()
        self._overtime()._cancel()
        return result

    def _flow_on_withdrawn(self):
        result = super()._flow_on_withdrawn()
        self._overtime()._cancel()
        return result

    def _page_notes(self):
        """What was noted of the overtime is read on the request, too."""
        notes = self._overtime().with_env(self.env(su=True)).mapped("warning_text")
        lines = [line for note in notes if note for line in note.split("\n")]
        return super()._page_notes() + lines

    def _flow_summary(self):
        """What was noted of the overtime stands on the card of whoever decides."""
        found = super()._flow_summary()
        for row in self._overtime().with_env(self.env(su=True)):
            if row.warning_text:
                note = row.warning_text.replace("\n", " ")
                found[row.request_id.id].append([self.env._("To be noted"), note])
        return found

    def _overtime(self):
        rows = self.env["cs.overtime"].sudo()
        return rows.search([("request_id", "in", self.ids)])

    def _approved_hours(self, overtime):
        """Return ``{overtime id: hours}`` as the form says them at its approval: a step
        of the flow may have corrected them.

        :raises ValidationError: they are more than the time that was asked for
        """
        requests = overtime.request_id
        lines = self.env["cs.overtime.form"]._of_forms(requests.form_id)
        facts = requests._flow_facts()
        found = {}
        for row in overtime:
            request, line = row.request_id, lines.get(row.request_id.form_id.id)
            if line:
                zone = zone_of(request.company_id)
                told = line._answers(facts[request.id], zone)
                row._check_fits(request, told)
                found[row.id] = float(told["hours"] or 0)
            else:
                found[row.id] = row.asked_hours
        return found
