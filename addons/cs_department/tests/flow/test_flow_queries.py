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

    def _afresh(self):
        self.env.cr.flush()
        self.env.invalidate_all()

    def assert_same_queries(self, act, most):
        """Assert that ``act(number)()`` costs ``most`` at most, for one and for many.

        :param act: called with the number of records before the measurement; returns
            what is measured.
        """
        # the first time warms what all requests share
        act(1)()
        work = act(1)
        self._afresh()
        before = self.env.cr.sql_log_count
        work()
        self.env.cr.flush()
        alone = self.env.cr.sql_log_count - before
        self.assertLessEqual(alone, most)
        work = act(MANY)
        self._afresh()
        with self.assertQueryCount(alone):
            work()
            self.env.cr.flush()

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
        return self._pending(self._submitted(number).flow_run_id, self.leader)

    def _pending(self, runs, user):
        tasks = runs.task_ids.filtered(
            lambda task: task.state == "pending" and task.user_id == user
        )
        return tasks.with_user(user)

    def test_submit(self):
        self.assert_same_queries(
            lambda n: self._documents(n).with_user(self.agent).action_submit, 14
        )

    def test_approve(self):
        self.assert_same_queries(lambda n: self._todo(n).action_approve, 14)

    def test_decide_many(self):
        def act(number):
            tasks = self._todo(number)
            return lambda: tasks.decide_many("approve", "Agreed")

        self.assert_same_queries(act, 18)

    def test_last_decision(self):
        def act(number):
            tasks = self._todo(number)
            runs = tasks.sudo().run_id
            tasks.action_approve()
            # the second node passes: the leader has agreed already
            return self._pending(runs, self.manager).action_approve

        self.assert_same_queries(act, 14)

    def test_inbox_counter(self):
        def act(number):
            self._submitted(number)
            return self.env["cs.flow.task"].with_user(self.leader).inbox_count

        self.assert_same_queries(act, 1)

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
                    "title": {},
                    "step_name": {},
                    "facts": {},
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

        self.assert_same_queries(act, 4)

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

        self.assert_same_queries(act, 8)

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

        self.assert_same_queries(act, 6)

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

        self.assert_same_queries(act, 20)
