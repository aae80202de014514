from odoo import fields, models
from odoo.tools import SQL


class FormProperties(fields.Properties):
    """Properties in the reader's language, without what is hidden from him."""

    def _get_properties_definition(self, record):
        definition = super()._get_properties_definition(record)
        owner = record[self.definition_record]
        return owner.sudo()._said_definition(definition) if owner else definition

    def convert_to_read_multi(self, values, records, use_display_name=True):
        found = super().convert_to_read_multi(values, records, use_display_name)
        hidden = records._concealed() if records else {}
        return [
            _without(entries, hidden.get(record.id))
            for record, entries in zip(records, found, strict=True)
        ]

    def convert_to_export(self, value, record):
        found = super().convert_to_export(value, record)
        hidden = record._concealed()[record.id] if found else ()
        return {k: v for k, v in found.items() if k not in hidden} if hidden else found

    def property_to_sql(self, field_sql, property_name, model, alias, query):
        found = super().property_to_sql(field_sql, property_name, model, alias, query)
        hidden = _hidden_sql(model, alias, property_name)
        return (
            SQL("CASE WHEN %s THEN NULL ELSE %s END", hidden, found)
            if hidden
            else found
        )

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        args = (field_expr, operator, value, model, alias, query)
        found = super().condition_to_sql(*args)
        hidden = _hidden_sql(model, alias, field_expr.partition(".")[2])
        return SQL("(NOT %s AND %s)", hidden, found) if hidden else found


def _hidden_sql(model, alias, key):
    """Return the condition under which a property is hidden, if there is one."""
    column = "id" if model._name == "cs.request" else "request_id"
    request = SQL.identifier(alias, column)
    return model.env["cs.request"]._concealed_sql(request, key.partition(".")[0])


def _without(entries, hidden):
    if not hidden:
        return entries
    return [entry for entry in entries or () if entry["name"] not in hidden]


class FormVersionWords(models.Model):
    """The definition of the properties of a version, in the reader's language."""

    _inherit = "cs.form.version"

    def _said_definition(self, definition, table=""):
        """Return a definition with the words of the design as the reader knows it."""
        self.ensure_one()
        specs = {
            spec["key"]: spec
            for spec in self._known_design()["fields"]
            if spec["parent"] == table
        }
        return [_said(entry, specs.get(entry["name"])) for entry in definition or ()]


class FormTableWords(models.Model):
    """The definition of the columns of a detail table, in the reader's language."""

    _inherit = "cs.form.table"

    def _said_definition(self, definition):
        self.ensure_one()
        return self.version_id._said_definition(definition, self.key)


def _said(entry, spec):
    if spec is None:
        return entry
    said = dict(entry, string=spec["label"])
    labels = {choice["key"]: choice["label"] for choice in spec["choices"]}
    for name in ("selection", "tags"):
        if name in entry:
            said[name] = [
                [option[0], labels.get(option[0], option[1]), *option[2:]]
                for option in entry[name]
            ]
    return said
