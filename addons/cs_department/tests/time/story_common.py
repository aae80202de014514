import base64
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import freeze_time
from odoo.tools import convert_file

from .roster_common import PlannedRosterCase

#: the files of a regulation, in the order in which they need each other
FILES = (
    "leave_types",
    "calendar",
    "flows",
    "leave_policy",
    "shifts",
    "attendance_policy",
    "handover",
    "swap_flows",
    "swap_policy",
    "overtime_policy",
)
#: the policies that are put to work in the department of the story, by their files
POLICIES = {
    "leave_policy": "leave_policy",
    "shifts": "roster_policy",
    "attendance_policy": "attendance_policy",
    "handover": "handover_template",
    "swap_policy": "swap_policy",
    "overtime_policy": "overtime_policy",
}
LEAVE = ("leave_types", "calendar", "flows", "leave_policy")
SWAPS = ("swap_flows", "swap_policy")
JUNE = date(2024, 6, 1)
HEAD = "Person,Date,Time,Way\n"
PACKS = Path(__file__).parents[2] / "data" / "packs"


@freeze_time("2024-05-20 01:00:00")
class StoryCase(PlannedRosterCase):
    """June 2024 in the calls department by the data files of regulations alone.

    lead leads the team, boss is its supervisor, chief the manager, gm the general
    manager; hr files and closes. The clock of the story is that of Shanghai.
    """

    #: regulation: the files of it that hold here
    packs = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "queue_job__no_delay": True})
        cls._follow_packs()
        cls.policy.active = False
        cls.env["cs.role.assignment"].search([]).unlink()
        cls.gm = cls._person("gm", cls.centre, "group_cs_manager")
        for code, person, place in (
            ("team_leader", cls.lead, cls.calls),
            ("department_head", cls.lead, cls.calls),
            ("supervisor", cls.boss, cls.centre),
            ("manager", cls.chief, cls.centre),
            ("department_manager", cls.chief, cls.centre),
            ("operations_manager", cls.gm, None),
            ("general_manager", cls.gm, None),
            ("admin_supervisor", cls.hr, None),
            ("hr", cls.hr, None),
        ):
            cls._assign(person, place, cls.env.ref(f"cs_department.role_{code}"))
        everybody = cls.env["hr.employee"].search([("user_id", "!=", False)])
        everybody.write({"tz": cls.ZONE})
        everybody.user_id.write({"tz": cls.ZONE})
        cls.env["cs.handover.template"].search([]).active = False
        cls.env["cs.announcement"].search([]).unlink()
        for pack, files in cls.packs.items():
            cls._load(pack, files)
        cls._publish()
        cls.mapping = cls.env["cs.clock.mapping"].create(
            {
                "name": "Clock of the story",
                "person_key": "name",
                "person_column": "Person",
                "day_column": "Date",
                "moment_column": "Time",
                "direction_column": "Way",
                "in_words": "in",
                "out_words": "out",
                "tz": cls.ZONE,
            }
        )

    @classmethod
    def _load(cls, pack, files):
        """Load a regulation, unless the demo has it, and put it to work here."""
        for name in files:
            path = PACKS / pack / f"{name}.xml"
            if path.exists():
                first = re.search(r'<record id="(\w+)"', path.read_text())[1]
                if not cls.env.ref(f"cs_department.{first}", False):
                    file = f"data/packs/{pack}/{name}.xml"
                    convert_file(cls.env, "cs_department", file, {}, mode="init")
        for name in POLICIES.keys() & set(files):
            policy = cls.env.ref(f"cs_department.{pack}_{POLICIES[name]}", False)
            if policy:
                policy.write({"department_id": cls.calls.id, "active": True})
        data = cls.env["ir.model.data"].search(
            [("name", "=like", f"{pack}_shift_%"), ("model", "=", "cs.shift.type")]
        )
        types = cls.env["cs.shift.type"].browse(data.mapped("res_id"))
        types.department_ids = False

    @classmethod
    def _publish(cls):
        """Publish the flows of the regulations and the forms, for this department."""
        flows = cls.env["cs.flow"]
        for pack in cls.packs:
            data = cls.env["ir.model.data"].search(
                [("name", "=like", f"{pack}_flow_%"), ("model", "=", "cs.flow")]
            )
            flows |= flows.browse(data.mapped("res_id"))
        flows |= cls.env.ref("cs_department.flow_attendance_correction")
        here = {"company_id": cls.company.id, "department_ids": cls.calls.ids}
        flows.write(here)
        flows.action_publish()
        for name in ("overtime", "outing"):
            form = cls.env.ref(f"cs_department.form_{name}")
            form.department_ids = cls.calls
            cls.env["cs.form"].publish(form.id)

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"cs_department.{next(iter(cls.packs))}_{name}")

    @classmethod
    def _crew(cls, *names, job=None):
        """Make people of the team, each with a user."""
        people = cls.env["hr.employee"]
        for name in names:
            people += cls._person(name, cls.calls, "group_cs_agent", tz=cls.ZONE)
        people.user_id.write({"tz": cls.ZONE})
        if job:
            people.job_id = job
        return people

    # ---- what people do --------------------------------------------------------------

    def at(self, text):
        """Freeze the clock of the story at a time of Shanghai in June, 'DD HH:MM'."""
        return freeze_time(self._utc(text))

    def _utc(self, text):
        day, clock = text.split()
        hours, minutes = map(int, clock.split(":"))
        local = datetime(2024, 6, 1, tzinfo=ZoneInfo(self.ZONE)) + timedelta(
            days=int(day) - 1, hours=hours, minutes=minutes
        )
        return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _duty(self, person, day, code=None):
        """Return the shift of a person on a day of June."""
        shifts = self.roster.shift_ids.filtered(
            lambda s: (
                s.employee_id == person
                and s.date.day == day
                and (not code or s.type_id.code == code)
            )
        )
        self.assertEqual(len(shifts), 1, f"{person.name} on the {day}.")
        return shifts

    def _decide(self, document, *people):
        """Let people approve one after the other, as they are asked."""
        for person in people:
            tasks = document.flow_run_id.task_ids
            mine = tasks.filtered(
                lambda t, who=person: t.state == "pending" and t.user_id == who.user_id
            )
            asked = tasks.filtered(lambda t: t.state == "pending").user_id
            self.assertTrue(mine, f"{person.name} is not asked: {asked.mapped('name')}")
            mine.with_user(person.user_id).action_approve()

    def _request(self, person, form, **values):
        """File a request of a shipped form, and return it as the tests see it."""
        form = self.env.ref(f"cs_department.form_{form}")
        requests = self.env["cs.request"].with_user(person.user_id)
        answer = requests.save_page(None, form.id, values, True)
        self.assertTrue(answer.get("request_id"), answer)
        return self.env["cs.request"].browse(answer["request_id"])

    def _fill(self, request, person, **values):
        """Fill what the form asks a person for while it is decided."""
        model = self.env["cs.request"].with_user(person.user_id)
        model.save_page(request.id, None, values)

    def _correct(self, person, moment, direction, reason):
        corrections = self.env["cs.attendance.correction"].with_user(person.user_id)
        correction = corrections.create(
            {
                "reason": reason,
                "line_ids": [
                    (0, 0, {"at": self._utc(moment), "direction": direction}),
                ],
            }
        )
        correction.action_submit()
        return correction.with_env(self.env)

    def _leave_of(self, person, code, first, last=None, **values):
        """File leave of the regulation, and return it as the tests see it."""
        policy = self.env["cs.leave.policy"].search(
            [("department_id", "=", self.calls.id)]
        )
        types = policy.line_ids.leave_type_id
        leaves = self.env["hr.leave"].with_user(person.user_id)
        leave = leaves.create(
            {
                "employee_id": person.id,
                "holiday_status_id": types.filtered(lambda t: t.cs_code == code).id,
                "request_date_from": first,
                "request_date_to": last or first,
                **values,
            }
        )
        return leave.with_env(self.env)

    def _swap(self, kind, shifts, **values):
        """File a swap as the person of the first shift does."""
        swaps = self.env["cs.shift.swap"].with_user(shifts[0].employee_id.user_id)
        values["reason_id"] = self.env.ref("cs_department.swap_reason_private").id
        filed = swaps.file_swap(kind, shifts.ids, **values)
        return self.env["cs.shift.swap"].browse(filed["id"])

    # ---- the hand-over ---------------------------------------------------------------

    def _book(self, moment):
        """Open the pages that are due now, and return that of a change of shift."""
        books = self.env["cs.handover"]
        books._make_due(Datetime.now())
        change = self._utc(moment)
        book = books.search(
            [("department_id", "=", self.calls.id), ("start", "=", change)]
        )
        self.assertEqual(len(book), 1)
        return book

    def _lines(self, book, person, side):
        seats = book.seat_ids.filtered(
            lambda seat: person in (seat.outgoing_id | seat.incoming_id)
        )
        return book.item_ids.filtered(
            lambda line: (
                line.side == side and (not line.seat_id or line.seat_id in seats)
            )
        )

    def _hands_off(self, book, person):
        mine = book.with_user(person.user_id)
        self._accept(mine, self._lines(book, person, "outgoing"))
        mine.action_sign()

    def _takes_over(self, book, person, refused=None):
        mine = book.with_user(person.user_id)
        lines = self._lines(book, person, "incoming")
        mine.action_read((lines | self._lines(book, person, "outgoing")).ids)
        broken = lines.filtered(lambda i: refused and i.name.startswith(refused))
        if broken:
            mine.action_refuse_item(broken.id, "It is broken")
        self._accept(mine, lines - broken)
        mine.action_sign()
        return broken

    def _accept(self, book, lines):
        """Accept what nobody has decided; of what is common one is enough."""
        to_do = lines.filtered(lambda line: line.verdict == "open")
        if to_do:
            book.action_accept(to_do.ids)

    # ---- the clock -------------------------------------------------------------------

    def _clock_file(self, otherwise):
        """Import the clock file of the month: everybody came and left in time.

        :param otherwise: ``{(person, day): clock times}``, each as 'HH:MM in' or 'out';
            hours from 24 on are the next day. None where nobody clocked.
        """
        rows = []
        for shift in self.roster.shift_ids.filtered("employee_id"):
            if shift.layer or shift.state != "published":
                continue
            key = shift.employee_id, shift.date.day
            if key in otherwise:
                continue
            rows += [
                (shift.employee_id, moment, way) for moment, way in self._in_time(shift)
            ]
        for (person, day), times in otherwise.items():
            for text in times or ():
                clock, way = text.split()
                rows.append((person, self._local(f"{day} {clock}"), way))
        text = HEAD + "".join(
            f"{person.name},{moment:%Y-%m-%d},{moment:%H:%M},{way}\n"
            for person, moment, way in sorted(rows, key=lambda r: (r[0].id, r[1]))
        )
        file = (
            self.env["cs.clock.import"]
            .with_user(self.hr.user_id)
            .create(
                {
                    "mapping_id": self.mapping.id,
                    "data": base64.b64encode(text.encode()),
                    "filename": "june.csv",
                }
            )
        )
        file.action_import()
        self.assertEqual(file.state, "done", file.problem_ids.mapped("message"))
        return file

    def _local(self, text):
        zone = ZoneInfo(self.ZONE)
        return self._utc(text).replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)

    def _in_time(self, shift):
        """Five minutes before it begins for him, and five minutes after its end; at
        long unpaid breaks people go home."""
        zone = ZoneInfo(self.ZONE)
        early = timedelta(minutes=shift.type_id.early_minutes + 5)
        stays = [(shift.start - early, shift.stop + timedelta(minutes=5))]
        for pause in shift.type_id.break_ids.filtered(lambda b: not b.is_paid):
            if pause.end_hour - pause.start_hour >= 2:
                day = datetime.combine(shift.date, datetime.min.time(), zone)
                leave, back = (
                    (day + timedelta(hours=hour)).astimezone(ZoneInfo("UTC"))
                    for hour in (pause.start_hour, pause.end_hour)
                )
                first, last = stays.pop()
                stays += [
                    (first, leave.replace(tzinfo=None) + timedelta(minutes=5)),
                    (back.replace(tzinfo=None) - timedelta(minutes=5), last),
                ]
        for came, left in stays:
            for moment, way in ((came, "in"), (left, "out")):
                yield moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone), way

    def assertRefused(self, sentence, method, *args):
        """Call, and expect a sentence; nothing is left behind."""
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            method(*args)
        self.assertIn(sentence, str(caught.exception))
        self.env.invalidate_all()

    # ---- the month -------------------------------------------------------------------

    def _close(self, people):
        """HR counts the month, the leader and HR check it, HR locks it."""
        hr = self.env["cs.attendance.close"].with_user(self.hr.user_id)
        close = hr.create({"month": JUNE, "department_id": self.calls.id})
        close.action_count()
        # some of the department are in no roster of the story
        close.is_looked_at = bool(close.empty_names)
        close.action_reconcile()
        close.action_lock()
        sheets = self.env["cs.attendance.month"].search(
            [("employee_id", "in", people.ids), ("month", "=", JUNE)]
        )
        self.assertEqual(sheets.employee_id, people)
        self.assertEqual(set(sheets.mapped("state")), {"locked"})
        return {sheet.employee_id: sheet for sheet in sheets}

    def assertMonth(self, sheet, days, hours, **cases):
        """Compare every figure of a sheet; those that are not given are zero.

        :param days: days expected and days present
        """
        figures = dict.fromkeys(
            (
                "leave_days",
                "late_count",
                "late_minutes",
                "early_count",
                "away_count",
                "missing_count",
                "handover_late_count",
                "handover_left_count",
                "absent_days",
                "probation_count",
            ),
            0,
        )
        expected, present = days
        wanted = figures | cases
        wanted |= {"expected_days": expected, "present_days": present}
        wanted.setdefault("is_full", False)
        wanted["worked_hours"] = hours
        found = {name: sheet[name] for name in wanted}
        self.assertEqual(found, wanted, sheet.display_name)
        self.assertEveryFigure(sheet)

    def assertEveryFigure(self, sheet):
        """What stands behind a figure makes it up, and each fact says why."""
        for name in ("late", "early", "away", "handover_late", "handover_left"):
            facts = self._behind(sheet, f"{name}_count")
            self.assertEqual(len(facts), sheet[f"{name}_count"], name)
        minutes = sum(self._behind(sheet, "late_minutes").mapped("amount"))
        self.assertEqual(minutes, sheet.late_minutes)
        absent = sum(self._behind(sheet, "absent_days").mapped("amount"))
        self.assertEqual(absent, sheet.absent_days)
        for name in ("expected_days", "present_days", "leave_days"):
            self.assertEqual(len(self._behind(sheet, name)), sheet[name], name)
        hours = sum(self._behind(sheet, "worked_hours").mapped("worked_minutes")) / 60
        self.assertAlmostEqual(hours, sheet.worked_hours, 2)
        for fact in sheet.fact_ids:
            self.assertTrue(fact.reason, f"{fact.key} {fact.unit} says nothing")

    def _behind(self, sheet, figure):
        """Click on a figure as HR does, and return the records that open."""
        shown = sheet.with_user(self.hr.user_id).with_context(figure=figure)
        action = shown.action_show()
        return self.env[action["res_model"]].search(action["domain"])

    def assertFacts(self, sheet, *rows):
        """Compare what stands, as (day, kind, unit, amount); minutes left out."""
        facts = sheet.fact_ids.filtered(
            lambda f: not f.reverses_id and not f.reversal_ids and f.unit != "minutes"
        )
        found = [(f.date.day, f.kind, f.unit, f.amount) for f in facts]
        self.assertEqual(sorted(found), sorted(rows), sheet.display_name)

    def assertReasons(self, sheet, day, *sentences):
        facts = sheet.fact_ids.filtered(
            lambda f: f.date.day == day and not f.reverses_id and not f.reversal_ids
        )
        self.assertEqual(sorted(facts.mapped("reason")), sorted(sentences))

    def _explained(self, sheet, day):
        """Return the explanation of a day in the reader's clock."""
        found = sheet.day_ids.filtered(lambda one: one.date.day == day)
        return str(found.with_context(tz=self.ZONE).explanation)
