import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels, makeBoard, makeShift } from "./board_test_helpers";

defineBoardModels();

const DAY = "2026-11-02";
const cell = (e, d) => `[data-place='${e}:${d}']`;

/** Open a board whose roster is in some state of automatic filling. */
async function open(auto, values = {}) {
    const page = { auto };
    onRpc("cs.roster", "board_data", () => {
        const board = makeBoard(values);
        board.rosters[0].auto = page.auto;
        return board;
    });
    onRpc("cs.roster", "board_conflicts", () => []);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_roster_board",
        params: { first: DAY },
    });
    await animationFrame();
    await animationFrame();
    return page;
}

const status = (values) => ({
    id: 1,
    name: "November",
    state: "waiting",
    limit: 30,
    seconds: 12,
    cost: 4200,
    missing: 3,
    error: "",
    summary: "",
    days: [],
    more: 0,
    ...values,
});

test.tags("desktop");
test("the board follows the search, and shows what could not be kept day by day", async () => {
    let told = status();
    onRpc("cs.roster", "auto_follow", () => [told]);
    onRpc("cs.roster", "action_fill_automatically", ({ args }) => {
        expect.step(`fill ${args[0]}`);
        page.auto = "waiting";
        return true;
    });
    const page = await open("");
    expect(".o_cs_search").toHaveCount(0);
    await contains(".o_cs_board_fill").click();
    await contains(".dropdown-item:contains(Automatically)").click();
    await animationFrame();
    await advanceTime(2000);
    await animationFrame();
    expect(".o_cs_search_bar").toHaveAttribute("aria-valuenow", "40");
    expect(queryAllTexts(".o_cs_search_facts span")).toEqual([
        "People still missing: 3",
        "cost 4,200",
        "12 of 30 s",
    ]);
    page.auto = "done";
    told = status({
        state: "done",
        summary: "14 shifts added.",
        days: [{ day: DAY, title: "Monday 2 November", lines: ["One is missing."] }],
    });
    await advanceTime(2000);
    await animationFrame();
    expect(".o_cs_search").toHaveCount(0);
    expect(".o_cs_search_report h5").toHaveText("Monday 2 November");
    expect(queryAllTexts(".o_cs_search_report li")).toEqual(["One is missing."]);
    expect.verifySteps(["fill 1"]);
});

test("a search that goes on is found again, and can be stopped", async () => {
    onRpc("cs.roster", "auto_follow", () => [status({ cost: false, missing: false })]);
    onRpc("cs.roster", "action_stop_automatically", ({ args }) => {
        expect.step(`stop ${args[0]}`);
        page.auto = "stopped";
        return true;
    });
    const page = await open("waiting");
    await advanceTime(10);
    await animationFrame();
    expect(".o_cs_search_facts span:first").toHaveText("Looking for a first roster");
    await contains(".o_cs_search_stop").click();
    await animationFrame();
    expect(".o_cs_search").toHaveCount(0);
    expect.verifySteps(["stop 1"]);
});

const EXPLAINED = {
    shift: "Early · Mon 2 Nov",
    employee: 1,
    person: "Lotus",
    for: ["1 of 2 people are there."],
    against: [],
    others: [
        { id: 3, name: "Ivy", may: true, reasons: ["Ivy: wanted to be free."] },
        { id: 2, name: "Reed", may: false, reasons: ["Reed: is on leave."] },
    ],
};

test("why, and who else: with the keyboard, and one click assigns", async () => {
    onRpc("cs.shift", "explain", ({ args }) => {
        expect.step(`explain ${args[0]}`);
        return EXPLAINED;
    });
    onRpc("cs.roster", "board_apply", ({ args }) => {
        const [{ op, s, e, d }] = args[0];
        expect.step(`${op} ${s} to ${e} on ${d}`);
        const patch = {
            employees: [1, 3],
            people: [],
            shifts: [makeShift(11, 3, DAY)],
            known: [],
            conflicts: [],
            coverage: {},
            rosters: [],
        };
        return { ok: true, stale: false, message: "", answers: [{ ok: true, s: 11 }], patch };
    });
    await open("");
    await contains(cell(1, DAY)).click();
    expect(".o_cs_board_why").toHaveText("Why? Who else?");
    await press("?");
    await animationFrame();
    await animationFrame();
    expect(queryAllTexts(".o_cs_why_able .o_cs_why_person b")).toEqual(["Ivy"]);
    expect(queryAllTexts(".o_cs_why_cannot li")).toEqual(["Reed: is on leave."]);
    await contains(".o_cs_why_assign").click();
    await animationFrame();
    await animationFrame();
    expect(".o_cs_why").toHaveCount(0);
    expect(`${cell(3, DAY)} .o_cs_chip b`).toHaveText("E");
    expect.verifySteps(["explain 11", `move 11 to 3 on ${DAY}`]);
});

test("empty cells and rosters that are locked have nothing to ask", async () => {
    await open("", { can_edit: false });
    await contains(cell(3, DAY)).click();
    expect(".o_cs_board_why").toHaveCount(0);
});
