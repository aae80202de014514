from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..flow.wire import SENTENCES, Wire
from .handover_common import EVENING, HandoverCase

ABSENCE = "cs.seat.absence"


class SeatCase(HandoverCase):
    """The post of the calls team: five minutes, with the leader's consent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cs.seat.policy"].search([]).active = False
        cls.rules = cls.env["cs.seat.policy"].create(
            {"name": "Posts", "department_id": cls.centre.id, "has_report": True}
        )

    def _ask(self, person=None, reason="Water", relief=None):
        person = person or self.agent
        absences = self.env[ABSENCE].with_user(person.user_id)
        return absences.browse(absences.action_ask(reason, relief and relief.id))

    def _away(self, minutes, person=None, **vals):
        """Let somebody ask, go with consent, and come back; return the absence."""
        with freeze_time("2024-06-03 02:00:00"):
            absence = self._ask(person, **vals)
            if absence.sudo().state == "asked":
                absence.with_user(self.lead.user_id).action_allow()
            absence.action_leave()
        with freeze_time(f"2024-06-03 02:{minutes:02}:00"):
            absence.action_back()
        return absence.sudo()


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestSeatAbsence(SeatCase):
    """SH-12, SH-29: asked, agreed to, timed."""

    def test_tv_130_sh_12_six_minutes_are_an_overrun(self):
        absence = self._away(6)
        self.assertEqual(absence.minutes, 6)
        self.assertTrue(absence.is_overrun)
        self.assertFalse(absence.is_alone)
        self.assertEqual(absence.decided_by_id, self.lead.user_id)

    def test_five_minutes_are_none_and_without_a_limit_none_are(self):
        self.assertFalse(self._away(5).is_overrun)
        self.rules.absence_minutes = 0
        self.assertFalse(self._away(59, self.agent2).is_overrun)

    def test_the_leader_is_asked_and_answers(self):
        absence = self._ask()
        self.assertEqual(absence.activity_ids.user_id, self.lead.user_id)
        absence.with_user(self.lead.user_id).action_decline("After the call")
        self.assertEqual((absence.state, absence.answer), ("refused", "After the call"))
        self.assertFalse(absence.activity_ids)
        seat = self.env[ABSENCE].with_user(self.agent.user_id).get_seat()
        self.assertEqual(seat["mine"]["answer"], "After the call")

    def test_leaving_without_consent_is_noted(self):
        absence = self._ask()
        absence.action_leave()
        self.assertTrue(absence.is_alone)

    def test_without_consent_needed_one_just_goes(self):
        self.rules.needs_consent = False
        absence = self._ask()
        self.assertEqual(absence.state, "allowed")
        absence.action_leave()
        self.assertFalse(absence.is_alone)

    def test_sh_29_somebody_takes_the_post_first(self):
        self.rules.needs_relief = True
        self.assertRefused("who takes the post", self._ask)
        self.assertRefused("A colleague takes", self._ask, self.agent, "x", self.agent)
        absence = self._ask(relief=self.agent2)
        self.assertEqual(absence.relief_id, self.agent2)

    def test_not_everybody_goes_at_once(self):
        self.rules.most_away = 1
        first, second = self._ask(), self._ask(self.agent2)
        leader = self.lead.user_id
        first.with_user(leader).action_allow()
        self.assertRefused(
            "People of the team who are away already: 1.",
            second.with_user(leader).action_allow,
        )
        first.action_leave()
        first.action_back()
        second.with_user(leader).action_allow()

    def test_one_absence_at_a_time(self):
        absence = self._ask()
        self.assertRefused("asked already", self._ask)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                "INSERT INTO cs_seat_absence (employee_id, company_id, reason, state,"
                " asked_at) SELECT employee_id, company_id, 'x', 'away', asked_at"
                " FROM cs_seat_absence WHERE id = %s",
                absence.ids,
            )

    def test_states_follow_each_other(self):
        absence = self._ask()
        self.assertRefused("It is too late", absence.action_back)
        absence.action_forget()
        self.assertRefused("It is too late", absence.action_leave)
        self.assertRefused(
            "It is too late", absence.with_user(self.lead.user_id).action_allow
        )

    def test_nobody_allows_himself(self):
        absence = self._ask(self.lead)
        self.assertForbidden(absence.action_allow)
        absence.with_user(self.boss.user_id).action_allow()

    def test_the_leader_hears_once_of_who_stays_away(self):
        with freeze_time("2024-06-03 02:00:00"):
            absence = self._ask()
            absence.with_user(self.lead.user_id).action_allow()
            absence.action_leave()
        for minute, told in ((4, 0), (5, 0), (6, 1), (7, 1)):
            with freeze_time(f"2024-06-03 02:0{minute}:00"):
                absences = self.env[ABSENCE]
                absences._cron_overrun()
                self.env.invalidate_all()
                self.assertEqual(len(absence.sudo().activity_ids), told, minute)
                seat = absences.with_user(self.lead.user_id).get_seat()
                self.assertEqual(seat["team"][0]["id"], absence.id)
        self.assertTrue(absence.sudo().is_late)


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestSeatOverTheWire(SeatCase, Wire):
    """Roles, and bad input over HTTP."""

    MODELS = (ABSENCE, "cs.seat.policy", "cs.inspection", "cs.inspection.finding")

    def test_who_reads_and_acts(self):
        absence = self._ask()
        for person in (self.agent2, self.agent3, self.lead2, self.director):
            found = self.call(
                person, ABSENCE, "search_count", [("id", "=", absence.id)]
            )
            self.assertEqual(found.result, 0, person)
            for method in ("action_allow", "action_leave", "action_back"):
                self.refused(person, ABSENCE, method, absence.ids)
        for person in (self.agent, self.lead, self.boss, self.hr, self.auditor):
            found = self.call(
                person, ABSENCE, "search_count", [("id", "=", absence.id)]
            )
            self.assertEqual(found.result, 1, person)
            self.refused(person, ABSENCE, "write", absence.ids, {"state": "allowed"})
            self.refused(person, ABSENCE, "unlink", absence.ids)
        for person in (self.agent, self.hr, self.auditor):
            self.refused(person, ABSENCE, "action_allow", absence.ids)
        self.assertFalse(
            self.call(self.lead, ABSENCE, "action_allow", absence.ids).error
        )

    def test_bad_input_gets_a_sentence(self):
        for reason in (None, "", 7, ["x"], "x" * 10_001):
            self.refused(self.agent, ABSENCE, "action_ask", reason)
        for relief in ("x", -1, 2**40, [1], 999999, self.agent.id):
            self.refused(self.agent, ABSENCE, "action_ask", "Water", relief)
        for ids in ([], [-1], ["x"], [999999]):
            self.refused(self.lead, ABSENCE, "action_allow", ids)
        for values in (
            {"absence_minutes": 481},
            {"most_away": -1},
            {"report_hour": 24},
            {"report_hour": "x"},
        ):
            answer = self.unchanged(
                self.hr, "cs.seat.policy", "write", self.rules.ids, values
            )
            self.assertIn(answer.error, SENTENCES, values)


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestDayReport(SeatCase):
    """SH-16: the report of the day builds itself and goes to the supervisor."""

    def test_sh_16_built_once_and_sent_up(self):
        self._away(6)
        reports = self.env["cs.workload.report"]
        with freeze_time("2024-06-03 23:30:00"):
            reports._cron_build()
        self.assertFalse(reports.search([("department_id", "=", self.calls.id)]))
        for _time in range(2):
            with freeze_time("2024-06-04 00:30:00"):
                reports._cron_build()
        report = reports.search([("department_id", "=", self.calls.id)])
        self.assertEqual(report.date, date(2024, 6, 3))
        self.assertEqual(report.recipient_ids, self.boss.user_id)
        self.assertEqual(len(report.activity_ids), 1)
        figures = {line.name: line.amount for line in report.line_ids}
        self.assertEqual(figures["Times away from the seat"], 1)
        self.assertEqual(figures["Minutes away from the seat"], 6)
        self.assertEqual(report.line_ids.employee_id, self.agent)
        self.assertIn("Times away from the seat 1", report.figures)

    def test_a_role_may_get_it(self):
        self.rules.report_role_id = self.duty
        self._away(3)
        with freeze_time("2024-06-04 00:30:00"):
            self.env["cs.workload.report"]._cron_build()
        report = self.env["cs.workload.report"].search(
            [("department_id", "=", self.calls.id)]
        )
        self.assertEqual(report.recipient_ids, self.director.user_id)

    def test_leaders_build_it_for_their_teams_only(self):
        self._away(3)
        reports = self.env["cs.workload.report"]
        mine = reports.with_user(self.lead.user_id)
        report = reports.browse(mine.action_build(self.calls.id, "2024-06-03"))
        self.assertEqual(report.person_count, 1)
        with self.assertRaises(UserError):
            mine.action_build(self.mail.id, "2024-06-03")
        for wrong in ("x", 7, None, "9999-12-31", "0001-01-01", "2024-06-30"):
            with self.subTest(day=wrong), self.assertRaises(UserError):
                mine.action_build(self.calls.id, wrong)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._user("stranger", "group_cs_hr", elsewhere)
        with self.assertRaises(UserError):
            reports.with_user(stranger).action_build(self.calls.id, "2024-06-03")
        with self.assertRaises(AccessError):
            report.line_ids.write({"amount": 9})


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestInspection(SeatCase):
    """SH-24, SH-34: findings become actions of somebody."""

    def _inspect(self, **vals):
        with Form(self.env["cs.inspection"].with_user(self.lead.user_id)) as form:
            form.department_id = self.calls
            with form.finding_ids.new() as finding:
                finding.name = "Exit is blocked"
                finding.employee_id = self.agent
                for name, value in vals.items():
                    setattr(finding, name, value)
        return form.record

    def test_sh_34_findings_are_told_and_done(self):
        inspection = self._inspect(deadline=date(2024, 6, 5))
        self.assertFalse(inspection.activity_ids)
        inspection.action_finish()
        [activity] = inspection.sudo().activity_ids
        self.assertEqual(activity.user_id, self.agent.user_id)
        self.assertEqual(activity.date_deadline, date(2024, 6, 5))
        finding = inspection.finding_ids
        self.assertEqual(inspection.open_count, 1)
        self.assertForbidden(finding.with_user(self.agent2.user_id).action_done)
        finding.with_user(self.agent.user_id).action_done("Cleared")
        self.assertEqual((finding.state, finding.result), ("done", "Cleared"))
        self.assertEqual(finding.done_by_id, self.agent.user_id)

    def test_nothing_is_added_to_what_is_finished(self):
        inspection = self._inspect()
        inspection.action_finish()
        other = self._inspect().finding_ids
        with self.assertRaises(UserError):
            other.inspection_id = inspection

    def test_sh_24_major_findings_go_up_at_once(self):
        inspection = self._inspect(severity="major")
        inspection.action_finish()
        told = inspection.sudo().activity_ids.user_id
        self.assertEqual(told, self.agent.user_id + self.boss.user_id)

    def test_a_finished_inspection_stays(self):
        inspection = self._inspect()
        inspection.action_finish()
        finding = inspection.finding_ids
        self.assertRefused("does not change", inspection.write, {"note": "x"})
        self.assertRefused("does not change", finding.write, {"name": "x"})
        self.assertRefused("kept for the record", inspection.unlink)
        self.assertForbidden(self._inspect().write, {"state": "done"})
        self.assertForbidden(self._inspect().finding_ids.write, {"state": "done"})

    def test_leaders_inspect_their_own_departments(self):
        inspections = self.env["cs.inspection"].with_user(self.lead2.user_id)
        with self.assertRaises(AccessError):
            inspections.create({"department_id": self.calls.id})
        with self.assertRaises(AccessError):
            inspections.create(
                {"department_id": self.mail.id, "inspector_id": self.hr.user_id.id}
            )


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestReduceSeats(HandoverCase):
    """SH-13: nobody cuts staffing alone; the duty manager decides."""

    def test_sh_13_the_duty_manager_decides(self):
        form = self.env.ref("cs_department.form_reduce_seats")
        role = self.env.ref("cs_department.role_duty_manager")
        self._assign(self.boss, None, role)
        form.department_ids = self.calls
        if not form.version_id:
            form._publish(None)
        values = {
            "start": "2024-06-03 14:00:00",
            "end": "2024-06-03 16:00:00",
            "seats": 1,
            "seats_left": 3,
            "reason": "Line 2 is down",
        }
        requests = self.env["cs.request"].with_user(self.agent.user_id)
        answer = requests.save_page(None, form.id, values, True)
        request = requests.browse(answer["request_id"]).sudo()
        self.assertEqual(request.flow_run_id.task_ids.user_id, self.boss.user_id)
        with self.assertRaises(UserError):
            requests.save_page(None, form.id, values | {"seats": 0}, True)
