import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

const card = (id, day, values = {}) => ({
    id,
    day,
    date: "2026-11-10",
    type: "Early",
    color: 2,
    times: "08:00–16:00",
    ...values,
});
const START = {
    shift: card(7, "Tue, Nov 10"),
    person: "Lotus",
    kinds: [
        { kind: "exchange", name: "Exchange" },
        { kind: "give", name: "Give away" },
        { kind: "pool", name: "Offer to everybody" },
    ],
    needs_reason: true,
    reasons: [{ id: 1, name: "Private", needs_note: false }],
    max_ring: 5,
    policy: "Swaps",
    note: "",
    is_own: true,
    open_swap: false,
    problem: "",
};
const colleague = (id, name, problems = [], shifts = []) => ({
    id,
    name,
    department: "Hotline",
    job: "",
    problems,
    hints: [],
    shifts,
});

async function open(start = {}) {
    onRpc("cs.shift.swap", "swap_start", ({ args }) => {
        expect.step(`start ${args[0]}`);
        return { ...START, ...start };
    });
    onRpc("cs.shift.swap", "candidates", ({ args }) => {
        expect.step(`candidates ${args[1]}`);
        const shift = card(9, "Thu, Nov 12", { problems: [], closing: [] });
        return [
            colleague(3, "Reed", [], args[1] === "exchange" ? [shift] : []),
            colleague(4, "Ivy <b>", ["Ivy has leave during Tue, Nov 10.", "Ivy rests."]),
        ];
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_department.swap",
        params: { shift_id: 7 },
    });
    await animationFrame();
}

test("who may stands first, the others with the rule that keeps them", async () => {
    await open();
    expect(".o_cs_swap_day").toHaveText(/Nov 10/);
    expect(queryAllTexts(".o_cs_swap_person .o_cs_swap_name b")).toEqual(["Reed"]);
    expect(".o_cs_swap_excluded").toHaveText(/Ivy <b>[\s\S]*has leave/);
    expect(".o_cs_swap_excluded .text-danger").toHaveText(/has leave/);
    expect(".o_cs_swap_excluded .small").toHaveText("Ivy rests.");
    expect(".o_cs_swap_send .btn").not.toBeEnabled();
    expect(".o_cs_swap_missing").toHaveText("Choose a colleague.");
    expect.verifySteps(["start 7", "candidates exchange"]);
});

test("a shift is chosen, a reason said, and what is refused is said on the page", async () => {
    onRpc("cs.shift.swap", "file_swap", ({ kwargs }) => {
        expect.step(`file ${kwargs.kind} ${kwargs.shift_ids.join()}`);
        throw makeServerError({ type: "UserError", message: "Reed was faster" });
    });
    await open();
    await contains(".o_cs_swap_person .o_cs_swap_name").click();
    await contains(".o_cs_swap_shifts .btn").click();
    await contains("#o_cs_swap_reason").select("1");
    await contains(".o_cs_swap_send .btn:enabled").click();
    await animationFrame();
    expect(".o_cs_swap_page [role='alert']").toHaveText(/Reed was faster/);
    expect(".o_cs_swap_shifts .btn.o_chosen").toHaveCount(1);
    expect.verifySteps(["start 7", "candidates exchange", "file exchange 7,9"]);
});

test("nobody is chosen for an offer", async () => {
    await open();
    await contains("button:contains(Offer to everybody)").click();
    expect(".o_cs_swap_person").toHaveCount(0);
    expect.verifySteps(["start 7", "candidates exchange"]);
});

test("the address names the shift, so that the page comes back with it", async () => {
    await open();
    await animationFrame();
    expect(router.current.resId).toBe(7);
    await getService("action").doAction(
        { type: "ir.actions.client", tag: "cs_department.swap" },
        { props: { resId: 7 } }
    );
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_department.swap",
    });
    await animationFrame();
    expect(".o_cs_swap_page [role='alert']").toHaveText(/Choose one of your shifts/);
    const twice = ["start 7", "candidates exchange"];
    expect.verifySteps([...twice, ...twice]);
});

test("a shift that cannot be swapped says why", async () => {
    await open({ problem: "Tue, Nov 10 has begun already." });
    expect(".o_cs_swap_page").toHaveText(/has begun already/);
    expect(".o_cs_swap_person").toHaveCount(0);
    expect.verifySteps(["start 7"]);
});
