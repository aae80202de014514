from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...logic import expression, form_check, form_design, form_kinds
from ..flow.engine import inputs
from .form_field import KINDS
from .form_version import ATTRIBUTES, NODES

LONGEST = 2_000
WORDY = ("label", "help", "placeholder", "unit")


class FormDesign(models.Model):
    """What the form designer loads, checks and saves: for those who may edit forms."""

    _inherit = "cs.form"

    @api.model
    def _one_of(self, form_id):
        """Return one form for an id from a client."""
        return inputs.one(self.browse([form_id] if inputs.is_id(form_id) else []))

    @api.model
    def get_design(self, form_id):
        """Return the draft of a form for the designer.

        :return: ``{"form", "rev", "fields", "rules", "kinds", "names", "nodes",
            "functions", "problems"}``; see ``logic/form_design.py``.
        """
        form = self._one_of(form_id)
        form.check_access("read")
        design = form.draft_id._design()
        return {
            "form": form._head(),
            "rev": form.rev,
            **design,
            "kinds": form._kinds(),
            "names": form._names(design),
            "nodes": [
                {"key": node.key, "name": node.name, "kind": node.kind}
                for node in form.sudo().flow_id.node_ids.sorted("path")
                if node.kind in ("approve", "fill")
            ],
            "functions": [
                {
                    "name": name,
                    "signature": function.signature,
                    "help": self.env._(function.help),
                }
                for name, function in expression.FUNCTIONS.items()
            ],
            "problems": form._problems(),
        }

    def _head(self):
        """Return what names a form."""
        return {
            "id": self.id,
            "name": self.name,
            "code": self.code,
            "icon": self.icon or "",
            "description": self.description or "",
            "state": self.state,
            "version": self.version_id.number,
            "company": self.company_id.name or "",
            "departments": [
                {"id": d.id, "name": d.display_name} for d in self.department_ids
            ],
            "roles": [{"id": r.id, "name": r.display_name} for r in self.role_ids],
            "flow": {"id": self.flow_id.id, "name": self.flow_id.sudo().name or ""},
            "number": {
                "prefix": self.number_prefix or "",
                "padding": self.number_padding,
            },
            "requests": self.request_count,
            "can_write": self.has_access("write"),
        }

    def _kinds(self):
        """Return the kinds of fields with what each can do."""
        field = self.env["cs.form.field"]._fields["kind"]
        labels = dict(field._description_selection(self.env))
        return [
            {
                "kind": kind,
                "label": labels[kind],
                "type": can.type,
                "limits": can.limits,
                "can_compute": can.can_compute,
                "can_default": can.can_default,
                "can_be_unique": can.can_be_unique,
                "can_be_column": can.can_be_column,
                "roles": [r for r, kinds in form_kinds.ROLES.items() if kind in kinds],
            }
            for kind, _label in KINDS
            for can in [form_kinds.KINDS[kind]]
        ]

    def _names(self, design):
        """Return ``[{"name", "type", "label", "table"}]``: what expressions may use."""
        base = self.env["cs.flow.document"]._flow_fact_types()
        form = form_design.read(design)
        labels = {spec["key"]: spec["label"] for spec in design["fields"]}
        labels |= {name: label for name, (_kind, label) in base.items()}
        found = [
            {
                "name": name,
                "type": kind,
                "label": labels.get(name) or self._sum_label(form, labels, name),
                "table": "",
            }
            for name, kind in form.names.items()
        ]
        return found + [
            {
                "name": one.key,
                "type": one.can.type,
                "label": labels[one.key],
                "table": one.parent,
            }
            for one in form.fields.values()
            if one.parent and one.can.type
        ]

    def _sum_label(self, form, labels, name):
        for one in form.fields.values():
            if one.parent and name == f"{one.parent}_{one.key}":
                return self.env._("Sum of %s", labels[one.key])
            if name == f"{one.key}_count":
                return self.env._("Lines of %s", labels[one.key])
        return name

    @api.model
    def check_expression(self, design, text, field, attribute="visible_if"):
        """Return whether an expression may stand at a field of a design.

        :param field: key of the field (``table.column``), or empty for a rule
        :return: ``{"ok", "message", "column", "suggestion"}``
        """
        place = field if isinstance(field, str) else ""
        name = attribute if isinstance(attribute, str) else ""
        found = form_check.check_expression(design, text, place, name)
        if found is None:
            return {"ok": True, "message": "", "column": None, "suggestion": None}
        return {
            "ok": False,
            "message": found["message"].translated(self.env._),
            "column": found["column"],
            "suggestion": found["suggestion"],
        }

    # ---- saving ----------------------------------------------------------------------

    @api.model
    def save_design(self, form_id, design, rev):
        """Save the draft of a form; a draft may have problems, publishing refuses them.

        :param rev: the revision that was loaded; another one means that somebody else
            saved meanwhile
        :return: ``{"rev", "saved", "problems"}``; not saved when two fields share a
            technical name, or one has none
        :raises UserError: when somebody else saved meanwhile, or it is no design
        """
        form = self._one_of(form_id)
        form.check_access("write")
        form._lock_rev(rev)
        fields_, rules = form._read_design(design)
        problems = form_check.problems(
            {"fields": fields_, "rules": rules}, form._node_keys()
        )
        lost = {"key", "kind"}
        hard = [p for p in problems if p["attribute"] in lost and _is_hard(p)]
        if hard:
            return {"rev": form.rev, "saved": False, "problems": form._said(problems)}
        form.draft_id._store_fields(fields_)
        form.draft_id._store_rules(rules)
        form.rev += 1
        return {"rev": form.rev, "saved": True, "problems": form._said(problems)}

    def _lock_rev(self, rev):
        """Hold the form for the transaction and compare its revision."""
        self.flush_recordset()
        [(found,)] = self.env.execute_query(
            SQL("SELECT rev FROM cs_form WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        if type(rev) is not int or found != rev:
            raise UserError(
                self.env._(
                    "Somebody else has changed this form meanwhile: load it again."
                )
            )

    def _read_design(self, design):
        """Return the fields and rules of a design that a client sent."""
        if not isinstance(design, dict):
            raise UserError(self.env._("This is not the design of a form."))
        fields_ = form_design.rows_of(design.get("fields"))
        rules = form_design.rows_of(design.get("rules"))
        if len(fields_) > form_kinds.MOST_FIELDS or len(rules) > form_kinds.MOST_RULES:
            raise UserError(self.env._("The form is too large."))
        return fields_, rules


def _is_hard(problem):
    """Tell whether the database cannot even keep a draft with this problem."""
    return problem["message"].code in ("no_key", "bad_key", "same_key", "unknown_kind")


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
