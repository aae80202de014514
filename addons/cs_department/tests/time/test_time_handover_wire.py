from odoo.tests import freeze_time, tagged

from ..flow.wire import SENTENCES, Wire
from .handover_common import EVENING, HandoverCase

BOOK = "cs.handover"
PAGES = (
    "cs.handover",
    "cs.handover.seat",
    "cs.handover.item",
    "cs.handover.question",
    "cs.handover.read",
    "cs.handover.signature",
)


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverOverTheWire(HandoverCase, Wire):
    """Who reads and does what, as clients of the server see it."""

    MODELS = (
        *PAGES,
        "cs.handover.template",
        "cs.handover.line",
        "cs.handover.signer",
        "cs.seat.policy",
        "cs.seat.absence",
        "cs.announcement",
        "cs.announcement.receipt",
        "cs.workload.report",
        "cs.workload.line",
        "cs.inspection",
        "cs.inspection.finding",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = cls._open()
        cls.item = cls.env["cs.handover.item"].browse(
            cls.handover.with_user(cls.agent.user_id).action_add(
                {"kind": "open_item", "name": "Refund"}
            )
        )
        cls.handover.with_user(cls.moon.user_id).action_ask(cls.item.id, "Why?")
        cls.handover.with_user(cls.moon.user_id).action_read(cls.item.ids)
        other = cls.env["res.company"].create({"name": "Elsewhere Ltd."})
        cls.stranger = cls.env["hr.employee"].create(
            {
                "name": "stranger",
                "company_id": other.id,
                "user_id": cls._user("stranger", "group_cs_admin", other).id,
            }
        )

    def _rows(self, model):
        """Return what belongs to the hand-over of these tests."""
        way = {
            BOOK: "id",
            "cs.handover.question": "item_id.handover_id",
            "cs.handover.read": "item_id.handover_id",
        }.get(model, "handover_id")
        return self.env[model].search([(way, "=", self.handover.id)])

    def test_who_reads_the_book(self):
        readers = {
            self.agent: True,
            self.moon: True,
            self.lead: True,
            self.boss: True,
            self.hr: True,
            self.auditor: True,
            self.director: True,  # his role signs the review
            self.agent3: False,
            self.lead2: False,
            self.stranger: False,
        }
        for person, may in readers.items():
            for model in PAGES:
                ids = self._rows(model).ids
                answer = self.call(person, model, "search_count", [("id", "in", ids)])
                found = answer.result
                self.assertEqual(found, len(ids) if may else 0, f"{person} {model}")
            page = self.call(person, BOOK, "get_page", self.handover.id)
            self.assertEqual(not page.error, may, f"{person} {page}")
            home = self.call(person, BOOK, "get_home").result
            groups = {key for key in ("mine", "led", "others") if home[key]}
            self.assertEqual(len(groups), int(may), f"{person} {groups}")
            if person in (self.hr, self.auditor):
                self.assertEqual(groups, {"others"}, f"{person}")

    def test_nobody_writes_the_book_but_by_its_methods(self):
        people = (self.agent, self.moon, self.lead, self.boss, self.hr, self.stranger)
        for person in people:
            for model in PAGES:
                row = self._rows(model)[:1]
                self.refused(person, model, "write", row.ids, {"create_uid": 1})
                self.refused(person, model, "unlink", row.ids)
                self.refused(person, model, "create", {"handover_id": self.handover.id})
            for field, value in (
                ("state", "signed"),
                ("left_at", "2024-06-03 12:00:00"),
            ):
                self.refused(person, BOOK, "write", self.handover.ids, {field: value})
        self.refused(self.hr, BOOK, "_keep", self.handover.ids, {"state": "closed"})

    def test_strangers_do_nothing(self):
        calls = (
            ("action_here",),
            ("action_read", self.item.ids),
            ("action_accept", self.item.ids),
            ("action_refuse_item", self.item.id, "No"),
            ("action_ask", self.item.id, "Why?"),
            ("action_answer", self.item.question_ids.id, "So"),
            ("action_add", {"kind": "open_item", "name": "Forged"}),
            ("action_edit", self.item.id, {"name": "Forged"}),
            ("action_waive", self.item.id, "No"),
            ("action_resolve", self.item.id, "No"),
            ("action_publish_lesson", self.item.id),
            ("action_call_roll", self.handover.seat_ids.ids, []),
            ("action_replace", self.handover.seat_ids[0].id, self.agent3.id),
            ("action_close_seat", self.handover.seat_ids[0].id, "No"),
            ("action_live", True),
            ("action_sign",),
            ("action_review",),
            ("action_refuse", "No"),
            ("action_settle", "No"),
            ("action_cancel", "No"),
        )
        for person in (self.agent3, self.lead2, self.stranger, self.auditor):
            for method, *args in calls:
                self.refused(person, BOOK, method, self.handover.ids, *args)

    def test_bad_input_gets_a_sentence(self):
        mine, ids = self.moon, self.handover.ids
        for wrong in (None, "x", -1, 2**40, [1], {}, True, 999999):
            self.refused(mine, BOOK, "get_page", wrong)
            self.refused(mine, BOOK, "action_read", ids, [wrong])
            self.refused(mine, BOOK, "action_accept", ids, wrong)
            self.refused(mine, BOOK, "action_refuse_item", ids, wrong, "No")
            self.refused(mine, BOOK, "action_answer", ids, wrong, "So")
            self.refused(self.lead, BOOK, "action_replace", ids, wrong, self.agent3.id)
            self.refused(self.lead, BOOK, "action_call_roll", ids, [wrong])
        for wrong in (None, "", "  ", 7, ["x"], "x" * 10_001):
            self.refused(mine, BOOK, "action_ask", ids, self.item.id, wrong)
            self.refused(mine, BOOK, "action_refuse", ids, wrong)
        for wrong in (
            None,
            [],
            {"kind": "check", "name": "x"},
            {"kind": "open_item", "name": ""},
            {"kind": "open_item", "name": "x" * 201},
            {"kind": ["open_item"], "name": "x"},
            {"kind": "open_item", "name": {"en_US": "x"}},
        ):
            self.refused(self.agent, BOOK, "action_add", ids, wrong)
        for counted in ("2", 1.5, -1, [1], 10**9):
            phone = self._item(self.handover, "Phone").id
            self.refused(mine, BOOK, "action_refuse_item", ids, phone, "No", counted)

    def test_set_up_belongs_to_hr(self):
        template = self.template
        line, signer = template.line_ids[:1], template.signer_ids[:1]
        for person in (self.agent, self.lead, self.boss, self.director):
            self.refused(
                person, template._name, "write", template.ids, {"lead_minutes": 0}
            )
            self.refused(person, line._name, "unlink", line.ids)
            self.refused(person, signer._name, "write", signer.ids, {"sequence": 1})
            self.refused(person, "cs.seat.policy", "create", {"name": "Mine"})
        answer = self.call(
            self.hr, template._name, "write", template.ids, {"lead_minutes": 10}
        )
        self.assertFalse(answer.error)
        for values in (
            {"lead_minutes": -1},
            {"lead_minutes": 241},
            {"gap_hours": 49},
            {"gap_hours": float("nan")},
            {"mode": "anyhow"},
            {"signer_ids": [[5, 0, 0]]},
            {"line_ids": [[0, 0, {"name": "x", "expected": -1}]]},
            {"signer_ids": [[0, 0, {"kind": "review", "sequence": 50}]]},
        ):
            answer = self.unchanged(
                self.hr, template._name, "write", template.ids, values
            )
            self.assertIn(answer.error, SENTENCES, values)

    def test_queries_of_home_and_page_do_not_grow_with_the_lines(self):
        def count(method, *args):
            self.env.flush_all()
            self.env.invalidate_all()
            book = self.env[BOOK].with_user(self.lead.user_id)
            before = self.env.cr.sql_log_count
            getattr(book, method)(*args)
            return self.env.cr.sql_log_count - before

        page = self.handover.id
        count("get_page", page)
        few, home = count("get_page", page), count("get_home")
        for number in range(20):
            item = self._write(self.handover, self.agent, f"Work {number}")
            self._as(self.moon, self.handover).action_ask(item.id, "Why?")
        self.assertLessEqual(count("get_page", page), few + 2)
        self.assertLessEqual(count("get_home"), home)
