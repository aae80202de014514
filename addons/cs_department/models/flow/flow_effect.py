from odoo import api, fields, models
from odoo.tools import SQL

from .engine import moment


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
    at = fields.Datetime(required=True, default=lambda self: moment.now())

    _run_node_effect_uniq = models.UniqueIndex(
        "(run_id, node_key, effect)", "An effect happens once for each run and node."
    )

    @api.model
    def _claim(self, runs, node_key, effect):
        """Return the runs for which this effect has not happened yet, and mark them.

        One statement; the unique index makes sure that of two who claim an effect only
        one gets it.
        """
        if not runs:
            return runs
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO cs_flow_effect (run_id, node_key, effect, at)
                     SELECT run_id, %s, %s, %s FROM unnest(%s) run_id
                ON CONFLICT (run_id, node_key, effect) DO NOTHING
                  RETURNING run_id
                """,
                node_key,
                effect,
                moment.now(),
                runs.ids,
            )
        )
        fresh = {row[0] for row in rows}
        return runs.filtered(lambda run: run.id in fresh)
