import { expect, test } from "@odoo/hoot";
import { queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

const SEAT = {
    has_employee: true,
    is_leader: false,
    minutes: 5,
    needs_consent: true,
    needs_relief: false,
    mine: null,
    team: [],
};
const AWAY = {
    id: 8,
    name: "Lotus",
    reason: "Water",
    relief: "",
    state: "away",
    state_text: "Away",
    answer: "",
    left_at: "2026-11-28 11:00:00",
    minutes: 5,
    is_alone: false,
    can_decide: false,
};

async function open(seat = {}) {
    onRpc("cs.seat.absence", "get_seat", () => {
        expect.step("seat");
        return { ...SEAT, ...seat };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_seat_page" });
    await animationFrame();
}

test("whoever sits asks to leave, with a reason", async () => {
    onRpc("cs.seat.absence", "action_ask", ({ args }) => {
        expect.step(`ask ${args.join(" ")}`);
        return 8;
    });
    await open();
    expect(".o_cs_seat_mine").toHaveText(/At most 5 minutes/);
    await contains(".o_cs_seat_ask").click();
    await contains(".modal input").edit("Water");
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["seat", "ask Water ", "seat"]);
});

test("a double tap opens one dialog, and it opens again after that", async () => {
    await open();
    let isAgain = false;
    do {
        queryOne(".o_cs_seat_ask").click();
        queryOne(".o_cs_seat_ask").click();
        await animationFrame();
        expect(".modal").toHaveCount(1);
        await contains(".modal .btn-secondary").click();
        await animationFrame();
        expect(".modal").toHaveCount(0);
        isAgain = !isAgain;
    } while (isAgain);
    expect.verifySteps(["seat"]);
});

test("whoever is away sees the clock and comes back", async () => {
    onRpc("cs.seat.absence", "action_back", ({ args }) => {
        expect.step(`back ${args[0]}`);
        return true;
    });
    await open({ mine: AWAY });
    expect(".o_cs_seat_clock").toHaveCount(1);
    await contains(".o_cs_seat_back").click();
    await animationFrame();
    expect.verifySteps(["seat", "back 8", "seat"]);
});

test("what is refused is said, and the page stays", async () => {
    onRpc("cs.seat.absence", "action_back", () => {
        throw makeServerError({
            type: "UserError",
            message: "It is too late",
        });
    });
    await open({ mine: AWAY });
    await contains(".o_cs_seat_back").click();
    await animationFrame();
    expect(".alert-danger").toHaveText("It is too late");
    expect(".o_cs_seat_back").toHaveCount(1);
    expect.verifySteps(["seat", "seat"]);
});

test("a user without an employee is told whom to ask", async () => {
    await open({ has_employee: false });
    expect(".o_cs_seat_mine").toHaveText(/Ask HR/);
    expect(".o_cs_seat_ask").toHaveCount(0);
    expect.verifySteps(["seat"]);
});
