from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .screen_common import UGLY, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowTrial(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._two_steps(manager_ids=[(6, 0, cls.designer.ids)])
        cls.mine = cls.flow.with_user(cls.designer)
        cls.employee = cls.agent.employee_id

    def _branch(self):
        """Redraw: over 100 the manager, else the leader; then a stamp nobody sees."""
        self.flow.node_ids.unlink()
        cases = [
            {
                "kind": "case",
                "key": "big",
                "condition": "amount > 100",
                "children": [self._by(self.manager, key="boss")],
            },
            {"kind": "case", "key": "rest", "children": []},
        ]
        self._draw(
            self.flow,
            [
                {"kind": "branch", "key": "split", "children": cases},
                self._by(self.leader, key="lead", approver_kind="manager"),
            ],
        )

    def _counts(self):
        self.env.flush_all()
        tables = ("cs_flow_run", "cs_flow_task", "cs_flow_event", "mail_message")
        found = {}
        for table in tables:
            self.env.cr.execute(f"SELECT count(*) FROM {table}")
            found[table] = self.env.cr.fetchone()
        return found

    def test_the_way_of_an_employee_with_values(self):
        self._branch()
        before = self._counts()
        found = self.mine.simulate(self.employee.id, {"amount": 250})
        self.assertEqual([s["key"] for s in found["steps"]], ["boss", "lead"])
        self.assertEqual(set(found["keys"]), {"split", "big", "boss", "lead"})
        [lead] = found["steps"][1]["users"]
        self.assertEqual(lead["name"], self.leader.name)
        self.assertEqual(lead["reason"], "direct manager of the person concerned")
        small = self.mine.simulate(self.employee.id, {"amount": 5})
        self.assertEqual([s["key"] for s in small["steps"]], ["lead"])
        self.assertIn("rest", small["keys"])
        self.assertEqual(self._counts(), before)

    def test_the_way_is_that_of_a_real_document(self):
        self._branch()
        self.flow.action_publish()
        for amount in (5, 250):
            claim = self._claim(amount=amount)
            walked = []
            while claim.flow_state == "running":
                task = self._tasks(claim)
                walked.append(task.node_key)
                task.with_user(task.user_id).action_approve()
            found = self.mine.simulate(self.employee.id, {"amount": amount})
            self.assertEqual([s["key"] for s in found["steps"]], walked)

    def test_people_named_only_by_a_document(self):
        self.flow.node_ids.unlink()
        self._draw(
            self.flow,
            [
                {"key": "f", "approver_kind": "field", "field_name": "employee_id"},
                {"key": "c", "approver_kind": "requester_choice"},
            ],
        )
        people = {
            "employee_id": self.supervisor.employee_id.ids,
            "c": self.manager.ids,
        }
        steps = self.mine.simulate(self.employee.id, {}, people)["steps"]
        self.assertEqual(
            [[u["id"] for u in step["users"]] for step in steps],
            [self.supervisor.ids, self.manager.ids],
        )

    def test_a_document_that_the_flow_would_not_take(self):
        self.flow.condition = "amount > 1000"
        self.assertFalse(
            self.mine.simulate(self.employee.id, {"amount": 1})["is_taken"]
        )
        found = self.mine.simulate(self.employee.id, {"amount": 2000})
        self.assertTrue(found["is_taken"])

    def test_bad_values_get_a_sentence(self):
        for values in (
            {"amount": UGLY},
            {"amount": float("nan")},
            {"amount": []},
            {"grade": 7},
            {"roles": "leader"},
            {"grade": "x" * 5000},
            [1],
            "x",
        ):
            with self.assertRaises(UserError, msg=str(values)[:60]):
                self.mine.simulate(self.employee.id, values)
        for employee in (0, -1, "x", None, 10**12, [1]):
            with self.assertRaises(UserError):
                self.mine.simulate(employee, {})
        with self.assertRaises(UserError):
            self.mine.simulate(self.employee.id, {}, {"employee_id": ["x"]})
        self.mine.simulate(self.employee.id, {"unknown": 1, "grade": UGLY})

    def test_only_who_may_edit_the_flow_tries_it(self):
        for user in (self.agent, self.leader, self.manager):
            with self.assertRaises(AccessError):
                self.flow.with_user(user).simulate(self.employee.id)
            with self.assertRaises(AccessError):
                self.flow.with_user(user).dry_run()

    def test_dry_run_tells_what_would_change(self):
        slow = self._claim(amount=250)
        fast = self._claim(amount=5)
        for claim, hours in ((slow, 10), (fast, 2)):
            for task in (self._tasks(claim), None):
                task = task or self._tasks(claim)
                task.with_user(task.user_id).action_approve()
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE cs_flow_task SET done_at = opened_at + "
                    "interval '1 hour' * %s WHERE id = %s",
                    (hours, task.id),
                )
        self.env.invalidate_all()
        last = self.flow.node_ids.filtered(lambda n: n.key == "two")
        last.user_ids = self.supervisor
        self._draw(self.flow, [self._by(self.colleague, key="three", sequence=90)])
        before = self._counts()
        found = self.mine.dry_run(10)
        self.assertEqual(self._counts(), before)
        self.assertEqual((len(found["rows"]), found["changed"]), (2, 2))
        self.assertEqual((found["longer"], found["shorter"]), (2, 0))
        row = found["rows"][0]
        self.assertEqual(row["hours_before"], 12)
        self.assertEqual(row["hours_after"], 18)
        self.assertEqual(
            row["changes"],
            [
                f"'Manager': {self.supervisor.name} instead of {self.manager.name}.",
                f"'three' is asked too: {self.colleague.name}.",
            ],
        )

    def test_dry_run_of_an_unchanged_draft_changes_nothing(self):
        self._claim()
        gone = self._claim()
        self.env.cr.execute("DELETE FROM cs_flow_test_claim WHERE id = %s", (gone.id,))
        self.env.invalidate_all()
        found = self.mine.dry_run()
        self.assertEqual((found["changed"], found["skipped"]), (0, 1))
        self.assertEqual(found["rows"][0]["changes"], [])

    def test_dry_run_shows_only_requests_one_may_read(self):
        self._claim()
        other = self.env["res.users"].create(
            {
                "name": "Other designer",
                "login": "other_designer",
                "group_ids": [(4, self.env.ref("cs_department.group_cs_designer").id)],
            }
        )
        self.assertEqual(self.flow.with_user(other).dry_run()["rows"], [])

    def test_dry_run_costs_as_many_queries_for_twenty_as_for_one(self):
        self._claim()
        self.mine.dry_run()

        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            rows = self.mine.dry_run(50)["rows"]
            return len(rows), self.env.cr.sql_log_count - start

        one = cost()
        for number in range(19):
            self._claim(self.colleague if number % 2 else None, amount=number)
        many = cost()
        self.assertEqual((one[0], many[0]), (1, 20))
        self.assertLessEqual(many[1], one[1] + 2)
