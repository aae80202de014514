from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ...models.time.attendance.fact_mark import posting
from ..flow.committed import CommittedCase
from ..flow.every_write import EveryWrite
from .attendance_common import NOW, AttendanceCase
from .handover_common import EVENING, HandoverCase

SHEET = "cs.attendance.month"
CORRECTION = "cs.attendance.correction"
FIRST = date(2024, 6, 1)


@tagged("post_install", "-at_install")
class TestAttendanceRaces(CommittedCase):
    """Two people close, correct or count a month at once: it ends in one state."""

    @classmethod
    def _prepare(cls):
        cls.clerk = cls.env.ref("base.user_admin")
        calendar = cls.env.company.resource_calendar_id.copy({"tz": "UTC"})
        cls.people = (cls.agent + cls.colleague).employee_id
        cls.people.write({"resource_calendar_id": calendar.id, "tz": "UTC"})
        cls.people.version_id.date_version = "2020-01-01"
        cls.policy = cls.env["cs.attendance.policy"].create(
            {"name": "Races", "department_id": cls.team.id}
        )
        cls.band = cls.env["cs.attendance.band"].create(
            {
                "policy_id": cls.policy.id,
                "measure": "late",
                "is_rest": True,
                "amount": 10,
                "kind_id": cls.env.ref("cs_department.fact_kind_late").id,
            }
        )
        cls._flow(
            cls._by(cls.leader, cls.supervisor, key="one"),
            model_id=cls.env["ir.model"]._get(CORRECTION).id,
            company_id=cls.env.company.id,
            department_ids=[Command.set(cls.team.ids)],
        )

    def setUp(self):
        super().setUp()
        # each test has a month of its own
        number = getattr(type(self), "months", 0)
        type(self).months = number + 1
        self.month = date(2023 - number // 12, 1 + number % 12, 1)
        monday = self.month + timedelta(days=(7 - self.month.weekday()) % 7)
        self.morning = datetime(monday.year, monday.month, monday.day, 7, 50)
        self.punch(self.morning + timedelta(minutes=30), "in")
        self.punch(self.morning + timedelta(hours=10), "out")
        self.sheet = self.env[SHEET]._count(self.agent.employee_id, self.month)
        self.assertEqual(self.sheet.late_count, 1)
        self.commit()

    def punch(self, at, direction):
        person = self.agent.employee_id
        with posting():
            self.env["cs.punch"].create(
                {
                    "employee_id": person.id,
                    "company_id": person.company_id.id,
                    "department_id": self.team.id,
                    "at": at,
                    "direction": direction,
                    "source": "device",
                }
            )

    def on_sheet(self, method):
        number = self.sheet.id
        return lambda env: getattr(env[SHEET].browse(number), method)()

    def correction(self):
        """File that the person came in time."""
        correction = (
            self.env[CORRECTION]
            .with_user(self.agent)
            .create(
                {
                    "reason": "The clock was broken",
                    "line_ids": [
                        Command.create({"at": self.morning, "direction": "in"})
                    ],
                }
            )
        )
        correction.action_submit()
        return correction.with_env(self.env)

    def approve(self, correction):
        numbers = correction.flow_run_id.task_ids.ids

        def act(env):
            task = env["cs.flow.task"].browse(numbers)
            return task.filtered(lambda t: t.user_id == env.user).action_approve()

        return act

    def assert_sum(self, minutes):
        """Facts say once what the sheet says."""
        facts = self.env["cs.fact"].search(
            [("res_model", "=", SHEET), ("res_id", "=", self.sheet.id)]
        )
        late = facts.filtered(lambda f: f.kind == "late" and f.unit == "minutes")
        self.assertEqual(sum(late.mapped("amount")), minutes)
        standing = late.filtered(lambda f: not f.reverses_id and not f.reversal_ids)
        self.assertEqual(len(standing), 1 if minutes else 0)
        self.assertEqual(self.sheet.late_minutes, minutes)

    def refusal(self, answers):
        [refused] = [a for a in answers if isinstance(a, UserError)]
        return str(refused)

    def test_two_close_the_month_and_one_is_told(self):
        close = self.on_sheet("action_reconcile")
        answers = self.together((self.clerk, close), (self.clerk, close))
        self.assertIn("is closed already", self.refusal(answers))
        self.assertEqual(self.sheet.state, "reconciled")
        self.assert_sum(20)

    def test_two_lock_the_month_and_one_is_told(self):
        self.sheet.action_reconcile()
        lock = self.on_sheet("action_lock")
        answers = self.together((self.clerk, lock), (self.clerk, lock))
        self.assertIn("is not reconciled", self.refusal(answers))
        self.assertEqual(self.sheet.state, "locked")

    def test_two_count_the_same_and_facts_stand_once(self):
        self.env[self.band._name].browse(self.band.id).amount = 15
        self.commit()
        count = self.on_sheet("action_recount")
        answers = self.together((self.clerk, count), (self.clerk, count))
        first, second = sorted(answer["params"]["message"] for answer in answers)
        self.assertIn("Facts changed in 1", first)
        self.assertIn("No fact has changed", second)
        self.assert_sum(20)
        facts = self.sheet.fact_ids.filtered(lambda f: f.unit == "money")
        self.assertEqual(sum(facts.mapped("amount")), -15)
        self.assertEqual(len(facts), 3, "one, its reversal and the new one")

    def test_a_count_and_the_lock_do_not_pass_each_other(self):
        """Whoever comes second sees the first: locked and refused, or open again."""
        self.sheet.action_reconcile()
        self.commit()

        def touch(env):
            env["cs.attendance.event"].create(
                {
                    "employee_id": self.agent.employee_id.id,
                    "date": self.morning.date(),
                    "kind_id": env.ref("cs_department.fact_kind_event_drunk").id,
                }
            )

        lock = self.on_sheet("action_lock")
        answers = self.together((self.clerk, touch), (self.clerk, lock))
        events = self.sheet.fact_ids.filtered(lambda f: f.kind == "event_drunk")
        if isinstance(answers[0], UserError):
            self.assertIn("is locked", str(answers[0]))
            self.assertEqual(self.sheet.state, "locked")
            self.assertFalse(events)
        else:
            self.assertIn("is not reconciled", str(answers[1]))
            self.assertEqual(self.sheet.state, "open")
            self.assertEqual(len(events), 1)
        self.assert_sum(20)

    def test_a_correction_is_decided_once(self):
        correction = self.correction()
        act = self.approve(correction)
        answers = self.together((self.leader, act), (self.supervisor, act))
        self.assertEqual(correction.flow_state, "approved")
        self.assertTrue(self.refusal(answers))
        punches = self.env["cs.punch"].search([("source", "=", "correction")])
        punches = punches.filtered(lambda p: p.correction_id == correction)
        self.assertEqual(len(punches), 1)
        self.assert_sum(0)

    def test_one_approves_while_the_other_refuses(self):
        correction = self.correction()
        numbers = correction.flow_run_id.task_ids.ids

        def refuse(env):
            task = env["cs.flow.task"].browse(numbers)
            return task.filtered(lambda t: t.user_id == env.user).action_refuse("No")

        answers = self.together(
            (self.leader, self.approve(correction)), (self.supervisor, refuse)
        )
        self.assertTrue(self.refusal(answers))
        is_in = correction.flow_state == "approved"
        self.assertIn(correction.flow_state, ("approved", "refused"))
        self.assert_sum(0 if is_in else 20)

    def test_a_correction_that_is_decided_while_the_month_is_locked(self):
        """It is refused in a sentence, or the month is open again and not locked."""
        correction = self.correction()
        self.sheet.action_reconcile()
        answers = self.together(
            (self.leader, self.approve(correction)),
            (self.clerk, self.on_sheet("action_lock")),
        )
        if isinstance(answers[0], UserError):
            self.assertEqual(self.sheet.state, "locked")
            self.assertIn("locked for pay", str(answers[0]))
            self.assertEqual(correction.flow_state, "running")
            self.assert_sum(20)
        else:
            self.assertIn("is not reconciled", str(answers[1]))
            self.assertEqual(self.sheet.state, "open")
            self.assertEqual(correction.flow_state, "approved")
            self.assert_sum(0)
        self.assertFalse(self.sheet.is_stale)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestAttendanceFaults(EveryWrite, AttendanceCase):
    """A failure at any write leaves all or nothing, and a retry doubles nothing."""

    def _state(self):
        mine = [("employee_id", "=", self.agent.id)]
        sheets = self.env[SHEET].search(mine)
        facts = self.env["cs.fact"].search(mine, order="id")
        return (
            sheets.mapped(lambda s: (s.id, s.state, s.late_minutes, s.absent_days)),
            sheets.day_ids.sorted("id").mapped(lambda d: (d.id, d.state, d.reasons)),
            facts.mapped(lambda f: (f.id, f.amount, f.reverses_id.id)),
            self.env["cs.punch"].search_count([]),
            self.env["cs.flow.run"]
            .search([], order="id")
            .mapped(lambda r: (r.id, r.state)),
        )

    def test_a_month_is_counted_closed_and_locked_or_not(self):
        self._work(skip=[3])
        self._clock(3, (9, 20), (18, 0))
        hr = self.env["cs.attendance.close"].with_user(self.hr.user_id)
        close = hr.create(
            {
                "month": "2024-06-03",
                "department_id": self.calls.id,
                "company_id": self.company.id,
            }
        )
        self.assertGreater(self.at_every_write(self._state, close.action_count), 4)
        sheet = self.env[SHEET].search([("employee_id", "=", self.agent.id)])
        rows = self._standing(sheet)
        self.assertIn(("late", "minutes", 20), rows)
        self._clock(4, (9, 40), (18, 0))
        self.assertGreater(self.at_every_write(self._state, close.action_reconcile), 0)
        self.assertGreater(self.at_every_write(self._state, close.action_lock), 0)
        self.assertEqual(sheet.state, "locked")
        self.assertEqual(self._standing(sheet), rows)

    def test_a_correction_is_decided_or_not(self):
        flows = self.env["cs.flow"]
        flows.search([("model_id.model", "=", CORRECTION)]).active = False
        flow = flows.create(
            {
                "name": "Correction",
                "code": "correction_faults",
                "model_id": self.env["ir.model"]._get(CORRECTION).id,
                "company_id": self.company.id,
                "node_ids": [
                    Command.create(
                        {
                            "key": "head",
                            "name": "Head",
                            "approver_kind": "manager",
                            "level": 1,
                            "if_nobody": "fallback",
                            "fallback_user_ids": [Command.set(self.hr.user_id.ids)],
                        }
                    )
                ],
            }
        )
        flow.action_publish()
        self._work(skip=[3])
        self._clock(3, (9, 20), (18, 0))
        sheet = self._sheet()
        corrections = self.env[CORRECTION].with_user(self.agent.user_id)
        correction = corrections.create(
            {
                "reason": "The clock was broken",
                "line_ids": [
                    Command.create({"at": "2024-06-03 08:58:00", "direction": "in"})
                ],
            }
        )
        correction.action_submit()
        task = correction.flow_run_id.task_ids.with_user(self.lead.user_id)
        self.assertGreater(self.at_every_write(self._state, task.action_approve), 6)
        self.assertEqual(correction.flow_state, "approved")
        self.assertFalse(self._standing(sheet))
        facts = sheet.fact_ids
        self.assertEqual(len(facts), 2 * len(facts.filtered("reverses_id")))
        punches = [("correction_id", "=", correction.id)]
        self.assertEqual(self.env["cs.punch"].search_count(punches), 1)


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverFaults(EveryWrite, HandoverCase):
    """A failure at any write while a hand-over is signed leaves all or nothing."""

    def _state(self):
        book = self.handover
        return (
            (book.state, book.left_at, book.rev),
            book.item_ids.sorted("id").mapped(
                lambda i: (i.id, i.verdict, i.owner_id.id, i.reason)
            ),
            book.signature_ids.sorted("id").mapped(
                lambda s: (s.id, s.user_id.id, s.digest)
            ),
            book.seat_ids.sorted("id").mapped(
                lambda s: (s.id, s.presence, s.late_minutes)
            ),
            sorted(book.activity_ids.ids),
        )

    def setUp(self):
        super().setUp()
        self.handover = self._open()

    def test_every_signature_is_given_or_not(self):
        told = self._write(self.handover, self.agent, contact="555 0100")
        bin_line = self._item(self.handover, "Bin is empty")
        self._as(self.agent, self.handover).action_accept(bin_line.ids)
        sign = "action_sign"
        for person in (self.agent, self.agent2):
            self._every(person, sign)
        for person in (self.moon, self.star):
            mine = self._as(person, self.handover)
            self._every(person, "action_here")
            own = self._seat(self.handover, person)
            lines = self.handover.item_ids.filtered(
                lambda i, own=own: i.side == "incoming" and i.seat_id in (own, own[:0])
            )
            mine.action_read(lines.ids)
            wanted = lines.filtered(lambda i: i.verdict == "open")
            if wanted:
                self._every(person, "action_accept", wanted.ids)
            self._every(person, sign)
        self._every(self.lead, sign)
        self._every(self.director, sign)
        self.assertEqual(self.handover.state, "closed")
        self.assertEqual(self.handover.action_verify(), [])
        self.assertTrue(told.owner_id)
        signed = self.handover.signature_ids.filtered("signed_at")
        self.assertEqual(len(signed), 6)

    def test_a_refusal_is_told_or_not(self):
        mine = self._as(self.moon, self.handover)
        mine.action_here()
        phone = self._item(self.handover, "Phone")
        refuse = lambda: mine.action_refuse_item(phone.id, "Gone", 1)  # noqa: E731
        self.assertGreater(self.at_every_write(self._state, refuse), 1)
        self.assertEqual((phone.verdict, phone.counted), ("refused", 1))

    def _every(self, person, method, *args):
        mine = self._as(person, self.handover)
        act = lambda: getattr(mine, method)(*args)  # noqa: E731
        self.assertGreater(self.at_every_write(self._state, act), 0, method)
