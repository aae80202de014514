from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .engine import inputs

#: figure → which share of the cases took no longer
PERCENTILES = {"hours_median": 0.5, "hours_p90": 0.9}
LONGEST_DAYS = 3660


class FlowInsight(models.Model):
    """How long people take on the nodes of flows: a row for everybody asked.

    Flow designers, HR and auditors read it, within their companies; managers what came
    from their departments and those below. It names no requester and no document.
    """

    _name = "cs.flow.insight"
    _description = "Insight into approvals"
    _auto = False
    _rec_name = "node_name"
    _order = "opened_at desc, id desc"
    _depends = {
        "cs.flow.node": ["flow_id", "key", "name"],
        "cs.flow.run": ["flow_id"],
        "cs.flow.task": [
            "run_id",
            "node_key",
            "node_name",
            "kind",
            "state",
            "user_id",
            "done_by_id",
            "department_id",
            "company_id",
            "opened_at",
            "done_at",
            "deadline",
        ],
    }

    flow_id = fields.Many2one("cs.flow", readonly=True)
    node_key = fields.Char(readonly=True)
    node_name = fields.Char(string="Step", readonly=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True)
    department_id = fields.Many2one(
        "hr.department", string="Department of the request", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    state = fields.Selection(
        [
            ("pending", "To do"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("returned", "Returned"),
        ],
        readonly=True,
    )
    opened_at = fields.Datetime(string="Asked at", readonly=True)
    done_at = fields.Datetime(string="Decided at", readonly=True)
    hours = fields.Float(string="Hours on average", aggregator="avg", readonly=True)
    hours_median = fields.Float(string="Hours, median", aggregator="avg", readonly=True)
    hours_p90 = fields.Float(
        string="Hours, 9 of 10 within", aggregator="avg", readonly=True
    )
    waiting = fields.Integer(string="Waits now", aggregator="sum", readonly=True)
    waiting_hours = fields.Float(
        string="Longest wait (hours)", aggregator="max", readonly=True
    )
    is_late = fields.Boolean(string="Past its limit", readonly=True)
    overdue = fields.Integer(string="Too late", aggregator="sum", readonly=True)
    late_share = fields.Float(
        string="Share too late",
        aggregator="avg",
        readonly=True,
        help="Of those that had a time limit.",
    )
    returned = fields.Integer(string="Sent back", aggregator="sum", readonly=True)

    @property
    def _table_query(self):
        hours = SQL("(EXTRACT(EPOCH FROM task.done_at - task.opened_at) / 3600)::float")
        now = SQL("(now() AT TIME ZONE 'UTC')")
        late = SQL("(COALESCE(task.done_at, %s) > task.deadline)", now)
        lang = self.env.lang or "en_US"
        # in the reader's language, unless the step had another name then
        name = SQL(
            """COALESCE(
                (SELECT COALESCE(node.name ->> %s, node.name ->> 'en_US')
                   FROM cs_flow_node node
                  WHERE node.flow_id = run.flow_id AND node.key = task.node_key
                    AND EXISTS (SELECT FROM jsonb_each_text(node.name) one
                                 WHERE one.value = task.node_name)),
                task.words -> %s ->> 'step',
                task.node_name)""",
            lang,
            lang,
        )
        return SQL(
            """
            SELECT task.id, run.flow_id, task.node_key, %(name)s AS node_name,
                   COALESCE(task.done_by_id, task.user_id) AS user_id,
                   task.department_id, task.company_id, task.state,
                   task.opened_at, task.done_at,
                   %(hours)s AS hours, %(hours)s AS hours_median,
                   %(hours)s AS hours_p90,
                   (task.state = 'pending')::int AS waiting,
                   CASE WHEN task.state = 'pending' THEN
                       (EXTRACT(EPOCH FROM %(now)s - task.opened_at) / 3600)::float
                   END AS waiting_hours,
                   %(late)s IS TRUE AS is_late,
                   (%(late)s IS TRUE)::int AS overdue,
                   %(late)s::int::float AS late_share,
                   (task.state = 'returned')::int AS returned
              FROM cs_flow_task task JOIN cs_flow_run run ON run.id = task.run_id
             WHERE task.kind IN ('approve', 'fill') AND task.opened_at IS NOT NULL
               AND task.state IN ('pending', 'approved', 'refused', 'returned')
            """,
            hours=hours,
            late=late,
            name=name,
            now=now,
        )

    def _read_group_select(self, aggregate_spec, query):
        """A median of medians is none: let PostgreSQL look at the rows themselves."""
        name, _colon, _function = aggregate_spec.partition(":")
        if name in PERCENTILES:
            return SQL(
                "percentile_cont(%s) WITHIN GROUP (ORDER BY %s)",
                PERCENTILES[name],
                self._field_to_sql(self._table, name, query),
            )
        return super()._read_group_select(aggregate_spec, query)


class FlowInsightOnFlow(models.Model):
    """The figures of one flow, for its drawing."""

    _inherit = "cs.flow"

    @api.readonly
    def get_insight(self, days=90):
        """Return what the nodes of the flow took, and where requests wait now.

        :param days: how far back; what waits counts however old it is.
        :return: ``{"nodes": {key: figures}, "people": {key: [figures with name]},
            "total"}``; figures are ``count``, ``median``, ``p90``, ``overdue``,
            ``returned``, ``waiting``, ``longest``. Four queries.
        """
        flow = inputs.one(self)
        flow.check_access("read")
        is_number = type(days) is int and 0 < days <= LONGEST_DAYS
        since = fields.Datetime.now() - timedelta(days=days if is_number else 90)
        insight = self.env["cs.flow.insight"]
        domain = fields.Domain("flow_id", "=", flow.id) & (
            fields.Domain("opened_at", ">=", since) | fields.Domain("waiting", "=", 1)
        )
        specs = list(_FIGURES.values())
        nodes = insight._read_group(domain, ["node_key"], specs)
        people = insight._read_group(domain, ["node_key", "user_id"], specs)
        [total] = insight._read_group(domain, [], specs)
        found = {}
        for key, user, *figures in people:
            name = user.sudo().name or self.env._("A group")
            found.setdefault(key, []).append(_figures(figures) | {"name": name})
        for rows in found.values():
            rows.sort(key=lambda row: -(row["median"] or 0))
        return inputs.told(
            {
                "nodes": {key: _figures(figures) for key, *figures in nodes},
                "people": found,
                "total": _figures(total),
            }
        )


_FIGURES = {
    "count": "__count",
    "decided": "hours:count",
    "median": "hours_median:avg",
    "p90": "hours_p90:avg",
    "overdue": "overdue:sum",
    "returned": "returned:sum",
    "waiting": "waiting:sum",
    "longest": "waiting_hours:max",
}
#: what there is only when something was decided, or waits
_ONLY_IF = {"median": "decided", "p90": "decided", "longest": "waiting"}


def _figures(values):
    found = {n: round(v or 0, 2) for n, v in zip(_FIGURES, values, strict=True)}
    missing = {name: None for name, base in _ONLY_IF.items() if not found[base]}
    return found | missing
