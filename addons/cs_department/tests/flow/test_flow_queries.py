from odoo.tests import tagged

from .common import MODEL, FlowCase

MANY = 20


@tagged("post_install", "-at_install")
class TestFlowQueries(FlowCase):
    """What a transition or a screen costs does not depend on how much it is about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # notices are left to the queue, as in a running server
        cls.env = cls.env(context=dict(cls.env.context, queue_job__no_delay=False))
        cls.panel = cls.supervisor | cls.manager | cls.colleague
        cls.flow = cls._flow(
            cls._by(cls.leader, key="first"),
            {"key": "second", "approver_kind": "manager", "level": 1},
            cls._by(*cls.panel, key="third", sign_mode="any"),
            department_ids=[(6, 0, cls.centre.ids)],
        )

    def _queries(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertSameQueries(self, act, most):
        """Assert that ``act(number)()`` costs ``most`` at most, for one and for many.

        :param act: called with the number of records before the measurement; returns
            what is measured.
        """
        # the first time warms what all requests share
        self._queries(act(1))
        alone = self._queries(act(1))
        self.assertLessEqual(alone, most)
        work = act(MANY)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(alone):
            work()
            self.env.flush_all()

    def _documents(self, number):
        return self.env[MODEL].create(
            [
                {"name": f"Request {i}", "employee_id": self.agent.employee_id.id}
                for i in range(number)
            ]
        )

    def _submitted(self, number):
        documents = self._documents(number)
        documents.with_user(self.agent).action_submit()
        return documents

    def _todo(self, number):
        documents = self._submitted(number)
        return documents.flow_run_id.task_ids.with_user(self.leader)

    def test_submit(self):
        self.assertSameQueries(
            lambda n: self._documents(n).with_user(self.agent).action_submit, 13
        )

    def test_approve(self):
        self.assertSameQueries(lambda n: self._todo(n).action_approve, 14)

    def test_decide_many(self):
        def act(number):
            tasks = self._todo(number)
            return lambda: tasks.decide_many("approve", "Agreed")

        self.assertSameQueries(act, 18)

    def test_last_decision(self):
        def act(number):
            tasks = self._todo(number)
            tasks.action_approve()
            runs = tasks.sudo().run_id
            for user in (self.leader, self.manager):
                open_tasks = runs.task_ids.filtered(
                    lambda t, u=user: t.state == "pending" and t.user_id == u
                )
                last = open_tasks.with_user(user)
                if user == self.leader:
                    last.action_approve()
            return last.action_approve

        self.assertSameQueries(act, 16)

    def test_withdraw_costs_little(self):
        def act(number):
            return self._submitted(1).with_user(self.agent).action_withdraw

        self.assertSameQueries(act, 18)

    def test_inbox_counter(self):
        def act(number):
            self._submitted(number)
            return self.env["cs.flow.task"].with_user(self.leader).inbox_count

        self.assertSameQueries(act, 1)

    def test_inbox_page(self):
        def act(number):
            self._submitted(number)
            tasks = self.env["cs.flow.task"].with_user(self.leader)
            return lambda: tasks.web_search_read(
                [("is_inbox", "=", True)],
                {
                    "subject": {},
                    "summary": {},
                    "node_name": {},
                    "kind": {},
                    "is_inbox": {},
                    "is_overdue": {},
                    "opened_at": {},
                    "deadline": {},
                    "res_model": {},
                    "document_name": {},
                    "requester_id": {"fields": {"display_name": {}}},
                },
                limit=80,
            )

        self.assertSameQueries(act, 6)

    def test_list_with_the_columns_of_the_flow(self):
        def act(number):
            documents = self._submitted(number)
            return lambda: documents.with_user(self.agent).web_read(
                {
                    "name": {},
                    "flow_state": {},
                    "flow_who": {},
                    "flow_run_id": {"fields": {"display_name": {}}},
                }
            )

        self.assertSameQueries(act, 8)

    def test_forecast_asks_about_all_nodes_at_once(self):
        def act(number):
            people = [self.leader, self.supervisor, self.manager] * 7
            nodes = [self._by(people[i], key=f"n{i}") for i in range(number)]
            self.flow.node_ids.unlink()
            self._draw(self.flow, nodes)
            self.flow.action_publish()
            document = self._documents(1).with_user(self.agent)
            self.assertEqual(len(document.flow_forecast()), number)
            return document.flow_forecast

        self.assertSameQueries(act, 6)

    def test_bar(self):
        """The bar of a request with one person asked, and with a crowd."""

        def act(number):
            users = self.env["res.users"].create(
                [
                    {
                        "name": f"Person {i}",
                        "login": f"person_{i}_{number}_{self.env.cr.sql_log_count}",
                        "group_ids": self.agent.group_ids.ids,
                    }
                    for i in range(number)
                ]
            )
            self.flow.node_ids.unlink()
            nodes = [self._by(*users, key="all", sign_mode="all")]
            nodes.append(self._by(*users, key="again", sign_mode="any"))
            self._draw(self.flow, nodes)
            self.flow.action_publish()
            document = self._submitted(1)
            runs = self.env["cs.flow.run"].with_user(self.agent)
            runs.get_bar(MODEL, document.id)
            return lambda: runs.get_bar(MODEL, document.id)

        self.assertSameQueries(act, 20)
