import hashlib
import json
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ...logic import flow_graph
from .engine import inputs
from .flow_words import Words


def graph_digest(graph):
    """Return the hash that identifies a compiled graph, translated names aside."""
    return _hash(_without_names(graph))


def _hash(graph):
    text = json.dumps(graph, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_names(value):
    if isinstance(value, dict):
        return {k: _without_names(v) for k, v in value.items() if k != "names"}
    if isinstance(value, list):
        return [_without_names(item) for item in value]
    return value


class Published(NamedTuple):
    """A version as the engine uses it: shared by all requests, never changed."""

    graph: flow_graph.Graph
    policy: dict[str, Any]
    digest: str
    flow_id: int


class FlowVersion(models.Model):
    """A published, frozen design of a flow. Runs keep theirs for life.

    Flow designers create one by publishing and read them; nobody changes one.
    """

    _name = "cs.flow.version"
    _inherit = ["cs.flow.record"]
    _description = "Published version of a flow"
    _order = "flow_id, number desc"
    _rec_name = "number"

    flow_id = fields.Many2one("cs.flow", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="flow_id.company_id", store=True)
    number = fields.Integer(required=True)
    graph = fields.Json(required=True)
    digest = fields.Char(required=True)
    published_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    published_at = fields.Datetime(required=True)
    note = fields.Text(string="What changed")
    run_ids = fields.One2many("cs.flow.run", "version_id")
    running_count = fields.Integer(
        string="Requests on their way", compute="_compute_running_count"
    )

    _flow_number_uniq = models.UniqueIndex(
        "(flow_id, number)", "A flow cannot have two versions with one number."
    )

    @api.depends("run_ids.state")
    def _compute_running_count(self):
        counts = dict(
            self.env["cs.flow.run"]
            .sudo()
            ._read_group(
                [
                    ("version_id", "in", self.ids),
                    ("state", "in", ("running", "returned")),
                ],
                ["version_id"],
                ["__count"],
            )
        )
        for version in self:
            version.running_count = counts.get(version._origin, 0)

    def get_design(self):
        """Return the frozen tree in words; see ``cs.flow.get_design``."""
        inputs.one(self).check_access("read")
        flow = self.sudo().flow_id
        return flow._with_facts(Words(self.env, flow.res_model, self.graph).tree())

    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(flow)s, version %(number)s",
                flow=version.flow_id.name,
                number=version.number,
            )

    def write(self, vals):
        raise UserError(
            self.env._("A published version cannot be changed: publish a new one.")
        )

    @ormcache("self.id")
    def _published(self):
        """Return the compiled version, kept in the process: a version never changes."""
        version = self.sudo()
        return Published(
            # languages that came later give its steps names, see engine.retell
            flow_graph.load(version.graph, _hash(version.graph)),
            version.graph.get("policy") or {},
            version.digest,
            version.flow_id.id,
        )

    def _load(self):
        """Return the compiled graph."""
        self.ensure_one()
        return self._published().graph
