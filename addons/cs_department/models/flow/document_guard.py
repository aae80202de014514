from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .engine_mark import is_creating, is_driving

ENGINE_FIELDS = {"flow_state": "none", "flow_run_id": False}
#: technical fields that chatter, activities and the ORM write
FREE_PREFIXES = ("message_", "activity_", "website_message_", "write_", "rating_")


class FlowDocumentGuard(models.AbstractModel):
    """Keeps everybody but the engine from the engine's fields and from locked documents."""

    _inherit = "cs.flow.document"

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        if not is_creating(self._name):
            documents._flow_check_created()
        return documents

    def write(self, vals):
        if not is_driving(self):
            self._flow_check_engine_only(vals)
            self._flow_check_lock(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_flow(self):
        for document in self:
            if document.flow_state in ("running", "returned", "approved", "refused"):
                raise UserError(
                    self.env._(
                        "'%s' has an approval record: withdraw or cancel it, do not "
                        "delete it.",
                        document.display_name,
                    )
                )

    def _flow_check_created(self):
        """Refuse documents that were created as if the engine had decided.

        Looks at the records, not at the values: defaults may come from a context.
        """
        for document in self:
            wrong = [n for n, initial in ENGINE_FIELDS.items() if (document[n] or False) != initial]
            wrong += [n for n, values in self._flow_engine_values.items() if document[n] in values]
            if wrong:
                raise AccessError(
                    self.env._("Only an approval may set '%s'.", self._fields[wrong[0]].string)
                )

    def _flow_check_engine_only(self, vals):
        for name in vals:
            reserved = self._flow_engine_values.get(name, ())
            if name in ENGINE_FIELDS or vals[name] in reserved:
                raise AccessError(
                    self.env._("Only an approval may set '%s'.", self._fields[name].string)
                )

    def _flow_check_lock(self, vals):
        if self.env.su:
            return
        closed = {
            name
            for name in vals
            if name in self._fields
            and not name.startswith(FREE_PREFIXES)
            and name not in self._flow_open_fields
        }
        locked = self.filtered(lambda d: d.flow_state in self._flow_locked_states)
        if not closed or not locked:
            return
        opened = locked._flow_opened_fields()
        for document in locked:
            held = closed - opened.get(document.id, set())
            if held:
                raise UserError(
                    self.env._(
                        "'%(document)s' is in approval or decided: %(field)s cannot be "
                        "changed now.",
                        document=document.display_name,
                        field=self._fields[sorted(held)[0]].string,
                    )
                )

    def _flow_opened_fields(self):
        """Return ``{document id: names}`` that pending tasks open for the user."""
        tasks = self.env["cs.flow.task"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("state", "=", "pending"),
                ("kind", "in", ("approve", "fill")),
            ]
        )
        opened = {}
        for task in tasks:
            node = task.run_id.version_id._load().nodes.get(task.node_key)
            names = node.spec.get("open_fields") if node else ()
            opened.setdefault(task.res_id, set()).update(names or ())
        return opened
