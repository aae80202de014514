import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryFirst, queryRect, waitFor } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { contains, makeServerError, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { barTask, defineFlowModels, makeBar, makeMine, UGLY } from "./flow_test_helpers";

defineFlowModels();

const ARCH = `
    <form>
        <widget name="cs_flow_bar"/>
        <sheet><field name="name"/><field name="note"/></sheet>
    </form>`;

/** Mount a claim with a bar; `bars` are what the server returns, one after the other. */
async function mountBar(...bars) {
    mockDate("2026-03-10 12:00:00");
    let last = bars[0];
    onRpc("cs.flow.run", "get_bar", ({ args }) => {
        expect.step(`get_bar ${args}`);
        last = bars.shift() || last;
        return last;
    });
    await mountView({ type: "form", resModel: "claim", resId: 1, arch: ARCH });
    await animationFrame();
}

test.tags("desktop");
test("shows the way walked, who is asked and what lies ahead", async () => {
    await mountBar(makeBar());
    expect.verifySteps(["get_bar claim,1"]);
    expect(queryAllTexts(".o_cs_step_name")).toEqual([
        "Submitted",
        "Team leader",
        "Manager",
        "Finance",
    ]);
    expect(".o_cs_step_now .o_cs_person_chip").toHaveText("Mitchell");
    expect(".o_cs_bar_head").toHaveText(/In approval/);
    expect(".o_cs_bar_head").toHaveText(/Waits for Mitchell/);
    expect(".o_cs_step:last").toHaveText(/and 8 more/);
    expect(".o_cs_remark").toHaveCount(1);
    expect(".o_cs_remark").toHaveText(/Lena for Samir/);
    expect(".o_cs_ask").toHaveCount(0);
});

test.tags("desktop");
test("tells the whole history on demand", async () => {
    await mountBar(makeBar());
    await contains(".o_cs_remarks > button").click();
    expect(".o_cs_remark").toHaveCount(2);
    await contains(".o_cs_remarks > button").click();
    expect(".o_cs_remark").toHaveCount(1);
    expect.verifySteps(["get_bar claim,1"]);
});

test.tags("desktop");
test("says why a person is asked", async () => {
    await mountBar(makeBar());
    expect(".o_cs_step:nth-child(2) .o_cs_person_chip").toHaveAttribute(
        "title",
        "Lena · approved · direct manager of the person concerned"
    );
    await contains(".o_cs_step:nth-child(2) .o_cs_person_chip").click();
    expect(".o_cs_person_card").toHaveText(/direct manager of the person concerned/);
    expect(".o_cs_person_card").toHaveText(/Fine/);
    expect.verifySteps(["get_bar claim,1"]);
});

test("takes no name, comment or step for markup", async () => {
    const bar = makeBar({
        subject: UGLY,
        requester: { id: 3, name: UGLY },
        path: [barTask({ name: UGLY, user: { id: 7, name: UGLY }, comment: UGLY, reason: UGLY })],
        mine: [makeMine({ name: UGLY })],
    });
    bar.log[1].comment = UGLY;
    await mountBar(bar);
    if (queryFirst(".o_cs_bar_toggle")) {
        await contains(".o_cs_bar_toggle").click();
    }
    expect("img[src=x]").toHaveCount(0);
    expect(".o_cs_remark .text-prewrap").toHaveText(UGLY);
    await contains(".o_cs_do_approve").click();
    expect("img[src=x]").toHaveCount(0);
    expect(".o_cs_decision").toHaveText(/Bo/);
    expect.verifySteps(["get_bar claim,1"]);
});

test("approving asks once more, tells the server and shows how it is then", async () => {
    onRpc("cs.flow.task", "action_approve", ({ args }) => {
        expect.step(`approve ${JSON.stringify(args)}`);
        return true;
    });
    await mountBar(makeBar({ mine: [makeMine()] }), makeBar({ state: "approved", now: [] }));
    await contains(".o_cs_do_approve").click();
    await contains(".o_cs_decision textarea").edit("  well done ");
    await contains(".o_cs_confirm").click();
    await waitFor(".o_cs_bar_state:contains(Approved)");
    expect(".o_cs_decision").toHaveCount(0);
    expect(".o_cs_do_approve").toHaveCount(0);
    expect.verifySteps(["get_bar claim,1", 'approve [[12],"well done",{}]', "get_bar claim,1"]);
});

test("refusing needs a reason", async () => {
    onRpc("cs.flow.task", "action_refuse", ({ args }) => {
        expect.step(args[1]);
        return true;
    });
    await mountBar(makeBar({ mine: [makeMine()] }));
    await contains(".o_cs_do_refuse").click();
    await contains(".o_cs_confirm").click();
    expect(".o_cs_decision .alert-danger").toHaveText("Please give a reason.");
    await contains(".o_cs_decision textarea").edit("Too late");
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect(".o_cs_decision").toHaveCount(0);
    expect.verifySteps(["get_bar claim,1", "Too late", "get_bar claim,1"]);
});

test("a sentence of the server stays in the dialog with what was typed", async () => {
    onRpc("cs.flow.task", "action_approve", () => {
        throw makeServerError({ type: "UserError", message: "Already decided by Lena." });
    });
    await mountBar(makeBar({ mine: [makeMine()] }));
    await contains(".o_cs_do_approve").click();
    await contains(".o_cs_decision textarea").edit("kept");
    await contains(".o_cs_confirm").click();
    expect(".o_cs_decision .alert-danger").toHaveText("Already decided by Lena.");
    expect(".o_cs_decision textarea").toHaveValue("kept");
    expect(".o_cs_confirm").toBeEnabled();
    expect.verifySteps(["get_bar claim,1"]);
});

test("an error in reading the bar is a sentence, not a crash", async () => {
    onRpc("cs.flow.run", "get_bar", () => {
        throw makeServerError({ type: "UserError", message: "The condition is wrong." });
    });
    await mountView({ type: "form", resModel: "claim", resId: 1, arch: ARCH });
    expect(".o_widget_cs_flow_bar .alert").toHaveText("The condition is wrong.");
});

test("returning offers the steps already passed", async () => {
    onRpc("cs.flow.task", "action_return", ({ args }) => {
        expect.step(JSON.stringify(args));
        return true;
    });
    await mountBar(makeBar({ mine: [makeMine({ targets: [["one", "Team leader"]] })] }));
    await contains(".o_cs_more").click();
    await contains(".o_cs_do_return").click();
    expect(queryAllTexts(".o_cs_choice")).toEqual(["To the requester", "Team leader"]);
    await click("input[value=one]");
    await contains(".o_cs_decision textarea").edit("Look again");
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect.verifySteps(["get_bar claim,1", '[[12],"one","Look again"]', "get_bar claim,1"]);
});

test("the form is saved before its fields are declared filled in", async () => {
    onRpc("claim", "web_save", ({ args }) => {
        expect.step(`save ${JSON.stringify(args[1])}`);
    });
    onRpc("cs.flow.task", "action_approve", () => {
        expect.step("approve");
        return true;
    });
    await mountBar(makeBar({ mine: [makeMine({ kind: "fill", editable: ["Note"] })] }));
    expect(".o_cs_ask_text").toHaveText(/You may edit: Note/);
    await contains("[name=note] input").edit("4711");
    await contains(".o_cs_do_approve").click();
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect.verifySteps([
        "get_bar claim,1",
        'save {"note":"4711"}',
        "get_bar claim,1",
        "approve",
        "get_bar claim,1",
    ]);
});

test("a document that was not submitted shows its way and submits", async () => {
    onRpc("claim", "action_submit", ({ args }) => {
        expect.step(`submit ${JSON.stringify(args)}`);
        return true;
    });
    const bar = makeBar({
        run_id: false,
        state: "none",
        path: [],
        now: [],
        log: [],
        can: { submit: true },
    });
    await mountBar(bar, makeBar());
    expect(".o_cs_bar_head").toHaveText(/This is the way it will take/);
    await contains(".o_cs_do_submit").click();
    await waitFor(".o_cs_bar_state:contains(In approval)");
    expect.verifySteps(["get_bar claim,1", "submit [[1],{}]", "get_bar claim,1"]);
});

test("a document that no flow takes shows nothing", async () => {
    await mountBar(makeBar({ run_id: false, state: "none", can: { submit: false } }));
    expect(".o_cs_bar").toHaveCount(0);
    expect.verifySteps(["get_bar claim,1"]);
});

test("a new document asks the server nothing", async () => {
    onRpc("cs.flow.run", "get_bar", () => expect.step("get_bar"));
    await mountView({ type: "form", resModel: "claim", arch: ARCH });
    expect(".o_cs_bar").toHaveCount(0);
    expect.verifySteps([]);
});

test("reminding needs no dialog and says that it was done", async () => {
    onRpc("cs.flow.run", "action_urge", ({ args }) => {
        expect.step(`urge ${args}`);
        return true;
    });
    await mountBar(makeBar({ can: { urge: true, withdraw: true } }));
    await contains(".o_cs_do_urge").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/They have been reminded/);
    expect.verifySteps(["get_bar claim,1", "urge 5", "get_bar claim,1"]);
});

test("a question is shown and answered", async () => {
    onRpc("cs.flow.task", "action_answer", ({ args }) => {
        expect.step(JSON.stringify(args));
        return true;
    });
    const now = [barTask({ id: 30, kind: "answer", state: "pending", question: "Why?" })];
    await mountBar(makeBar({ now, mine: [makeMine({ id: 30, kind: "answer" })] }));
    expect(".o_cs_ask_text").toHaveText("Why?");
    await contains(".o_cs_do_answer").click();
    await contains(".o_cs_decision textarea").edit("Because");
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect.verifySteps(["get_bar claim,1", '[[30],"Because"]', "get_bar claim,1"]);
});

test("an overdue limit is marked", async () => {
    const bar = makeBar();
    bar.now[0].deadline = "2026-03-10 08:00:00";
    await mountBar(bar);
    expect(".o_cs_bar_head .text-danger").toHaveText(/overdue since/);
    expect.verifySteps(["get_bar claim,1"]);
});

test.tags("mobile");
test("what is said beside the name stays clear of the button on a phone", async () => {
    const now = [barTask({ state: "pending", done_at: false, deadline: "2026-03-30 17:00:00" })];
    await mountBar(makeBar({ now, expected: { at: "2026-04-01 12:00:00", count: 9 } }));
    expect(".o_cs_bar_expected").toHaveText(/usually decided by/);
    const words = document.createRange();
    words.selectNodeContents(queryFirst(".o_cs_bar_headline"));
    const edge = queryRect(".o_cs_bar_toggle").left;
    for (const { right } of words.getClientRects()) {
        expect(right).toBeLessThan(edge + 1);
    }
    expect.verifySteps(["get_bar claim,1"]);
});

test.tags("mobile");
test("on a phone the bar is a strip that opens, with its buttons at the thumb", async () => {
    await mountBar(makeBar({ mine: [makeMine()] }));
    expect(".o_cs_steps").toHaveCount(0);
    expect(".o_cs_bar_toggle").toHaveText("2/3");
    expect(".o_cs_ask_dock .o_cs_do_approve").toHaveCount(1);
    await contains(".o_cs_bar_toggle").click();
    expect(".o_cs_step").toHaveCount(4);
    expect(".o_cs_bar_toggle").toHaveAttribute("aria-expanded", "true");
    expect.verifySteps(["get_bar claim,1"]);
});
