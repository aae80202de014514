from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...logic import form_state
from ..flow.engine import facts
from .form_mark import filing
from .form_publish import COMODELS

#: labels that an error names, before 'and more'
MOST_NAMED = 8


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
            given = self._fields["properties"].convert_to_cache(given, self)
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

    def _setting(self, node=None, opened=()):
        """Return ``{request id: where the form is looked at}``."""
        employees = {r.id: r.sudo().employee_id for r in self}
        persons = self.env["hr.employee"].union(*employees.values())
        known = self.env["cs.flow.document"]._flow_employee_facts(persons)
        found = {}
        for request in self:
            zone = facts.zone_of(request.sudo().company_id)
            today = fields.Datetime.now().astimezone(zone).date()
            found[request.id] = form_state.Setting(
                node, opened, today, zone, known.get(employees[request.id].id) or {}
            )
        return found

    def _look(self, given=None, node=None, opened=()):
        """Return ``{request id: state}`` for the stored values with ``given`` over
        them."""
        stored, settings = self._all_values(), self._setting(node, opened)
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

    # ---- writing ---------------------------------------------------------------------

    def _file(self, given, node=None, opened=()):
        """Store values that a client gave, as far as the form lets it.

        What is computed or invisible is the form's: what a client says of it does not
        count. What is read-only stays.

        :raises UserError: when a value cannot be one, or a read-only field is changed
        """
        found = self._look(given, node, opened)
        held = {r.id: _held(found[r.id], given.get(r.id) or {}) for r in self}
        if any(held.values()):
            kept = {r.id: _without(given.get(r.id) or {}, held[r.id]) for r in self}
            bare = self._look(kept, node, opened)
            for request in self:
                request._check_held(
                    held[request.id], found[request.id], bare[request.id]
                )
            found = bare
        for request in self:
            request._check_values(found[request.id], given.get(request.id) or {})
        self._store(found)
        return found

    def _check_held(self, held, found, bare):
        """Refuse values of read-only fields other than those that they have.

        :param held: places that were given and are read-only
        """
        errors = []
        for key, row, column in held:
            name = f"{key}.{column}" if column else key
            if _at(found, key, row, column) != _at(bare, key, row, column):
                errors.append((name, self.env._("This cannot be changed now.")))
        self._refuse(errors)

    def _check_values(self, found, given):
        form = self.sudo().version_id._form()
        unknown = given.keys() - {one.key for one in form.top()}
        if unknown:
            name = sorted(unknown)[0][:60]
            raise UserError(self.env._("There is no field '%s' in this form.", name))
        errors = [
            (place, entry["error"].translated(self.env._))
            for place, entry in _entries(found, given)
            if entry["error"] is not None and entry["error"].code in _WRONG
        ]
        always = _always(form)
        errors += [
            (key, self.env._("Please fill this in."))
            for key, _row, column in form_state.missing(found)
            if (f"{key}.{column}" if column else key) in always
        ]
        self._refuse(errors)

    def _refuse(self, errors):
        """Raise one sentence for what is wrong, naming the fields.

        :param errors: ``[(place, sentence)]``
        """
        if not errors:
            return
        labels = self._labels()
        lines = [
            f"{labels[place]}: {text}" if place in labels else text
            for place, text in errors
        ]
        lines = list(dict.fromkeys(lines))
        if len(lines) > MOST_NAMED:
            more = self.env._("… and %s more", len(lines) - MOST_NAMED)
            lines = [*lines[:MOST_NAMED], more]
        raise UserError("\n".join(lines))

    def _labels(self):
        """Return ``{place: label}`` of the fields in the reader's language."""
        design = self.sudo().version_id.with_env(self.env(su=True))._known_design()
        return {
            (f"{s['parent']}.{s['key']}" if s["parent"] else s["key"]): s["label"]
            for s in design["fields"]
        }

    def _store(self, found):
        """Keep the values of states: properties, lines, and what roles stand for."""
        with filing():
            for request in self.sudo():
                state = found[request.id]
                form = request.version_id._form()
                vals = {"properties": _plain(form, state["fields"])}
                vals |= request._role_values(form, state["fields"])
                super(RequestValues, request).write(vals)
                for one in form.top():
                    if one.kind == "table":
                        request._store_lines(form, one, state["fields"][one.key])
                request._claim_attachments(form, state["fields"])

    def _store_lines(self, form, table, entry):
        lines = self.line_ids.filtered(lambda line: line.table_id.key == table.key)
        owner = self.version_id.table_ids.filtered(lambda t: t.key == table.key)
        known, kept, fresh = {line.id: line for line in lines}, lines.browse(), []
        for index, row in enumerate(entry.get("value") or ()):
            cells = entry["rows"][index]
            vals = {
                "sequence": (index + 1) * 10,
                "properties": _plain_row(form.columns(table.key), cells),
            }
            line = known.get(row.get("id"), lines.browse())
            if line and line not in kept:
                if self._raw(line) != vals["properties"] or (
                    line.sequence != vals["sequence"]
                ):
                    line.write(vals)
                kept |= line
            else:
                fresh.append(vals | {"request_id": self.id, "table_id": owner.id})
        if lines - kept:
            (lines - kept).unlink()
        if fresh:
            lines.create(fresh)

    def _role_values(self, form, fields_):
        """Return the columns of the request that fields stand for."""
        vals = dict.fromkeys(("start_date", "end_date", "amount", "person_id"), False)
        columns = {"start": "start_date", "end": "end_date", "person": "person_id"}
        for one in form.top():
            role = one.spec.get("role")
            value = fields_[one.key]["value"]
            if not role or value is None:
                continue
            if role in ("start", "end"):
                value = value[:10]
            elif role == "person":
                value = value["id"]
            vals[columns.get(role, role)] = value
        return vals

    def _claim_attachments(self, form, fields_):
        """Attach the files that the values name to the request.

        :raises UserError: when one is not the user's own new file
        """
        ids = [
            record["id"]
            for one in form.top()
            if one.kind == "attachment"
            for record in fields_[one.key]["value"] or ()
        ]
        files = self.env["ir.attachment"].sudo().browse(ids).exists()
        for file in files:
            own = (file.res_model, file.res_id) == (self._name, self.id)
            fresh = file.create_uid.id == self.env.uid and not file.res_id
            if not own and not fresh:
                raise UserError(
                    self.env._("The file '%s' belongs to something else.", file.name)
                )
            if not own:
                file.write({"res_model": self._name, "res_id": self.id})


#: errors of a value that is none: it is not kept even in a draft
_WRONG = (
    "wrong_value",
    "long_value",
    "large_number",
    "no_option",
    "many_rows",
    "many_items",
)


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


def _entries(found, given):
    """Yield ``(place, entry)`` of the fields that were given."""
    for key in given:
        entry = found["fields"].get(key)
        if entry is None:
            continue
        yield key, entry
        for cells in entry.get("rows") or ():
            for column, cell in cells.items():
                yield f"{key}.{column}", cell


def _held(found, given):
    """Return the places that were given although they cannot be changed."""
    held = []
    for key, value in given.items():
        entry = found["fields"].get(key)
        if entry is None or not entry["visible"]:
            continue
        if entry["readonly"]:
            held.append((key, None, ""))
            continue
        for index, cells in enumerate(entry.get("rows") or ()):
            held += [
                (key, index, column)
                for column, cell in cells.items()
                if cell["readonly"] and cell["visible"] and column in value[index]
            ]
    return held


def _without(given, held):
    """Return what was given without the places that cannot be changed."""
    found = dict(given)
    for key, row, column in held:
        if row is None:
            found.pop(key, None)
            continue
        rows = [dict(entry) for entry in found[key]]
        rows[row].pop(column, None)
        found[key] = rows
    return found


def _at(state, key, row, column):
    """Return the value at a place of a state, without names; computed ones aside."""
    entry = state["fields"][key]
    if row is not None:
        entry = entry["rows"][row][column]
    return None if entry.get("computed") else _bare(entry["value"])


def _bare(value):
    """Return a value without names, for comparison."""
    if isinstance(value, dict):
        named = value.keys() & {"name", "mimetype"}
        return value["id"] if named else {k: _bare(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_bare(entry) for entry in value]
    return value or None


def _always(form):
    return {
        place
        for place, one in form.fields.items()
        if one.spec.get("required") == "always"
    }


def _plain(form, entries):
    """Return the properties to store; a cleared field is kept as such."""
    return _plain_row(
        [one for one in form.top() if one.kind not in ("table", "section")], entries
    )


def _plain_row(columns, cells):
    found = {}
    for one in columns:
        entry = cells[one.key]
        if not entry["visible"]:
            continue
        value = entry["value"]
        if isinstance(value, dict):
            value = value["id"]
        elif one.kind == "attachment":
            value = [record["id"] for record in value or ()]
        found[one.key] = False if value is None else value
    return found


def _command(command):
    """Return ``(code, id, values)`` of a command, whatever it is."""
    entry = [*command, 0, 0, 0] if isinstance(command, list | tuple) else [0, 0, 0]
    return entry[0], entry[1], entry[2] if isinstance(entry[2], dict) else {}
