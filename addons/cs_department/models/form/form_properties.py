from odoo import fields, models


class FormProperties(fields.Properties):
    """Properties whose labels and options are in the reader's language."""

    def _get_properties_definition(self, record):
        definition = super()._get_properties_definition(record)
        owner = record[self.definition_record]
        return owner.sudo()._said_definition(definition) if owner else definition


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
