from odoo import models


class Copied(models.AbstractModel):
    """A record with a name; a copy is called one, in every language."""

    _name = "cs.copied"
    _description = "Record whose copy is called a copy"

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for record, vals in zip(self, vals_list, strict=True):
                vals["name"] = record._copy_name()
        return vals_list

    def copy(self, default=None):
        copies = super().copy(default)
        if "name" not in (default or {}):
            for record, twin in zip(self, copies, strict=True):
                twin._call_copy_of(record)
        return copies

    def _call_copy_of(self, record):
        """Be called after what this is a copy of, in every language."""
        languages = [self.env.lang]
        if self._fields["name"].translate:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in languages:
            name = record.with_context(lang=code)._copy_name()
            self.with_context(lang=code).name = name

    def _copy_name(self):
        return self.env._("%s (copy)", self.name)
