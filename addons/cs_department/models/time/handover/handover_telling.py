from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list, plaintext2html

from ...flow.engine.words import others


class HandoverTelling(models.Model):
    """Whom the book tells what: damage, incidents, refusals, and that it is time."""

    _inherit = "cs.handover"

    def _log(self, say):
        """Write a sentence into the talk of the hand-over, as the user; everybody reads
        it in his own language.

        :param say: called with the environment of a language, returns the sentence
        """
        message = self.sudo().message_post(
            body=say(self.env), subtype_xmlid="mail.mt_note"
        )
        codes = others(self.env)
        message.sudo().cs_words = {
            code: say(self.with_context(lang=code).env) for code in codes
        } or None

    def _tell_damage(self, item):
        """Report a check that is not in order to the superior (SH-10)."""

        def words(env):
            return env._("Not in order: %s", item.with_env(env).name)

        self._tell(self._superiors(), "damage", words, item.reason)

    def _tell_incident(self, item):
        """Tell the officer on duty of an incident (SH-17)."""
        role = self.template_id.duty_role_id
        people = (role and self._holders(role)) or self._superiors()

        def words(env):
            return env._("Incident: %s", item.with_env(env).name)

        self._tell(people, "damage", words, item.progress)

    def _tell_refusal(self):
        """Tell the superior that somebody refuses to take over (SH-27)."""

        def words(env):
            return env._("%s refuses to take over", self.refused_by_id.name)

        self._tell(self._settlers(), "refused", words, self.refusal)

    def _tell_vacant(self, seats):
        """Tell the leader once that nobody relieves some people any more (SH-04)."""
        names = seats.outgoing_id.mapped("name")

        def words(env):
            return env._("Nobody relieves %s any more", format_list(env, names))

        def note(env):
            return env._(
                "The shift of who should come was taken off the roster. On the page of "
                "the hand-over, name somebody else or close the seat; until then who "
                "sits there stays."
            )

        self._tell(self._leaders(), "vacant", words, note)

    def _tell(self, users, what, words, note):
        """Give each of some users an activity, in his language.

        :param words: called with the environment of a language, for the summary
        :param note: a text, or called in the same way
        """
        for user in users:
            told = self.with_context(lang=user.lang)
            told.activity_schedule(
                f"cs_department.activity_type_cs_handover_{what}",
                user_id=user.id,
                summary=words(told.env),
                note=plaintext2html((note(told.env) if callable(note) else note) or ""),
            )

    @api.model
    def _remind_tidy(self, now):
        """Remind those who go that it is time to tidy up (SH-26), once; in a batch."""
        due = self.sudo().search(
            Domain("state", "=", "open")
            & Domain("tidy_at", "<=", now)
            & Domain("reminded_at", "=", False)
            & Domain("start", ">", now)
        )
        if not due:
            return
        kind = self.env.ref("cs_department.activity_type_cs_handover")
        model = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "date_deadline": handover._local_day(),
                    "res_model_id": model,
                    "res_id": handover.id,
                    "summary": self.with_context(lang=user.lang).env._(
                        "Tidy up and complete the record"
                    ),
                    "user_id": user.id,
                }
                for handover in due
                for user in handover.seat_ids.outgoing_id.user_id
            ]
        )
        due._keep({"reminded_at": now})
