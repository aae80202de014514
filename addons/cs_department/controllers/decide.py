from odoo.http import Controller, request, route

from ..models.flow.flow_link import DecisionLinkError


class DecideController(Controller):
    """The page behind the approve and refuse links of mails.

    Opening it changes nothing, so that programs that look at links decide nothing; the
    button on it does, once, as the person for whom the link was made.
    """

    @route("/cs/decide/<string:token>", type="http", auth="public", methods=["GET"])
    def show(self, token):
        """Show what is to be decided, with one button."""
        task, user, decision, refusal = self._read(token)
        if refusal:
            return refusal
        if task.state != "pending" or task.kind != "approve":
            return self._say(self._why_closed(task), task=task)
        return self._form(task, decision, token)

    @route("/cs/decide/<string:token>", type="http", auth="public", methods=["POST"])
    def decide(self, token, comment="", **_kwargs):
        """Decide, and say what became of it."""
        task, user, decision, refusal = self._read(token)
        if refusal:
            return refusal
        problem = task._decide_as(user, decision, comment)
        if not problem:
            done = request.env._("Approved.") if decision == "approve" else None
            return self._say(done or request.env._("Refused."), task=task, good=True)
        if task.state == "pending":
            return self._form(task, decision, token, problem, comment)
        return self._say(problem, task=task)

    # ---- parts -----------------------------------------------------------------------

    def _read(self, token):
        """Return ``(task, user, decision, None)``, or the page that says why not."""
        tasks = request.env["cs.flow.task"]
        try:
            task, user, decision = tasks._read_token(token)
        except DecisionLinkError as error:
            return None, None, None, self._say(str(error), status=403)
        if request.session.uid and request.session.uid != user.id:
            sentence = request.env._(
                "This link was made for somebody else. Please sign out to use it, or "
                "forget it."
            )
            return None, None, None, self._say(sentence, status=403)
        request.update_context(lang=user.lang or request.env.lang, tz=user.tz)
        return task.with_env(request.env(su=True)), user, decision, None

    def _why_closed(self, task):
        names = dict(task._fields["state"]._description_selection(request.env))
        if task.done_by_id:
            return request.env._(
                "This was decided already: %(state)s, by %(name)s.",
                state=names[task.state],
                name=task.done_by_id.name,
            )
        if task.state == "waiting":
            return request.env._("It is not your turn yet.")
        return request.env._("This has been closed in the meantime.")

    def _form(self, task, decision, token, problem="", comment=""):
        node = task.run_id.version_id._load().nodes.get(task.node_key)
        notice = request.env["cs.flow.notice"].sudo()
        facts = notice._facts_of(task, request.env.lang).get(task.id)
        return self._page(
            "decide_form",
            {
                "task": task,
                "facts": facts or task.facts or [],
                "decision": decision,
                "token": token,
                "problem": problem,
                "comment": comment,
                "is_reason_needed": decision == "refuse"
                or bool(node and node.spec.get("comment_required")),
                "document_url": notice._document_url(task),
            },
        )

    def _say(self, sentence, task=None, good=False, status=200):
        url = (
            request.env["cs.flow.notice"].sudo()._document_url(task)
            if task
            else "/odoo"
        )
        return self._page(
            "decide_message",
            {"sentence": sentence, "good": good, "document_url": url, "task": task},
            status,
        )

    def _page(self, template, values, status=200):
        response = request.render(f"cs_department.{template}", values, status=status)
        # a page about one person's decision is for nobody's cache and no other site
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
