import json
import logging
from datetime import date, timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ...logic import shift_times
from .roster_common import RosterCase

_logger = logging.getLogger(__name__)

PEOPLE, DAYS = 200, 31
MEASURE = """
(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const until = async (test) => {
        const end = performance.now() + 30000;
        while (!test() && performance.now() < end) {
            await frame();
        }
        return test();
    };
    const find = (selector) => document.querySelector(selector);
    const painted = () => find(".o_cs_board_window .o_cs_chip");
    await until(painted);
    const paint = [];
    for (let round = 0; round < 2; round++) {
        find(".o_cs_board_next").click();
        await until(() => !painted());
        const begun = performance.now();
        find(".o_cs_board_back").click();
        await until(painted);
        await frame();
        paint.push(performance.now() - begun);
    }
    const all = (selector) => [...document.querySelectorAll(selector)];
    const rows = all(".o_cs_board_window .o_cs_board_row").length;
    const cells = all(".o_cs_board_window .o_cs_board_cell").length;
    const event = (type, target) => {
        const box = target.getBoundingClientRect();
        target.dispatchEvent(new PointerEvent(type, {
            bubbles: true, button: 0, buttons: 1, pointerType: "mouse",
            clientX: box.x + box.width / 2, clientY: box.y + box.height / 2,
        }));
    };
    const drops = [], answers = [];
    for (let round = 0; round < 3; round++) {
        const chip = find(".o_cs_board_row:not(.o_cs_board_free) .o_cs_chip");
        const from = chip.closest("[data-place]").dataset.place;
        const day = from.split(":")[1];
        const target = all(`[data-place$='${day}']`).find(
            (one) => !one.querySelector(".o_cs_chip, .fa") &&
                one.dataset.place[0] !== "0"
        );
        const to = target.dataset.place;
        event("pointerdown", chip);
        event("pointermove", target);
        await until(() => find("[class*=o_cs_board_mark_]"));
        await frame();
        const begun = performance.now();
        event("pointermove", target);
        event("pointerup", target);
        await until(() => find(`[data-place='${to}'] .o_cs_chip`));
        drops.push(performance.now() - begun);
        await until(() => !find(".o_cs_board_busy"));
        answers.push(performance.now() - begun);
    }
    console.log("measured " + JSON.stringify({ paint, rows, cells, drops, answers }));
    console.log("test successful");
})();
"""


class BoardTourCase(RosterCase, HttpCase):
    """The roster of June 2024 in a browser."""

    def setUp(self):
        super().setUp()
        for person in (self.boss, self.agent):
            person.user_id.password = person.user_id.login
        # the tours look at June, whatever day it is
        action = self.env.ref("cs_department.action_cs_roster_board")
        action.params = {"first": "2024-06-01", "department_id": self.calls.id}

    def tour(self, name):
        self.start_tour("/odoo/roster-board", name, login=self.boss.user_id.login)

    def codes(self, person):
        found = self.env["cs.shift"].search(
            [("employee_id", "=", person.id), ("state", "!=", "cancelled")]
        )
        return {(shift.date.day, shift.type_id.code) for shift in found}


@tagged("post_install", "-at_install")
class TestBoardTours(BoardTourCase):
    """On a desktop."""

    browser_size = "1366x850"

    def test_a_month_by_rotation(self):
        self.roster.unlink()
        self._rotation("Shifts", [(self.day, 1), (None, 1)], [self.agent, self.agent2])
        self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "start_hour": 8,
                "end_hour": 20,
                "minimum": 1,
            }
        )
        self.tour("cs_board_month")
        roster = self.env["cs.roster"].search([("department_id", "=", self.calls.id)])
        self.assertEqual((roster.state, roster.revision), ("published", 1))
        self.assertEqual(self.codes(self.lead), {(4, "D")})

    def test_a_red_cell(self):
        self._shift(self.agent, 3, self.night)
        self._shift(self.agent, 4)
        self.tour("cs_board_red_cell")
        self.assertEqual(self.codes(self.agent2), {(4, "D")})

    def test_with_the_keyboard_alone(self):
        self.tour("cs_board_keyboard")
        self.assertEqual(self.codes(self.agent), {(4, "N")})
        self.assertFalse(self.codes(self.agent2))

    def test_a_large_department(self):
        """200 people by 31 days: few rows are drawn, and a drop is seen at once."""
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {n:03}",
                    "department_id": self.mail.id,
                    "date_version": "2024-01-01",
                }
                for n in range(PEOPLE)
            ]
        )
        roster = self._roster(self.mail, "2024-05-01", "2024-05-31")
        first = date(2024, 5, 1)
        rows = []
        for n, person in enumerate(people):
            for d in range(DAYS):
                if (n + d) % 4 < 2:
                    day = first + timedelta(days=d)
                    rows.append((person.id, self.day, day, self._times(day)))
        self.env["cs.shift"]._insert(roster, rows, "rotation")
        action = self.env.ref("cs_department.action_cs_roster_board")
        action.params = {"first": "2024-05-01", "department_id": self.mail.id}
        found = self._measured()
        _logger.info(
            "measured: board of %s people x %s days, ms: %s",
            PEOPLE,
            DAYS,
            json.dumps(found),
        )
        self.assertLess(found["rows"], 60)
        self.assertLess(found["cells"], 60 * DAYS)
        self.assertEqual(len(found["drops"]), 3)
        # shown before the server has answered, whatever else the machine does
        for drop, answer in zip(found["drops"], found["answers"], strict=True):
            self.assertLess(drop, answer)

    def _times(self, day):
        return shift_times.times(day, self.day._pattern())

    def _measured(self):
        lines = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        self._logger.addHandler(handler)
        self.addCleanup(self._logger.removeHandler, handler)
        self.browser_js(
            "/odoo/roster-board",
            MEASURE,
            "odoo.isReady",
            login=self.boss.user_id.login,
            success_signal="test successful",
            timeout=120,
        )
        [text] = [line.split("measured ")[1] for line in lines if "measured {" in line]
        return {
            name: [round(ms) for ms in value] if isinstance(value, list) else value
            for name, value in json.loads(text).items()
        }


@tagged("post_install", "-at_install")
class TestMyShiftsPhone(BoardTourCase):
    """On a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_my_shifts(self):
        today = fields.Date.today()
        soon = self._roster(self.calls, str(today), str(today + timedelta(days=3)))
        for person in (self.agent, self.agent2):
            self._shift(person, today + timedelta(days=2), roster=soon)
        soon.action_publish()
        action = self.env.ref("cs_department.action_cs_my_shifts")
        action.params = {"day": str(today)}
        self.start_tour(
            "/odoo/my-shifts", "cs_my_shifts_phone", login=self.agent.user_id.login
        )
