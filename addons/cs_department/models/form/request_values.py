from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...logic import form_state
from ..org.zone import zone_of
from .form_freeze import COMODELS

#: states in which nothing of a request changes any more
DECIDED = ("approved", "refused")


class RequestValues(models.Model):
    """The values of a request: as a client sends them, as they are kept."""

    _inherit = "cs.request"

    # ---- reading ---------------------------------------------------------------------

    def _raw(self, record):
        """Return the stored values of a request or a line, plain."""
        field = record._fields["properties"]
        return dict(field.convert_to_cache(record.properties, record) or {})

    def _stored_values(self):
        """Return ``{key: value}`` of one request as forms see it; see
        ``_all_values``."""
        self.ensure_one()
        return self._all_values()[self.id]

    def _all_values(self):
        """Return ``{request id: {key: value}}``; constant queries for a batch.

        Records are ``{"id", "name"}``, a detail table is a list of rows with ``id``.
        """
        requests = self.sudo()
        rows = {}
        for line in requests.line_ids:
            place = rows.setdefault((line.request_id.id, line.table_id.key), [])
            place.append((line.id, self._raw(line)))
        found, wanted = {}, {}
        for request in requests:
            form, values = request.version_id._form(), self._raw(request)
            own = {}
            for one in form.top():
                if one.kind == "table":
                    lines = rows.get((request.id, one.key), [])
                    own[one.key] = [{"id": i} | raw for i, raw in lines]
                elif one.key in values:
                    own[one.key] = values[one.key]
            found[request.id] = own
            self._collect(form, own, wanted)
        names = self._record_names(wanted)
        for request in requests:
            self._name_records(request.version_id._form(), found[request.id], names)
        return found

    def _cells(self, form, values):
        """Yield ``(field, mapping that holds it)`` for every field of the values."""
        for one in form.fields.values():
            if one.parent:
                rows = values.get(one.parent)
                for row in rows if isinstance(rows, list) else ():
                    if isinstance(row, dict):
                        yield one, row
            elif one.kind != "table":
                yield one, values

    def _collect(self, form, values, wanted):
        """Note which records the values name: ``{model: ids}``."""
        for one, cell in self._cells(form, values):
            model, value = COMODELS.get(one.kind), cell.get(one.key)
            if not model or not value:
                continue
            for entry in value if isinstance(value, list) else [value]:
                number = entry.get("id") if isinstance(entry, dict) else entry
                if type(number) is int and 0 < number < 2**31:
                    wanted.setdefault(model, set()).add(number)

    def _record_names(self, wanted):
        """Return ``{model: {id: {"id", "name", ...}}}`` of those that exist."""
        found = {}
        for model, ids in wanted.items():
            records = self.env[model].sudo().browse(sorted(ids)).exists()
            found[model] = {
                record.id: {"id": record.id, "name": record.display_name or ""}
                | (
                    {"mimetype": record.mimetype or "", "size": record.file_size or 0}
                    if model == "ir.attachment"
                    else {}
                )
                for record in records
            }
        return found

    def _name_records(self, form, values, names):
        """Put ``{"id", "name"}`` where the values have ids; unknown ones stay bare."""
        for one, cell in self._cells(form, values):
            model, value = COMODELS.get(one.kind), cell.get(one.key)
            if not model or not value:
                continue
            known = names.get(model, {})
            entries = value if isinstance(value, list) else [value]
            named = [
                known.get(e.get("id") if isinstance(e, dict) else e, e) for e in entries
            ]
            cell[one.key] = named if isinstance(value, list) else named[0]

    def _values_of(self, vals):
        """Return values by key out of what the ORM was given."""
        self.ensure_one()
        values = self._property_values(vals.get("properties"))
        if vals.get("line_ids"):
            values |= self._table_values(vals["line_ids"])
        return values

    def _property_values(self, given):
        """Return ``{key: value}`` of properties in any of the shapes Odoo takes."""
        if isinstance(given, list):
            entries = [e for e in given if isinstance(e, dict) and e.get("name")]
            given = {e["name"]: e["value"] for e in entries if "value" in e}
        elif given and not isinstance(given, dict):
            try:
                given = self._fields["properties"].convert_to_cache(given, self)
            except (TypeError, ValueError):
                raise UserError(
                    self.env._("These are not the values of a form.")
                ) from None
        return {
            key: value[0]
            if isinstance(value, list | tuple)
            and len(value) == 2
            and type(value[0]) is int
            and isinstance(value[1], str)
            else value
            for key, value in (given or {}).items()
        }

    def _table_values(self, commands):
        """Return ``{table: rows}`` after the commands of a client."""
        current = {line.id: line for line in self.sudo().line_ids}
        tables = {table.id: table.key for table in self.sudo().version_id.table_ids}
        rows = {
            i: (line.table_id.key, {"id": i} | self._raw(line))
            for i, line in current.items()
        }
        fresh = -1
        for command in commands if isinstance(commands, list | tuple) else ():
            code, number, vals = _command(command)
            if code in (Command.DELETE, Command.UNLINK):
                rows.pop(number, None)
            elif code == Command.CLEAR:
                rows = {}
            elif code in (Command.CREATE, Command.UPDATE):
                number = number if code == Command.UPDATE else fresh
                fresh -= 1
                table, row = rows.get(number, (tables.get(vals.get("table_id")), {}))
                if not table:
                    raise UserError(self.env._("Choose the detail table of the line."))
                values = self._property_values(vals.get("properties"))
                rows[number] = table, row | values
        found = {key: [] for key in tables.values()}
        for table, row in rows.values():
            found[table].append(row)
        return found

    # ---- what the form says ----------------------------------------------------------

    def _setting(self, node=None, opened=(), together=False, earlier=None):
        """Return ``{request id: where the form is looked at}``.

        :param together: the requests are submitted in one go
        :param earlier: what ``_earlier`` returns, where it is known already
        """
        employees = {r.id: r.sudo().employee_id for r in self}
        persons = self.env["hr.employee"].union(*employees.values())
        known = self.env["cs.flow.document"]._flow_employee_facts(persons)
        if earlier is None:
            earlier = self._counting()._earlier(together)
        found = {}
        for request in self:
            decided = request.flow_state in DECIDED and request.decided_at
            zone = zone_of(request.sudo().company_id)
            moment = decided or fields.Datetime.now()
            about = known.get(employees[request.id].id) or {}
            found[request.id] = form_state.Setting(
                node,
                opened,
                moment.astimezone(zone).date(),
                zone,
                about | earlier.get(request.id, {}),
                bool(decided),
            )
        return found

    def _look(self, given=None, node=None, opened=(), together=False, earlier=None):
        """Return ``{request id: state}`` for the stored values with ``given`` over
        them; ``together`` and ``earlier`` as for ``_setting``."""
        stored = self._all_values()
        settings = self._setting(node, opened, together, earlier)
        found, wanted = {}, {}
        forms = {r.id: r.sudo().version_id._form() for r in self}
        given = given or {}
        merged = {r.id: _over(stored[r.id], given.get(r.id) or {}) for r in self}
        for request in self:
            self._collect(forms[request.id], merged[request.id], wanted)
        names = self._record_names(wanted)
        for request in self:
            values = merged[request.id]
            self._name_records(forms[request.id], values, names)
            found[request.id] = form_state.state(
                forms[request.id], values, setting=settings[request.id]
            )
        return found


def _over(stored, given):
    """Return stored values with given ones over them, rows of tables one by one."""
    merged = {**stored, **given}
    for key, rows in given.items():
        known = stored.get(key)
        if not isinstance(rows, list) or not isinstance(known, list):
            continue
        by_id = {row.get("id"): row for row in known if isinstance(row, dict)}
        merged[key] = [
            {**by_id.get(row.get("id"), {}), **row} if _is_row(row) else row
            for row in rows
        ]
    return merged


def _is_row(row):
    return isinstance(row, dict) and type(row.get("id")) is int and "name" not in row


def _command(command):
    """Return ``(code, id, values)`` of a command, whatever it is."""
    entry = [*command, 0, 0, 0] if isinstance(command, list | tuple) else [0, 0, 0]
    return entry[0], entry[1], entry[2] if isinstance(entry[2], dict) else {}
