import hashlib
import json

from odoo import models
from odoo.tools import SQL

from ..flow.engine import inputs, moment
from .form_mark import publishing

#: type of the property that holds a kind of field
PROPERTY_TYPES = {
    "text": "char",
    "long_text": "text",
    "number": "float",
    "money": "monetary",
    "date": "date",
    "datetime": "datetime",
    "duration": "float",
    "boolean": "boolean",
    "choice": "selection",
    "tags": "tags",
    "employee": "many2one",
    "department": "many2one",
    "customer": "many2one",
    "document": "many2one",
    "attachment": "many2many",
    "section": "separator",
}
COMODELS = {
    "employee": "hr.employee.public",
    "department": "hr.department",
    "customer": "res.partner",
    "document": "cs.request",
    "attachment": "ir.attachment",
}
#: tables whose rows a published version has, in the order of copying
_TABLES = ("cs_form_field", "cs_form_choice", "cs_form_rule")
_COLUMNS = ("id", "create_uid", "write_uid", "create_date", "write_date")


class FormVersionPublish(models.Model):
    """Freezing a draft."""

    _inherit = "cs.form.version"

    def _digest(self):
        """Return the hash that identifies a design, translations aside."""
        design = self.with_context(lang="en_US")._design()
        for row in (*design["fields"], *design["rules"]):
            row.pop("id")
            for choice in row.get("choices") or ():
                choice.pop("id")
        text = json.dumps(design, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _freeze(self, note):
        """Copy the draft into a new published version of its form."""
        form = self.form_id
        last = form.version_ids.sorted("number")[-1:].number
        with publishing():
            # without the context of the client, which could hold defaults
            frozen = (
                self.sudo()
                .with_context({})
                .create(
                    {
                        "form_id": form.id,
                        "number": last + 1,
                        "state": "freezing",
                        "digest": self._digest(),
                        "published_by_id": self.env.uid,
                        "published_at": moment.now(),
                        "note": inputs.text(self.env, note),
                    }
                )
            )
            self.sudo()._copy_rows(frozen)
            frozen._compile_definitions()
            frozen.state = "published"
            frozen.flush_recordset()
            form.sudo().write({"version_id": frozen.id})
        self.env.registry.clear_cache()

    def _copy_rows(self, target):
        """Copy fields, options and rules with all their translations."""
        self.env.flush_all()
        for table in _TABLES:
            model = self.env[table.replace("_", ".")]
            names = [
                name
                for name, field in model._fields.items()
                if field.store and field.column_type and name not in _COLUMNS
            ]
            self.env.cr.execute(_copying(table, names, self.id, target.id))
        self.env.cr.execute(_PARENTS, {"source": self.id, "target": target.id})
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def _compile_definitions(self):
        """Make the definitions that Odoo's properties need."""
        columns = {}
        for field in self.field_ids:
            columns.setdefault(field.parent_id.id, []).append(field)
        self.definition = [
            _property(field)
            for field in columns.get(False, ())
            if field.kind != "table"
        ]
        self.env["cs.form.table"].create(
            [
                {
                    "version_id": self.id,
                    "key": table.key,
                    "label": table.label,
                    "definition": [_property(f) for f in columns.get(table.id, ())],
                }
                for table in columns.get(False, ())
                if table.kind == "table"
            ]
        )


def _property(field):
    """Return the definition of the property that holds a field."""
    kind = field.kind
    found = {
        "name": field.key,
        "string": field.label,
        "type": PROPERTY_TYPES[kind],
    }
    if kind == "number" and not field.digits:
        found["type"] = "integer"
    if kind == "money":
        found["currency_field"] = "currency_id"
    if kind in COMODELS:
        found["comodel"] = COMODELS[kind]
    choices = [[choice.key, choice.label] for choice in field.choice_ids]
    if kind == "choice":
        found["selection"] = choices
    if kind == "tags":
        found["tags"] = [
            [key, label, 1 + index % 11] for index, (key, label) in enumerate(choices)
        ]
    return found


def _copying(table, names, source, target):
    """Return the statement that copies the rows of a version to another."""
    owner = "field_id" if table == "cs_form_choice" else "version_id"
    columns = [SQL.identifier(name) for name in names if name != owner]
    if table == "cs_form_choice":
        origin = SQL(
            "twin.id FROM cs_form_choice row"
            " JOIN cs_form_field field ON field.id = row.field_id"
            " JOIN cs_form_field twin ON twin.key = field.key AND twin.version_id = %s"
            " WHERE field.version_id = %s",
            target,
            source,
        )
    else:
        origin = SQL(
            "%s FROM %s row WHERE row.version_id = %s",
            target,
            SQL.identifier(table),
            source,
        )
    return SQL(
        "INSERT INTO %s (%s, %s) SELECT %s, %s ORDER BY row.id",
        SQL.identifier(table),
        SQL(", ").join(columns),
        SQL.identifier(owner),
        SQL(", ").join(SQL("row.%s", column) for column in columns),
        origin,
    )


#: columns of the copy stand in the copy of their table
_PARENTS = """
    UPDATE cs_form_field own SET parent_id = twin.id
      FROM cs_form_field parent
      JOIN cs_form_field twin ON twin.key = parent.key AND twin.version_id = %(target)s
     WHERE own.version_id = %(target)s AND own.parent_id = parent.id
       AND parent.version_id = %(source)s
"""
