from odoo import models


class QueueJob(models.Model):
    """A clock file whose job has failed, or was cancelled, does not wait any more."""

    _inherit = "queue.job"

    def _cs_ended(self):
        super()._cs_ended()
        for job in self.sudo():
            if job.model_name == "cs.clock.import":
                job.records.exists()._job_ended()
