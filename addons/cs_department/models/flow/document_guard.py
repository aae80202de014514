from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS

from .engine_mark import is_creating, is_driving

ENGINE_FIELDS = {"flow_state": "none", "flow_run_id": None}
#: whose fields stay open in a locked document: people go on talking about it
TALK = ("mail.thread", "mail.activity.mixin")


class FlowDocumentGuard(models.AbstractModel):
    """Keeps everybody but the engine from the engine's fields and from locked
    documents."""

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
            wrong = [
                name
                for name, initial in ENGINE_FIELDS.items()
                if document._flow_plain(name, document[name]) != initial
            ]
            wrong += [
                name
                for name in self._flow_engine_values
                if document._flow_is_reserved(name, document[name])
            ]
            document._flow_refuse(wrong)

    def _flow_check_engine_only(self, vals):
        self._flow_refuse(
            [
                name
                for name, value in vals.items()
                if name in ENGINE_FIELDS or self._flow_is_reserved(name, value)
            ]
        )

    def _flow_refuse(self, names):
        if names:
            label = self._fields[names[0]].string
            raise AccessError(self.env._("Only an approval may set '%s'.", label))

    def _flow_is_reserved(self, name, value):
        """Tell whether a value, in whatever shape it comes, is the engine's alone."""
        reserved = self._flow_engine_values.get(name)
        if not reserved:
            return False
        plain = self._flow_plain(name, value)
        return isinstance(plain, list | dict) or any(plain == one for one in reserved)

    def _flow_plain(self, name, value):
        """Return a value as the database keeps it: an id, a key, true or false."""
        try:
            return self._fields[name].convert_to_cache(value, self[:1], validate=False)
        except (TypeError, ValueError):
            # no value of this field: the ORM will say so
            return value

    def _flow_check_lock(self, vals):
        if self.env.su:
            return
        closed = vals.keys() & self._fields.keys() - self._flow_open_fields
        closed -= self._flow_talk_fields()
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

    def _flow_talk_fields(self):
        """Return the names of fields that chatter, activities and the ORM write."""
        names = set(MAGIC_COLUMNS)
        for mixin in TALK:
            names.update(self.env[mixin]._fields)
        return names

    def _flow_opened_fields(self):
        """Return ``{document id: names}`` that pending tasks open for the user."""
        tasks = (
            self.env["cs.flow.task"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("user_id", "=", self.env.uid),
                    ("state", "=", "pending"),
                    ("kind", "in", ("approve", "fill")),
                ]
            )
        )
        opened = {}
        for task in tasks:
            node = task.run_id.version_id._load().nodes.get(task.node_key)
            names = node.spec.get("open_fields") if node else ()
            opened.setdefault(task.res_id, set()).update(names or ())
        return opened
