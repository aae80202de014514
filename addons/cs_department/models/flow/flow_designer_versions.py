from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .engine import admin, inputs
from .flow_changes import marked

#: requests that one page of the guide shows, and one click moves
MOST_RUNS = 80


class FlowDesignerVersions(models.Model):
    """The versions of a flow in its designer.

    Whoever may read the flow compares; its managers move requests on their way.
    """

    _inherit = "cs.flow"

    @api.readonly
    def get_version_design(self, version_id):
        """Return the tree of one version of the flow, as ``get_designer`` draws it."""
        flow = inputs.one(self)
        flow.check_access("read")
        return flow._drawn_version(flow._own_version(version_id))

    @api.readonly
    def get_difference(self, version_id, other_id=False):
        """Compare a version with another one, or with the draft.

        :return: ``{"old", "new", "changes"}``: two trees, and the differences as
            ``[{"node", "what", "message"}]``.
        """
        flow = inputs.one(self)
        flow.check_access("read")
        version = flow._own_version(version_id)
        other = flow._own_version(other_id) if other_id else None
        graph = other.graph if other else flow._compile()
        return {
            "old": flow._drawn_version(version),
            "new": flow._drawn_version(other) if other else flow._drawn(),
            "changes": marked(self.env, version.graph, graph, flow.res_model),
        }

    @api.readonly
    def get_migrations(self, version_id):
        """Return the requests on their way in other versions, and what moving means.

        :return: ``[{"id", "subject", "requester", "version", "is_possible", "reasons",
            "losses", "differences"}]``, oldest first, at most 80.
        :raises AccessError: for those who do not manage the flow.
        """
        flow = inputs.one(self)
        flow._check_manages()
        version = flow._own_version(version_id)
        runs = self.env["cs.flow.run"].sudo()
        runs = runs.search(
            [
                ("flow_id", "=", flow.id),
                ("version_id", "!=", version.id),
                ("state", "in", ("running", "returned")),
            ],
            order="id",
            limit=MOST_RUNS,
        )
        told = {
            old: old.with_env(self.env).sudo()._difference(version)
            for old in runs.version_id
        }
        return [
            self._migration_row(run, version) | {"differences": told[run.version_id]}
            for run in runs
        ]

    def migrate_runs(self, run_ids, version_id, reason):
        """Move chosen requests to a version; each line succeeds or fails by itself.

        :return: ``[{"id", "result": "done" | "error", "message"}]``.
        :raises AccessError: for those who do not manage the flow.
        :raises UserError: without a reason, or for what is no list of requests.
        """
        flow = inputs.one(self)
        flow._check_manages()
        version = flow._own_version(version_id)
        reason = inputs.required(self.env, reason, self.env._("Please give a reason."))
        if (
            not isinstance(run_ids, list)
            or len(run_ids) > MOST_RUNS
            or not all(inputs.is_id(i) for i in run_ids)
        ):
            raise UserError(self.env._("Choose at most %s requests.", MOST_RUNS))
        runs = self.env["cs.flow.run"].sudo().browse(run_ids).exists()
        if runs.flow_id - flow:
            raise UserError(self.env._("Choose another version of the same flow."))
        return [self._migrate_line(run, version, reason) for run in runs]

    # ---- behind them -----------------------------------------------------------------

    def _own_version(self, version_id):
        version = inputs.record(self.env, "cs.flow.version", version_id)
        if version.flow_id != self:
            raise inputs.gone(self.env)
        return version

    def _check_manages(self):
        self.check_access("read")
        is_admin = self.env.user.has_group("cs_department.group_cs_admin")
        if self.env.user not in self.sudo().manager_ids and not is_admin:
            raise AccessError(self.env._("Only a manager of the flow can do this."))

    def _migration_row(self, run, version):
        found = admin.examine(run, version)
        old, new = run.version_id._load(), version._load()
        return {
            "id": run.id,
            "subject": run.title,
            "requester": run.requester_id.name,
            "version": run.version_id.number,
            "is_possible": found.is_possible,
            "reasons": admin.reasons(self.env, found, old, new),
            "losses": run.with_env(self.env)._losses(found, old, new),
        }

    def _migrate_line(self, run, version, reason):
        try:
            with self.env.cr.savepoint():
                run.with_env(self.env).action_migrate_run(version.id, reason)
        except (UserError, AccessError) as error:
            return {"id": run.id, "result": "error", "message": str(error)}
        return {"id": run.id, "result": "done", "message": ""}
