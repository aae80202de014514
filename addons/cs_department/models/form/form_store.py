from odoo import models

from ...logic import form_design, form_kinds
from ..flow.engine import inputs
from .form_version import ATTRIBUTES, NODES

LONGEST = 2_000


class FormVersionDesign(models.Model):
    """Storing a design as rows of the draft."""

    _inherit = "cs.form.version"

    def _store_fields(self, specs):
        """Make the fields of the draft those of a design, known by id or key."""
        rows = self.field_ids
        by_id = {row.id: row for row in rows}
        by_key = {row.key: row for row in rows}
        kept, pairs = rows.browse(), []
        for spec in specs:
            row = by_id.get(spec.get("id")) or by_key.get(spec.get("key"))
            row = row if row and row not in kept else rows.browse()
            kept |= row
            pairs.append((row, spec))
        (rows - kept).unlink()
        self._free_keys(pairs)
        parents = {}
        for index, (row, spec) in enumerate(pairs):
            vals = self._field_vals(spec, index)
            if row:
                _write_changes(row, vals)
            else:
                row = rows.create(vals | {"version_id": self.id})
            self._store_choices(row, spec)
            parents[spec["key"]] = row
        for row, spec in zip(parents.values(), specs, strict=True):
            parent = parents.get(spec.get("parent"), rows.browse())
            if row.parent_id != parent:
                row.parent_id = parent

    def _free_keys(self, pairs):
        """Give up the keys that other rows take over."""
        moved = [row for row, spec in pairs if row and row.key != spec.get("key")]
        for row in moved:
            row.key = f"moved_{row.id}"
        if moved:
            self.env.flush_all()

    def _field_vals(self, spec, index):
        vals = {"key": spec["key"], "sequence": (index + 1) * 10}
        row_fields = self.env["cs.form.field"]._fields
        for name, column in ATTRIBUTES.items():
            field, value = row_fields[column], spec.get(name)
            if field.type == "selection":
                known = field.get_values(self.env)
                default = {"width": "half", "required": "never", "readonly": "never"}
                vals[column] = value if value in known else default.get(name, False)
            elif field.type == "boolean":
                vals[column] = value is True
            elif field.type == "integer":
                whole = type(value) is int and 0 <= value <= 6
                vals[column] = value if whole else 2
            else:
                limit = 10_000 if name == "help" else LONGEST
                vals[column] = _line(value, limit)
        vals["label"] = vals["label"] or vals["key"]
        for name in NODES:
            value = spec.get(name)
            vals[name] = _keys(value)
        return vals

    def _store_choices(self, row, spec):
        wanted = [
            (choice.get("key"), _line(choice.get("label"), LONGEST))
            for choice in form_design.rows_of(spec.get("choices"))
        ]
        known = {choice.key: choice for choice in row.choice_ids}
        seen = set()
        for index, (key, label) in enumerate(wanted[: form_kinds.MOST_CHOICES]):
            if not isinstance(key, str) or not key.strip() or key in seen:
                continue
            seen.add(key)
            vals = {"sequence": (index + 1) * 10, "label": label or key}
            if key in known:
                _write_changes(known[key], vals)
            else:
                self.env["cs.form.choice"].create(
                    vals | {"field_id": row.id, "key": key}
                )
        row.choice_ids.filtered(lambda choice: choice.key not in seen).unlink()

    def _store_rules(self, specs):
        rows = self.rule_ids
        by_id = {row.id: row for row in rows}
        kept = rows.browse()
        for index, spec in enumerate(specs):
            vals = {
                "sequence": (index + 1) * 10,
                "field": _line(spec.get("field"), 200),
                "expression": _line(spec.get("expression"), LONGEST),
                "message": _line(spec.get("message"), LONGEST),
                "nodes": _keys(spec.get("nodes")),
            }
            row = by_id.get(spec.get("id"), rows.browse())
            if row and row not in kept:
                _write_changes(row, vals)
            else:
                row = rows.create(vals | {"version_id": self.id})
            kept |= row
        (rows - kept).unlink()


def _line(value, limit):
    """Return a text that the database can hold; nothing for what is no text."""
    return inputs.storable(value)[:limit].strip() if isinstance(value, str) else False


def _write_changes(row, vals):
    changed = {name: value for name, value in vals.items() if row[name] != value}
    if changed:
        row.write(changed)


def _keys(value):
    """Return a list of keys as the text that the row has."""
    names = value if isinstance(value, list) else []
    return ",".join(n for n in names if isinstance(n, str) and "," not in n)
