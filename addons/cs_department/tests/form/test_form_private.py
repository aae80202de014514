from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ...models.flow.engine import decide
from ...models.flow.engine.batch import Batch
from ..flow.wire import Wire
from .rules_common import ShippedCase

REVIEW = {"score": 40, "reason": "Sleeps on the night shift"}
AUTHOR = "Zephyrine"
#: tables that keep who did something, and how their rows name a request
TRACES = {
    "cs_request": "id = %(id)s",
    "cs_flow_run": "res_model = 'cs.request' AND res_id = %(id)s",
    "cs_flow_task": "res_model = 'cs.request' AND res_id = %(id)s",
    "cs_flow_event": "run_id IN (SELECT id FROM cs_flow_run"
    " WHERE res_model = 'cs.request' AND res_id = %(id)s)",
    "mail_message": "model = 'cs.request' AND res_id = %(id)s",
    "mail_followers": "res_model = 'cs.request' AND res_id = %(id)s",
    "mail_activity": "res_model = 'cs.request' AND res_id = %(id)s",
    "ir_attachment": "res_model = 'cs.request' AND res_id = %(id)s",
}


@tagged("post_install", "-at_install")
class TestFormPrivate(ShippedCase, Wire):
    """Peer reviews are read by the manager and quality inspection alone (AP-13).

    Anonymous ones have forgotten their author, whoever asks and however (RG-05).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.user_id.name = cls.agent.name = AUTHOR
        form = cls.shipped("peer_review")
        form.flow_id.manager_ids = cls.boss.user_id
        # HR opens the form to more people later: older requests stay as they are
        for who in (cls.hr, cls.chief, cls.lead, cls.agent2):
            who.user_id.group_ids += cls.env.ref("base.group_allow_export")

    def review(self, **more):
        values = REVIEW | {"colleague": self.agent2.id} | more
        return self.file("peer_review", self.agent, **values)

    def ways(self, request):
        """Return ``(model, method, arguments)`` of every way to read a request."""
        own, run = [["id", "=", request.id]], request.flow_run_id
        about = [["model", "=", "cs.request"]]
        return [
            ("cs.request", "read", [request.id]),
            ("cs.request", "search_read", own),
            ("cs.request", "web_read", [request.id], {"properties": {}, "name": {}}),
            ("cs.request", "export_data", [request.id], ["name", "properties"]),
            ("cs.request", "name_search", request.name),
            ("cs.request", "get_page", request.id),
            ("cs.request", "preview", None, request.id, {}),
            ("cs.request", "copy", [request.id]),
            ("cs.flow.run", "get_bar", "cs.request", request.id),
            ("cs.flow.run", "search_read", [["id", "=", run.id]]),
            ("cs.flow.run", "rebuild_state", [run.id]),
            ("cs.flow.task", "search_read", [["run_id", "=", run.id]]),
            ("cs.flow.event", "search_read", [["run_id", "=", run.id]]),
            ("cs.request.line", "search_read", [["request_id", "=", request.id]]),
            ("mail.message", "search_read", [*about, ["res_id", "=", request.id]]),
            ("mail.activity", "search_read", [*about, ["res_id", "=", request.id]]),
        ]

    def heard(self, who, request):
        """Return ``{way: text}``: all that somebody gets to read of a request."""
        found = {}
        for model, method, *args in self.ways(request):
            answer = self.call(who, model, method, *args)
            found[model, method] = str(answer.result if not answer.error else "")
        self.sign_in(who)
        for path in (
            f"/cs/requests.xlsx?ids={request.id}",
            f"/report/html/cs_department.report_request/{request.id}",
            f"/cs/verify/{request._verification_code()}",
        ):
            response = self.url_open(path, allow_redirects=False)
            is_open = response.status_code in (200, 302, 303)
            found[path] = f"OPENED {response.text}" if is_open else ""
        return found

    def telling(self, who, request, *secrets):
        """Return the ways on which somebody learns one of the secrets."""
        return [
            (who.name, way, secret)
            for way, text in self.heard(who, request).items()
            for secret in secrets
            if secret in text
        ]

    def test_only_the_manager_quality_and_the_author_read_a_review(self):
        request = self.review()
        self.assertEqual(self.asked(request), ["chief"])
        self.assertEqual(self.told(request), ["inspector"])
        with self.assertLogs("odoo.http", "WARNING"):
            for who in (self.lead, self.hr, self.auditor, self.agent2, self.boss):
                secrets = (REVIEW["reason"], AUTHOR, request.name, "OPENED")
                self.assertEqual(self.telling(who, request, *secrets), [])
        for who in (self.chief, self.inspector, self.agent):
            self.assertTrue(self.telling(who, request, REVIEW["reason"]), who.name)

    def test_what_hr_changes_later_opens_no_older_request(self):
        request = self.review()
        form = self.shipped("peer_review").with_user(self.hr.user_id)
        form.readers = "line"
        visible = [("id", "=", request.id)]
        self.assertFalse(self.requests(self.hr).search(visible))
        younger = self.review()
        self.assertTrue(self.requests(self.hr).search([("id", "=", younger.id)]))
        self.assertTrue(self.requests(self.lead).search([("id", "=", younger.id)]))
        form.readers = "hr"
        third = self.review()
        self.assertTrue(self.requests(self.hr).search([("id", "=", third.id)]))
        self.assertFalse(self.requests(self.lead).search([("id", "=", third.id)]))

    def test_an_anonymous_review_has_forgotten_its_author(self):
        before = self.env["cs.request"].search([], order="id desc", limit=1).id
        values = REVIEW | {"colleague": self.agent2.id, "anonymous": True}
        model = self.requests(self.agent)
        draft = model.save_page(None, self.shipped("peer_review").id, values)
        model.browse(draft["request_id"]).message_post(body="It was me")
        # as if the form counted what he sent before
        with patch.object(type(model), "_asking_earlier", lambda found: found):
            answer = model.save_page(draft["request_id"], None, {}, True)
        self.assertFalse(answer["request_id"])
        self.assertFalse(
            self.env["cs.turn"].search([("employee_id", "=", self.agent.id)])
        )
        request = self.env["cs.request"].search([("id", ">", before)])
        self.assertTrue(request.is_anonymous)
        self.assertEqual(self.asked(request), ["chief"])
        for who in (self.chief, self.inspector):
            self.assertTrue(self.telling(who, request, REVIEW["reason"]), who.name)
            self.assertEqual(self.telling(who, request, AUTHOR, "It was me"), [])
        self.env.flush_all()
        people = (self.agent.user_id.id, self.agent.id, self.agent.user_partner_id.id)
        for table, where in TRACES.items():
            for row in self.env.execute_query_dict(
                SQL(f"SELECT * FROM {table} WHERE {where}", id=request.id)
            ):
                named = {k: v for k, v in row.items() if _names_person(k, v, people)}
                self.assertFalse(named, table)
        with self.assertRaises(AccessError):
            request.with_user(self.agent.user_id).read(["name"])
        self.assertFalse(request.flow_run_id.action_verify_log())

    def test_nobody_can_be_asked_to_answer_for_a_review_without_a_name(self):
        self.review(anonymous=True)
        request = self.env["cs.request"].search([], order="id desc", limit=1)
        flow = request.form_id.flow_id
        flow.node_ids.allow_return = True
        task = self.tasks(request).filtered(lambda t: t.state == "pending")
        with self.assertRaises(UserError):
            task.with_user(self.chief.user_id).action_return(False, "Who are you?")
        batch = Batch.of_runs(task.run_id, self.env.user)
        motion, held = decide.in_motion(batch, task)[0]
        task._limit_return(batch, motion, held)
        self.assertEqual(request.flow_state, "running")
        self.decide(request, self.chief)
        self.assertEqual(request.flow_state, "approved")

    def test_a_condition_for_requests_without_a_name_is_checked(self):
        form = self.shipped("peer_review").with_user(self.hr.user_id)
        for text in ("anonymus", "score", "(", "colleague +"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                form.anonymous_if = text
        data = form.export_definition()
        copy = form.browse(form.import_definition(data)["form_id"])
        self.assertEqual((copy.readers, copy.anonymous_if), ("asked", "anonymous"))


def _names_person(column, value, people):
    """Tell whether a column of a row names one of a person's records."""
    user, employee, partner = people
    wanted = {
        "employee_id": employee,
        "author_id": partner,
        "partner_id": partner,
    }
    if column in wanted:
        return value == wanted[column]
    is_user = column.endswith("_uid") or column in ("requester_id", "actor_id")
    return is_user and value == user
