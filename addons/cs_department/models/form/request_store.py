from odoo import models
from odoo.exceptions import UserError

from ...logic import form_entries
from ...logic.form_check_field import labels_of
from ...logic.form_values import is_blank
from .form_mark import filing

#: lines of an error, before 'and more'
MOST_NAMED = 8


class RequestStore(models.Model):
    """Storing values as far as the form lets them be stored."""

    _inherit = "cs.request"

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
            own = given.get(request.id) or {}
            request._check_values(found[request.id], own, is_final=bool(node))
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

    def _check_values(self, found, given, is_final=False):
        """Refuse what cannot be kept.

        :param is_final: nobody submits it again, so that limits hold at once
        """
        form = self.sudo().version_id._form()
        unknown = given.keys() - {one.key for one in form.top()}
        if unknown:
            name = sorted(unknown)[0][:60]
            raise UserError(self.env._("There is no field '%s' in this form.", name))
        errors = [
            (place, entry["error"].translated(self.env._))
            for place, entry in _entries(found, given)
            if entry["error"] is not None
            and (is_final or entry["error"].code in _WRONG)
        ]
        always = _always(form)
        errors += [
            (key, self.env._("Please fill this in."))
            for key, _row, column in form_entries.missing(found)
            if (f"{key}.{column}" if column else key) in always
        ]
        self._refuse(errors)

    def _refuse(self, errors):
        """Raise one sentence for what is wrong, naming the fields.

        :param errors: ``[(place, sentence)]``
        """
        if not errors:
            return
        labels, _ = self._labels(), self.env._
        lines = [
            _("%(field)s: %(problem)s", field=labels[place], problem=text)
            if place in labels
            else text
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
        return labels_of(design["fields"])

    def _store(self, found):
        """Keep the values of states: properties, lines, and what roles stand for."""
        with filing():
            for request in self.sudo():
                state = found[request.id]
                form = request.version_id._form()
                vals = {"properties": _plain(form, state["fields"])}
                vals |= request._role_values(form, state["fields"])
                _write(request, vals)
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
                if not _is_same(self._raw(line), vals["properties"]) or (
                    line.sequence != vals["sequence"]
                ):
                    _write(line, vals)
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
            if not role or value is None or one.names("hidden_nodes"):
                # a column of lists is read by everybody who is asked
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
        places = {
            record["id"]: "attachment_ids" if one.names("hidden_nodes") else False
            for one in form.top()
            if one.kind == "attachment"
            for record in fields_[one.key]["value"] or ()
        }
        files = self.env["ir.attachment"].sudo().browse(places).exists()
        for file in files:
            own = (file.res_model, file.res_id) == (self._name, self.id)
            fresh = file.create_uid.id == self.env.uid and not file.res_id
            if not own and not fresh:
                raise UserError(
                    self.env._("The file '%s' belongs to something else.", file.name)
                )
            if not own:
                # with the name of a field, the talk below the request does not list it
                owner = {"res_model": self._name, "res_id": self.id}
                file.write(owner | {"res_field": places[file.id]})


#: errors of a value that is none: it is not kept even in a draft
_WRONG = (
    "wrong_value",
    "long_value",
    "large_number",
    "no_option",
    "many_rows",
    "many_items",
)


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
        rows = entry.get("rows") or ()
        # without the value itself the table may be hidden, and has no rows
        if row >= len(rows):
            return None
        entry = rows[row][column]
    return None if entry.get("computed") else _bare(entry["value"])


def _write(record, vals):
    """Write values with properties; to Odoo a cleared figure and a zero are equal, and
    what is equal is not written."""
    known = record._fields["properties"].convert_to_cache(record.properties, record)
    if known == vals["properties"] and not _is_same(known, vals["properties"]):
        record.write({"properties": False})
    record.write(vals)


def _is_same(one, other):
    return one == other and repr(sorted(one.items())) == repr(sorted(other.items()))


def _bare(value):
    """Return a value without names, for comparison."""
    if isinstance(value, dict):
        named = value.keys() & {"name", "mimetype"}
        return value["id"] if named else {k: _bare(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_bare(entry) for entry in value] or None
    return None if is_blank(value) else value


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
