import base64
import io
from datetime import datetime

from openpyxl import Workbook
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..flow.test_flow_faults import FaultError, failing_at
from .attendance_common import NOW, AttendanceCase

HEAD = "Mail,Date,In,Out\n"
ROW = "{0}@x.org,2024-06-{1:02d},{2},{3}\n"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeClockFile(AttendanceCase):
    """Clock files: taken as a whole or not at all, with a sentence for each row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for person in (cls.agent, cls.agent2):
            person.work_email = f"{person.name}@x.org"
        cls.mapping = cls.env["cs.clock.mapping"].create(
            {
                "name": "Front door",
                "person_key": "email",
                "person_column": "Mail",
                "shape": "pair",
                "day_column": "Date",
                "came_column": "In",
                "left_column": "Out",
                "tz": "Asia/Shanghai",
            }
        )

    def _file(self, content, name="june.csv"):
        if isinstance(content, str):
            content = content.encode()
        return (
            self.env["cs.clock.import"]
            .with_user(self.hr.user_id)
            .create(
                {
                    "mapping_id": self.mapping.id,
                    "data": base64.b64encode(content),
                    "filename": name,
                }
            )
        )

    def _punches(self):
        return self.env["cs.punch"].search([("company_id", "=", self.company.id)])

    def test_a_file_becomes_clock_times_and_counts(self):
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).state, "absent")
        file = self._file(HEAD + ROW.format("agent", 3, "17:20", "02:00"))
        file.action_import()
        self.assertEqual(file.state, "done")
        found = self._punches().sorted("at")
        self.assertEqual(
            found.mapped("at"),
            [datetime(2024, 6, 3, 9, 20), datetime(2024, 6, 3, 18)],
        )
        self.assertEqual(self._day(sheet, 3).late_minutes, 20)
        file.action_undo()
        self.assertFalse(self._punches())
        self.assertEqual(self._day(sheet, 3).state, "absent")

    def test_a_workbook_is_read_like_text(self):
        book, stream = Workbook(), io.BytesIO()
        book.active.append(["Mail", "Date", "In", "Out"])
        book.active.append(
            ["agent@x.org", datetime(2024, 6, 3), datetime(2024, 6, 3, 17).time(), None]
        )
        book.save(stream)
        file = self._file(stream.getvalue(), "june.xlsx")
        file.action_import()
        self.assertEqual(self._punches().at, datetime(2024, 6, 3, 9))
        self.assertEqual(file.missing_count, 1)
        self.assertEqual(file.problem_ids.message, "The leaving is missing.")

    def test_with_an_error_nothing_is_imported(self):
        text = HEAD + ROW.format("agent", 3, "09:00", "18:00")
        text += ROW.format("stranger", 3, "09:00", "18:00")
        text += "agent@x.org,03.06.2024,09:00,18:00\n"
        text += "agent@x.org,2024-06-05,9 o'clock,18:00\n"
        file = self._file(text)
        file.action_import()
        self.assertEqual(file.state, "failed")
        self.assertFalse(self._punches())
        self.assertEqual(
            file.problem_ids.mapped(lambda p: (p.row, p.column, p.message)),
            [
                (3, "Mail", "'stranger@x.org' is nobody of this company."),
                (4, "Date", "'03.06.2024' is no date in the format of the reading."),
                (5, "In", "'9 o'clock' is no time in the format of the reading."),
            ],
        )
        file.data = base64.b64encode(
            (HEAD + ROW.format("agent", 3, "9:00", "")).encode()
        )
        self.assertEqual(file.state, "draft")
        file.action_import()
        self.assertEqual(file.state, "done")

    def test_rows_that_come_twice_count_once(self):
        row = ROW.format("agent", 3, "09:00", "18:00")
        file = self._file(HEAD + row + row)
        file.action_import()
        self.assertEqual((file.punch_count, file.doubled_count), (2, 2))
        again = self._file(HEAD + row)
        again.action_import()
        self.assertEqual((again.punch_count, again.doubled_count), (0, 2))
        self.assertEqual(len(self._punches()), 2)
        with self.assertRaises(UserError):
            again.action_import()
        with self.assertRaises(UserError):
            again.unlink()

    def test_what_is_no_file_gets_a_sentence(self):
        for content in (b"\x00\x01", b"PK\x03\x04rubbish", HEAD.encode(), b"\xff\xfe"):
            with self.assertRaises(UserError):
                self._file(content).action_import()
        with self.assertRaises(UserError) as error:
            self._file("Who,Date\nagent,2024-06-03\n").action_check()
        self.assertIn("Mail", str(error.exception))
        with self.assertRaises(ValidationError):
            self.mapping.day_format = "the day"
        with self.assertRaises(ValidationError):
            self.mapping.time_format = "%H:%M"

    def test_the_hour_that_comes_twice_is_read_by_order_and_said(self):
        self.mapping.write({"tz": "Europe/Berlin"})
        with freeze_time("2024-11-02 01:00:00"):
            rows = ("01:00,02:40", "02:20,06:00")
            row = "agent@x.org,2024-10-27,{}\n"
            file = self._file(HEAD + "".join(row.format(one) for one in rows))
            file.action_import()
        self.assertEqual(file.state, "done", file.problem_ids.mapped("message"))
        found = [f"{at:%d %H:%M}" for at in self._punches().sorted("at").mapped("at")]
        self.assertEqual(found, ["26 23:00", "27 00:40", "27 01:20", "27 05:00"])
        said = file.problem_ids.mapped("message")
        self.assertIn("'02:40' comes twice", said[0])
        self.assertIn("taken as the second", said[1])

    def test_readings_are_told_apart_by_their_name_whatever_its_translation(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.mapping.with_context(lang="zh_CN").name = "前门"
        values = self.mapping.copy_data({"name": "Front door"})[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as error,
            self.env.cr.savepoint(),
        ):
            self.env["cs.clock.mapping"].create(values)
        self.assertIn("cs_clock_mapping_name_company_uniq", str(error.exception))
        values["name"] = "Back door"
        self.env["cs.clock.mapping"].create(values)

    def test_checking_imports_nothing(self):
        file = self._file(HEAD + ROW.format("agent", 3, "09:00", "18:00"))
        file.action_check()
        self.assertEqual((file.state, file.punch_count), ("draft", 2))
        self.assertFalse(self._punches())

    def test_a_locked_month_takes_no_clock_times(self):
        sheet = self._sheet()
        sheet.action_reconcile()
        sheet.action_lock()
        file = self._file(HEAD + ROW.format("agent", 3, "09:00", "18:00"))
        file.action_import()
        self.assertEqual(file.state, "failed")
        self.assertEqual(len(file.problem_ids), 1, "one row of the file, said once")
        self.assertIn("locked for pay", file.problem_ids.message)

    def test_a_large_file_is_a_job(self):
        rows = "".join(
            f"agent@x.org,2023-{month:02d}-{day:02d},{hour:02d}:00,{hour:02d}:30\n"
            for month in range(1, 13)
            for day in range(1, 29)
            for hour in range(16)
        )
        file = self._file(HEAD + rows)
        with trap_jobs() as trap:
            file.action_import()
            trap.assert_jobs_count(1)
            self.assertEqual(file.state, "queued")
            trap.perform_enqueued_jobs()
        self.assertEqual(file.state, "done")
        self.assertEqual(file.punch_count, 2 * 12 * 28 * 16)
        self.assertEqual(file.progress, 100)

    def test_a_hundred_thousand_rows(self):
        """One wrong row of so many: nothing is there, and the row is named; without it
        each row is there once, with queries that grow no faster than the rows."""
        rows = [
            f"agent@x.org,{year}-{month:02d}-{day:02d},{hour:02d}:05,{hour:02d}:30\n"
            for year in range(2000, 2024)
            for month in range(1, 13)
            for day in range(1, 29)
            for hour in range(24)
        ][:100_000]
        wrong = [*rows[:77_777], "agent@x.org,31/12/2023,09:00,18:00\n", *rows[77_778:]]
        file = self._by_job(HEAD + "".join(wrong))
        self.assertEqual((file.state, file.error_count), ("failed", 1))
        self.assertEqual(file.problem_ids.row, 77_779)
        self.assertIn("'31/12/2023' is no date", file.problem_ids.message)
        self.assertFalse(self._punches())
        counts = []
        for some in (rows[:10_000], rows):
            before = self.env.cr.sql_log_count
            file = self._by_job(HEAD + "".join(some))
            counts.append((self.env.cr.sql_log_count - before) / len(some))
            self.assertEqual(file.state, "done")
        self.assertEqual((file.row_count, file.punch_count), (100_000, 180_000))
        self.assertEqual(file.doubled_count, 20_000)
        self.assertEqual(len(file.problem_ids), 500, "the first are kept")
        self.assertLess(counts[1], counts[0] * 1.1)

    def _by_job(self, content):
        file = self._file(content)
        with trap_jobs() as trap:
            file.action_import()
            self.assertEqual(file.state, "queued")
            trap.perform_enqueued_jobs()
        return file

    def test_a_failure_at_any_write_leaves_nothing(self):
        self._sheet()
        file = self._file(HEAD + ROW.format("agent", 3, "09:20", "18:00"))
        self.env.flush_all()
        before = self._trace(file)
        number, is_over = 0, False
        while not is_over:
            number += 1
            try:
                with self.env.cr.savepoint(), failing_at(number, FaultError()) as seen:
                    file.action_import()
                    self.env.flush_all()
                    is_over = len(seen) < number
            except FaultError:
                self.env.invalidate_all(flush=False)
                self.assertEqual(self._trace(file), before, f"write {number}")
        self.assertGreater(number, 5)
        self.assertEqual(file.state, "done")
        self.assertEqual(len(self._punches()), 2)

    def _trace(self, file):
        facts = self.env["cs.fact"].search([("company_id", "=", self.company.id)])
        return file.state, self._punches().ids, facts.ids

    def test_words_of_a_direction_are_there_and_differ(self):
        values = {
            "name": "Back door",
            "person_column": "No",
            "moment_column": "Time",
            "direction_column": "Way",
        }
        readings = self.env["cs.clock.mapping"]
        usual = readings.create(values)
        self.assertIn("clock in", usual.in_words)
        self.assertIn("clock out", usual.out_words)
        for words in (
            {"in_words": False},
            {"out_words": " , "},
            {"in_words": "in, Out", "out_words": "out"},
        ):
            with self.assertRaises(ValidationError) as refused:
                usual.write(words)
            self.assertIn("'Way'", str(refused.exception))
        # without a direction no words are needed
        readings.create(
            {**values, "name": "Side door", "direction_column": False, "in_words": ""}
        )

    def test_rows_of_one_time_say_what_stands_alone(self):
        self.mapping.write(
            {"shape": "moment", "moment_column": "In", "direction_column": "Out"}
        )
        row = "agent{},2024-06-{:02d},{},{}\n".format
        days = [row("@x.org", 3, "09:00", "in"), row("@x.org", 3, "18:00", "out")]
        alone = [row("@x.org", 4, "09:00", "in"), row("2@x.org", 5, "18:00", "out")]
        same = [row("2@x.org", 6, "12:00", "in"), row("2@x.org", 6, "12:00", "out")]
        file = self._file(HEAD + "".join([*days, *alone, *same]))
        file.action_import()
        self.assertEqual((file.state, file.punch_count), ("done", 6))
        self.assertEqual((file.missing_count, file.error_count), (2, 0))
        self.assertEqual(
            file.problem_ids.mapped(lambda p: (p.row, p.message)),
            [
                (4, "The leaving is missing."),
                (5, "The coming is missing."),
                (7, "The coming and the leaving are at the same time: 12:00."),
            ],
        )
        later = self._file(HEAD + row("@x.org", 4, "18:00", "out"))
        later.action_import()
        self.assertFalse(later.problem_ids, "the coming was in the file before")


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceSheets(AttendanceCase):
    """Sheets and corrections become clock times (AT-02, AT-16, AT-18)."""

    def _paper(self, user, people, **values):
        return (
            self.env["cs.attendance.sheet"]
            .with_user(user)
            .create(
                {
                    "date": "2024-06-03",
                    "department_id": self.calls.id,
                    "time_in": 9,
                    "time_out": 18,
                    "line_ids": [(0, 0, {"employee_id": one.id}) for one in people],
                    **values,
                }
            )
        )

    def test_at_16_one_time_for_a_group(self):
        month = self._sheet(self.agent + self.agent2)
        paper = self._paper(self.lead.user_id, self.agent + self.agent2)
        paper.action_confirm()
        for sheet in month:
            self.assertEqual(self._day(sheet, 3).state, "ok")
        with self.assertRaises(UserError):
            paper.time_in = 10
        paper.action_reset()
        self.assertEqual(self._day(month[0], 3).state, "absent")

    def test_at_18_a_recorder_keeps_a_sign_in_list(self):
        self.policy.recorder_ids = self.agent2.user_id
        line = {"employee_id": self.agent.id, "time_in": 9.5, "is_out": False}
        paper = self._paper(
            self.agent2.user_id, (), kind="sign_in", line_ids=[(0, 0, line)]
        )
        paper.action_confirm()
        day = self._day(self._sheet(), 3)
        self.assertEqual((day.late_minutes, day.is_missing_punch), (30, True))
        self.assertEqual(paper.recorder_id, self.agent2.user_id)

    def test_only_people_of_the_department_are_on_a_sheet(self):
        with self.assertRaises(ValidationError):
            self._paper(self.lead.user_id, self.agent3)
        paper = self._paper(self.lead.user_id, ())
        paper.action_fill()
        people = self.agent + self.agent2 + self.lead
        self.assertEqual(paper.line_ids.employee_id, people)

    def test_a_correction_counts_once_it_is_approved(self):
        flow = self.env.ref("cs_department.flow_attendance_correction")
        # each company has its own who are asked instead
        instead = self.hr.user_id + self.env.ref("base.user_admin")
        instead += self.env.ref("cs_department.user_hr")
        flow.node_ids.write(
            {
                "if_nobody": "fallback",
                "fallback_user_ids": [Command.set(instead.ids)],
            }
        )
        flow.action_publish()
        self._clock(3, (9, 0), None)
        sheet = self._sheet()
        self.assertTrue(self._day(sheet, 3).is_missing_punch)
        correction = (
            self.env["cs.attendance.correction"]
            .with_user(self.agent.user_id)
            .create(
                {
                    "reason": "Forgot it",
                    "line_ids": [
                        (0, 0, {"at": "2024-06-03 18:00:00", "direction": "out"})
                    ],
                }
            )
        )
        correction.action_submit()
        with self.assertRaises(UserError):
            correction.line_ids.at = "2024-06-03 17:00:00"
        task = correction.sudo().flow_run_id.task_ids
        self.assertEqual(task.user_id, self.lead.user_id)
        task.with_user(self.lead.user_id).action_approve()
        self.assertEqual(self._day(sheet, 3).state, "ok")
        self.assertEqual(correction.flow_state, "approved")

    def test_a_correction_needs_times_that_are_past(self):
        corrections = self.env["cs.attendance.correction"].with_user(self.agent.user_id)
        empty = corrections.create({"reason": "None"})
        ahead = corrections.create(
            {"reason": "Soon", "line_ids": [(0, 0, {"at": "2024-07-05 18:00:00"})]}
        )
        for correction in (empty, ahead):
            with self.assertRaises(UserError):
                correction.action_submit()
