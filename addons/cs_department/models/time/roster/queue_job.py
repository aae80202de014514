from odoo import models

from .roster_auto import STEPS


class QueueJob(models.Model):
    """Tells a roster that its job has failed, so that nobody waits for it."""

    _inherit = "queue.job"

    def write(self, vals):
        result = super().write(vals)
        if isinstance(vals, dict) and vals.get("state") in ("failed", "cancelled"):
            self._end_filling()
        return result

    def _end_filling(self):
        for job in self.sudo():
            if job.model_name == "cs.roster" and job.method_name in STEPS:
                job.records.exists()._auto_failed(job.args[0], "broken")
