from odoo import api, models
from odoo.exceptions import UserError

from .engine import admin, inputs
from .flow_changes import sentences


class FlowVersionDifference(models.Model):
    """The difference between versions, for those who may read them."""

    _inherit = "cs.flow.version"

    def _difference(self, other):
        """Return in sentences what is different in ``other``; empty when nothing is."""
        self.ensure_one()
        return sentences(
            self.env, self.graph, other.graph, self.sudo().flow_id.res_model
        )


class FlowMigration(models.Model):
    """What moving a run to another version would change: for managers of the flow."""

    _inherit = "cs.flow.run"

    @api.readonly
    def get_migration(self, version_id):
        """Return what is different in a version, and what the run would lose there.

        :return: ``{"is_possible", "reasons", "differences", "losses"}``, all in
            sentences; the reasons say why it is not possible.
        :raises AccessError: when the user does not manage the flow.
        :raises UserError: when it is not another version of the same flow.
        """
        run = inputs.one(self)
        admin.check_manager(run)
        run = run.sudo()
        version = inputs.record(self.env, "cs.flow.version", version_id)
        if version.flow_id != run.flow_id or version == run.version_id:
            raise UserError(self.env._("Choose another version of the same flow."))
        found = admin.examine(run, version)
        old, new = run.version_id._load(), version._load()
        return {
            "is_possible": found.is_possible,
            "reasons": admin.reasons(self.env, found, old, new),
            "differences": run.version_id.with_env(self.env)
            .sudo()
            ._difference(version),
            "losses": self._losses(found, old, new),
        }

    def _losses(self, found, old, new):
        _ = self.env._
        losses = [
            _(
                "'%s' was decided and does not exist any more.",
                old.nodes[key].called(self.env.lang),
            )
            for key in found.forgotten
            if key in old.nodes
        ]
        losses += [
            _("'%s' is not asked any more: the request is past its place.", name)
            for name in (
                new.nodes[key].called(self.env.lang) for key in found.overlooked
            )
        ]
        losses += [
            _(
                "'%s' keeps the people who are asked now.",
                new.nodes[key].called(self.env.lang),
            )
            for key in found.kept
        ]
        return losses
