from odoo import api, fields, models

from ...logic import form_design, form_state
from ..org.zone import zone_of

MOST_RECENT = 5
MOST_REQUESTS = 40


class FormHome(models.Model):
    """What employees see first, and what a design shows before it is published."""

    _inherit = "cs.form"

    @api.model
    def get_home(self):
        """Return what the user may file, what he filed last, and his own requests.

        :return: ``{"forms", "recent", "requests", "employee", "can_set"}``; ``recent``
            are ids of forms, ``requests`` have their state, who is asked now, when it
            is usually over; ``can_set``: the user says which form is for whom
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
            "can_set": self.has_access("write"),
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
    def preview_design(self, design, values, form_id=None):
        """Return what a form of a design, saved or not, shows for some values.

        :param form_id: the form that is designed: then also what is wrong with it
        :return: ``{"fields": {key: state}, "rules": [...], "problems": [...]}`` with
            errors as sentences
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
        problems = self._one_of(form_id)._problems_of(design) if form_id else []
        return {"fields": fields_, "rules": found["rules"], "problems": problems}

    def _try_setting(self, employee):
        """Return where a new request of the form, or of none yet, is looked at."""
        company = employee.sudo().company_id or self.env.company
        zone = zone_of(company)
        today = fields.Datetime.now().astimezone(zone).date()
        known = self.env["cs.flow.document"]._flow_employee_facts(employee)
        about = dict(known.get(employee.id) or {})
        about |= self.env["cs.request"]._earlier_of(self, employee)
        return form_state.Setting(None, (), today, zone, about)
