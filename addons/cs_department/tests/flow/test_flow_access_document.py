from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .access_world import LINE, STRANGERS, AccessWorld
from .common import MODEL

#: who is asked, was asked, or may take it
ASKED = {
    "leader": {"own", "mate", "shared"},
    "leader2": {"next"},
    "outsider": {"far"},
    "colleague": {"shared"},
    "manager_b": {"other"},
}


@tagged("post_install", "-at_install")
class TestFlowAccessDocument(AccessWorld):
    """Whoever is asked reads the document he is asked about, and no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.env["ir.model"]._get(MODEL).id
        cls.env["ir.rule"].create(
            [
                {
                    "name": "own",
                    "model_id": model,
                    "domain_force": "[('employee_id.user_id', '=', user.id)]",
                    "groups": [Command.link(cls.env.ref("base.group_user").id)],
                },
                {
                    "name": "asked",
                    "model_id": model,
                    "domain_force": "[('flow_asks_me', '=', True)]",
                    "groups": [Command.link(cls.env.ref("base.group_user").id)],
                    "perm_write": False,
                    "perm_create": False,
                    "perm_unlink": False,
                },
            ]
        )
        cls.filed = {
            "agent": {"own", "shared"},
            "colleague": {"mate"},
            "agent2": {"next", "far"},
            "agent_b": {"other"},
        }

    def names(self, who):
        """Return the names of the documents somebody finds."""
        self.env.flush_all()
        self.env.invalidate_all()
        documents = self.env[MODEL].with_user(self.people[who]).search([])
        return set(documents.mapped("name"))

    def test_the_asked_find_the_document_and_no_other(self):
        for who in LINE:
            wanted = ASKED.get(who, set()) | self.filed.get(who, set())
            self.assertEqual(self.names(who), wanted, who)

    def test_the_asked_read_the_document_and_no_other(self):
        for who in LINE:
            wanted = ASKED.get(who, set()) | self.filed.get(who, set())
            for name, document in self.documents.items():
                self.env.invalidate_all()
                mine = document.with_user(self.people[who])
                if name in wanted:
                    self.assertTrue(mine.read(["name", "amount"]), (who, name))
                else:
                    with self.assertRaises(AccessError, msg=(who, name)):
                        mine.read(["name", "amount"])

    def test_the_field_says_the_same_as_the_search(self):
        for who in LINE:
            self.env.invalidate_all()
            everything = self.env[MODEL].with_user(self.people[who]).sudo()
            ours = everything.browse([d.id for d in self.documents.values()])
            found = ours.search([("flow_asks_me", "=", True), ("id", "in", ours.ids)])
            self.assertEqual(found, ours.filtered("flow_asks_me"), who)
            self.assertEqual(set(found.mapped("name")), ASKED.get(who, set()), who)

    def test_being_asked_allows_no_write(self):
        for who, names in ASKED.items():
            for name in names - self.filed.get(who, set()):
                document = self.documents[name].with_user(self.people[who])
                with self.assertRaises(AccessError):
                    document.check_access("write")

    def test_who_gets_the_task_gets_the_document(self):
        document = self.documents["own"]
        self.assertNotIn("own", self.names("outsider"))
        [task] = document.flow_run_id.task_ids
        task.with_user(self.leader).action_transfer(self.outsider.id)
        self.assertEqual(self.names("outsider"), {"own", "far"})
        self.assertIn("own", self.names("leader"), "he was asked")

    def test_a_question_shows_the_document(self):
        document = self.documents["own"]
        [task] = document.flow_run_id.task_ids
        task.with_user(self.leader).action_ask(self.agent2.id, "Can you cover?")
        self.assertEqual(self.names("agent2"), {"next", "far", "own"})

    def test_who_stands_in_reads_it_while_he_does(self):
        away = self.env["cs.substitution"].create(
            {
                "user_id": self.leader2.id,
                "substitute_id": self.colleague.id,
                "date_from": "2020-01-01",
                "date_to": "2120-01-01",
            }
        )
        self.assertEqual(self.names("colleague"), {"mate", "shared", "next"})
        away.date_to = "2020-01-02"
        self.assertEqual(self.names("colleague"), {"mate", "shared"})

    def test_strangers_find_nothing(self):
        for who in STRANGERS:
            with self.assertRaises(AccessError):
                self.names(who)
