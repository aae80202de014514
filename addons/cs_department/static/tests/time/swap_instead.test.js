import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineBoardModels } from "./board_test_helpers";

class Person extends models.Model {
    _name = "test.person";
    name = fields.Char();
    _records = [{ id: 4, name: "Lotus" }];
}

class Leave extends models.Model {
    _name = "test.leave";
    employee_id = fields.Many2one({ relation: "test.person" });
    request_date_from = fields.Date();
    request_date_to = fields.Date();
    state = fields.Char();
    _records = [
        {
            id: 1,
            employee_id: 4,
            request_date_from: "2026-11-10",
            request_date_to: "2026-11-11",
            state: "confirm",
        },
        {
            id: 2,
            employee_id: 4,
            request_date_from: "2026-11-10",
            request_date_to: "2026-11-11",
            state: "validate",
        },
    ];
}

defineBoardModels();
defineModels([Person, Leave]);

const SHIFT = { id: 9, day: "Tue, Nov 10", type: "Early", times: "08:00–16:00", color: 1 };

function open(resId = 1) {
    return mountView({
        type: "form",
        resModel: "test.leave",
        resId,
        arch: `<form>
            <field name="employee_id"/><field name="state"/>
            <field name="request_date_from"/><field name="request_date_to"/>
            <widget name="cs_swap_instead"/>
        </form>`,
    });
}

test("who rests on that day is named, and a shift leads to the page of swaps", async () => {
    mockService("action", { doAction: (action) => expect.step(action.params.shift_id) });
    onRpc("cs.shift.swap", "swap_instead", ({ args }) => {
        expect.step(args.join(" "));
        return { shifts: [SHIFT], resting: ["Reed <b>", "Ivy"] };
    });
    await open();
    await animationFrame();
    expect(".o_widget_cs_swap_instead").toHaveText(/Reed <b>, Ivy/);
    expect(queryAllTexts(".o_widget_cs_swap_instead button")).toHaveLength(1);
    await contains(".o_widget_cs_swap_instead button").click();
    expect.verifySteps(["4 2026-11-10 2026-11-11", 9]);
});

test("nothing is offered without a shift, and nothing is asked once it is decided", async () => {
    onRpc("cs.shift.swap", "swap_instead", () => {
        expect.step("asked");
        return { shifts: [], resting: [] };
    });
    await open();
    await animationFrame();
    expect(".o_widget_cs_swap_instead button").toHaveCount(0);
    expect.verifySteps(["asked"]);
    await open(2);
    await animationFrame();
    expect.verifySteps([]);
});

test("a sentence of the server does not break the form of leave", async () => {
    onRpc("cs.shift.swap", "swap_instead", () => {
        throw makeServerError({ type: "UserError", message: "These are no dates." });
    });
    await open();
    await animationFrame();
    expect(".o_field_widget[name=state]").toHaveCount(1);
    expect(".o_widget_cs_swap_instead button").toHaveCount(0);
});
