from odoo import api, models

#: what a reason names by its id
_PEOPLE = ("by", "substitute_of", "instead_of")
_NAMED = ("role", "department", *_PEOPLE)


class FlowReason(models.Model):
    """Why a person is asked, in the reader's language."""

    _inherit = "cs.flow.run"

    @api.model
    def _bar_know(self, reasons, user_ids):
        """Read the names in some reasons and of some people, all at once."""
        reasons = [reason for reason in reasons if reason]
        ids = {name: {r[name] for r in reasons if r.get(name)} for name in _NAMED}
        people = set(user_ids).union(*(ids[name] for name in _PEOPLE))
        for model, known in (
            ("res.users", people),
            ("cs.role", ids["role"]),
            ("hr.department", ids["department"]),
        ):
            self.env[model].sudo().browse(sorted(known)).mapped("name")

    @api.model
    def _reason_text(self, reason):
        """Return why a person is asked, as a sentence in the reader's language."""
        env = self.env
        values = {
            "level": reason.get("level"),
            "role": env["cs.role"].sudo().browse(reason.get("role") or []).name or "",
            "department": env["hr.department"]
            .sudo()
            .browse(reason.get("department") or [])
            .name
            or "",
            "by": env["res.users"].sudo().browse(reason.get("by") or []).name or "",
        }
        text = self._reason_sentence(reason.get("kind"), values)
        if reason.get("substitute_of"):
            away = env["res.users"].sudo().browse(reason["substitute_of"]).name
            text = env._("%(why)s (stands in for %(name)s)", why=text, name=away)
        if reason.get("instead_of"):
            left = env["res.users"].sudo().browse(reason["instead_of"]).name
            text = env._("%(why)s (instead of %(name)s, who left)", why=text, name=left)
        if reason.get("repeated"):
            text = env._("%s; approved earlier on the way", text)
        return text

    @api.model
    def _reason_sentence(self, kind, values):
        _ = self.env._
        if kind == "manager" and values["level"] == 1:
            return _("direct manager of the person concerned")
        if kind == "role" and values["department"]:
            return _("holds the role %(role)s in %(department)s", **values)
        sentences = {
            "role": _("holds the role %(role)s", **values),
            "manager": _(
                "manager of level %(level)s of the person concerned", **values
            ),
            "department_head": _("head of %(department)s", **values),
            "user": _("named in the flow"),
            "field": _("named in the document"),
            "requester": _("made the request"),
            "requester_choice": _("chosen by the requester"),
            "previous_choice": _("chosen by the approver before"),
            "instead_of_requester": _(
                "next manager, since nobody decides his own request"
            ),
            "fallback": _("asked instead, since nobody else was found"),
            "flow_manager": _("manages this flow; nobody else was found"),
            "transfer": _("asked by %(by)s to decide instead", **values),
            "delegate": _("asked by %(by)s for an opinion", **values),
            "before": _("added as signer by %(by)s", **values),
            "after": _("added as signer by %(by)s", **values),
            "question": _("asked by %(by)s", **values),
            "manager_of_flow": _("put in by a manager of the flow"),
            "escalation": _("next manager, since the time limit was reached"),
        }
        return sentences.get(kind, "")
