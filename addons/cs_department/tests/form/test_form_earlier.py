import base64
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase

DESIGN = {
    "fields": [
        {"key": "why", "kind": "text", "label": "Why", "required": "submit"},
        {
            "key": "count",
            "kind": "number",
            "label": "This month",
            "digits": 0,
            "computed": "earlier_this_month + 1",
            "maximum": "2",
        },
        {
            "key": "year",
            "kind": "number",
            "label": "This year",
            "digits": 0,
            "computed": "earlier_this_year",
        },
    ],
    "rules": [],
}


@tagged("post_install", "-at_install")
class TestFormEarlier(FormCase):
    """A form counts what the same person filed with it before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counting = cls._form("Swap", "counting", DESIGN)

    def _filed(self, employee=None, form=None, submit=True):
        model = self.requests(employee or self.agent)
        form = form or self.counting
        answer = model.save_page(None, form.id, {"why": "Exam"}, submit)
        return model.browse(answer["request_id"])

    def _decided(self, request, what):
        task = request.sudo().flow_run_id.task_ids.filtered(
            lambda t: t.state == "pending"
        )
        getattr(task.with_user(self.lead.user_id), what)("No")

    def _moved(self, request, moment):
        """Let a request have been submitted at another time."""
        request.flush_recordset()
        self.env.cr.execute(
            "UPDATE cs_request SET submitted_at = %s WHERE id = %s",
            [moment, request.id],
        )
        self.env.invalidate_all()

    def _shown(self, employee=None):
        """Return what a new request shows, and that the preview says the same."""
        model, form = self.requests(employee or self.agent), self.counting
        page = model.get_page(form_id=form.id)
        preview = model.preview(form.id, None, {"why": "x"})
        names = ("count", "year")
        self.assertEqual(
            [page["values"][n] for n in names], [preview["values"][n] for n in names]
        )
        return tuple(page["values"][name] for name in names)

    def test_only_what_counts_is_counted(self):
        self.assertEqual(self._shown(), (1, 0))
        first = self._filed()
        self.assertEqual(first._stored_values()["count"], 1)
        self.assertEqual(self._shown(), (2, 1))
        self._filed(submit=False)
        self._filed(self.agent2)
        self._filed(form=self._form("Other", "other_counting", DESIGN))
        self.assertEqual(self._shown(), (2, 1), "drafts, others and other forms do not")
        self._decided(first, "action_refuse")
        self.assertEqual(self._shown(), (1, 0), "nor what was refused")
        second = self._filed()
        second.action_withdraw("Not needed")
        self.assertEqual(self._shown(), (1, 0), "nor what was taken back")

    def test_months_and_years_are_those_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        request = self._filed()
        now = fields.Datetime.now()
        self._moved(request, f"{now.year - 1}-12-31 15:59:59")
        self.assertEqual(self._shown(), (1, 0), "last year in Shanghai")
        self._moved(request, f"{now.year - 1}-12-31 16:00:00")
        self.assertEqual(self._shown(), (1 + (now.month == 1), 1), "this year there")

    def test_the_third_is_refused_whatever_the_way(self):
        draft = self._filed(submit=False)
        self._filed()
        table = base64.b64encode(b"Why\nOne\nTwo\nThree\n")
        answer = self.requests(self.agent).import_rows(
            self.counting.id, table, "swaps.csv", True
        )
        self.assertIn("At most 2", str(answer["errors"]))
        self.assertEqual(self._shown(), (2, 1), "nothing of the file is left")
        self._filed()
        with self.assertRaises(UserError) as error:
            self._filed()
        self.assertIn("At most 2", str(error.exception))
        with self.assertRaises(UserError):
            draft.action_submit()
        self._filed(self.agent2)

    def test_two_in_one_go_are_two(self):
        drafts = self._filed(submit=False) | self._filed(submit=False)
        drafts.action_submit()
        counts = [r._stored_values()["count"] for r in drafts.sorted("id")]
        self.assertEqual(counts, [1, 2])
        facts = drafts._flow_facts()
        self.assertEqual([facts[r.id]["count"] for r in drafts.sorted("id")], [1, 2])
        self.assertEqual(
            [facts[r.id]["earlier_this_month"] for r in drafts.sorted("id")], [0, 1]
        )

    def test_what_is_decided_stays(self):
        first, second = self._filed(), self._filed()
        self._decided(second, "action_approve")
        self._decided(first, "action_refuse")
        page = self.requests(self.agent).get_page(second.id)
        self.assertEqual(page["values"]["count"], 2)
        paper = second.sudo()._look(node="")[second.id]["fields"]
        self.assertEqual(paper["count"]["value"], 2)

    def test_a_flow_may_ask_for_it(self):
        form = self._form("Two ways", "two_ways", DESIGN, publish=False)
        flow, nodes = form.flow_id, self.env["cs.flow.node"]
        head = flow.node_ids
        base = {"flow_id": flow.id, "name": "x"}
        branch = nodes.create(base | {"key": "often", "kind": "branch"})
        case = base | {"kind": "case", "parent_id": branch.id}
        often = nodes.create(
            case | {"key": "yes", "condition": "earlier_this_month > 0"}
        )
        nodes.create(case | {"key": "no", "sequence": 99})
        head.parent_id = often
        self.env["cs.form"].publish(form.id)
        self.assertEqual(self._filed(form=form).flow_state, "approved")
        self.assertEqual(self._filed(form=form).flow_state, "running")

    def test_who_does_not_ask_pays_nothing(self):
        plain = {**DESIGN, "fields": DESIGN["fields"][:1]}
        silent = self._filed(form=self._form("Silent", "silent", plain), submit=False)
        asking = self._filed(submit=False)
        kind, counted = type(silent), []
        count = kind._count_earlier

        def counting(model, rows):
            counted.append(len(rows))
            return count(model, rows)

        for request, times in ((silent, 0), (asking, 1)):
            counted.clear()
            with patch.object(kind, "_count_earlier", counting):
                request.sudo()._flow_facts()
            self.assertEqual(sum(counted), times)

    def test_one_query_whatever_the_number(self):
        def queries(requests):
            self.env.flush_all()
            self.env.invalidate_all()
            requests._look(node="")
            before = self.env.cr.sql_log_count
            requests._look(node="")
            return self.env.cr.sql_log_count - before

        drafts = self.env["cs.request"]
        for _number in range(20):
            drafts |= self._filed(submit=False).sudo()
        self.assertEqual(queries(drafts[:1]), queries(drafts))
