import logging
from functools import partial

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...logic import form_changes, form_check
from ...logic.form_check_field import place_of
from ..flow.engine import inputs

_logger = logging.getLogger(__name__)

#: findings of the proof that people cause, not the fields
OF_PEOPLE = {"nobody", "nobody_instead"}


class FormPublish(models.Model):
    """Checking and publishing a form: for those who may edit it."""

    _inherit = "cs.form"

    @api.model
    def publish(self, form_id, summary=None):
        """Freeze the draft of a form as its next version, and publish its flow.

        :param summary: what changed, in a sentence.
        :return: ``{"version": number, "warnings": [sentence]}``
        :raises UserError: when the form or its flow has a defect, with all of them.
        """
        form = self._one_of(form_id)
        form.check_access("write")
        return form._publish(summary)

    def action_publish(self):
        """Publish the forms from a list or form view."""
        inputs.rows(self).check_access("write")
        for form in self:
            form._publish(None)
        return True

    @api.model
    def _publish_shipped(self):
        """Publish those forms of the module for which everybody asked is known.

        The others stay drafts until HR has said who heads the departments.
        """
        ours = self.env["ir.model.data"].search(
            [("module", "=", "cs_department"), ("model", "=", self._name)]
        )
        for form in self.browse(ours.mapped("res_id")).filtered(
            lambda f: not f.version_id
        ):
            try:
                with self.env.cr.savepoint():
                    form._publish(None)
            except UserError as error:
                self.env.invalidate_all()
                _logger.info("'%s' stays a draft: %s", form.code, error)

    def _publish(self, summary):
        found = [p["message"] for p in self._problems()]
        found += filter(None, [self._anonymous_problem()])
        if found:
            raise UserError(
                self.env._("This form cannot be published yet:")
                + "".join(f"\n• {text}" for text in dict.fromkeys(found))
            )
        if self.state in ("draft", "changed"):
            self.draft_id._freeze(summary)
        flow = self.flow_id
        if not flow.version_id or flow.state != "published":
            flow.action_publish(inputs.text(self.env, summary))
        found = flow._findings()
        self._check_flow(found)
        warnings = [
            f["message"]
            for f in found
            if f["level"] == "warning" or f["code"] in OF_PEOPLE
        ]
        return {"version": self.version_id.number, "warnings": warnings}

    def _check_flow(self, findings):
        """Refuse to publish fields that the flow, published before, does not fit.

        For whom nobody is found has nothing to do with the fields: it is a warning.
        """
        errors = [
            f["message"]
            for f in findings
            if f["level"] == "error" and f["code"] not in OF_PEOPLE
        ]
        if errors:
            raise UserError(
                self.env._("The approval flow does not fit these fields any more:")
                + "".join(f"\n• {text}" for text in dict.fromkeys(errors))
            )

    @api.model
    def get_changes(self, form_id):
        """Return what publishing the draft changes, and for whom.

        :return: ``{"changes": [sentence], "people": sentence, "running": count,
            "drafts": count, "problems": [...]}``; requests on their way keep the
            version that they were filled with.
        """
        form = self._one_of(form_id)
        form.check_access("write")
        old = form.version_id._known_design() if form.version_id else {}
        changes = form_changes.changes(old, form.draft_id._design())
        requests = self.env["cs.request"].sudo()
        counts = dict(
            requests._read_group(
                [("form_id", "=", form.id)], ["flow_state"], ["__count"]
            )
        )
        return {
            "changes": [
                change.translated(self.env._, partial(format_list, self.env))
                for change in changes
            ],
            "people": form._people_sentence(),
            "running": counts.get("running", 0) + counts.get("returned", 0),
            "drafts": counts.get("none", 0),
            "problems": form._problems(),
        }

    def _people_sentence(self):
        names = [*self.department_ids.mapped("name"), *self.role_ids.mapped("name")]
        if not names:
            return self.env._("Everybody may file it.")
        return self.env._("These may file it: %s.", format_list(self.env, names))

    def _problems(self):
        """Return what is wrong with the draft, as sentences in the reader's words."""
        self.ensure_one()
        return self._said(
            form_check.problems(self.draft_id._design(), self._node_keys())
        )

    def _node_keys(self):
        """Return the keys of the flow's steps; ``None`` when there is no flow."""
        self.ensure_one()
        nodes = self.sudo().flow_id.node_ids
        return nodes.mapped("key") if self.flow_id else None

    def _said(self, found, design=None):
        """Return findings with their sentences in the reader's language.

        :param design: of which they are; without it, the draft
        """
        draft = self.draft_id
        together = partial(format_list, self.env)
        said = [
            problem["message"].translated(self.env._, together) for problem in found
        ]
        if design is None:
            design = draft._design() if found and draft else {"fields": (), "rules": ()}
        labels = {place_of(spec): spec.get("label") for spec in design["fields"]}
        rules = {f"rule:{i}": r.get("message") for i, r in enumerate(design["rules"])}
        return [
            problem
            | {"message": self._named(sentence, problem["field"], labels, rules)}
            for problem, sentence in zip(found, said, strict=True)
        ]

    def _named(self, sentence, place, labels, rules):
        if not place:
            return sentence
        if place.startswith("rule:"):
            rule = rules.get(place)
            return (
                self.env._("Rule '%(rule)s': %(problem)s", rule=rule, problem=sentence)
                if rule
                else sentence
            )
        name = labels.get(place) or place
        return self.env._(
            "Field '%(field)s': %(problem)s", field=name, problem=sentence
        )
