from odoo import api, models
from odoo.exceptions import UserError

from ..flow.engine import inputs


class FormTry(models.Model):
    """Trying a form before it is published: for those who may edit it."""

    _inherit = "cs.form"

    @api.model
    def get_trier(self, form_id):
        """Return in whose name a form is tried when nobody is chosen.

        :return: ``{"id", "name"}``, or ``False`` when nobody may file it
        """
        form = self._one_of(form_id)
        form.check_access("write")
        person = form._trier()
        return {"id": person.id, "name": person.sudo().name} if person else False

    def _trier(self):
        """Return the user's own employee if he may file the form, else somebody far
        down who may: such people meet most of the route."""
        own = self.env["cs.request"]._own_employee()
        filers = self.env["cs.request"].sudo()._flow_filers(self.flow_id)
        if own in filers:
            return own

        def rank(person):
            depth = (person.department_id.parent_path or "").count("/")
            leads = person in person.department_id.manager_id
            return bool(person.user_id), depth, not leads, -person.id

        return max(filers, key=rank, default=own).sudo(False)

    @api.model
    def try_design(self, form_id, values, employee_id=None):
        """File a test request of the draft in somebody's name; nothing is left of it.

        :return: ``{"ok", "messages", "path"}``; ``path`` as ``flow_forecast`` with the
            names of the people
        """
        form = self._one_of(form_id)
        form.check_access("write")
        employees = self.env["hr.employee"]
        person = employees.browse([employee_id] if inputs.is_id(employee_id) else [])
        person = person.exists() or form._trier()
        if not person:
            raise UserError(self.env._("Choose in whose name the form is tried."))
        point = self.env.cr.savepoint(flush=True)
        try:
            return form._try(values, person)
        except UserError as error:
            return {"ok": False, "messages": str(error).split("\n"), "path": []}
        finally:
            point.close(rollback=True)
            self.env.invalidate_all(flush=False)
            self.env.registry.clear_cache()

    def _try(self, values, person):
        """File a request of the draft and look ahead; the caller rolls it back."""
        problems = [p["message"] for p in self._problems()]
        if problems:
            return {"ok": False, "messages": problems, "path": []}
        self.draft_id._freeze(self.env._("Try"))
        flow = self.flow_id
        if not flow.version_id or flow.state != "published":
            flow.action_publish()
        requests = self.env["cs.request"].sudo()
        request = requests.create({"form_id": self.id, "employee_id": person.id})
        states = request._file({request.id: requests._given(values)})
        request._check_complete(states[request.id])
        path = request.flow_forecast()
        people = (
            self.env["res.users"]
            .sudo()
            .browse({user for step in path for user in step["users"]})
        )
        names = {user.id: user.name for user in people}
        return {
            "ok": True,
            "messages": [],
            "path": [
                step | {"names": [names.get(user, "") for user in step["users"]]}
                for step in path
            ],
        }
