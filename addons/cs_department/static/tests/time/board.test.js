import { expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { BoardRow } from "@cs_department/time/board/board_row";
import { WebClient } from "@web/webclient/webclient";
import { userError } from "../flow/flow_test_helpers";
import {
    defineBoardModels,
    makeBoard,
    makeDays,
    makePatch,
    makePerson,
    makeShift,
} from "./board_test_helpers";

defineBoardModels();

const DAY = "2026-11-02";
const NEXT = "2026-11-03";
const cell = (e, d) => `[data-place='${e}:${d}']`;

async function open(values, params = {}) {
    onRpc("cs.roster", "board_data", () => makeBoard(values));
    onRpc("cs.roster", "board_conflicts", () => values?.conflicts || []);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_roster_board",
        params: { first: DAY, ...params },
    });
    await animationFrame();
    await animationFrame();
}

/** Answer `board_apply`, and write down what was asked. */
function answerApply(answer) {
    onRpc("cs.roster", "board_apply", ({ args }) => {
        expect.step(
            args[0].map(({ seen, ...change }) => Object.values(change).join(" ")).join(", ")
        );
        return typeof answer === "function" ? answer(args[0]) : answer;
    });
}

const done = (patch, broken = []) => ({
    ok: true,
    stale: false,
    message: "",
    answers: [{ ok: true, s: 30, broken }],
    patch: makePatch(patch),
});

test("people, shifts, hours and coverage are shown", async () => {
    await open();
    expect(queryAllTexts(".o_cs_board_window .o_cs_board_who")).toEqual([
        "Free shifts",
        "Lotus",
        "Reed",
        "Ivy",
    ]);
    expect(`${cell(1, DAY)} .o_cs_chip b`).toHaveText("E");
    expect(`.o_cs_board_coverage [data-date='${DAY}']`).toHaveText("−1");
    expect(".o_cs_board_published").toHaveCount(0);
    await contains(`.o_cs_board_coverage [data-date='${DAY}']`).click();
    expect(queryAllTexts(".o_cs_cover_popover li")).toEqual(["07:00–15:00: 1 of 2"]);
});

test("text that looks like markup is text", async () => {
    const name = "<img src=x onerror=alert(1)>";
    await open({ people: [makePerson(1, name)] });
    expect(".o_cs_board_window .o_cs_board_who:eq(1)").toHaveText(name);
    expect(".o_cs_board img").toHaveCount(0);
});

test("typing a code fills the cell at once, and Ctrl+Z takes it back", async () => {
    answerApply(([change]) =>
        change.op === "put"
            ? done({ employees: [1], shifts: [makeShift(11, 1, DAY), makeShift(30, 1, NEXT, 3)] })
            : done({ employees: [1], shifts: [makeShift(11, 1, DAY)] })
    );
    await open();
    await contains(cell(1, DAY)).click();
    await press("ArrowRight");
    await press("n");
    await animationFrame();
    await animationFrame();
    expect(`${cell(1, NEXT)} .o_cs_chip b`).toHaveText("N");
    await press(["ctrl", "z"]);
    await animationFrame();
    await animationFrame();
    expect(`${cell(1, NEXT)} .o_cs_chip`).toHaveCount(0);
    expect.verifySteps([`put 1 ${NEXT} 3`, "remove 30"]);
});

test("a code that is none is said, with those that there are", async () => {
    await open();
    await contains(cell(1, DAY)).click();
    await press("z");
    await animationFrame();
    await advanceTime(1000);
    await animationFrame();
    expect(".o_notification_content").toHaveText(/No shift type here has the code z. There are: E/);
    expect.verifySteps([]);
});

test("a code that may go on waits for the next letter", async () => {
    answerApply(done({ employees: [1], shifts: [makeShift(11, 1, DAY)] }));
    await open();
    await contains(cell(3, DAY)).click();
    await press("e");
    await animationFrame();
    expect(".o_cs_board_typed").toHaveText("e");
    expect.verifySteps([]);
    await advanceTime(1000);
    expect.verifySteps([`put 3 ${DAY} 1`]);
});

test("what the server refuses is taken back and said in its sentence", async () => {
    answerApply({
        ok: false,
        stale: false,
        message: "Nothing was changed.",
        answers: [
            {
                ok: false,
                s: false,
                broken: [{ rule: "rest", sentence: "Only 4 h.", outcome: "block" }],
            },
        ],
    });
    await open();
    await contains(cell(1, DAY)).click();
    await press("Delete");
    await animationFrame();
    await animationFrame();
    expect(`${cell(1, DAY)} .o_cs_chip b`).toHaveText("E");
    expect(".o_notification_content").toHaveText(/Nothing was changed\.\s*Only 4 h\./);
    expect.verifySteps(["remove 11"]);
});

test("publishing waits for what is shown but not saved yet", async () => {
    const saving = new Deferred();
    answerApply(() => saving);
    onRpc("cs.roster", "board_publication", () => {
        expect.step("who is told");
        return { sentence: "One is told.", warnings: [], broken: [], people: [] };
    });
    await open();
    await contains(cell(1, DAY)).click();
    await press("Delete");
    await animationFrame();
    expect(`${cell(1, DAY)} .o_cs_chip`).toHaveCount(0);
    await contains(".o_cs_board_publish").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["remove 11"]);
    saving.resolve(done({ employees: [1], shifts: [] }));
    await animationFrame();
    await animationFrame();
    expect(".modal .o_cs_publish_what").toHaveText("One is told.");
    expect.verifySteps(["who is told"]);
});

test("a refusal of rights leaves the board as it was", async () => {
    onRpc("cs.roster", "board_apply", () => {
        throw makeServerError(userError("You may not do that."));
    });
    await open();
    await contains(cell(1, DAY)).click();
    await press("Delete");
    await animationFrame();
    await animationFrame();
    expect(`${cell(1, DAY)} .o_cs_chip b`).toHaveText("E");
    expect(".o_notification_content").toHaveText("You may not do that.");
});

test("copy and paste a block with the keyboard", async () => {
    answerApply(done({ employees: [3], shifts: [] }));
    await open();
    await contains(cell(1, DAY)).click();
    await press(["shift", "ArrowRight"]);
    await press(["ctrl", "c"]);
    await press("ArrowDown");
    await press("ArrowDown");
    await press("ArrowLeft");
    await press(["ctrl", "v"]);
    await animationFrame();
    expect.verifySteps([`put 3 ${DAY} 1`]);
});

test("a reader sees no palette and is told why he cannot change anything", async () => {
    const [roster] = makeBoard().rosters;
    await open({
        can_edit: false,
        can_publish: false,
        rosters: [{ ...roster, can_edit: false, state: "locked" }],
    });
    expect(".o_cs_board_palette").toHaveCount(0);
    expect(".o_cs_board_publish").toHaveCount(0);
    await contains(cell(1, DAY)).click();
    await press("Delete");
    await animationFrame();
    expect(".o_notification_content").toHaveText(
        "This roster is locked for pay. HR can unlock it."
    );
});

test("the line below the grid follows the cursor", async () => {
    await open();
    await contains(cell(1, DAY)).click();
    expect(".o_cs_board_told b").toHaveText("Lotus");
    await press("ArrowDown");
    await animationFrame();
    expect(".o_cs_board_told b").toHaveText("Reed");
});

test("what people knew is shown where it is another by now", async () => {
    await open({ known: [{ e: 1, d: DAY, t: [2] }] });
    expect(`${cell(1, DAY)} .o_cs_board_was`).toHaveText("L");
    await contains(cell(1, DAY)).click();
    expect(queryAllTexts(".o_cs_board_fact")).toInclude("was told: L");
});

test("200 people by 31 days draw only the rows in sight", async () => {
    const days = makeDays(31);
    const people = [...Array(200).keys()].map((id) => makePerson(id + 1, `Person ${id + 1}`));
    const shifts = people.flatMap(({ id }) =>
        days.map((day, index) => makeShift(id * 100 + index, id, day.date, 1 + ((id + index) % 3)))
    );
    await open({ days, people, shifts });
    const drawn = queryAll(".o_cs_board_window .o_cs_board_row").length;
    expect(drawn).toBeLessThan(60);
    expect(drawn).toBeGreaterThan(5);
    const scroller = queryOne(".o_cs_board_scroller");
    scroller.scrollTop = scroller.scrollHeight;
    await animationFrame();
    await animationFrame();
    expect(".o_cs_board_window .o_cs_board_who:last").toHaveText("Person 200");
});

test("a change draws anew only the rows that it touches", async () => {
    const people = [...Array(20).keys()].map((id) => makePerson(id + 1, `Person ${id + 1}`));
    const drawn = new Set();
    const saving = new Deferred();
    answerApply(() => saving);
    // what the rules say never comes: no row is marked
    onRpc("cs.roster", "board_legality", () => new Deferred());
    await open({ people });
    const { drop, moveTo } = await contains(`${cell(1, DAY)} .o_cs_chip`).drag();
    await moveTo(cell(3, DAY));
    await animationFrame();
    patchWithCleanup(BoardRow.prototype, {
        classOf(one, column) {
            drawn.add(this.props.row.key);
            return super.classOf(one, column);
        },
    });
    await drop(cell(3, DAY));
    await animationFrame();
    expect(`${cell(3, DAY)} .o_cs_chip b`).toHaveText("E");
    expect([...drawn].sort()).toEqual(["p1", "p3"]);
    drawn.clear();
    saving.resolve(done({ employees: [1, 3], shifts: [makeShift(11, 3, DAY)] }));
    await animationFrame();
    await animationFrame();
    expect([...drawn].sort()).toEqual(["free", "p1", "p3"]);
    expect.verifySteps([`move 11 3 ${DAY}`]);
});

test("the search leaves only whom it means, and empty pages say so", async () => {
    await open();
    await contains(".o_cs_board_search").edit("ivy", { confirm: false });
    expect(queryAllTexts(".o_cs_board_window .o_cs_board_who")).toEqual(["Free shifts", "Ivy"]);
    expect(".o_cs_board_none").toHaveCount(0);
    await contains(".o_cs_board_search").edit("nobody", { confirm: false });
    expect(".o_cs_board_none").toHaveText(/^Nobody is found\./);
});

test("nobody works here", async () => {
    await open({ people: [], shifts: [] });
    expect(".o_cs_board_nothing").toHaveCount(1);
});

test("a page that cannot be read says why, and can be tried again", async () => {
    onRpc("cs.roster", "board_data", () => {
        throw makeServerError(userError("You may not read this department."));
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_roster_board" });
    await animationFrame();
    expect(".alert-warning").toHaveText(/You may not read this department\./);
});

test("what a rule forbids is marked and said before the drop, and asked once", async () => {
    onRpc("cs.roster", "board_legality", ({ args }) => {
        expect.step(`${JSON.stringify(args[0])} ${args[1].length}`);
        return {
            [`2:${DAY}`]: [{ rule: "rest", sentence: "Only 4 h of rest.", outcome: "block" }],
        };
    });
    answerApply(done({ employees: [1, 3], shifts: [makeShift(11, 3, DAY)] }));
    await open();
    const { drop, moveTo } = await contains(`${cell(1, DAY)} .o_cs_chip`).drag();
    await moveTo(cell(2, DAY));
    await animationFrame();
    await animationFrame();
    expect(cell(2, DAY)).toHaveClass("o_cs_board_mark_block");
    expect(cell(3, DAY)).toHaveClass("o_cs_board_mark_fine");
    expect(".o_cs_board_bubble").toHaveText("Only 4 h of rest.");
    await drop(cell(3, DAY));
    await animationFrame();
    expect(`${cell(3, DAY)} .o_cs_chip b`).toHaveText("E");
    expect(".o_cs_board_bubble").toHaveCount(0);
    // the column and the row at first, each other row when the pointer comes there
    expect.verifySteps(['{"s":11} 10', '{"s":11} 6', '{"s":11} 6', `move 11 3 ${DAY}`]);
});
