from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FormCase

GOOD = {
    "kind": "planned",
    "start": "2026-03-02",
    "end": "2026-03-04",
    "lines": [{"what": "Chair", "price": 20.5}, {"what": "Desk", "price": 100}],
}


@tagged("post_install", "-at_install")
class TestFormFiling(FormCase):
    def test_a_page_of_a_new_request(self):
        page = self.requests(self.agent).get_page(form_id=self.form.id)
        self.assertEqual(page["fields"][0]["label"], "Kind")
        self.assertTrue(page["state"]["kind"]["required"])
        self.assertFalse(page["state"]["reason"]["visible"])
        self.assertTrue(page["state"]["verdict"]["readonly"])

    def test_file_and_approve(self):
        request = self.filed(GOOD)
        self.assertEqual(request.flow_state, "running")
        self.assertTrue(request.name)
        self.assertEqual(str(request.start_date), "2026-03-02")
        values = request._stored_values()
        self.assertEqual(values["days"], 3)
        self.assertEqual(values["lines"][0]["pieces"], 1)
        task = request.sudo().flow_run_id.task_ids
        self.assertEqual(task.user_id, self.lead.user_id)
        leaders = self.requests(self.lead).browse(request.id)
        with self.assertRaises(UserError) as error:
            task.with_user(self.lead.user_id).action_approve()
        self.assertIn("Verdict", str(error.exception))
        self.requests(self.lead).save_page(request.id, None, {"verdict": "fine"})
        self.assertEqual(leaders._stored_values()["verdict"], "fine")
        task.with_user(self.lead.user_id).action_approve()
        self.assertEqual(request.flow_state, "approved")
        self.assertTrue(request.decided_at)

    def test_what_is_missing_is_named(self):
        with self.assertRaises(UserError) as error:
            self.filed({"kind": "emergency", "lines": [{}]})
        self.assertIn("Reason: Please fill this in.", str(error.exception))
        self.assertIn("What: Please fill this in.", str(error.exception))
        with self.assertRaises(UserError) as error:
            self.filed(GOOD | {"end": "2026-02-01"})
        self.assertIn("The end lies before the start.", str(error.exception))

    def test_only_what_may_be_written_is_kept(self):
        request = self.filed(GOOD | {"days": 99, "reason": "hidden"}, submit=False)
        values = request._stored_values()
        self.assertEqual(values["days"], 3)
        self.assertNotIn("reason", values)
        for attempt in ({"verdict": "mine"}, {"nothing": 1}, {"start": "soon"}):
            with self.assertRaises(UserError):
                request.write({"properties": attempt})
        with self.assertRaises(AccessError):
            request.write({"version_id": 1})
        with self.assertRaises(AccessError):
            request.write({"name": "X"})

    def test_a_decided_request_is_closed(self):
        request = self.filed(GOOD)
        with self.assertRaises(UserError):
            request.write({"properties": {"kind": "emergency"}})
        with self.assertRaises(UserError):
            self.requests(self.agent).save_page(request.id, None, {"kind": "emergency"})

    def test_a_returned_request_is_changed_by_its_person_and_checked_again(self):
        request = self.filed(GOOD)
        task = request.flow_run_id.sudo().task_ids.with_user(self.lead.user_id)
        task.action_return(None, "What for?")
        with self.assertRaises(AccessError):
            request.with_user(self.lead.user_id).write({"properties": {"badge": "9"}})
        request.write({"properties": {"kind": "emergency", "end": "2026-03-01"}})
        for again in (request.action_submit, request.flow_run_id.action_resubmit):
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                again()
            self.assertIn("Reason: Please fill this in.", str(error.exception))
            self.assertIn("before the start", str(error.exception))
        request.write({"properties": {"kind": "planned", "end": "2026-03-05"}})
        number = request.name
        request.flow_run_id.action_resubmit()
        self.assertEqual((request.flow_state, request.name), ("running", number))

    def test_unique_values_are_held_by_one(self):
        self.filed(GOOD | {"badge": "A 1"})
        with self.assertRaises(UserError) as error:
            self.filed(GOOD | {"badge": "a 1"})
        self.assertIn("Badge", str(error.exception))

    def test_the_form_is_tried_without_a_trace(self):
        before = self.env["cs.request"].search_count([])
        answer = self.env["cs.form"].try_design(self.form.id, GOOD, self.agent.id)
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(answer["path"][0]["names"], ["lead"])
        self.assertEqual(self.env["cs.request"].search_count([]), before)

    def test_who_tries_a_form_is_somebody_who_may_file_it(self):
        forms = self.env["cs.form"].with_user(self.hr.user_id)
        self.assertEqual(forms.get_trier(self.form.id)["id"], self.hr.id)
        self.form.department_ids = self.calls
        found = forms.get_trier(self.form.id)
        self.assertIn(found["id"], (self.agent | self.agent2).ids, "no leader either")
        self.assertTrue(forms.try_design(self.form.id, GOOD)["ok"])
        self.form.role_ids = self.env["cs.role"].create({"name": "N", "code": "none"})
        self.assertEqual(forms.get_trier(self.form.id)["id"], self.hr.id, "nobody may")
        with self.assertRaises(AccessError):
            self.env["cs.form"].with_user(self.agent.user_id).get_trier(self.form.id)

    def test_who_sets_the_forms_is_told_so_on_his_home(self):
        forms = self.env["cs.form"]
        self.assertTrue(forms.with_user(self.hr.user_id).get_home()["can_set"])
        self.assertFalse(forms.with_user(self.agent.user_id).get_home()["can_set"])

    def test_home(self):
        self.filed(GOOD)
        home = self.env["cs.form"].with_user(self.agent.user_id).get_home()
        self.assertIn(self.form.id, [form["id"] for form in home["forms"]])
        self.assertEqual(home["requests"][0]["waits_for"], "lead")

    def test_design_comes_back(self):
        forms = self.env["cs.form"]
        design = forms.get_design(self.form.id)
        self.assertEqual(design["form"]["state"], "published")
        answer = forms.save_design(self.form.id, design, design["rev"])
        self.assertTrue(answer["saved"])
        self.assertFalse(answer["problems"])
        self.form.invalidate_recordset()
        self.assertEqual(self.form.state, "published")
        with self.assertRaises(UserError):
            forms.save_design(self.form.id, design, design["rev"])
