from odoo import api, fields, models
from odoo.exceptions import UserError

from ...logic import form_design, form_state
from ..flow.engine import inputs
from ..flow.engine.facts import zone_of

MOST_RECENT = 5
MOST_REQUESTS = 40


class FormHome(models.Model):
    """What employees see first, and trying a design before it is published."""

    _inherit = "cs.form"

    @api.model
    def get_home(self):
        """Return what the user may file, what he filed last, and his own requests.

        :return: ``{"forms", "recent", "requests", "employee"}``; ``recent`` are ids of
            forms, ``requests`` have their state, who is asked now, when it is
            usually over
        """
        requests = self.env["cs.request"]
        employee = requests._own_employee()
        forms = self._filable(employee)
        own = requests.search(
            [("employee_id", "=", employee.id)], limit=MOST_REQUESTS, order="id desc"
        )
        labels = dict(requests._fields["flow_state"]._description_selection(self.env))
        names = {r.id: r.sudo().form_id for r in own}
        expected = own.sudo().flow_run_id._expected()
        recent = [f.id for f in dict.fromkeys(names.values()) if f.sudo(False) in forms]
        return {
            "employee": {"id": employee.id, "name": employee.sudo().name or ""},
            "forms": [
                {
                    "id": form.id,
                    "name": form.name,
                    "code": form.code,
                    "icon": form.icon or "",
                    "description": form.description or "",
                }
                for form in forms.sudo()
            ],
            "recent": recent[:MOST_RECENT],
            "requests": [
                {
                    "id": request.id,
                    "name": request.name or "",
                    "form": names[request.id].name,
                    "form_id": names[request.id].id,
                    "icon": names[request.id].icon or "",
                    "flow_state": request.flow_state,
                    "flow_state_label": labels[request.flow_state],
                    "waits_for": request.flow_who or "",
                    "expected": expected.get(request.sudo().flow_run_id.id),
                    "created_at": request.create_date,
                    "submitted_at": request.submitted_at,
                }
                for request in own
            ],
        }

    @api.model
    def preview_design(self, design, values):
        """Return what a form of a design, saved or not, shows for some values.

        :return: ``{"fields": {key: state}, "rules": [...]}`` with errors as sentences
        """
        self.check_access("read")
        requests = self.env["cs.request"]
        found = requests._state_of(
            form_design.read(design),
            requests._given(values),
            self._try_setting(requests._own_employee()),
        )
        said = requests._said_entry
        fields_ = {}
        for key, entry in found["fields"].items():
            fields_[key] = said(entry)
            if "rows" in entry:
                fields_[key]["rows"] = [
                    {column: said(cell) for column, cell in row.items()}
                    for row in entry["rows"]
                ]
        return {"fields": fields_, "rules": found["rules"]}

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
        person = person.exists() or self.env["cs.request"]._own_employee()
        if not person:
            raise UserError(self.env._("Choose for whom the form is tried."))
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

    def _try_setting(self, employee):
        company = employee.sudo().company_id or self.env.company
        zone = zone_of(company)
        today = fields.Datetime.now().astimezone(zone).date()
        known = self.env["cs.flow.document"]._flow_employee_facts(employee)
        return form_state.Setting(None, (), today, zone, known.get(employee.id) or {})
