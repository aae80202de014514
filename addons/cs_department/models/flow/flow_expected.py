from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...logic import flow_estimate
from .engine import forecast
from .engine.batch import Batch
from .engine.estimate import expect

#: the past is as long as this many decided requests of a flow
PAST = 300
#: a finish at night is one of the next day with work within this many days
SEARCH_DAYS = 15


class FlowRunExpected(models.Model):
    """When a request is likely to be decided, learned from those before it.

    For whoever reads the request: it names nobody and tells of no other request.
    """

    _inherit = "cs.flow.run"

    expected_at = fields.Datetime(
        string="Usually decided by",
        compute="_compute_expected_at",
        help="Learned from the last requests that took this way.",
    )

    @api.depends("state", "task_ids.state")
    def _compute_expected_at(self):
        found = self.sudo()._expected()
        for run in self:
            run.expected_at = (found.get(run._origin.id) or {}).get("at", False)

    def _expected(self):
        """Return ``{run id: {"at", "late", "count"}}`` of those on their way of which
        something can be said; constant queries for a batch."""
        running = self.filtered(lambda run: run.state == "running")
        history = running.flow_id._history()
        running = running.filtered(lambda run: run.flow_id.id in history)
        if not running:
            return {}
        batch = Batch.of_runs(running, self.env.user, lock=False)
        batch.load_facts()
        people = forecast.everybody(batch, batch.motions)
        opened, found = running._opened(), {}
        for motion in batch.motions:
            active = list(motion.active)
            steps = forecast.ahead_of(batch, motion, people[motion])
            found[motion.run.id] = expect(
                batch,
                motion,
                history[motion.flow.id],
                steps,
                active,
                opened.get(motion.run.id) or {},
            )
        return self._in_work(
            {run_id: one for run_id, one in found.items() if one},
            {run.id: run.company_id for run in running},
        )

    def _opened(self):
        """Return ``{run id: {node key: since when somebody is asked there}}``."""
        found = {}
        for run, key, since in (
            self.env["cs.flow.task"]
            .sudo()
            ._read_group(
                [
                    ("run_id", "in", self.ids),
                    ("state", "=", "pending"),
                    ("kind", "in", ("approve", "fill")),
                ],
                ["run_id", "node_key"],
                ["opened_at:min"],
            )
        ):
            found.setdefault(run.id, {})[key] = since
        return found

    @api.model
    def _in_work(self, found, companies):
        """Put what is expected at night or on a day off on the next hours of work."""
        for company in self.env["res.company"].union(*companies.values()):
            mine = [found[i] for i in found if companies[i] == company]
            hours = company.sudo().resource_calendar_id
            if not mine or not hours.attendance_ids:
                continue
            moments = [one["at"].replace(tzinfo=UTC) for one in mine]
            last = max(moments) + timedelta(days=SEARCH_DAYS)
            work = hours._work_intervals_batch(min(moments), last)[False]
            for one, moment in zip(mine, moments, strict=True):
                later = (max(begin, moment) for begin, end, _m in work if end > moment)
                at = next(later, moment).astimezone(UTC)
                one["at"] = at.replace(tzinfo=None, microsecond=0)
        return found


class FlowDocumentExpected(models.AbstractModel):
    """The same on the document itself."""

    _inherit = "cs.flow.document"

    flow_expected_at = fields.Datetime(
        string="Usually decided by", compute="_compute_flow_expected_at"
    )

    @api.depends("flow_state", "flow_run_id")
    def _compute_flow_expected_at(self):
        found = self.sudo().flow_run_id._expected()
        for document in self:
            run = document.sudo().flow_run_id
            document.flow_expected_at = (found.get(run.id) or {}).get("at", False)


class FlowHistory(models.Model):
    """What the nodes of flows took before."""

    _inherit = "cs.flow"

    def _history(self):
        """Return ``{flow id: History}``; one query, however long the past is."""
        if not self:
            return {}
        self.env["cs.flow.task"].flush_model()
        self.env["cs.flow.run"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH visit AS (
                    SELECT flow.id AS flow, run.id AS run, task.node_key AS node,
                           EXTRACT(EPOCH FROM max(task.done_at) - min(task.opened_at))
                               / 3600 AS hours
                      FROM unnest(%(flows)s) AS flow(id)
                CROSS JOIN LATERAL (
                        SELECT id FROM cs_flow_run
                         WHERE flow_id = flow.id AND state IN ('approved', 'refused')
                      ORDER BY id DESC LIMIT %(past)s
                    ) run
                      JOIN cs_flow_task task ON task.run_id = run.id
                       AND task.kind IN ('approve', 'fill')
                       AND task.state IN ('approved', 'refused', 'returned')
                       AND task.done_at IS NOT NULL AND task.opened_at IS NOT NULL
                  GROUP BY flow.id, run.id, task.node_key, task.round
                )
                SELECT flow, node, count(DISTINCT run),
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY hours),
                       percentile_cont(0.9) WITHIN GROUP (ORDER BY hours)
                  FROM visit
              GROUP BY GROUPING SETS ((flow, node), (flow))
                """,
                flows=self.ids,
                past=PAST,
            )
        )
        found = {}
        for flow, node, count, usual, slow in rows:
            history = found.setdefault(flow, flow_estimate.History())
            usual, slow = (float(max(hours or 0, 0)) for hours in (usual, slow))
            if node is None:
                history.count, history.any_usual, history.any_slow = count, usual, slow
            else:
                history.usual[node], history.slow[node] = usual, slow
        return {
            flow: one
            for flow, one in found.items()
            if one.count >= flow_estimate.FEWEST
        }
