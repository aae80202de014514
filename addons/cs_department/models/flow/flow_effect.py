from odoo import api, fields, models

from .engine_mark import storing


class FlowEffect(models.Model):
    """Marks an effect of a run as done, so that a retry cannot repeat it.

    Only the engine adds rows; nobody else writes, auditors and HR may read.
    """

    _name = "cs.flow.effect"
    _inherit = ["cs.flow.record"]
    _description = "Effect of a flow"
    _order = "id"
    _rec_name = "effect"
    _log_access = False

    run_id = fields.Many2one("cs.flow.run", required=True, ondelete="restrict")
    node_key = fields.Char(required=True)
    effect = fields.Char(required=True)
    at = fields.Datetime(required=True, default=lambda self: fields.Datetime.now())

    _run_node_effect_uniq = models.UniqueIndex(
        "(run_id, node_key, effect)", "An effect happens once for each run and node."
    )

    @api.model
    def _claim(self, runs, node_key, effect):
        """Return the runs for which this effect has not happened yet, and mark them.

        The caller holds the lock of the runs, so two cannot claim the same effect; the
        unique index is the proof.
        """
        done = self.search(
            [
                ("run_id", "in", runs.ids),
                ("node_key", "=", node_key),
                ("effect", "=", effect),
            ]
        ).run_id
        fresh = runs - done
        with storing():
            self.create(
                [
                    {"run_id": r.id, "node_key": node_key, "effect": effect}
                    for r in fresh
                ]
            )
        return fresh
