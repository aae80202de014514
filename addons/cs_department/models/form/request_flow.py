from odoo import api, models
from odoo.exceptions import AccessError

from ...logic import form_entries, form_values
from ..flow.engine import inputs, moment
from ..flow.engine_mark import is_driving
from .form_mark import filing


class RequestFlow(models.Model):
    """How a request meets its flow: what conditions may ask, what a step opens."""

    _inherit = "cs.request"

    # ---- what conditions may ask -----------------------------------------------------

    def _flow_fact_types(self):
        _ = self.env._
        month = _("Earlier requests of this form this month")
        year = _("Earlier requests of this form this year")
        types = super()._flow_fact_types() | {
            "earlier_this_month": ("number", month),
            "earlier_this_year": ("number", year),
        }
        for version in self._fact_versions():
            types |= {
                name: fact
                for name, fact in version._fact_types().items()
                if name not in types
            }
        return types

    def _fact_versions(self):
        """Return the versions whose fields the facts are about."""
        if self:
            requests = self.sudo()
            # a draft of an older version may meet a flow that knows newer fields
            return requests.version_id | requests.form_id.version_id
        number = self.env.context.get("cs_form_version_id")
        versions = self.env["cs.form.version"].sudo()
        return versions.browse(number if inputs.is_id(number) else []).exists()

    def _flow_kind(self):
        return self.sudo().version_id.id

    def _flow_facts(self):
        found = super()._flow_facts()
        earlier = self._asking_earlier()._earlier(together=True)
        states = self._look(node="", together=True, earlier=earlier)
        for request in self:
            form = request.sudo().version_id._form()
            found[request.id] |= earlier.get(request.id, {})
            found[request.id] |= _facts(form, states[request.id])
        return found

    def _flow_pick(self, facts=None):
        picked, facts = {}, facts or self._flow_facts()
        for requests in self.grouped("version_id").values():
            picked |= super(RequestFlow, requests)._flow_pick(facts)
        return picked

    def _flow_candidates(self):
        """A form has its flow; no other takes its requests."""
        return {
            r.id: r.sudo().form_id.flow_id.filtered("version_id").sudo(False)
            for r in self
        }

    @api.model
    def _flow_filers(self, flow):
        people, form = super()._flow_filers(flow), flow.sudo().form_ids
        if form.department_ids:
            inside = self.env["hr.department"].search(
                [("id", "child_of", form.department_ids.ids)]
            )
            people = people.filtered(lambda e: e.department_id in inside)
        if form.role_ids:
            codes = set(form.role_ids.mapped("code"))
            people = people.filtered(
                lambda e: codes & set((e.sudo().cs_person or {}).get("roles") or ())
            )
        return people

    def _flow_subject(self):
        return {r.id: r.display_name for r in self}

    def _flow_summary(self):
        found, states = {}, self._look(node="")
        for request in self:
            found[request.id] = request._shown(states[request.id])
        return found

    # ---- submitting ------------------------------------------------------------------

    def action_submit(self, choices=None):
        """Number the requests and send them on their way.

        :raises UserError: what is missing or wrong in a request, field by field
        """
        inputs.rows(self).check_access("write")
        for request in self:
            if not request._may_fill():
                raise AccessError(
                    self.env._("Only the requester submits '%s'.", request.display_name)
                )
        fresh = self.filtered(lambda request: request.flow_state != "returned")
        if fresh:
            fresh._make_ready()
        unnamed = self._unnamed()
        if self - unnamed:
            super(RequestFlow, self - unnamed).action_submit(choices)
        if unnamed:
            unnamed._forget_author()
            nobodys = unnamed.with_user(self._nobody()).sudo()
            super(RequestFlow, nobodys).action_submit(choices)
            # whoever writes to the database is who has written
            nobodys.env.flush_all()
        return True

    def _flow_reopen(self):
        """A returned request is held to its form again: it may have been changed."""
        self._make_ready()
        return super()._flow_reopen()

    def _make_ready(self):
        """Check the requests as a whole, keep what the form computes, number them."""
        self._take_turns()
        states = self._look(together=True)
        for request in self:
            request._check_complete(states[request.id])
        self._store(states)
        self._claim_unique(states)
        self._number()
        with filing():
            self.sudo().write({"submitted_at": moment.now()})

    def _check_complete(self, state, node=None):
        """Refuse what is not complete.

        :param node: the step at which it is decided; ``None``: it is submitted
        """
        errors = [
            (f"{key}.{column}" if column else key, self.env._("Please fill this in."))
            for key, _row, column in form_entries.missing(state)
        ]
        errors += [
            (place, entry["error"].translated(self.env._))
            for place, entry in _all_entries(state)
            if entry["error"] is not None
        ]
        errors += self._broken_rules(state)
        self._refuse(errors)

    def _broken_rules(self, state):
        """Return what the rules that do not hold say: ``[(place, sentence)]``."""
        rules = self.sudo().version_id._known_design()["rules"]
        return [
            (rule["field"], rules[rule["index"]]["message"]) for rule in state["rules"]
        ]

    def _number(self):
        """Give a number to those that have none."""
        fresh = self.sudo().filtered(lambda r: not r.name)
        with filing():
            for form, requests in fresh.grouped("form_id").items():
                for request, name in zip(
                    requests, form._next_numbers(len(requests)), strict=True
                ):
                    request.name = name

    def _flow_on_approved(self):
        with filing():
            self.sudo().write({"decided_at": moment.now()})
        self.env["cs.request.after"]._approved(self.sudo())

    def _flow_on_refused(self):
        with filing():
            self.sudo().write({"decided_at": moment.now()})
        self._release_unique()

    def _flow_on_withdrawn(self):
        self._release_unique()
        self.env["cs.request.after"]._withdrawn(self.sudo())

    # ---- at a step -------------------------------------------------------------------

    def _flow_extra_fields(self):
        """Return the form's fields for those who draw the flow."""
        found = {}
        for version in self._fact_versions():
            for spec in version._known_design()["fields"]:
                if not spec["parent"] and spec["kind"] != "section":
                    found[spec["key"]] = (
                        _FIELD_TYPES.get(spec["kind"], "char"),
                        spec["kind"] == "employee",
                        spec["label"],
                    )
        return found

    def _flow_person(self, name):
        """Return the users that a field of the form names."""
        value = self._stored_values().get(name)
        number = value.get("id") if isinstance(value, dict) else None
        employee = self.env["hr.employee"].sudo().browse(number or []).exists()
        return employee.user_id

    def _flow_missing(self, key, names):
        """Return what must be filled in before a step is approved."""
        self.ensure_one()
        return self._flow_gaps(key, names)[self.id]

    def _flow_gaps(self, key, names):
        states = self._look(node=key, opened=names)
        return {r.id: r._gaps_of(states[r.id], key, names) for r in self}

    def _gaps_of(self, state, key, names):
        labels = self._labels()
        gaps = [
            f"{place}.{column}" if column else place
            for place, _row, column in form_entries.missing(state)
        ]
        gaps += [
            name
            for name in names
            if name in state["fields"]
            and state["fields"][name]["visible"]
            and form_values.is_blank(state["fields"][name]["value"])
        ]
        found = [labels.get(name, name) for name in dict.fromkeys(gaps)]
        design = self.sudo().version_id._known_design()["rules"]
        found += [
            design[rule["index"]]["message"]
            for rule in state["rules"]
            if key in design[rule["index"]]["nodes"]
        ]
        return found

    def _flow_open_labels(self, key, names):
        design = self.sudo().version_id.with_env(self.env)._known_design()
        places = set(self._editable(key, names))
        return [spec["label"] for spec in design["fields"] if spec["key"] in places]

    # ---- the lock --------------------------------------------------------------------

    def _flow_check_lock(self, vals):
        if is_driving(self):
            return None
        return super()._flow_check_lock(vals)


#: what a flow's proof calls the type of a field
_FIELD_TYPES = {
    "date": "date",
    "datetime": "datetime",
    "number": "float",
    "money": "float",
    "duration": "float",
    "boolean": "boolean",
    "employee": "many2one",
}


def _facts(form, state):
    """Return the facts of one request out of its state."""
    found = {}
    for one in form.top():
        entry = state["fields"][one.key]
        if one.kind == "table":
            rows = entry.get("value") or []
            found[f"{one.key}_count"] = len(rows)
            for column in form.columns(one.key):
                if column.can.type == "number":
                    numbers = [row.get(column.key) or 0 for row in rows]
                    found[f"{one.key}_{column.key}"] = round(sum(numbers), 6)
        elif one.can.type:
            found[one.key] = form_values.as_fact(one, entry["value"])
    return found


def _all_entries(state):
    """Yield ``(place, entry)`` of every field and cell."""
    for key, entry in state["fields"].items():
        yield key, entry
        for cells in entry.get("rows") or ():
            for column, cell in cells.items():
                yield f"{key}.{column}", cell
