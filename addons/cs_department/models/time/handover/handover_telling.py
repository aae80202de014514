from odoo import api, models
from odoo.fields import Domain
from odoo.tools import plaintext2html


class HandoverTelling(models.Model):
    """Whom the book tells what: damage, incidents, refusals, and that it is time."""

    _inherit = "cs.handover"

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

        self._tell(self._superiors(), "refused", words, self.refusal)

    def _tell(self, users, what, words, note):
        """Give each of some users an activity, in his language.

        :param words: called with the environment of a language, for the summary
        """
        kind = "_refused" if what == "refused" else "_damage"
        for user in users:
            told = self.with_context(lang=user.lang)
            told.activity_schedule(
                f"cs_department.activity_type_cs_handover{kind}",
                user_id=user.id,
                summary=words(told.env),
                note=plaintext2html(note or ""),
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

    @api.model
    def _follow_roster(self, now):
        """Let open hand-overs follow shifts that went to somebody else meanwhile."""
        seats = (
            self.env["cs.handover.seat"]
            .sudo()
            .search(
                Domain("handover_id.state", "=", "open")
                & Domain("handover_id.start", ">", now)
            )
        )
        signed = seats.handover_id.signature_ids.filtered("signed_at").handover_id
        for seat in seats.filtered(lambda seat: seat.handover_id not in signed):
            vals = {}
            for side in ("outgoing", "incoming"):
                shift = seat[f"{side}_shift_id"]
                person = shift.employee_id if shift.state == "published" else None
                if person and person != seat[f"{side}_id"]:
                    vals[f"{side}_id"] = person.id
            comes = vals.get("incoming_id", seat.incoming_id.id)
            if vals and comes != vals.get("outgoing_id", seat.outgoing_id.id):
                if "incoming_id" in vals:
                    vals |= {"presence": "expected", "arrived_at": False}
                seat._keep(vals)
