from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS

from .engine import start
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
        if is_driving(self):
            return super().write(vals)
        self._flow_check_engine_only(vals)
        self._flow_check_lock(vals)
        result = super().write(vals)
        if self._flow_content(vals):
            for document in self.filtered(lambda d: d.flow_state == "returned"):
                start.call_anew(document)
        return result

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
        content = self._flow_content(vals)
        held = self._flow_held() if content else None
        if not held:
            return
        opened = held._flow_opened_fields()
        for document in held:
            closed = content - opened.get(document.id, set())
            if closed:
                raise UserError(document._flow_why_held(sorted(closed)[0]))

    def _flow_content(self, vals):
        """Return the names in ``vals`` of what is decided about: no talk, no papers."""
        names = vals.keys() & self._fields.keys() - self._flow_open_fields
        return names - self._flow_talk_fields()

    def _flow_held(self):
        """Return the documents that the user may not change but for what a task opens.

        They are on their way or decided, or went back to somebody else.
        """
        user = self.env.user

        def is_held(document):
            if document.flow_state != "returned":
                return document.flow_state in document._flow_locked_states
            run = document.sudo().flow_run_id
            return user not in run.requester_id | run.employee_id.user_id

        return self.filtered(is_held)

    def _flow_why_held(self, name):
        """Return the sentence that refuses to change one field of one document."""
        if self.flow_state == "returned":
            return self.env._(
                "'%(document)s' went back to %(person)s: nobody else changes it now.",
                document=self.display_name,
                person=self.sudo().flow_run_id.requester_id.name,
            )
        return self.env._(
            "'%(document)s' is in approval or decided: %(field)s cannot be "
            "changed now.",
            document=self.display_name,
            field=self._fields[name].string,
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
