import time

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq, hmac

DECISIONS = ("approve", "refuse")
SCOPE = "cs_department.decision_link"
DAY = 24 * 60 * 60


class DecisionLinkError(UserError):
    """A link of a mail cannot be used; the message says why."""


class FlowLink(models.Model):
    """The signed links with which a mail lets a person decide without signing in.

    A link names a task, a person, a decision and a last day, signed with the secret of
    the database. It does what the person may do, nothing more: whose turn it is, is
    checked again when it is used. A task is decided once, so a link works once.
    """

    _inherit = "cs.flow.task"

    def _decision_url(self, user, decision):
        """Return the address under which ``user`` may take this decision."""
        self.ensure_one()
        days = (
            self.env["ir.config_parameter"].sudo().get_param("cs_department.link_days")
        )
        expires = int(time.time()) + (int(days) if str(days).isdigit() else 7) * DAY
        token = self._decision_token(user.id, decision, expires)
        return f"{self.get_base_url()}/cs/decide/{token}"

    def _decision_token(self, user_id, decision, expires):
        parts = (str(self.id), str(user_id), decision, str(expires))
        return "-".join((*parts, hmac(self.env(su=True), SCOPE, parts)))

    @api.model
    def _read_token(self, token):
        """Return the task, the person and the decision of a link.

        :return: ``(task as superuser, user as superuser, decision)``.
        :raises DecisionLinkError: for a link that is forged or over, and when the
            person has no active user any more.
        """
        *parts, signature = str(token).split("-")
        if len(parts) != 4 or not all(
            p.isdigit() for p in (parts[0], parts[1], parts[3])
        ):
            raise DecisionLinkError(self.env._("This link is not valid."))
        wanted = hmac(self.env(su=True), SCOPE, tuple(parts))
        if not consteq(signature, wanted) or parts[2] not in DECISIONS:
            raise DecisionLinkError(self.env._("This link is not valid."))
        if int(parts[3]) < time.time():
            raise DecisionLinkError(
                self.env._("This link is too old. Please sign in to decide.")
            )
        task = self.env["cs.flow.task"].sudo().browse(int(parts[0])).exists()
        user = self.env["res.users"].sudo().browse(int(parts[1])).exists()
        if not task or not user.active or not user._is_internal():
            raise DecisionLinkError(self.env._("This link cannot be used any more."))
        return task, user, parts[2]

    def _decide_as(self, user, decision, comment):
        """Decide for the person of a link; nothing is left of it when it fails.

        :return: a sentence when it could not be done, else an empty text.
        """
        self.ensure_one()
        task = self.with_user(user).with_context(lang=user.lang)
        decide = task.action_approve if decision == "approve" else task.action_refuse
        try:
            with self.env.cr.savepoint():
                decide(comment)
                task.env.flush_all()
        except (UserError, AccessError) as error:
            self.env.invalidate_all()
            return str(error)
        return ""
