from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...logic import expression, form_check, form_design, form_kinds
from ..flow.engine import inputs
from .form_field import KINDS

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
                "type_word": self._type_word(can.type),
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

    def _type_word(self, name):
        """Return what a type of the expressions is called, empty for none."""
        word = expression.TYPE_WORDS.get(name)
        return self.env._(word) if word else ""

    def _names(self, design):
        """Return ``[{"name", "type", "label", "table"}]``: what expressions may use."""
        base = self.env["cs.request"]._flow_fact_types()
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

    def _problems_of(self, design):
        """Return what is wrong with a design of the form that a client sent."""
        self.check_access("read")
        fields_, rules = self._read_design(design)
        design = {"fields": fields_, "rules": rules}
        return self._said(form_check.problems(design, self._node_keys()), design)

    def _lock_rev(self, rev):
        """Hold the form for the transaction and compare its revision."""
        self.flush_recordset()
        [(found,)] = self.env.execute_query(
            SQL("SELECT rev FROM cs_form WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        if type(rev) is not int or found != rev:
            raise UserError(
                self.env._(
                    "Somebody else has changed this form meanwhile. Load it again; "
                    "Undo then brings back what you had."
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
