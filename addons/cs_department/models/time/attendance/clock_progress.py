from odoo import api, fields, models, modules
from odoo.tools import SQL


class ClockProgress(models.Model):
    """How far a clock file is, seen while its transaction runs. The job writes it."""

    _name = "cs.clock.progress"
    _inherit = ["cs.typed"]
    _description = "Progress of a clock file"
    _log_access = False
    _rec_name = "file_number"

    file_number = fields.Integer(required=True)
    percent = fields.Integer()

    _once = models.UniqueIndex("(file_number)", "A file has one progress.")

    @api.model
    def _percent(self, files):
        """Return ``{file id: percent}``."""
        found = self.sudo().search([("file_number", "in", files.ids)])
        return {row.file_number: row.percent for row in found}

    @api.model
    def _report(self, file, done, total):
        """Say how far the file is, in a transaction of its own."""
        if modules.module.current_test or not self.env.context.get("job_uuid"):
            return
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "INSERT INTO cs_clock_progress (file_number, percent) "
                    "VALUES (%s, %s) ON CONFLICT (file_number) "
                    "DO UPDATE SET percent = EXCLUDED.percent",
                    file.id,
                    min(99, done * 100 // max(total, 1)),
                )
            )
