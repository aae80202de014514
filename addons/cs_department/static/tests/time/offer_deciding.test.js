import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

async function decide(step) {
    for (const method of ["ask_question", "give_question", "action_ask", "action_give"]) {
        onRpc("cs.shift.offer.line", method, ({ args }) => {
            expect.step(`${method} ${args[0]}`);
            const isQuestion = method.endsWith("question");
            return isQuestion ? "Reed works it. Go on?" : { type: "ir.actions.act_window_close" };
        });
    }
    await mountWithCleanup(WebClient);
    getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_decide_offer",
        params: { line_id: 3, step },
    });
    await animationFrame();
    await animationFrame();
}

test("whoever gives a shift reads what speaks against it first", async () => {
    await decide("give");
    expect(".modal-title").toHaveText("Give the shift?");
    expect(".modal-body").toHaveText("Reed works it. Go on?");
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(["give_question 3", "action_give 3"]);
});

test("nobody is asked when the leader thinks better of it", async () => {
    await decide("ask");
    expect(".modal-title").toHaveText("Ask this person?");
    await contains(".modal-footer .btn-secondary").click();
    expect.verifySteps(["ask_question 3"]);
});
