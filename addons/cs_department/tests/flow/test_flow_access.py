from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access_world import LINE, SEEN, STRANGERS, AccessWorld

#: models whose rows the engine writes: nobody else, whatever the group
ENGINE = (
    "cs.flow.run",
    "cs.flow.task",
    "cs.flow.event",
    "cs.flow.effect",
    "cs.flow.version",
)
DESIGN = ("cs.flow", "cs.flow.node", "cs.flow.signer")
DESIGNERS = {"designer", "hr", "admin", "hr_b"}
#: the dialogs of the module, and who opens them
DIALOGS = {
    "cs.flow.publication": DESIGNERS,
    "cs.flow.intervention": set(LINE),
}


@tagged("post_install", "-at_install")
class TestFlowAccess(AccessWorld):
    """Own documents; own department and below; companies kept apart."""

    def see(self, model, who, **context):
        """Return the ids that a search of somebody finds."""
        self.env.invalidate_all()
        records = self.env[model].with_user(self.people[who])
        records = records.with_context(active_test=False, **context)
        return set(records.search([]).ids)

    def test_there_is_something_to_see_for_everybody(self):
        for model in SEEN:
            for name, ids in self.rows(model).items():
                if model == "cs.flow.effect" and name not in ("mate", "other"):
                    self.assertFalse(ids)
                else:
                    self.assertTrue(ids, (model, name))

    def test_the_rows_each_person_finds(self):
        for model, seen in SEEN.items():
            for who in seen:
                wanted, known = self.expected(model, who)
                self.assertEqual(self.see(model, who) & known, wanted, (model, who))

    def test_who_is_not_named_may_not_even_ask(self):
        for model, seen in SEEN.items():
            for who in (LINE.keys() | STRANGERS) - seen.keys():
                with self.assertRaises(AccessError, msg=(model, who)):
                    self.see(model, who)

    def test_reading_finds_no_more_than_searching(self):
        for model, seen in SEEN.items():
            for who in seen:
                wanted, known = self.expected(model, who)
                for record_id in known:
                    record = self.env[model].with_user(self.people[who])
                    record = record.browse(record_id)
                    self.env.invalidate_all()
                    if record_id in wanted:
                        self.assertTrue(record.read(["display_name"]))
                    else:
                        with self.assertRaises(AccessError, msg=(model, who)):
                            record.read(["display_name"])

    def test_nobody_sees_another_company_by_naming_it(self):
        for model in SEEN:
            for who in ("hr", "manager", "auditor", "admin"):
                if who not in SEEN[model]:
                    continue
                with self.assertRaises(AccessError):
                    self.see(model, who, allowed_company_ids=self.company_b.ids)

    def test_who_works_in_both_companies_chooses(self):
        user = self.people["hr"]
        user.company_ids |= self.company_b
        both = (self.company | self.company_b).ids
        for companies, documents in (
            (self.company.ids, LINE["hr"]),
            (self.company_b.ids, {"other"}),
            (both, LINE["hr"] | {"other"}),
        ):
            for model in ("cs.flow.run", "cs.flow.task", "cs.flow.event"):
                rows = self.rows(model)
                wanted = set().union(*(rows[name] for name in documents))
                known = set().union(*rows.values())
                found = self.see(model, "hr", allowed_company_ids=companies)
                self.assertEqual(found & known, wanted, (model, companies))

    def test_only_the_engine_writes_what_it_keeps(self):
        for model in ENGINE:
            for who in LINE.keys() | STRANGERS:
                records = self.env[model].with_user(self.people[who])
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(
                        records.has_access(operation), (model, who, operation)
                    )

    def test_designers_draw(self):
        for model in DESIGN:
            for who in LINE.keys() | STRANGERS:
                records = self.env[model].with_user(self.people[who])
                for operation in ("write", "create", "unlink"):
                    self.assertEqual(
                        records.has_access(operation),
                        who in DESIGNERS,
                        (model, who, operation),
                    )

    def test_who_opens_the_dialogs(self):
        for model, openers in DIALOGS.items():
            for who in LINE.keys() | STRANGERS:
                records = self.env[model].with_user(self.people[who])
                self.assertEqual(
                    records.has_access("create"), who in openers, (model, who)
                )

    def test_a_role_that_ended_or_is_elsewhere_shows_no_shared_task(self):
        shared = self.rows("cs.flow.task")["shared"]
        for who in ("outsider", "agent2"):
            self.assertFalse(self.see("cs.flow.task", who) & shared, who)
        self.assertTrue(self.see("cs.flow.task", "colleague") & shared)

    def test_a_task_that_was_taken_is_shared_no_more(self):
        task = self.documents["shared"].flow_run_id.task_ids
        task.with_user(self.leader).action_claim()
        self.assertFalse(self.see("cs.flow.task", "colleague") & set(task.ids))
        self.assertTrue(self.see("cs.flow.task", "leader") & set(task.ids))

    def test_a_leader_who_moves_leads_elsewhere(self):
        self.team.manager_id = self.outsider.employee_id
        self.outsider.group_ids += self.env.ref("cs_department.group_cs_leader")
        own = self.rows("cs.flow.run")["own"]
        self.assertFalse(self.see("cs.flow.run", "leader") & own - self._asked(own))
        self.assertTrue(own <= self.see("cs.flow.run", "outsider"))

    def _asked(self, run_ids):
        """Return the runs that ask the leader: those he keeps."""
        runs = self.env["cs.flow.run"].browse(run_ids)
        return set(runs.filtered(lambda run: self.leader in run.task_ids.user_id).ids)

    def test_the_model_list_is_complete(self):
        """A new model of the engine has to say here who sees it."""
        known = {*SEEN, *DIALOGS}
        found = {
            name
            for name, model in self.env.items()
            if name.startswith("cs.flow") and model._auto and not model._abstract
        }
        self.assertEqual(found - {"cs.flow.test.document"}, known)
