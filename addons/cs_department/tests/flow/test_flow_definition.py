import copy
import json
import random

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MODEL, FlowCase

#: what a definition is spoilt with
JUNK = (
    None,
    True,
    0,
    -1,
    1e308,
    float("inf"),
    "",
    "x" * 5000,
    "\x00",
    "\ud800",
    "branch",
    [],
    [None],
    ["\ud800"],
    {},
    {"kind": "approve"},
    [{"name": "x", "kind": "approve", "children": [{"name": "y", "kind": "lane"}]}],
)


@tagged("post_install", "-at_install")
class TestFlowDefinition(FlowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env["cs.role"].create({"name": "Duty", "code": "duty_def"})
        cls.full = cls._flow(
            cls._by(
                cls.leader,
                cls.manager,
                key="first",
                sign_mode="all",
                allow_transfer=False,
            ),
            {
                "kind": "branch",
                "children": [
                    {
                        "kind": "case",
                        "condition": "days > 3",
                        "children": [
                            {
                                "approver_kind": "role",
                                "role_id": cls.role.id,
                                "level": 0,
                            },
                            {"kind": "action", "effect": "stamp"},
                        ],
                    },
                    {
                        "kind": "case",
                        "children": [
                            {
                                "approver_kind": "requester",
                                "kind": "fill",
                                "open_fields": "note",
                            }
                        ],
                    },
                ],
            },
            {
                "kind": "parallel",
                "children": [
                    {"kind": "lane", "children": [cls._by(cls.manager)]},
                    {"kind": "lane", "children": [{"kind": "wait", "wait_hours": 2.5}]},
                ],
            },
            publish=False,
            no_subordinate=True,
            condition="days >= 0",
        )

    def _import(self, data):
        return self.env["cs.flow"].with_user(self.designer).import_definition(data)

    def _count(self):
        return (
            self.env["cs.flow"].search_count([]),
            self.env["cs.flow.node"].search_count([]),
        )

    def test_what_is_exported_comes_back_the_same(self):
        data = json.loads(json.dumps(self.full.export_definition()))
        answer = self._import(data)
        twin = self.env["cs.flow"].browse(answer["flow_id"])
        again = twin.export_definition()
        self.assertEqual(again.pop("code"), answer["code"])
        self.assertNotEqual(data.pop("code"), answer["code"])
        self.assertEqual(again, data)
        self.assertEqual(twin.state, "draft")
        self.assertEqual(len(answer["notes"]), 1)
        self.assertEqual(twin._compile(), self.full._compile())

    def test_json_text_is_read_as_well(self):
        text = json.dumps(self.full.export_definition())
        self.assertTrue(self._import(text)["flow_id"])
        for bad in ("", "{", "[" * 100_000, "x" * 1_000_001, "[]", "null"):
            with self.assertRaises(UserError):
                self._import(bad)

    def test_people_and_roles_that_are_not_here_are_reported(self):
        data = self.full.export_definition()
        data["nodes"][0]["users"].append("nobody_here")
        data["nodes"][0]["colour"] = "red"
        data["nodes"][1]["children"][0]["children"][0]["role"] = "no_role"
        notes = " ".join(self._import(data)["notes"])
        for word in ("nobody_here", "no_role", "nodes / 1 / colour"):
            self.assertIn(word, notes)

    def test_a_server_action_does_not_come_along(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Danger",
                "model_id": self.env["ir.model"]._get_id(MODEL),
                "state": "code",
                "code": "raise",
            }
        )
        flow = self._flow(
            {"kind": "action", "server_action_id": action.id}, self._by(self.manager)
        )
        answer = self._import(flow.export_definition())
        self.assertIn("Danger", " ".join(answer["notes"]))
        node = self.env["cs.flow"].browse(answer["flow_id"]).node_ids[0]
        self.assertFalse(node.server_action_id)

    def test_a_gate_comes_along(self):
        field = self.env["ir.model.fields"]._get(MODEL, "state")
        flow = self._flow(
            self._by(self.manager),
            trigger="gate",
            gate_field_id=field.id,
            gate_values="back",
        )
        answer = self._import(flow.export_definition())
        twin = self.env["cs.flow"].browse(answer["flow_id"])
        self.assertEqual(
            (twin.trigger, twin.gate_field_id, twin.gate_values),
            ("gate", field, "back"),
        )

    def test_only_those_who_may_create_flows_import(self):
        with self.assertRaises(AccessError):
            self.env["cs.flow"].with_user(self.agent).import_definition(
                self.full.export_definition()
            )

    def test_a_sentence_says_where_it_is_wrong(self):
        data = self.full.export_definition()
        data["nodes"][1]["children"][0]["children"][0]["level"] = "high"
        with self.assertRaises(UserError) as error:
            self._import(data)
        self.assertIn(
            "nodes / 2 / children / 1 / children / 1 / level", str(error.exception)
        )

    def test_nothing_is_left_of_what_the_database_refuses(self):
        before = self._count()
        data = self.full.export_definition()
        data["pool_size"] = 0
        for change in ({"pool_size": 0}, {"model": "res.users"}, {"model": "ir.rule"}):
            with self.assertRaises(UserError):
                self._import(data | change)
        self.assertEqual(self._count(), before)

    @mute_logger("odoo.sql_db")
    def test_spoilt_definitions_are_refused_in_a_sentence(self):
        """Whatever is put wherever: a sentence, or a draft; never half of one."""
        data = self.full.export_definition()
        chance = random.Random(2)
        refused = 0
        for _number in range(300):
            spoilt = copy.deepcopy(data)
            for _change in range(chance.randint(1, 3)):
                self._spoil(spoilt, chance)
            before = self._count()
            try:
                with self.env.cr.savepoint():
                    answer = self._import(spoilt)
            except UserError:
                refused += 1
                self.assertEqual(self._count(), before)
            else:
                flow = self.env["cs.flow"].browse(answer["flow_id"])
                flow._findings()
                flow.unlink()
        self.assertGreater(refused, 100)

    def _spoil(self, data, chance):
        """Put something else at a random place of a definition."""
        places = list(_places(data))
        holder, name = chance.choice(places)
        if chance.random() < 0.2 and isinstance(holder, dict):
            holder.pop(name, None)
        elif chance.random() < 0.2:
            holder[name] = copy.deepcopy(data["nodes"]) if "nodes" in data else None
        else:
            holder[name] = copy.deepcopy(chance.choice(JUNK))


def _places(data):
    """Yield (holder, name) of every entry."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in list(entries):
        yield data, name
        if isinstance(value, dict | list):
            yield from _places(value)
