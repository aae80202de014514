from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .handover_common import CHANGE, EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverMaking(HandoverCase):
    """Hand-overs come out of the roster, once, with what is to be handed over."""

    def test_sh_05_seats_are_pairs(self):
        handover = self._open()
        self.assertEqual(handover.department_id, self.calls)
        self.assertEqual(handover.start, CHANGE)
        pairs = [(s.outgoing_id, s.incoming_id) for s in handover.seat_ids]
        self.assertEqual(pairs, [(self.agent, self.moon), (self.agent2, self.star)])
        kinds = handover.signature_ids.mapped("kind")
        self.assertEqual(
            sorted(kinds),
            ["incoming", "incoming", "leader", "outgoing", "outgoing", "review"],
        )

    def test_tv_131_sh_03_sh_22_sh_25_lead_time(self):
        for lead, due in ((15, "11:45"), (10, "11:50"), (5, "11:55")):
            with self.subTest(lead=lead), self.env.cr.savepoint() as savepoint:
                self.template.lead_minutes = lead
                handover = self._open()
                self.assertEqual(handover.due_at.strftime("%H:%M"), due)
                savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def test_tv_131_a_start_at_half_past_eight(self):
        night, early = self._type("N8", 20.5, 32.5), self._type("E8", 8.5, 16.5)
        for name, day, kind in (("dawn", 3, night), ("noon", 4, early)):
            person = self._person(name, self.calls, "group_cs_agent")
            self._shift(person, day, kind, state="published")
        for lead, due in ((15, "08:15"), (10, "08:20"), (5, "08:25")):
            with self.subTest(lead=lead), self.env.cr.savepoint() as savepoint:
                self.template.lead_minutes = lead
                made = self._open("2024-06-04 00:10:00")
                handover = made.filtered(lambda one: one._clock(one.start) == "08:30")
                self.assertEqual(handover._clock(handover.due_at), due)
                savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def test_it_is_made_once_and_not_too_early(self):
        self.assertFalse(self._open("2024-06-03 10:59:00"))
        handover = self._open("2024-06-03 11:00:00")
        self.assertTrue(handover)
        self.assertFalse(self._open("2024-06-03 11:05:00"))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                "INSERT INTO cs_handover (template_id, company_id, department_id,"
                " start, due_at, tz, state, mode) SELECT template_id, company_id,"
                " department_id, start, due_at, tz, state, mode FROM cs_handover"
                " WHERE id = %s",
                [handover.id],
            )

    def test_a_server_that_stood_still_makes_it_later(self):
        self.assertTrue(self._open("2024-06-03 13:30:00"))

    def test_drafts_free_shifts_and_on_call_hand_over_nothing(self):
        self.shifts.state = "draft"
        self._shift(None, 3, state="published")
        self._shift(self.agent3, 3, self.on_call, state="published")
        self.assertFalse(self._open())

    def test_the_nearest_template_for_the_type_of_shift(self):
        night = self._template(
            name="Nights",
            shift_type_ids=[(6, 0, self.night.ids)],
            signers=[{"kind": "incoming"}],
        )
        own = self._template(
            name="Calls", department_id=self.calls.id, signers=[{"kind": "incoming"}]
        )
        self.assertEqual(self._open().template_id, own)
        place = self.centre.id, self.company.id
        templates = self.env["cs.handover.template"]
        rows = templates._holding({place})[place]
        self.assertEqual(templates._chosen(rows, self.night.id), night)
        self.assertEqual(templates._chosen(rows, self.day.id), self.template)

    def test_without_a_template_nothing_is_made(self):
        self.template.active = False
        self.assertFalse(self._open())

    def test_sh_20_duties_of_the_late_shift_only(self):
        late = self._item_line("Clean the kitchen", [self.night.id])
        self._item_line("Water the plants", [self.day.id])
        handover = self._open()
        names = handover.item_ids.mapped("name")
        self.assertIn("Water the plants", names)
        self.assertNotIn("Clean the kitchen", names)
        self.assertEqual(late.side, "outgoing")

    def _item_line(self, name, types):
        return self.env["cs.handover.line"].create(
            {
                "template_id": self.template.id,
                "section": "hygiene",
                "name": name,
                "side": "outgoing",
                "shift_type_ids": [(6, 0, types)],
            }
        )

    def test_opening_takes_over_from_nobody(self):
        self.shifts[:2].unlink()
        self.assertFalse(self._open())
        self.template.is_alone = True
        handover = self._open()
        self.assertFalse(handover.seat_ids.outgoing_id)
        self.assertNotIn("outgoing", handover.signature_ids.mapped("kind"))
        self.assertNotIn("Bin is empty", handover.item_ids.mapped("name"))

    def test_sh_04_fewer_come_and_everybody_has_relief(self):
        self.shifts[3:].unlink()
        handover = self._open()
        self.assertEqual(handover.seat_ids.incoming_id, self.moon)
        self.assertEqual(handover.seat_ids.outgoing_id, self.agent + self.agent2)

    def test_sh_26_who_goes_is_reminded_once_to_tidy_up(self):
        handover = self._open()
        self.env["cs.handover"]._remind_tidy(datetime(2024, 6, 3, 11, 44))
        self.assertFalse(handover.activity_ids)
        for _time in range(2):
            self.env["cs.handover"]._remind_tidy(datetime(2024, 6, 3, 11, 46))
        people = (self.agent + self.agent2).user_id
        self.assertEqual(handover.activity_ids.user_id, people)
        self.assertEqual(len(handover.activity_ids), 2)

    def test_sh_08_open_work_is_carried_on_with_both_names(self):
        first = self._open()
        item = self._write(first, self.agent)
        self._finish_outgoing(first, self.agent, self.agent2)
        self._take_over(first, self.moon, self.star)
        self._as(self.lead, first).action_sign()
        self.assertEqual(item.owner_id, self.moon)
        self._shifts(4, self.agent, self.agent2, self.moon, self.star)
        second = self._open("2024-06-03 23:30:00")
        carried = self._item(second, item.name)
        self.assertEqual(carried.origin_id, item)
        self.assertTrue(item.is_carried)
        self.assertEqual(carried.first_owner_id, self.agent)
        self.assertEqual(carried.owner_id, self.moon)
        self.assertEqual(carried.seat_id.outgoing_id, self.moon)
        with freeze_time("2024-06-04 00:00:00"):
            self._as(self.agent2, second).action_resolve(carried.id, "Paid back")
        self.assertTrue(item.is_resolved)
        self.assertEqual(carried.resolved_by_id, self.agent2)
        body = second.message_ids[:1].body
        self.assertIn("agent2", body)
        self.assertIn("first asked: agent.", body)
        third = self._open("2024-06-04 11:30:00")
        self.assertNotIn(item.name, third.item_ids.mapped("name"))

    def test_sh_19_announcements_of_the_day_go_in(self):
        news = self.env["cs.announcement"].create(
            [
                {"name": "For all", "date_from": "2024-06-01"},
                {"name": "Over", "date_from": "2024-05-01", "date_to": "2024-05-31"},
                {"name": "Optional", "date_from": "2024-06-01", "is_required": False},
                {"name": "Mail only", "department_id": self.mail.id},
                {"name": "Centre", "department_id": self.centre.id},
                {"name": "Tomorrow", "date_from": "2024-06-04"},
            ]
        )
        handover = self._open()
        told = handover.item_ids.filtered(lambda i: i.kind == "announcement")
        self.assertEqual(sorted(told.mapped("name")), ["Centre", "For all"])
        self._as(self.moon, handover).action_read(told.ids)
        self._as(self.moon, handover).action_read(told.ids)
        receipts = news.receipt_ids
        self.assertEqual(receipts.employee_id, self.moon)
        self.assertEqual(len(receipts), 2)

    def test_sw_15_swaps_are_written_by_themselves(self):
        swap = self.env["cs.shift.swap"].create(
            {
                "kind": "give",
                "employee_id": self.moon.id,
                "leg_ids": [
                    (0, 0, {"shift_id": self.shifts[2].id, "taker_id": self.star.id})
                ],
                "moved_at": "2024-06-02 08:00:00",
            }
        )
        handover = self._open()
        [line] = handover.item_ids.filtered(lambda item: item.kind == "swap")
        self.assertEqual(line.name, f"{swap.name}: {swap.leg_ids._sentence()}")

    def test_checks_keep_the_words_of_all_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        line = self.template.line_ids[0]
        line.with_context(lang="zh_CN").name = "耳机正常"
        handover = self._open()
        item = handover.item_ids.filtered(lambda i: i.line_id == line)
        self.assertEqual(item.name, "Headset works")
        self.assertEqual(item.with_context(lang="zh_CN").name, "耳机正常")
        line.name = "Changed"
        item.invalidate_recordset()
        self.assertEqual(item.name, "Headset works")

    def test_work_is_told_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        source = self.registry["cs.handover.source.flow"]

        def work(self, shifts):
            is_zh = self.env.lang == "zh_CN"
            row = {
                "kind": "open_item",
                "name": "工单 7" if is_zh else "Ticket 7",
                "progress": "等客户回电" if is_zh else "The customer calls again",
            }
            return {shift.id: [row] for shift in shifts[:1]}

        self.patch(source, "_handover_items", work)
        handover = self._open()
        item = self._item(handover, "Ticket 7")
        read = item.with_context(lang="zh_CN")
        self.assertEqual((read.name, read.progress), ("工单 7", "等客户回电"))
        self.assertEqual(item.progress, "The customer calls again")

    def _queries(self, teams):
        """Count the queries that opening the hand-overs of so many teams takes."""
        for number in range(teams):
            team = self._department(f"Team {number}", self.centre)
            roster = self._roster(team)
            for kind in (self.day, self.night):
                person = self._person(f"{kind.code} {number}", team)
                self._shift(person, 5, kind, roster, state="published")
        self.env.flush_all()
        self.env.invalidate_all()
        self.env["cs.handover"]._make_due(datetime(2024, 6, 1))
        before = self.env.cr.sql_log_count
        made = self._open("2024-06-05 11:30:00")
        self.env.flush_all()
        self.assertEqual(len(made), teams)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_number(self):
        with self.env.cr.savepoint() as savepoint:
            one = self._queries(1)
            savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        many = self._queries(20)
        self.assertLessEqual(many, one + 4, f"{one} for 1, {many} for 20")

    def test_the_cron_does_it_all(self):
        with freeze_time("2024-06-03 11:46:00"), self.enter_registry_test_mode():
            self.env.ref("cs_department.cron_cs_handover_make").method_direct_trigger()
        self.env.invalidate_all()
        handover = self.env["cs.handover"].search(
            [("department_id", "=", self.calls.id)]
        )
        self.assertEqual(handover.start, CHANGE)
        self.assertEqual(handover.reminded_at, CHANGE - timedelta(minutes=14))


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverLiveWork(HandoverCase):
    """Running approvals are drawn from the engine, and later rooms add theirs."""

    def _asked(self, **values):
        """Let a request wait for the agent; the task that asks him."""
        form = self.env["cs.form"].create(
            {"name": "Ask", "code": "ask_handover", **values}
        )
        self.env["cs.flow.node"].create(
            {
                "flow_id": form.flow_id.id,
                "name": "Agent",
                "key": "agent",
                "kind": "approve",
                "approver_kind": "user",
                "user_ids": [(6, 0, self.agent.user_id.ids)],
            }
        )
        design = {"fields": [{"key": "why", "kind": "text", "label": "Why"}]}
        self.env["cs.form"].save_design(form.id, design | {"rules": []}, form.rev)
        form._publish(None)
        model = self.env["cs.request"].with_user(self.star.user_id)
        answer = model.save_page(None, form.id, {}, True)
        return self.env["cs.flow.task"].search(
            [("res_model", "=", "cs.request"), ("res_id", "=", answer["request_id"])]
        )

    def test_sh_06_pending_approvals_are_open_work(self):
        task = self._asked(is_handed_over=True)
        handover = self._open()
        item = self._item(handover, task.subject)
        self.assertEqual(item.kind, "open_item")
        self.assertEqual(item.owner_id, self.agent)
        self.assertEqual(item.seat_id, self._seat(handover, self.agent))
        self.assertEqual(item.contact, "star")
        self.assertEqual(item.res_id, task.res_id)

    def test_the_step_of_an_approval_is_told_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        task = self._asked(is_handed_over=True)
        self.env.cr.execute(
            "UPDATE cs_flow_task SET words = %s WHERE id = %s",
            ['{"zh_CN": {"step": "坐席"}}', task.id],
        )
        task.invalidate_recordset()
        item = self._item(self._open(), task.subject)
        self.assertEqual(item.progress, "Agent")
        self.assertEqual(item.with_context(lang="zh_CN").progress, "坐席")

    def test_what_hr_does_not_call_work_stays_with_whom_it_waits_for(self):
        task = self._asked()
        handover = self._open()
        self.assertNotIn(task.res_id, handover.item_ids.mapped("res_id"))

    def test_a_later_room_adds_work_and_says_who_is_busy(self):
        source = self.registry["cs.handover.source.flow"]
        shift = self.shifts[0]
        work = {shift.id: [{"kind": "open_item", "name": "Ticket 7"}]}
        self.patch(source, "_handover_items", lambda self, shifts: work)
        busy = {self.agent.id}
        self.patch(source, "_handover_live", lambda self, employees: busy)
        handover = self._open()
        self.assertEqual(self._item(handover, "Ticket 7").owner_id, self.agent)
        self._as(self.agent, handover).action_accept(
            self._item(handover, "Bin is empty").ids
        )
        mine = self._as(self.agent, handover)
        self.assertRefused("agent still serves a customer", mine.action_sign)
        busy.clear()
        mine.action_sign()
