import copy

from odoo import api, models
from odoo.exceptions import UserError

from ...logic import form_entries, form_state
from ..flow.engine import inputs
from .form_mark import filing
from .request_sight import without_columns

#: what a page needs of a field besides its state
_SHOWN = ("key", "parent", "kind", "label", "help", "placeholder", "width", "unit")


class RequestPage(models.Model):
    """What the page of a request loads, previews and saves: for whoever may read it."""

    _inherit = "cs.request"

    @api.model
    def get_page(self, request_id=None, form_id=None):
        """Return everything that the page of a request needs.

        :param request_id: a request; without one, a new one of ``form_id``
        :return: ``{"request", "form", "fields", "values", "state", "can"}``; the fields
            stand in order with labels and options in the user's language
        """
        request, form = self._page_records(request_id, form_id)
        version = request.sudo().version_id or form.version_id
        node, opened = request._my_node()
        if request:
            found = request._look(node=node, opened=opened)[request.id]
        else:
            found = self._blank_state(form, {})
        design = version._known_design()
        hidden = request._concealed().get(request.id, frozenset())
        return {
            "request": request._page_head() if request else None,
            "form": {
                "id": form.id,
                "name": form.name,
                "code": form.code,
                "icon": form.icon or "",
                "description": form.description or "",
                "privacy": form._privacy_words(),
                "version": version.number,
                "is_current": version == form.version_id,
            },
            "fields": [
                _page_field(spec)
                for spec in design["fields"]
                if spec["key"] not in hidden
            ],
            **self._page_state(version, found, hidden),
            "choices": self._page_choices(form),
            "can": request._page_rights(node, opened)
            if request
            else {"write": True, "submit": True, "delete": False, "fields": None},
        }

    @api.model
    def preview(self, form_id, request_id, values):
        """Return what the page shows for other values; nothing is stored.

        :return: ``{"values", "state", "rules"}``
        """
        request, form = self._page_records(request_id, form_id)
        given = self._given(values)
        if request:
            node, opened = request._my_node()
            found = request._look({request.id: given}, node, opened)[request.id]
            version = request.sudo().version_id
        else:
            found, version = self._blank_state(form, given), form.version_id
        hidden = request._concealed().get(request.id, frozenset())
        return self._page_state(version, found, hidden)

    @api.model
    def save_page(self, request_id, form_id, values, submit=False, choices=None):
        """Store the values of a page, as a draft or at a step, and submit if wanted.

        :param choices: ``{step: [user ids]}`` where the requester chooses who decides

        :return: ``{"request_id", "page"}``, the page as it is then
        :raises UserError: what is missing or wrong, field by field; nothing is stored
        """
        request, form = self._page_records(request_id, form_id)
        given = self._given(values)
        with self.env.cr.savepoint():
            if not request:
                request = self._new_draft(form, given)
            elif given:
                request._save_all({request.id: given})
            if submit is True:
                request.action_submit(choices)
            self.env.flush_all()
        if not request.has_access("read"):
            # it has forgotten its author
            return {"request_id": False, "page": self.get_page(form_id=form.id)}
        return {"request_id": request.id, "page": self.get_page(request.id)}

    # ---- parts -----------------------------------------------------------------------

    @api.model
    def _page_records(self, request_id, form_id):
        """Return the request, or none and the form of a new one.

        :raises UserError: when it does not exist or is not meant for the user
        """
        if request_id:
            rows = self.browse([request_id] if inputs.is_id(request_id) else [])
            request = inputs.one(rows)
            request.check_access("read")
            return request, request.sudo().form_id
        forms = self.env["cs.form"].sudo()
        form = forms.browse([form_id] if inputs.is_id(form_id) else []).exists()
        if not form:
            raise inputs.gone(self.env)
        self._check_filable([form])
        return self.browse(), form

    @api.model
    def _given(self, values):
        """Return values from a client as a plain mapping of texts to anything."""
        if values in (None, False):
            return {}
        if not isinstance(values, dict) or not all(isinstance(k, str) for k in values):
            raise UserError(self.env._("These are not the values of a form."))
        return values

    @api.model
    def _new_draft(self, form, values):
        """Create a request of the user with values by key."""
        heads = self._head_values(self._check_filable([form])[0], {})
        self.check_access("create")
        context = {
            k: v for k, v in self.env.context.items() if not k.startswith("default_")
        }
        with filing():
            request = self.sudo().with_context(context).create(heads)
        request = request.with_env(self.env)
        request._file({request.id: values})
        return request

    def _blank_state(self, form, values):
        """Return what a new request of a form shows."""
        setting = form.with_env(self.env)._try_setting(self._own_employee())
        return self._state_of(form.version_id._form(), values, setting)

    @api.model
    def _state_of(self, form, values, setting):
        """Return the state of values that belong to no request yet."""
        values, wanted = copy.deepcopy(values), {}
        self._collect(form, values, wanted)
        self._name_records(form, values, self._record_names(wanted))
        return form_state.state(form, values, setting=setting)

    @api.model
    def _page_choices(self, form):
        """Return the steps for which the requester chooses who decides."""
        version = form.flow_id.sudo().version_id
        return [
            {"key": node.key, "name": node.name}
            for node in (version._load().stops() if version else ())
            if node.spec.get("who") == "requester_choice"
        ]

    def _page_head(self):
        return {
            "id": self.id,
            "name": self.name or "",
            "display_name": self.display_name,
            "employee": {
                "id": self.employee_id.id,
                "name": self._requester_name(),
            },
            "department": self.sudo().department_id.display_name or "",
            "company": self.sudo().company_id.name,
            "currency": self.sudo().currency_id.symbol or "",
            "flow_state": self.flow_state,
            "flow_state_label": dict(
                self._fields["flow_state"]._description_selection(self.env)
            )[self.flow_state],
            "flow_run_id": self.sudo().flow_run_id.id,
            "waits_for": self.flow_who or "",
            "created_at": self.create_date,
            "submitted_at": self.submitted_at,
            "decided_at": self.decided_at,
            "notes": self._page_notes(),
        }

    def _page_notes(self):
        """Return what whoever reads the request should know, in sentences.

        Hook for the rooms that look at it when it is submitted.
        """
        return []

    def _page_rights(self, node, opened):
        filling = node is None
        return {
            "write": filling or bool(node and self._editable(node, opened)),
            "submit": filling,
            "delete": filling and self.flow_state == "none" and not self.name,
            "fields": None if filling else self._editable(node, opened) if node else [],
        }

    def _page_state(self, version, found, hidden):
        """Return values and state for a client, in words."""
        rules = version._known_design()["rules"]
        values, state = {}, {}
        for key, entry in found["fields"].items():
            if key in hidden:
                continue
            values[key] = without_columns(entry["value"], hidden)
            state[key] = self._said_entry(entry) | {"value": values[key]}
            if "rows" in entry:
                state[key]["rows"] = [
                    {
                        column: self._said_entry(cell)
                        for column, cell in row.items()
                        if column not in hidden
                    }
                    for row in entry["rows"]
                ]
        return {
            "values": values,
            "state": state,
            "rules": [
                rule | {"message": rules[rule["index"]]["message"]}
                for rule in found["rules"]
                if hidden.isdisjoint(rule["field"].split("."))
            ],
            "missing": [
                {"field": key, "row": row, "column": column}
                for key, row, column in form_entries.missing(found)
                if hidden.isdisjoint((key, column))
            ],
        }

    def _said_entry(self, entry):
        error = entry["error"]
        return {
            "visible": entry["visible"],
            "required": entry["required"],
            "readonly": entry["readonly"],
            "computed": entry["computed"],
            "value": entry["value"],
            "error": error.translated(self.env._) if error is not None else "",
        }


def _page_field(spec):
    """Return what a page needs to draw a field."""
    return {name: spec[name] for name in _SHOWN} | {
        "digits": spec["digits"],
        "choices": [
            {"key": choice["key"], "label": choice["label"]}
            for choice in spec["choices"]
        ],
    }
