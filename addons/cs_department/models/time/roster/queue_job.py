from odoo import models

from .roster_auto import STEPS


class QueueJob(models.Model):
    """Tells a roster that its job has failed, so that nobody waits for it."""

    _inherit = "queue.job"

    def write(self, vals):
        result = super().write(vals)
        if isinstance(vals, dict) and vals.get("state") in ("failed", "cancelled"):
            self._cs_ended()
        return result

    def _cs_ended(self):
        """Tell what waits for these jobs that they came to nothing."""
        for job in self.sudo():
            if job.model_name == "cs.roster" and job.method_name in STEPS:
                job.records.exists()._auto_failed(job.args[0], "broken")
