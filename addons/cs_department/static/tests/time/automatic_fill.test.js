import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import "@cs_department/time/board/automatic_fill";

describe.current.tags("headless");

const fill = () => registry.category("cs_roster_fills").get("automatic");

function board(states) {
    return {
        rosters: [{ id: 7, state: "draft", can_edit: true }],
        guard: (act) => act(),
        model: { reload: async () => expect.step("reload") },
        notification: {
            add: (message) => {
                expect.step(`say ${message}`);
                return () => expect.step("close");
            },
        },
        orm: {
            call: async (_model, method) => expect.step(method),
            silent: { read: async () => [states.shift()] },
        },
    };
}

test("the board waits for the solver, then shows what it made", async () => {
    allowTranslations();
    const page = board([{ auto_state: "waiting" }, { auto_state: "done", auto_text: false }]);
    await fill().run(page, async () => expect.step("wait"));
    expect.verifySteps([
        "action_fill_automatically",
        "say The roster is being made …",
        "wait",
        "wait",
        "close",
        "reload",
        "say The roster is made.",
    ]);
});

test("what could not be kept is said, and locked rosters are not offered", async () => {
    allowTranslations();
    const page = board([{ auto_state: "done", auto_text: "Nobody is there." }]);
    await fill().run(page, async () => {});
    expect.verifySteps([
        "action_fill_automatically",
        "say The roster is being made …",
        "close",
        "reload",
        "say Nobody is there.",
    ]);
    page.rosters[0].can_edit = false;
    expect(fill().isOffered(page)).toBe(false);
});
