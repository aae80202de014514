from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..flow.committed import CommittedCase
from .overtime_common import DESIGN, OvertimeCase
from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeClash(OvertimeCase, RosterCase):
    """Overtime beside shifts and other overtime. D is 00:00 to 12:00 UTC."""

    def publish(self, *days, **vals):
        shifts = [self._shift(self.agent, day, **vals) for day in days]
        self.roster.sudo()._publish()
        return shifts

    def refusal(self, first, last, **values):
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self.ask(first, last, **values)
        self.env.invalidate_all()
        return str(error.exception)

    def test_ot_02_inside_the_own_shift_nobody_has_overtime(self):
        self.publish(5)
        said = self.refusal("2024-06-05 10:00", "2024-06-05 14:00")
        for part in ("works then anyway: Shift D", "06/05/2024 00:00–12:00"):
            self.assertIn(part, said)
        self.refusal("2024-06-05 10:00", "2024-06-05 11:00", kind="emergency")
        self.ask("2024-06-05 12:00", "2024-06-05 14:00")
        self.ask("2024-06-05 04:00", "2024-06-05 05:00")
        self.ask("2024-06-05 10:00", "2024-06-05 14:00", employee=self.agent2)

    def test_ot_02_on_call_is_no_shift_to_work(self):
        self.publish(5, kind=self.on_call)
        self.ask("2024-06-05 12:00", "2024-06-05 14:00")

    def test_ot_02_what_only_a_draft_says_is_in_nobodys_way(self):
        self._shift(self.agent, 5)
        self.ask("2024-06-05 02:00", "2024-06-05 06:00")
        [shift] = self.publish(6)
        shift.with_user(self.boss.user_id).write({"date": date(2024, 6, 7)})
        self.refusal("2024-06-06 10:00", "2024-06-06 14:00")
        self.ask("2024-06-07 10:00", "2024-06-07 14:00")

    def test_other_overtime_at_the_same_time_is_named(self):
        first = self.ask("2024-06-08 09:00", "2024-06-08 15:00")
        said = self.refusal("2024-06-08 10:00", "2024-06-08 16:00")
        self.assertIn(first.request_id.name, said)
        self.ask("2024-06-08 15:00", "2024-06-08 16:00")
        self.ask("2024-06-08 10:00", "2024-06-08 16:00", employee=self.agent2)
        first.request_id.with_user(self.agent.user_id).action_withdraw()
        self.ask("2024-06-08 10:00", "2024-06-08 15:00")

    def test_two_of_one_batch_do_not_overlap_either(self):
        model = self.env["cs.request"].with_user(self.agent.user_id)
        requests = model.browse()
        for hour in (9, 10):
            values = {
                "kind": "planned",
                "start": f"2024-06-08 {hour:02}:00:00",
                "end": "2024-06-08 15:00:00",
            }
            number = model.save_page(None, self.form.id, values)["request_id"]
            requests |= model.browse(number)
        with self.assertRaises(ValidationError) as error:
            requests.action_submit()
        self.assertIn("already", str(error.exception))

    def test_the_database_refuses_it_too(self):
        row = self.ask("2024-06-08 09:00", "2024-06-08 15:00")
        other = self.ask("2024-06-09 09:00", "2024-06-09 15:00")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as error,
            self.env.cr.savepoint(),
        ):
            other.write({"start": row.start, "stop": row.stop})
            self.env.flush_all()
        self.assertIn("cs_overtime_no_overlap", str(error.exception))

    # ---- shifts that are published over overtime

    def test_ot_02_publishing_over_overtime_warns_and_pays_once(self):
        overtime = self.work(self.ask("2024-06-08 09:00", "2024-06-08 15:00"))
        ahead = self.ask("2024-06-09 09:00", "2024-06-09 11:00")
        self.assertEqual(overtime.counted_hours, 6)
        boss = self.roster.with_user(self.boss.user_id)
        self.assertNotIn("overtime", "".join(boss.board_publication()["warnings"]))
        self._shift(self.agent, 8)
        self._shift(self.agent2, 9)
        warned = boss.board_publication()["warnings"][-1]
        self.assertIn("Shifts lie over overtime", warned)
        self.assertIn(overtime.display_name, warned)
        self.assertNotIn(ahead.display_name, warned)
        boss.action_publish()
        self.assertEqual(overtime.counted_hours, 3, "from 12:00, after the shift")
        self.assertEqual(overtime.allocation_id.number_of_days, 3 / 8)
        self.assertIn("Outside the shift: 03:00 h", overtime.explanation)
        said = "".join(overtime.request_id.message_ids.mapped("body"))
        self.assertIn("A shift was published over this overtime", said)
        self.assertNotIn("overtime", "".join(boss.board_publication()["warnings"]))

    def test_ot_02_overtime_ahead_counts_what_is_left_beside_the_shift(self):
        overtime = self.ask("2024-06-08 02:00", "2024-06-08 06:00")
        self.publish(8)
        self.assertEqual(self.work(overtime).counted_hours, 1, "the unpaid break")

    # ---- people without shifts

    def test_ot_02_inside_the_working_hours_nobody_has_overtime(self):
        said = self.refusal("2024-06-05 16:00", "2024-06-05 18:00")
        hours = self.agent.resource_calendar_id.name
        for part in (f"works then anyway: {hours}", "06/05/2024 13:00–17:00"):
            self.assertIn(part, said)
        self.refusal("2024-06-05 09:00", "2024-06-05 10:00", kind="emergency")
        self.refusal("2024-06-04 22:00", "2024-06-05 08:30")
        self.ask("2024-06-05 17:00", "2024-06-05 18:00")
        self.ask("2024-06-05 06:00", "2024-06-05 08:00")
        self.ask("2024-06-08 09:00", "2024-06-08 12:00")

    def test_ot_02_the_hours_that_hold_on_the_day_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Festival",
                "date_from": "2024-06-05 00:00:00",
                "date_to": "2024-06-05 23:59:59",
                "company_id": self.company.id,
            }
        )
        self.ask("2024-06-05 09:00", "2024-06-05 11:00")
        self.agent.resource_calendar_id.flexible_hours = True
        self.ask("2024-06-06 09:00", "2024-06-06 11:00")

    def test_ot_02_whom_a_roster_plans_has_the_hours_of_his_shifts(self):
        self.refusal("2024-06-06 14:00", "2024-06-06 16:00")
        self.publish(5)
        self.ask("2024-06-06 14:00", "2024-06-06 16:00")

    # ---- the kind of day (OT-05)

    def test_ot_05_a_draft_does_not_make_a_rest_day(self):
        told, _second = self.publish(5, 6)
        told.with_user(self.boss.user_id).write({"date": date(2024, 6, 8)})
        overtime = self.ask("2024-06-05 13:00", "2024-06-05 15:00")
        self.assertEqual(overtime.day_kind, "workday")
        overtime = self.ask("2024-06-08 13:00", "2024-06-08 15:00")
        self.assertEqual(overtime.day_kind, "rest_day", "he knows of no shift there")
        self.roster.sudo()._publish()
        overtime = self.ask("2024-06-05 16:00", "2024-06-05 17:00")
        self.assertEqual(overtime.day_kind, "rest_day")
        overtime = self.ask("2024-06-08 16:00", "2024-06-08 17:00")
        self.assertEqual(overtime.day_kind, "workday")

    def test_queries_do_not_grow_where_shifts_and_overtime_lie_near(self):
        self.publish(*range(3, 31))

        def count(month, number):
            model = self.env["cs.request"].with_user(self.agent.user_id)
            rows = model.browse()
            for day in range(1, number + 1):
                values = {
                    "kind": "planned",
                    "start": f"2024-{month:02}-{day + 2:02} 13:00:00",
                    "end": f"2024-{month:02}-{day + 2:02} 15:00:00",
                }
                answer = model.save_page(None, self.form.id, values)
                rows |= model.browse(answer["request_id"])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.overtime"]._ask(rows)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(8, 1)
        one = count(7, 1)
        self.assertLessEqual(count(6, 20), one + 4)


@tagged("post_install", "-at_install")
class TestOvertimeRaces(CommittedCase):
    """Two requests for the same hours at once: one stands, the other is told which."""

    append_only = (
        *CommittedCase.append_only,
        "cs_form_version",
        "cs_form_field",
        "cs_form_choice",
        "cs_form_rule",
        "cs_form_table",
    )

    @classmethod
    def _prepare(cls):
        cls.form = cls.env["cs.form"].create({"name": "Race", "code": "race_work"})
        cls.env["cs.flow.node"].create(
            {
                "flow_id": cls.form.flow_id.id,
                "key": "head",
                "name": "Head",
                "kind": "approve",
            }
            | cls._by(cls.leader)
        )
        answer = cls.env["cs.form"].save_design(cls.form.id, DESIGN, cls.form.rev)
        assert answer["saved"], answer
        cls.env["cs.form"].publish(cls.form.id)
        cls.env["cs.overtime.form"].create({"form_id": cls.form.id})

    def asked(self):
        model = self.env["cs.request"].with_user(self.agent)
        values = {
            "kind": "planned",
            "start": "2099-06-08 09:00:00",
            "end": "2099-06-08 12:00:00",
        }
        number = model.save_page(None, self.form.id, values)["request_id"]
        return lambda env: env["cs.request"].browse(number).action_submit() and None

    def test_two_at_once_end_in_one(self):
        acts = [(self.agent, self.asked()), (self.agent, self.asked())]
        answers = self.together(*acts)
        [refused] = [one for one in answers if isinstance(one, UserError)]
        self.assertIn("has asked for overtime at this time already", str(refused))
        person = self.agent.employee_id
        rows = self.env["cs.overtime"].search([("employee_id", "=", person.id)])
        self.assertEqual(rows.mapped("state"), ["asked"])
