from datetime import date

from odoo.tests import Form, freeze_time, tagged

from ..flow.wire import Wire
from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceWire(AttendanceCase, Wire):
    """Who reads and writes what of attendance, over the wire."""

    MODELS = (
        "cs.fact",
        "cs.fact.kind",
        "cs.punch",
        "cs.attendance.policy",
        "cs.attendance.band",
        "cs.attendance.month",
        "cs.attendance.day",
        "cs.attendance.event",
        "cs.attendance.sheet",
        "cs.attendance.correction",
        "cs.clock.mapping",
        "cs.clock.import",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for person in (cls.agent, cls.agent3):
            cls._clock(3, (9, 20), (18, 0), person)
        cls.mine, cls.other = (
            cls.env["cs.attendance.month"]._count(person, date(2024, 6, 1))
            for person in (cls.agent, cls.agent3)
        )
        cls.everybody = (cls.agent, cls.agent2, cls.lead, cls.lead2, cls.chief, cls.hr)

    def _found(self, who, model, people):
        domain = [("employee_id", "in", people.ids)]
        rows = self.call(who, model, "search_read", domain, ["employee_id"]).result
        return {row["employee_id"][0] for row in rows}

    def test_everybody_reads_what_is_his(self):
        both = self.agent + self.agent3
        seen = {
            self.agent: {self.agent.id},
            self.agent2: set(),
            self.agent3: {self.agent3.id},
            self.lead: {self.agent.id},
            self.lead2: {self.agent3.id},
            self.chief: set(both.ids),
            self.hr: set(both.ids),
            self.auditor: set(both.ids),
        }
        for model in (
            "cs.fact",
            "cs.punch",
            "cs.attendance.month",
            "cs.attendance.day",
        ):
            for who, ids in seen.items():
                self.assertEqual(self._found(who, model, both), ids, (model, who))

    def test_nobody_posts_or_changes_facts(self):
        fact = self.env["cs.fact"].search([("res_id", "=", self.mine.id)], limit=1)
        values = {
            "employee_id": self.agent.id,
            "company_id": self.company.id,
            "date": "2024-06-03",
            "kind_id": self._kind("late"),
            "amount": -1,
            "unit": "minutes",
            "res_model": "cs.attendance.month",
            "res_id": self.mine.id,
            "key": "forged",
        }
        punch = {
            "employee_id": self.agent.id,
            "company_id": self.company.id,
            "at": "2024-06-04 09:00:00",
            "source": "device",
        }
        for who in (*self.everybody, self.auditor):
            self.refused(who, "cs.fact", "create", values)
            self.refused(who, "cs.fact", "write", fact.ids, {"amount": 0})
            self.refused(who, "cs.fact", "unlink", fact.ids)
            self.refused(who, "cs.punch", "create", punch)
            self.refused(who, "cs.punch", "unlink", self._punch().ids)
            self.refused(
                who, "cs.attendance.month", "write", self.mine.ids, {"late_count": 0}
            )
            self.refused(
                who, "cs.attendance.month", "write", self.mine.ids, {"state": "locked"}
            )
            self.refused(
                who,
                "cs.attendance.day",
                "write",
                self.mine.day_ids[:1].ids,
                {"late_minutes": 0},
            )

    def _punch(self):
        return self.env["cs.punch"].search(
            [("employee_id", "=", self.agent.id)], limit=1
        )

    def test_policies_are_written_by_hr_only(self):
        band = self.policy.money_band_ids[:1]
        for who in (self.agent, self.lead, self.chief, self.auditor):
            self.refused(
                who, "cs.attendance.policy", "write", self.policy.ids, {"tolerance": 9}
            )
            self.refused(who, "cs.attendance.band", "write", band.ids, {"amount": 0})
            self.refused(who, "cs.clock.mapping", "create", {"name": "x"})
        for wrong in (-1, "x"):
            values = {"tolerance": wrong}
            answer = self.call(
                self.hr, "cs.attendance.policy", "write", self.policy.ids, values
            )
            self.assertEqual(answer.error, "odoo.exceptions.ValidationError", answer)
            self.assertEqual(self.policy.tolerance, 0)
        answer = self.call(
            self.hr, "cs.attendance.policy", "write", self.policy.ids, {"tolerance": 5}
        )
        self.assertFalse(answer.error)

    def test_who_closes_a_month(self):
        for act in ("action_recount", "action_reconcile", "action_reopen"):
            for who in (self.agent, self.agent2, self.lead2, self.auditor):
                self.refused(who, "cs.attendance.month", act, self.mine.ids)
        self.refused(self.hr, "cs.attendance.month", "action_lock", self.mine.ids)
        answer = self.call(
            self.lead, "cs.attendance.month", "action_reconcile", self.mine.ids
        )
        self.assertFalse(answer.error, answer)
        self.refused(self.lead, "cs.attendance.month", "action_lock", self.mine.ids)
        answer = self.call(self.hr, "cs.attendance.month", "action_lock", self.mine.ids)
        self.assertFalse(answer.error, answer)
        for who in (self.lead, self.chief):
            self.refused(who, "cs.attendance.month", "action_reopen", self.mine.ids)
        self.refused(self.hr, "cs.attendance.month", "action_lock", [10**9])

    def test_events_and_sheets_of_strangers(self):
        event = {
            "employee_id": self.agent3.id,
            "date": "2024-06-04",
            "kind_id": self._kind("event_drunk"),
        }
        for who in (self.agent, self.agent3, self.lead, self.auditor):
            self.refused(who, "cs.attendance.event", "create", event)
        self.assertFalse(
            self.call(self.lead2, "cs.attendance.event", "create", event).error
        )
        paper = {
            "department_id": self.calls.id,
            "company_id": self.company.id,
            "line_ids": [[0, 0, {"employee_id": self.agent.id}]],
        }
        for who in (self.agent, self.agent2, self.lead2):
            self.refused(who, "cs.attendance.sheet", "create", paper)
        forged = {**paper, "recorder_id": self.lead.user_id.id, "state": "confirmed"}
        self.refused(self.lead, "cs.attendance.sheet", "create", forged)

    def test_who_objects_to_a_day_finds_its_times_filled_in(self):
        day = self._day(self.mine, 3)
        for who, may in ((self.agent, True), (self.lead, False), (self.hr, False)):
            self.assertEqual(day.with_user(who.user_id).can_correct, may)
        self.refused(self.agent2, "cs.attendance.day", "action_correct", [day.id])
        answer = self.call(
            self.agent, "cs.attendance.day", "action_correct", [day.id]
        ).result
        model = self.env[answer["res_model"]].with_user(self.agent.user_id)
        with Form(model.with_context(**answer["context"])) as form:
            form.reason = "The clock was broken"
        correction = form.record
        self.assertEqual(correction.employee_id, self.agent)
        self.assertRecordValues(
            correction.line_ids, [{"at": day.expected_start, "direction": "in"}]
        )
        self.mine.sudo().action_reconcile()
        self.mine.sudo().action_lock()
        day.invalidate_recordset()
        self.assertFalse(day.with_user(self.agent.user_id).can_correct)

    def test_corrections_are_filed_for_oneself(self):
        values = {
            "employee_id": self.agent3.id,
            "reason": "x",
            "line_ids": [[0, 0, {"at": "2024-06-03 09:00:00"}]],
        }
        for who in (self.agent, self.lead):
            self.refused(who, "cs.attendance.correction", "create", values)
        forged = values | {"employee_id": self.agent.id, "flow_state": "approved"}
        self.refused(self.agent, "cs.attendance.correction", "create", forged)
        mine = self.call(
            self.agent,
            "cs.attendance.correction",
            "create",
            values | {"employee_id": self.agent.id},
        )
        self.assertFalse(mine.error, mine)
        for who in (self.agent2, self.lead2):
            self.refused(
                who, "cs.attendance.correction", "write", [mine.result], {"reason": "y"}
            )
            self.refused(who, "cs.attendance.correction", "read", [mine.result])
