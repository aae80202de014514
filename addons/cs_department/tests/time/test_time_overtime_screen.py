import copy

from psycopg2.errors import CheckViolation

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..flow.wire import Wire
from .overtime_common import DESIGN, OvertimeCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeScreen(OvertimeCase, Wire):
    """What stands on the cards of overtime and above one's own."""

    def test_ot_06_own_overtime_is_added_up(self):
        self.limit()
        self.policy.limit_ids.invalidate_recordset()
        self.work(self.ask("2024-06-04 18:00", "2024-06-04 22:00"))
        self.work(self.ask("2024-06-05 18:00", "2024-06-05 19:30"))
        self.ask("2024-07-05 18:00", "2024-07-05 19:00")
        self.work(self.ask("2024-06-06 18:00", "2024-06-06 20:00", self.agent2))
        rows = dict(self.call(self.agent, "cs.overtime", "my_totals").result)
        self.assertEqual(rows["Rest left"], "05:30")
        self.assertEqual(rows["This month"], "05:30 of at most 36:00")
        self.assertNotIn("Lapses first", rows)

    def test_the_rest_that_lapses_first_is_named(self):
        first = self.work(self.ask("2024-06-04 18:00", "2024-06-04 22:00"))
        self.work(self.ask("2024-06-05 18:00", "2024-06-05 19:30"))
        first.allocation_id.date_to = "2024-07-31"
        rows = dict(self.call(self.agent, "cs.overtime", "my_totals").result)
        self.assertEqual(rows["Lapses first"], "04:00 on 07/31/2024")
        self.assertEqual(rows["This month"], "05:30", "no cap")

    def test_a_card_says_what_must_be_filled_in_and_why_it_is_asked_for(self):
        design = copy.deepcopy(DESIGN)
        design["fields"][-1] |= {"required": "nodes", "required_nodes": ["head"]}
        design["fields"] += [
            {"key": "length", "kind": "duration", "label": "Length"},
            {"key": "why", "kind": "long_text", "label": "Reason"},
        ]
        self.form.invalidate_recordset()
        answer = self.env["cs.form"].save_design(self.form.id, design, self.form.rev)
        self.assertTrue(answer["saved"], answer)
        self.env["cs.form"].publish(self.form.id)
        asked = [
            self.ask(
                f"2024-06-{day:02} 18:00",
                f"2024-06-{day:02} 22:00",
                length=4.5,
                why="Two people\nare ill",
            )
            for day in (4, 5)
        ]
        tasks = self.env["cs.flow.task"].search(
            [("res_id", "in", [row.request_id.id for row in asked])]
        )
        tasks = tasks.with_user(tasks[0].user_id)
        self.assertEqual(set(tasks.mapped("gaps")), {"Actual hours"})
        for facts in tasks.mapped("facts"):
            self.assertIn(["Length", "04:30"], facts)
            self.assertEqual(facts[-1], ["Reason", "Two people are ill"])
        request = asked[0].request_id
        self.env["cs.request"].with_user(tasks[0].user_id).save_page(
            request.id, None, {"actual": 3}
        )
        self.env.invalidate_all()
        gaps = {task.res_id: task.gaps for task in tasks}
        self.assertFalse(gaps[request.id])
        self.assertEqual(gaps[asked[1].request_id.id], "Actual hours")

    @mute_logger("odoo.sql_db")
    def test_figures_out_of_range_are_refused_by_the_database(self):
        wrong = ({"holiday_percent": 0}, {"protected_from_month": 10})
        for values in wrong:
            with (
                self.subTest(values=values),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.policy.write(values)
                self.policy.flush_recordset()
        for values in (
            {"kind": "count", "figure": 1.5, "outcome": "block"},
            {
                "kind": "notice",
                "notice_unit": "dates",
                "figure": 1.5,
                "outcome": "block",
            },
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.limit(**values)
        self.limit(kind="notice", notice_unit="hours", figure=1.5, outcome="block")
