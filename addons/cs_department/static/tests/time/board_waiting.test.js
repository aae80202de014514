import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels, makeBoard } from "./board_test_helpers";

defineBoardModels();

const DAY = "2026-11-02";
const cell = (e, d) => `[data-place='${e}:${d}']`;

async function open(values) {
    onRpc("cs.roster", "board_data", () => makeBoard(values));
    onRpc("cs.roster", "board_conflicts", () => values.conflicts);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_roster_board",
        params: { first: DAY },
    });
    await animationFrame();
    await animationFrame();
}

test("what waits for a shift is marked and said, and is no broken rule", async () => {
    const hint = { rule: "waiting", sentence: "It is in a waiting swap.", outcome: "hint" };
    onRpc("cs.roster", "board_legality", () => ({ [`2:${DAY}`]: [hint] }));
    await open({ conflicts: [{ e: 1, d: DAY, s: 11, ...hint }] });
    await animationFrame();
    expect(cell(1, DAY)).toHaveClass("o_cs_board_waiting");
    expect(cell(1, DAY)).not.toHaveClass("o_cs_board_doubtful");
    expect(".o_cs_board_conflicts").toHaveCount(0);
    await contains(cell(1, DAY)).click();
    expect(".o_cs_board_hint").toHaveText("It is in a waiting swap.");
    const { cancel, moveTo } = await contains(`${cell(1, DAY)} .o_cs_chip`).drag();
    await moveTo(cell(2, DAY));
    await animationFrame();
    await animationFrame();
    expect(cell(2, DAY)).toHaveClass("o_cs_board_mark_warn");
    expect(".o_cs_board_bubble").toHaveText("It is in a waiting swap.");
    await cancel();
});
