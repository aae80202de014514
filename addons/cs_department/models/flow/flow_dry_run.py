from odoo import api, models
from odoo.tools import SQL, format_list

from ...logic.flow_estimate import expected_hours
from .engine import facts as engine_facts
from .engine import forecast, inputs, trial

MOST = 200


class FlowDryRun(models.Model):
    """What the draft would have meant for the last real documents.

    For whoever may edit the flow, over the requests that they may read. Reads only, a
    constant number of queries for any number of documents.
    """

    _inherit = "cs.flow"

    @api.readonly
    def dry_run(self, count=50):
        """Walk the last documents through the version in force and through the draft.

        :param count: how many documents, at most 200.
        :return: ``{"rows", "changed", "longer", "shorter", "skipped"}``; a row has
            ``id``, ``subject``, ``requester``, ``before`` and ``after`` (steps with
            names), ``changes`` in sentences, ``hours_before`` and ``hours_after``.
        """
        flow = inputs.one(self)
        flow.check_access("write")
        count = count if type(count) is int and 0 < count <= MOST else 50
        runs = flow._dry_runs(count)
        batch = trial.new_batch(flow)
        pairs = flow._dry_trials(batch, runs)
        found = trial.walk_all(batch)
        flow._know_names([step for steps, *_rest in found.values() for step in steps])
        hours, usual = flow._node_hours()
        rows = [
            flow._dry_row(run, found, old, new, hours, usual)
            for run, (old, new) in pairs.items()
        ]
        gains = [row["hours_after"] - row["hours_before"] for row in rows]
        return {
            "rows": rows,
            "changed": sum(bool(row["changes"]) for row in rows),
            "longer": sum(gain > 0.05 for gain in gains),
            "shorter": sum(gain < -0.05 for gain in gains),
            "skipped": len(runs) - len(rows),
        }

    def _dry_runs(self, count):
        """Return the last requests of the flow; of one never published: of its kind."""
        mine = (
            [("flow_id", "=", self.id)]
            if self.version_id
            else [("res_model", "=", self.res_model)]
        )
        runs = self.env["cs.flow.run"].search(mine, order="id desc", limit=count)
        return runs.sudo()

    def _dry_trials(self, batch, runs):
        """Return ``{run: (trial of what is in force, trial of the draft)}``."""
        model = batch.env[self.res_model].with_context(active_test=False)
        documents = model.browse(runs.mapped("res_id")).exists()
        draft = trial.Design(self.sudo(), self._compile())
        inforce = [version._load() for version in runs.flow_id.version_id]
        known = engine_facts.load_facts(documents, [draft.graph, *inforce])
        pairs = {}
        for run in runs.with_env(batch.env):
            document = documents.browse(run.res_id).with_prefetch(documents.ids)
            if run.res_id not in known:
                continue
            old, new = (
                trial.add(
                    batch,
                    document,
                    design,
                    (run.requester_id, run.employee_id, run.company_id),
                    known[run.res_id],
                    run.choices,
                )
                for design in (run.flow_id.version_id, draft)
            )
            pairs[run] = (old, new)
        return pairs

    def _node_hours(self):
        """Return ``({node key: hours}, hours of any node)``, medians of what was."""
        self.env["cs.flow.task"].flush_model()
        self.env["cs.flow.run"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT task.node_key, percentile_cont(0.5) WITHIN GROUP (ORDER BY
                           EXTRACT(EPOCH FROM task.done_at - task.opened_at) / 3600)
                  FROM cs_flow_task task JOIN cs_flow_run run ON run.id = task.run_id
                 WHERE run.flow_id = %s AND task.kind IN ('approve', 'fill')
                   AND task.done_at IS NOT NULL AND task.opened_at IS NOT NULL
                   AND task.state IN ('approved', 'refused', 'returned')
              GROUP BY GROUPING SETS ((task.node_key), ())
                """,
                self.id,
            )
        )
        found = {key: max(hours or 0, 0) for key, hours in rows}
        return found, found.pop(None, 0)

    def _dry_row(self, run, found, old, new, hours, usual):
        before, after = found[old], found[new]
        named = [self._named_steps(steps) for steps, _keys, _problem in (before, after)]
        return {
            "id": run.id,
            "subject": run.with_context(lang=self.env.lang).title,
            "requester": run.requester_id.name,
            "before": named[0],
            "after": named[1],
            "changes": self._dry_changes(*named),
            "problem": after[2],
            "hours_before": _hours(old.graph, before[0], hours, usual),
            "hours_after": _hours(new.graph, after[0], hours, usual),
        }

    def _dry_changes(self, before, after):
        """Return in sentences who decides that did not, and the other way round."""
        _ = self.env._
        old, new = self._askers(before), self._askers(after)
        changes = [
            _("'%(node)s' is not asked any more (%(people)s).", node=name, people=who)
            for key, (name, who) in old.items()
            if key not in new
        ]
        for key, (name, who) in new.items():
            if key not in old:
                changes.append(
                    _("'%(node)s' is asked too: %(people)s.", node=name, people=who)
                )
            elif old[key][1] != who:
                changes.append(
                    _(
                        "'%(node)s': %(new)s instead of %(old)s.",
                        node=name,
                        new=who,
                        old=old[key][1],
                    )
                )
        return changes

    def _askers(self, steps):
        """Return ``{node key: (name, names of those asked)}``."""
        return {
            step["key"]: (
                step["name"],
                format_list(self.env, [user["name"] for user in step["users"]]),
            )
            for step in steps
            if forecast.is_asked(step)
        }


def _hours(graph, steps, hours, usual):
    asked = {step["key"] for step in steps if forecast.is_asked(step)}
    return round(expected_hours(graph, asked, hours, usual), 2)
