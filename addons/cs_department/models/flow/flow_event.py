import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

GENESIS = "0" * 64


def chain_hash(values):
    """Return the hash of an event's content together with the event before it."""
    text = json.dumps(
        [
            values["run_id"],
            values["task_id"] or 0,
            values["node_name"] or "",
            values["sequence"],
            values["kind"],
            values["node_key"] or "",
            values["actor_id"] or 0,
            values["on_behalf_of_id"] or 0,
            values["comment"] or "",
            values["payload"],
            values["document_hash"] or "",
            str(values["at"]),
            values["previous_hash"],
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class FlowEvent(models.Model):
    """What happened to a run, one row for each transition, never changed.

    The engine adds rows; nobody changes or deletes one, not even the superuser through
    the API, and a trigger in the database refuses it too. The people who take part in a
    run, HR and auditors may read them.
    """

    _name = "cs.flow.event"
    _inherit = ["cs.flow.record"]
    _description = "Flow event"
    _order = "run_id, sequence"
    _rec_name = "kind"
    _log_access = False

    run_id = fields.Many2one(
        "cs.flow.run", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="run_id.company_id")
    sequence = fields.Integer(required=True)
    kind = fields.Selection(
        [
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("returned", "Returned"),
            ("transferred", "Transferred"),
            ("delegated", "Delegated"),
            ("signer_added", "Signer added"),
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("claimed", "Claimed"),
            ("withdrawn", "Withdrawn"),
            ("urged", "Urged"),
            ("resubmitted", "Resubmitted"),
            ("reassigned", "Reassigned"),
            ("cancelled", "Cancelled"),
            ("revoked", "Taken back after approval"),
            ("migrated", "Moved to another version"),
            ("reminded", "Reminded"),
            ("escalated", "Escalated"),
            ("substituted", "Handed to the substitute"),
            ("timed_out", "Time limit reached"),
            ("continued", "Continued"),
        ],
        required=True,
    )
    node_key = fields.Char()
    node_name = fields.Char("Step as designed")
    step_name = fields.Char("Step", compute="_compute_step_name")
    task_id = fields.Many2one(
        "cs.flow.task", index="btree_not_null", ondelete="restrict"
    )
    actor_id = fields.Many2one("res.users", ondelete="restrict")
    on_behalf_of_id = fields.Many2one("res.users", ondelete="restrict")
    comment = fields.Text()
    payload = fields.Json(help="What the event changed: enough to rebuild the run.")
    document_hash = fields.Char(help="Hash of the facts that the person saw.")
    at = fields.Datetime(required=True)
    previous_hash = fields.Char(required=True)
    hash = fields.Char(required=True)

    _run_sequence_uniq = models.UniqueIndex(
        "(run_id, sequence)", "A run cannot have two events with one number."
    )

    @api.depends("node_key", "node_name", "run_id.version_id")
    @api.depends_context("lang")
    def _compute_step_name(self):
        """The name in the reader's language; that of the log is part of its hash."""
        for event in self:
            version = event.sudo().run_id.version_id
            node = version._load().nodes.get(event.node_key) if version else None
            name = node.called(self.env.lang) if node else event.node_name
            is_renamed = node and node.name != event.node_name
            event.step_name = event.node_name if is_renamed else name

    def init(self):
        """Let the database itself refuse to change the log."""
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION cs_flow_event_is_append_only()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'the log of approvals is append-only';
                END $$;
                DROP TRIGGER IF EXISTS cs_flow_event_append_only ON cs_flow_event;
                CREATE TRIGGER cs_flow_event_append_only
                    BEFORE UPDATE OR DELETE ON cs_flow_event
                    FOR EACH ROW EXECUTE FUNCTION cs_flow_event_is_append_only();
                DROP TRIGGER IF EXISTS cs_flow_event_never_emptied ON cs_flow_event;
                CREATE TRIGGER cs_flow_event_never_emptied
                    BEFORE TRUNCATE ON cs_flow_event
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_flow_event_is_append_only();
                """
            )
        )

    def write(self, vals):
        raise AccessError(self.env._("The log of approvals cannot be changed."))
