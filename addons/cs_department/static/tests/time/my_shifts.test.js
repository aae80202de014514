import { after, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import {
    beThereAt,
    dayName,
    hoursOf,
    listOf,
    weeksOf,
} from "@cs_department/time/my_shifts/my_shifts_utils";
import { shiftActions } from "@cs_department/time/my_shifts/my_shifts";
import { defineBoardModels } from "./board_test_helpers";
import { makeMine, open, shift } from "./my_shifts_test_helpers";

defineBoardModels();

test("words and sums", async () => {
    await open();
    const data = makeMine();
    expect(["2026-11-04", "2026-11-05", "2026-11-06"].map((d) => dayName(d, data.today))).toEqual([
        "Yesterday",
        "Today",
        "Tomorrow",
    ]);
    expect(dayName("2026-11-09", data.today)).toBe("Monday");
    expect([beThereAt(shift(1, data.today)), beThereAt({ from: "00:05", early: 10 })]).toEqual([
        "07:45",
        "23:55",
    ]);
    const weeks = weeksOf("2026-11-01", 1, data);
    expect(weeks).toHaveLength(6);
    expect([weeks[0][0].date, weeks.at(-1)[6].date]).toEqual(["2026-10-26", "2026-12-06"]);
    expect(weeksOf("2026-11-01", 7, data)[0][0].date).toBe("2026-11-01");
    expect(listOf(weeks, data.today, false).map((day) => day.number)).toEqual([6, 10, 11]);
    expect(listOf(weeks, data.today, true).map((day) => day.number)).toEqual([2, 6, 10, 11]);
    expect(hoursOf([...data.shifts, shift(3, data.today, { is_on_call: true })])).toBe(22);
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("the next shift is large, the list has what is ahead", async () => {
    await open();
    expect(".o_cs_mine_next .o_cs_mine_day").toHaveText("Tomorrow");
    expect(".o_cs_mine_next .o_cs_mine_hours").toHaveText("08:00–20:00");
    expect(".o_cs_mine_next .o_cs_mine_colleagues").toHaveText("Reed, Ivy");
    expect(queryAllTexts(".o_cs_mine_badge b")).toEqual(["6", "10", "11"]);
    await contains(".o_cs_mine_older").click();
    expect(queryAllTexts(".o_cs_mine_badge b")).toEqual(["2", "6", "10", "11"]);
    expect(".o_cs_mine_sum").toHaveText("Shifts: 2, hours: 22");
    expect(".o_cs_mine_line:first").toHaveText(/Day <b>/);
    await contains(".o_cs_mine_forward").click();
    expect.verifySteps(["2026-10-26 2026-12-06", "2026-11-25 2027-01-06"]);
});

test("at the end of a month the page opens on the next shift", async () => {
    const over = [shift(1, "2026-11-02")];
    await open({ shifts: over, absences: [], next: shift(2, "2026-12-03") });
    expect(".o_cs_mine_bar h1").toHaveText("December 2026");
    await contains(".o_cs_mine_back").click();
    expect(".o_cs_mine_sum").toHaveText("Shifts: 1, hours: 11");
    expect(".o_cs_home_nothing p:first").toHaveText("No more shifts in this month.");
    await contains(".o_cs_mine_ahead:contains(Show December 2026)").click();
    expect(".o_cs_mine_bar h1").toHaveText("December 2026");
    expect(".o_cs_home_nothing p:first").toHaveText("No published shifts in this month.");
    expect(".o_cs_mine_ahead").toHaveCount(0);
    const december = "2026-11-25 2027-01-06";
    expect.verifySteps(["2026-10-26 2026-12-06", december, "2026-10-26 2026-12-06", december]);
});

test("what has changed is marked until it is seen", async () => {
    const text = (number) => ({
        date: `2026-11-0${number}`,
        day: `Day ${number}`,
        kind: "changed",
        text: `Now <b>N</b> ${number}`,
    });
    const news = { changes: [5, 6, 7, 8, 9].map(text), notices: [7, 8] };
    const values = { ...news };
    mockDate("2026-11-05 10:00:00");
    onRpc("cs.shift", "my_shifts", () => makeMine(values));
    onRpc("cs.roster.notice", "action_seen", ({ args }) => {
        expect.step(args[0].join(" "));
        Object.assign(values, { changes: [], notices: [] });
        return true;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_my_shifts" });
    await animationFrame();
    expect(".o_cs_mine_news li").toHaveCount(4);
    expect(".o_cs_mine_news li:first").toHaveText(/Day 5\s*Now <b>N<\/b> 5/);
    await contains(".o_cs_mine_more_news:contains(More changes: 1)").click();
    expect(".o_cs_mine_news li").toHaveCount(5);
    expect(queryAllTexts(".o_cs_mine_badge b")).toEqual(["5", "6", "7", "8", "9", "10", "11"]);
    expect(".o_cs_mine_row[data-date='2026-11-06'] .o_cs_mine_change").toHaveCount(1);
    await contains(".o_cs_mine_as_month").click();
    expect(".o_cs_mine_changed").toHaveCount(5);
    expect(".o_cs_mine_detail .o_cs_mine_change").toHaveCount(1);
    await contains(".o_cs_mine_seen").click();
    expect(".o_cs_mine_news, .o_cs_mine_changed, .o_cs_mine_change").toHaveCount(0);
    expect.verifySteps(["7 8"]);
});

test("without a next shift the page stays where it is", async () => {
    await open({ shifts: [shift(1, "2026-11-02")], absences: [], next: false });
    expect(".o_cs_mine_bar h1").toHaveText("November 2026");
    expect(".o_cs_home_nothing p:first").toHaveText("No more shifts in this month.");
    expect(".o_cs_mine_ahead").toHaveCount(0);
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("a split shift says its parts, and a break is told", async () => {
    const split = {
        parts: [
            ["07:00", "11:00"],
            ["16:00", "20:00"],
        ],
        breaks: [["17:30", "18:00"]],
    };
    const shifts = [shift(2, "2026-11-06", split), shift(3, "2026-11-07")];
    await open({ shifts, next: shifts[0] });
    const both = "07:00–11:00, 16:00–20:00";
    expect(".o_cs_mine_next .o_cs_mine_hours").toHaveText(both);
    expect(".o_cs_mine_next .o_cs_mine_breaks").toHaveText("17:30–18:00");
    expect(queryAllTexts(".o_cs_mine_list .o_cs_mine_times")).toEqual([both, "08:00–20:00"]);
    await contains("[data-date='2026-11-07']").click();
    expect(".o_cs_mine_more").toHaveCount(1);
    expect(".o_cs_mine_more .o_cs_mine_breaks").toHaveCount(0);
    await contains(".o_cs_mine_as_month").click();
    await contains("[data-date='2026-11-06']").click();
    expect(".o_cs_mine_detail .o_cs_mine_times").toHaveText(both);
    expect(".o_cs_mine_detail .o_cs_mine_breaks").toHaveText("17:30–18:00");
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("a month, and what a tapped day holds", async () => {
    await open();
    await contains(".o_cs_mine_as_month").click();
    expect("[data-date='2026-11-06'] .o_cs_chip").toHaveText("D");
    await contains("[data-date='2026-11-10']").click();
    expect(".o_cs_mine_detail").toHaveText(/Annual leave/);
    await contains("[data-date='2026-11-07']").click();
    expect(".o_cs_mine_detail").toHaveText(/Free/);
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("what can be done with a shift: other rooms add it, and only to shifts they mean", async () => {
    shiftActions.add("test", {
        label: "Look at it",
        icon: "fa-eye",
        isOffered: (one) => one.id === 2,
        run: async (tools, one) => expect.step(`look at ${one.id}`),
    });
    after(() => shiftActions.remove("test"));
    await open();
    expect(queryAllTexts(".o_cs_mine_next .o_cs_mine_actions .btn")).toEqual([
        "Swap or give away",
        "Look at it",
    ]);
    await contains(".o_cs_mine_actions .btn:contains(Look at it)").click();
    // a shift that is over is not swapped any more
    await contains(".o_cs_mine_older").click();
    await contains("[data-date='2026-11-02']").click();
    expect(".o_cs_mine_more .o_cs_mine_actions").toHaveCount(0);
    expect.verifySteps(["2026-10-26 2026-12-06", "look at 2"]);
});

test("a shift with a hand-over leads to it, also when it is over", async () => {
    const handed = shift(1, "2026-11-02", { handover: 31 });
    await open({ shifts: [handed, shift(2, "2026-11-06", { handover: false })] });
    expect(queryAllTexts(".o_cs_mine_next .o_cs_mine_actions .btn")).toEqual(["Swap or give away"]);
    await contains(".o_cs_mine_older").click();
    await contains("[data-date='2026-11-02']").click();
    const tools = { action: { doAction: (action) => expect.step(JSON.stringify(action)) } };
    const button = shiftActions.get("handover");
    expect(queryAllTexts(".o_cs_mine_more .o_cs_mine_actions .btn")).toEqual(["Hand over"]);
    button.run(tools, handed);
    expect.verifySteps([
        "2026-10-26 2026-12-06",
        JSON.stringify({
            type: "ir.actions.client",
            tag: "cs_handover_page",
            params: { handover_id: 31 },
        }),
    ]);
});

test("somebody without an employee, or without shifts, is told so", async () => {
    await open({ next: false, shifts: [], absences: [] });
    expect(".o_cs_mine_next").toHaveText(/No shift ahead/);
    expect(".o_cs_mine .o_cs_home_nothing").toHaveCount(1);
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("the address for a calendar is shown, renewed and switched off", async () => {
    onRpc("cs.shift.feed", "my_feed", ({ args }) => {
        expect.step(`feed ${args.join()}`);
        const url = `http://x.test/cs/shifts/${args.length ? "new" : "old"}.ics`;
        return { url, webcal: url.replace("http", "webcal") };
    });
    onRpc("cs.shift.feed", "revoke_mine", () => expect.step("revoke") || true);
    await open();
    await contains(".o_cs_mine_feed").click();
    expect(".o_cs_feed_url").toHaveValue("http://x.test/cs/shifts/old.ics");
    await contains(".o_cs_feed_renew").click();
    expect(".o_cs_feed_open").toHaveAttribute("href", "webcal://x.test/cs/shifts/new.ics");
    await contains(".o_cs_feed_revoke").click();
    expect(".o_cs_feed_url").toHaveCount(0);
    expect.verifySteps(["2026-10-26 2026-12-06", "feed ", "feed true", "revoke"]);
});
