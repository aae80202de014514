from odoo import models


class FlowDocumentFields(models.AbstractModel):
    """Which fields of a document a step opens and demands, and what they are called."""

    _inherit = "cs.flow.document"

    def _flow_extra_fields(self):
        """Return ``{name: (type, is a person, label)}`` of what is no field of the
        model, but may be opened, demanded, or name a person."""
        return {}

    def _flow_person(self, name):
        """Return the users that one of the extra fields names."""
        return self.env["res.users"]

    def _flow_missing(self, key, names):
        """Return the labels of what is still to be filled in at a step.

        :param key: the step
        :param names: the fields that it demands
        """
        self.ensure_one()
        return [
            self._fields[name].get_description(self.env, ["string"])["string"]
            for name in names
            if name in self._fields and not self[name]
        ]

    def _flow_gaps(self, key, names):
        """Return ``{document id: labels of what is still to be filled in}``."""
        return {document.id: document._flow_missing(key, names) for document in self}

    def _flow_open_labels(self, key, names):
        """Return the labels of what may be edited at a step, as its reader calls it.

        :param key: the step
        :param names: the fields that it opens
        """
        known = self.fields_get(names, ["string"])
        return [known[name]["string"] for name in names if name in known]
