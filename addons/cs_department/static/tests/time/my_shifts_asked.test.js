import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, makeServerError, onRpc } from "@web/../tests/web_test_helpers";
import { defineBoardModels } from "./board_test_helpers";
import { open, shift } from "./my_shifts_test_helpers";

defineBoardModels();

test("who is asked for a free shift answers on top of the page", async () => {
    const asked = [{ id: 7, text: "You are asked to take Night, until 14:30." }];
    onRpc("cs.shift.offer.line", "take_question", ({ args }) => {
        expect.step(`question ${args}`);
        return "You take Night. It is yours at once. Go on?";
    });
    onRpc("cs.shift.offer.line", "action_take", ({ args }) => {
        expect.step(`take ${args}`);
        return {
            type: "ir.actions.client",
            tag: "display_notification",
            params: {
                message: "Yours",
                next: { type: "ir.actions.client", tag: "soft_reload" },
            },
        };
    });
    await open({ asked });
    expect(".o_cs_mine_asked p").toHaveText(asked[0].text);
    queryOne(".o_cs_mine_take").click();
    await contains(".o_cs_mine_take").click();
    expect(".modal").toHaveCount(1);
    expect(".modal-body").toHaveText("You take Night. It is yours at once. Go on?");
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".o_notification").toHaveText("Yours");
    expect.verifySteps(["2026-10-26 2026-12-06", "question 7", "take 7", "2026-10-26 2026-12-06"]);
});

test("who was too slow reads so, and the page is read again", async () => {
    onRpc("cs.shift.offer.line", "take_question", () => "Go on?");
    onRpc("cs.shift.offer.line", "action_take", () => {
        throw makeServerError({
            type: "odoo.exceptions.UserError",
            errorName: "odoo.exceptions.UserError",
            message: "Reed was faster.",
        });
    });
    await open({ asked: [{ id: 7, text: "Night" }] });
    await contains(".o_cs_mine_take").click();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".modal-title").toHaveText("Not possible");
    expect(".modal-body").toHaveText("Reed was faster.");
    expect.verifySteps(["2026-10-26 2026-12-06", "2026-10-26 2026-12-06"]);
});

test("a no is sent at once", async () => {
    onRpc("cs.shift.offer.line", "action_decline", ({ args }) => {
        expect.step(`decline ${args}`);
        return true;
    });
    await open({ asked: [{ id: 7, text: "Night" }] });
    await contains(".o_cs_mine_decline").click();
    expect.verifySteps(["2026-10-26 2026-12-06", "decline 7", "2026-10-26 2026-12-06"]);
});

test("a shift in a running swap says so and leads to it", async () => {
    const swap = { id: 5, text: "Swap SW-5: waits for Ivy." };
    const shifts = [shift(2, "2026-11-06", { swap }), shift(3, "2026-11-07")];
    await open({ shifts, next: shifts[0] });
    expect(".o_cs_mine_next .o_cs_mine_swap").toHaveText(swap.text);
    expect(queryAllTexts(".o_cs_mine_next .o_cs_mine_actions .btn")).toEqual(["Open the swap"]);
    expect(".o_cs_mine_list .o_cs_mine_swapped").toHaveCount(1);
    await contains("[data-date='2026-11-07']").click();
    expect(queryAllTexts(".o_cs_mine_more .o_cs_mine_actions .btn")).toEqual(["Swap or give away"]);
    expect.verifySteps(["2026-10-26 2026-12-06"]);
});

test("who cannot come says why, and may come after all", async () => {
    onRpc("cs.shift.unable", "tell", ({ args }) => {
        expect.step(`tell ${args}`);
        return "Willow knows.";
    });
    onRpc("cs.shift.unable", "action_withdraw", ({ args }) => {
        expect.step(`withdraw ${args}`);
        return true;
    });
    const one = { may_tell: true, unable: false };
    const two = { may_tell: true, unable: 9 };
    const shifts = [shift(2, "2026-11-06", one), shift(3, "2026-11-07", two)];
    await open({ shifts, next: shifts[0] });
    await contains(".o_cs_mine_next .btn:contains(I cannot come)").click();
    await contains(".modal textarea").edit("Fever");
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".o_notification").toHaveText("Willow knows.");
    await contains("[data-date='2026-11-07']").click();
    expect(".o_cs_mine_more .o_cs_mine_unable").toHaveCount(1);
    await contains(".o_cs_mine_more .btn:contains(I can come after all)").click();
    const read = "2026-10-26 2026-12-06";
    expect.verifySteps([read, "tell 2,Fever", read, "withdraw 9", read]);
});
