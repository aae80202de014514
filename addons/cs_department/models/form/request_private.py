from odoo import api, fields, models
from odoo.tools import SQL

from ..flow.engine import facts
from .form_mark import filing
from .form_private import READERS


class RequestPrivate(models.Model):
    """A request that only few read, or that has forgotten who wrote it.

    ``readers`` is copied from the form when the request is begun: what HR changes later
    opens no older request. A request without a name has no requester and no creator;
    its department stays, for the way through the flow begins there.
    """

    _inherit = "cs.request"

    readers = fields.Selection(
        READERS[1:], string="Read by others", readonly=True, copy=False
    )
    is_anonymous = fields.Boolean(
        string="Without a name", readonly=True, copy=False, default=False
    )

    _requester_known = models.Constraint(
        "CHECK (employee_id IS NOT NULL OR is_anonymous)",
        "A request has a requester, or it was sent without a name.",
    )

    def _head_values(self, form, vals):
        readers = form.readers
        return super()._head_values(form, vals) | {
            "readers": readers if readers != "line" else False
        }

    def _flow_readers(self):
        return self.readers

    def _flow_has_author(self):
        return not self.is_anonymous

    def _flow_place(self):
        department = self.department_id
        path = self.env["hr.employee"]._cs_path(department.parent_path)
        return {"department_id": department.id, "path": path}

    def _flow_requester(self):
        found, nobody = super()._flow_requester(), None
        for request in self.sudo().filtered("is_anonymous"):
            nobody = nobody or self._nobody()
            found[request.id] = nobody
        return found

    @api.model
    def _nobody(self):
        """Return the user in whose name requests without a name are on their way."""
        return self.env.ref("cs_department.user_anonymous")

    # ---- submitting ------------------------------------------------------------------

    def _unnamed(self):
        """Return those that are to be sent without a name."""
        asking = self.filtered(lambda r: r.sudo().form_id.anonymous_if)
        if not asking:
            return asking
        known = asking._flow_facts()
        return asking.filtered(
            lambda r: facts.holds(
                self.env,
                r.sudo().form_id.anonymous_if,
                facts.types_of(r),
                known[r.id],
                r.display_name,
                r.sudo().company_id,
            )
        )

    def _forget_author(self):
        """Leave no trace of who wrote the requests: neither here nor in their talk."""
        requests = self.sudo()
        self.env["cs.turn"]._forget(requests._turns())
        with filing():
            requests.write({"employee_id": False, "is_anonymous": True})
        talk = self.env["mail.message"].sudo()
        talk.search([("model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
        requests.activity_ids.unlink()
        requests.message_follower_ids.unlink()
        files = self.env["ir.attachment"].sudo()
        owned = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        # the files of fields are hidden from a search that does not name the field
        found = files.search([*owned, ("id", "!=", False)])
        self.env.flush_all()
        for records in (requests, requests.line_ids, found):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_uid = %s, write_uid = %s WHERE id = ANY(%s)",
                    SQL.identifier(records._table),
                    self._nobody().id,
                    self._nobody().id,
                    records.ids,
                )
            )
        self.env.invalidate_all(flush=False)
