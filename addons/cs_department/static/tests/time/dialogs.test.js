import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { LockDialog } from "@cs_department/time/board/lock_dialog";
import { PublishDialog } from "@cs_department/time/board/publish_dialog";
import { WordsDialog } from "@cs_department/time/common/words_dialog";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

async function show(component, props) {
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(component, props);
    await animationFrame();
}

describe("publishing", () => {
    const people = Array.from({ length: 14 }, (_one, index) => ({
        id: index + 1,
        name: index ? `Reed ${index}` : "Ivy <b>",
        lines: ["Jun 3: D"],
    }));
    const open = async (values = {}) => {
        onRpc("cs.roster", "board_publication", ({ args }) => {
            expect.step(`look ${args[0].join()}`);
            const empty = { warnings: [], broken: [] };
            return { sentence: "14 people are told.", ...empty, people, ...values };
        });
        await show(PublishDialog, { ids: [3, 4], done: () => expect.step("done") });
    };

    test("says who is told what, a dozen at first", async () => {
        await open({ warnings: ["Jun 4: one is missing."] });
        expect(".o_cs_publish_what").toHaveText("14 people are told.");
        expect(".o_cs_publish_warnings").toHaveText("Jun 4: one is missing.");
        expect(".o_cs_publish_people li").toHaveCount(12);
        expect(".o_cs_publish_people li:first").toHaveText(/Ivy <b>/);
        await contains(".modal .btn-link").click();
        expect(".o_cs_publish_people li").toHaveCount(14);
        expect.verifySteps(["look 3,4"]);
    });

    test("names broken rules, and waits until somebody says that it is meant", async () => {
        const broken = Array.from({ length: 7 }, (_one, index) => ({
            id: index + 1,
            name: `Reed ${index}`,
            day: "Mon, Jun 3",
            lines: ["Only 4 hours of rest."],
        }));
        onRpc(
            "cs.roster",
            "action_publish",
            ({ kwargs }) => expect.step(`accepted ${kwargs.is_accepted}`) || true
        );
        await open({ broken });
        expect(".o_cs_publish_broken li").toHaveCount(5);
        expect(".o_cs_publish_broken li:first").toHaveText(/Reed 0.*Jun 3\s*Only 4 hours/s);
        expect(".o_cs_publish_confirm").not.toBeEnabled();
        await contains(".o_cs_publish_broken .btn-link").click();
        expect(".o_cs_publish_broken li").toHaveCount(7);
        await contains("#o_cs_publish_accept").click();
        expect(".o_cs_publish_confirm").toBeEnabled();
        await contains(".o_cs_publish_confirm").click();
        expect.verifySteps(["look 3,4", "accepted true", "done"]);
    });

    test("publishes once and closes", async () => {
        onRpc(
            "cs.roster",
            "action_publish",
            ({ args }) => expect.step(`publish ${args[0]}`) || true
        );
        await open();
        await contains(".o_cs_publish_confirm").click();
        await animationFrame();
        expect(".modal").toHaveCount(0);
        expect.verifySteps(["look 3,4", "publish 3,4", "done"]);
    });

    test("the form of a roster asks in the same way", async () => {
        onRpc("cs.roster", "board_publication", ({ args }) => {
            expect.step(`look ${args[0].join()}`);
            return { sentence: "Nobody.", warnings: [], broken: [], people: [] };
        });
        await mountWithCleanup(MainComponentsContainer);
        await getService("action").doAction({
            type: "ir.actions.client",
            tag: "cs_roster_publish",
            params: { ids: [7] },
        });
        await animationFrame();
        expect(".o_cs_publish_what").toHaveText("Nobody.");
        expect.verifySteps(["look 7"]);
    });

    test("what is refused stays in the dialog", async () => {
        onRpc("cs.roster", "action_publish", () => {
            throw makeServerError({ type: "UserError", message: "It is locked for pay." });
        });
        await open();
        await contains(".o_cs_publish_confirm").click();
        await animationFrame();
        expect(".modal [role='alert']").toHaveText("It is locked for pay.");
        expect.verifySteps(["look 3,4"]);
    });
});

describe("locking", () => {
    const rosters = [
        ["Calls", "2026-10-01", "2026-10-31"],
        ["Desk", "2026-11-01", "2026-11-30"],
    ].map(([name, date_from, date_to], index) => ({ id: index + 1, name, date_from, date_to }));

    test("names the rosters and proposes those that are over", async () => {
        await show(LockDialog, {
            title: "Lock",
            text: "Pay is worked out from it.",
            rosters,
            today: "2026-11-02",
            confirm: (ids) => expect.step(ids.join()),
        });
        expect(queryAllTexts(".modal label b")).toEqual(["Calls", "Desk"]);
        expect(".modal input:checked").toHaveCount(1);
        expect(".modal label:last").toHaveText(/not over yet/);
        await contains(".modal input:first").click();
        expect(".o_cs_lock_confirm").not.toBeEnabled();
        await contains(".modal input:last").click();
        await contains(".o_cs_lock_confirm").click();
        await animationFrame();
        expect(".modal").toHaveCount(0);
        expect.verifySteps(["2"]);
    });
});

describe("words", () => {
    const fields = [
        { name: "reason", label: "Why?", type: "text", required: true },
        { name: "count", label: "How many", type: "number", value: 2 },
        {
            name: "kind",
            label: "Kind",
            type: "select",
            options: [
                ["a", "A"],
                ["b", "B"],
            ],
            value: "a",
        },
        { name: "sure", label: "Sure", type: "boolean" },
    ];

    test("what is missing is said, what is typed goes to the caller", async () => {
        const confirm = (values) => expect.step(JSON.stringify(values));
        await show(WordsDialog, { title: "Why <b>", fields, confirm, label: "Go on" });
        expect(".modal-title").toHaveText("Why <b>");
        expect(queryAllTexts(".modal label")).toEqual(["Why?", "How many", "Kind", "Sure"]);
        await contains(".o_cs_words_confirm:contains(Go on)").click();
        expect(".modal [role='alert']").toHaveText("Please fill in: Why?");
        await contains("[data-field=reason] textarea").edit("Line 2 is down");
        await contains("[data-field=kind] select").select("b");
        await contains("[data-field=sure] input").click();
        await contains(".o_cs_words_confirm").click();
        await animationFrame();
        expect(".modal").toHaveCount(0);
        expect.verifySteps([
            JSON.stringify({ reason: "Line 2 is down", count: 2, kind: "b", sure: true }),
        ]);
    });

    test("what the server refuses is said, and nothing typed is lost", async () => {
        const confirm = () => {
            throw makeServerError({ type: "UserError", message: "Not now." });
        };
        await show(WordsDialog, { title: "Why", fields: fields.slice(0, 1), confirm });
        await contains("[data-field=reason] textarea").edit("Line 2 is down");
        await contains(".o_cs_words_confirm").click();
        await animationFrame();
        expect(".modal [role='alert']").toHaveText("Not now.");
        expect("[data-field=reason] textarea").toHaveValue("Line 2 is down");
    });
});
