import csv
import io
import json
from datetime import timedelta

from odoo import fields
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_world import LINE, SEEN, STRANGERS, AccessWorld
from .wire import SENTENCES, WireCase, listening

REFUSED = 403


@tagged("post_install", "-at_install")
class TestFlowAccessWire(AccessWorld, WireCase):
    """The same rows over every way out: no door shows more than another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        allow = cls.env.ref("base.group_allow_export")
        for name, user in cls.people.items():
            if name not in STRANGERS:
                user.group_ids += allow

    def setUp(self):
        super().setUp()
        self.keys = {}

    def key(self, who):
        """Return the API key of somebody."""
        if who not in self.keys:
            user = self.people[who]
            keys = self.env["res.users.apikeys"].with_user(user)
            self.keys[who] = keys.sudo()._generate(
                "rpc", "test", fields.Datetime.now() + timedelta(hours=1)
            )
        return self.keys[who]

    def json2(self, who, model, method, **arguments):
        """Call a method over ``/json/2``; return the status and the answer."""
        headers = {
            "Authorization": f"bearer {self.key(who)}",
            "Content-Type": "application/json",
        }
        self.env.flush_all()
        with listening():
            response = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers=headers,
            )
        self.env.invalidate_all()
        return response.status_code, response.json()

    def export(self, who, model, ids=False):
        """Export a model as CSV; return the status and the ids in the file."""
        self.sign_in(self.people[who])
        data = {
            "model": model,
            "fields": [
                {"name": ".id", "label": "id", "type": "integer"},
                {"name": "display_name", "label": "name", "type": "char"},
            ],
            "ids": ids,
            "domain": [],
            "import_compat": False,
        }
        with listening(), mute_logger("odoo.addons.web.controllers.export"):
            response = self.url_open(
                "/web/export/csv",
                data={
                    "data": json.dumps(data),
                    "csrf_token": Request.csrf_token(self),
                },
            )
        self.env.invalidate_all()
        if response.status_code != 200:
            return response.status_code, response.text
        text = response.content.decode("utf-8-sig")
        return 200, {int(row[0]) for row in list(csv.reader(io.StringIO(text)))[1:]}

    def each(self, models=tuple(SEEN)):
        """Yield who, model, the ids that he sees and the ids of all rows."""
        for who in LINE:
            for model in models:
                if who in SEEN[model]:
                    yield who, model, *self.expected(model, who)
                else:
                    yield who, model, None, set().union(*self.rows(model).values())

    def test_json_2_finds_those_rows(self):
        for who, model, seen, known in self.each():
            domain = [("id", "in", sorted(known))]
            status, answer = self.json2(
                who, model, "search_read", domain=domain, fields=["display_name"]
            )
            if seen is None:
                self.assertEqual(status, REFUSED, (who, model, answer))
                self.assertIn(answer["name"], SENTENCES)
            else:
                self.assertEqual(status, 200, (who, model, answer))
                self.assertEqual({row["id"] for row in answer}, seen, (who, model))

    def test_json_2_reads_no_other_row(self):
        for who, model, seen, known in self.each():
            hidden = sorted(known - (seen or set()))
            if not hidden:
                continue
            status, answer = self.json2(
                who, model, "read", ids=hidden[:1], fields=["display_name"]
            )
            self.assertEqual(status, REFUSED, (who, model, answer))
            self.assertNotIn("Traceback", answer["message"])

    def test_json_2_wants_a_key(self):
        self.keys["agent"] = "0" * 40
        status, _answer = self.json2("agent", "cs.flow.run", "search_read", domain=[])
        self.assertEqual(status, 401)

    def test_a_file_has_those_rows(self):
        for who, model, seen, known in self.each():
            status, found = self.export(who, model)
            if seen is None:
                self.assertNotEqual(status, 200, (who, model))
                self.assertIn("AccessError", found)
            else:
                self.assertEqual(status, 200, (who, model, found))
                self.assertEqual(found & known, seen, (who, model))

    def test_a_file_of_chosen_rows_has_no_other(self):
        for who in ("agent", "leader", "designer", "hr_b"):
            for model in ("cs.flow.run", "cs.flow.task", "cs.flow.event"):
                seen, known = self.expected(model, who)
                status, answer = self.export(who, model, sorted(known - seen))
                self.assertNotEqual(status, 200, (who, model))
                self.assertIn("AccessError", answer)

    def test_names_are_found_of_those_rows(self):
        for who, model, seen, known in self.each():
            answer = self.call(
                self.people[who],
                model,
                "name_search",
                "",
                domain=[("id", "in", sorted(known))],
                limit=None,
            )
            if seen is None:
                self.assertEqual(answer.error, "odoo.exceptions.AccessError")
            else:
                self.assertEqual({row[0] for row in answer.result}, seen, (who, model))

    def test_groups_count_those_rows(self):
        fields_by_model = {
            "cs.flow.run": "state",
            "cs.flow.task": "state",
            "cs.flow.event": "kind",
            "cs.flow.effect": "effect",
        }
        for who, model, seen, known in self.each(fields_by_model):
            domain = [("id", "in", sorted(known))]
            for method, arguments in (
                ("formatted_read_group", ([fields_by_model[model]], ["__count"])),
                ("web_read_group", ([fields_by_model[model]], ["__count"])),
            ):
                answer = self.call(self.people[who], model, method, domain, *arguments)
                if seen is None:
                    self.assertEqual(answer.error, "odoo.exceptions.AccessError")
                    continue
                groups = answer.result
                if isinstance(groups, dict):
                    groups = groups["groups"]
                self.assertEqual(
                    sum(group["__count"] for group in groups),
                    len(seen),
                    (who, model, method),
                )

    def test_counting_tells_no_other_row(self):
        """A condition on a hidden field of a hidden row finds nothing."""
        for who in ("agent", "designer", "hr_b"):
            for model in ("cs.flow.run", "cs.flow.task"):
                seen, known = self.expected(model, who)
                domain = [("id", "in", sorted(known - seen)), ("subject", "!=", False)]
                answer = self.call(self.people[who], model, "search_count", domain)
                self.assertEqual(answer.result, 0, (who, model))

    def test_strangers_have_no_door(self):
        self.people["portal"].password = "portal_guest"
        for model in SEEN:
            answer = self.call(
                self.people["portal"], model, "search_read", [], ["display_name"]
            )
            self.assertEqual(answer.error, "odoo.exceptions.AccessError", model)
            status, _answer = self.json2("portal", model, "search_read", domain=[])
            self.assertEqual(status, REFUSED, model)
        self.logout()
        for model in SEEN:
            with listening():
                response = self.url_open(
                    f"/web/dataset/call_kw/{model}/search_read",
                    data=json.dumps(
                        {
                            "jsonrpc": "2.0",
                            "method": "call",
                            "params": {
                                "model": model,
                                "method": "search_read",
                                "args": [[]],
                                "kwargs": {},
                            },
                        }
                    ),
                    headers={"Content-Type": "application/json"},
                )
            self.assertIn("SessionExpired", response.text, model)
