import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { HandoverItem } from "@cs_department/time/handover/handover_item";
import { HandoverRoll } from "@cs_department/time/handover/handover_roll";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

const HEAD = {
    id: 3,
    name: "Hotline",
    day: "2026-11-28",
    time: "20:00",
    due: "19:45",
    state: "open",
    state_text: "Being handed over",
    waits_for: "Lotus",
    refused: 0,
    late: 0,
    decided: 0,
    lines: 1,
    signed: "0 / 2",
    template: "Seats",
    regulation: "",
    mode: "seats",
    due_at: "2026-11-28 11:45:00",
    needs_roll_call: true,
    refused_by: "",
    refusal: "",
};
const ME = {
    employee: 4,
    outgoing: [],
    incoming: [7],
    is_leader: false,
    is_here: false,
    is_live: false,
    sign: "incoming",
    sign_label: "Sign: I take over",
    signed_as: "",
    problems: [],
    waits: [],
    can_write: false,
    can_refuse: true,
    can_settle: false,
    can_cancel: false,
    leader_words: "",
};
const SEAT = {
    id: 7,
    outgoing: "Reed",
    incoming: "Lotus",
    presence: "expected",
    arrived: "",
    late: 0,
    is_live: false,
    closed: "",
    is_mine: true,
    rostered: "",
    board: false,
};
const ITEM = {
    id: 11,
    kind: "check",
    kind_text: "Check",
    section: "equipment",
    side: "incoming",
    name: "Headset <b>works</b>",
    expected: 0,
    counted: 0,
    post: "",
    progress: "",
    contact: "",
    owner: "",
    first_owner: "",
    verdict: "open",
    decided_by: "",
    reason: "",
    waived: "",
    is_important: false,
    is_blocking: true,
    is_carried_over: false,
    is_published: false,
    is_resolved: false,
    resolved_by: "",
    resolution: "",
    questions: [],
    is_read: false,
    is_for_me: true,
    can_decide: true,
    can_edit: false,
    can_resolve: false,
    can_waive: false,
    judged_by: "",
};

function step(method, args) {
    expect.step(`${method} ${JSON.stringify(args)}`);
}

function item(values = {}, me = {}, said = "label") {
    const props = {
        item: { ...ITEM, ...values },
        me: { ...ME, ...me },
        isOpen: true,
        act: step,
        ask: (spec) => expect.step(spec[said]),
    };
    return mountWithCleanup(HandoverItem, { props });
}

function roll(seat = {}, me = {}) {
    const page = { head: HEAD, me: { ...ME, ...me }, seats: [{ ...SEAT, ...seat }] };
    const props = { page, act: step, ask: (spec) => expect.step(spec.title) };
    return mountWithCleanup(HandoverRoll, { props });
}

test("a line shows its words as they are, and is accepted or refused", async () => {
    await item();
    expect(".o_cs_handover_words b").toHaveText("Headset <b>works</b>");
    expect(".o_cs_handover_tags").toHaveText("Stops the hand-over");
    await contains(".o_cs_handover_accept").click();
    await contains(".o_cs_handover_refuse").click();
    expect.verifySteps(["action_accept [[11]]", "Not in order"]);
});

test("what is told is read and asked about, by who comes", async () => {
    const told = { kind: "incident", kind_text: "Incident", is_blocking: false };
    await item({ ...told, can_decide: false });
    await contains(".o_cs_handover_read").click();
    await contains(".o_cs_handover_ask").click();
    expect.verifySteps(["action_read [[11]]", "Ask about It"]);
});

const REFUSED = { verdict: "refused", reason: "Silent", decided_by: "Lotus", can_decide: false };

test("a line that stops is let pass by whom the server lets", async () => {
    await item({ ...REFUSED, can_waive: true, is_read: true });
    expect(".o_cs_handover_verdict").toHaveText(/Not in order, Lotus/);
    await contains(".o_cs_handover_buttons button:last").click();
    expect.verifySteps(["Let it pass"]);
});

test("letting pass what stops nothing is not said to stop anything", async () => {
    const line = { ...REFUSED, is_blocking: false, can_waive: true, is_read: true };
    await item(line, {}, "help");
    await contains(".o_cs_handover_buttons button:last").click();
    expect.verifySteps(["The shift may leave although it is not accepted; you answer for it."]);
});

test("what concerns the leader's own seat says who decides instead", async () => {
    const judged = { can_waive: false, judged_by: "Somebody else decides: Fern <b>." };
    await item({ ...REFUSED, ...judged, is_read: true }, { is_leader: true });
    expect(".o_cs_handover_judged").toHaveText("Somebody else decides: Fern <b>.");
    expect(queryAllTexts(".o_cs_handover_buttons button")).not.toInclude("Let it pass");
});

test("who leads and does not sign over a refusal reads who does", async () => {
    const words = "Not accepted at your own seat: Fern signs.";
    await open({ me: { ...ME, is_leader: true, sign: false, leader_words: words } });
    expect(".o_cs_handover_signed .o_cs_handover_judged").toHaveText(words);
    expect.verifySteps(["page 3"]);
});

test("whom the leader named is told apart from whose the shift still is", async () => {
    mockService("action", {
        doAction: (action, { additionalContext }) =>
            expect.step(`${action} ${JSON.stringify(additionalContext)}`),
    });
    const board = { department_id: 5, first: "2026-11-28" };
    await roll({ rostered: "Reed", board }, { is_leader: true });
    expect(".o_cs_handover_rostered").toHaveText(/still Reed's/);
    await contains(".o_cs_handover_rostered button").click();
    expect.verifySteps([
        'cs_department.action_cs_roster_board {"cs_department_id":5,"cs_first":"2026-11-28"}',
    ]);
});

test("what an auditor reads is not said to be his own", async () => {
    const card = { ...HEAD, id: 3 };
    onRpc("cs.handover", "get_home", () => ({
        employee: false,
        mine: [],
        led: [],
        others: [card],
    }));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_handover_page" });
    await animationFrame();
    expect(queryAllTexts(".o_cs_handover h2")).toEqual(["To read along"]);
});

test("who comes says that he is there; lateness is shown", async () => {
    await roll();
    expect(".o_cs_handover_seats li").toHaveText(/Reed.*Lotus.*Not here yet/s);
    expect(".o_cs_handover_call").toHaveCount(0);
    await contains(".o_cs_handover_here").click();
    expect.verifySteps(["action_here []"]);
});

test("a seat without relief is named or closed, in words", async () => {
    await roll({ incoming: "" }, { is_leader: true, incoming: [], is_here: true });
    expect(".o_cs_handover_seats li").toHaveText(/Reed.*nobody yet.*No relief/s);
    const buttons = queryAllTexts(".o_cs_handover_call button");
    expect(buttons).toEqual(["Name somebody", "Close the seat"]);
    await contains(".o_cs_handover_call button:eq(0)").click();
    expect.verifySteps(["Who relieves Reed?"]);
});

test("whoever may not sign yet reads for whom he waits", async () => {
    await open({ me: { ...ME, sign: false, waits: ["Reed"] } });
    expect(".o_cs_handover_waits").toHaveText("You can sign as soon as these have signed: Reed");
    expect(".o_cs_handover_sign").toHaveCount(0);
    expect.verifySteps(["page 3"]);
});

test("the leader calls the roll, finds somebody else or closes the seat", async () => {
    const late = { presence: "present", arrived: "19:52", late: 7 };
    await roll(late, { is_leader: true, incoming: [], is_here: true });
    expect(".badge").toHaveText("19:52, 7 min late");
    for (const button of [0, 1, 2, 3]) {
        await contains(`.o_cs_handover_call button:eq(${button})`).click();
    }
    expect.verifySteps([
        "action_call_roll [[7],[]]",
        "action_call_roll [[],[7]]",
        "Who takes over instead of Lotus?",
        "Nobody takes over from Reed",
    ]);
});

async function open(page = {}) {
    onRpc("cs.handover", "get_page", ({ args }) => {
        expect.step(`page ${args[0]}`);
        return {
            head: HEAD,
            me: ME,
            seats: [SEAT],
            items: [ITEM],
            signatures: [
                { id: 1, kind: "incoming", label: "Comes", who: "Lotus", at: "", is_next: true },
            ],
            kinds: [["open_item", "Open work"]],
            sections: [["equipment", "Equipment"]],
            ...page,
        };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_handover_page",
        params: { handover_id: 3 },
    });
    await animationFrame();
}

test("signing loads the page anew; a refusal is said and nothing is lost", async () => {
    onRpc("cs.handover", "action_sign", () => {
        expect.step("sign");
        throw makeServerError({
            type: "UserError",
            message: "Not decided yet: 'Headset'",
        });
    });
    await open();
    expect(".o_cs_handover_item").toHaveCount(1);
    await contains(".o_cs_handover_sign").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/Not decided yet/);
    expect(".o_cs_handover_item").toHaveCount(1);
    expect.verifySteps(["page 3", "sign", "page 3"]);
});

test("the button says all that one tap signs, as the server words it", async () => {
    const sign_label = "Sign as who takes over (seats: 2) and leader <b>";
    await open({ me: { ...ME, is_leader: true, sign: "leader", sign_label } });
    expect(".o_cs_handover_sign").toHaveText(sign_label);
    expect(".o_cs_handover_part").toHaveText(/You take over from Reed. You also lead/);
    expect.verifySteps(["page 3"]);
});

test("what keeps from signing stands beside the button", async () => {
    await open({ me: { ...ME, problems: ["Say first that you are there."] } });
    expect(".o_cs_handover_foot").toHaveText(/Say first that you are there/);
    expect(queryAllTexts(".o_cs_handover_signed li")).toHaveLength(1);
    expect.verifySteps(["page 3"]);
});

test("who has signed reads who is still missing and what comes next", async () => {
    let signatures = [
        { id: 1, kind: "incoming", label: "Comes", who: "Lotus", at: "", is_next: true },
        { id: 2, kind: "leader", label: "Leads", who: "Fern <b>", at: "", is_next: false },
    ];
    const page = { me: ME, signatures };
    onRpc("cs.handover", "action_sign", () => {
        signatures = [{ ...signatures[0], at: "19:52", is_mine: true }, signatures[1]];
        Object.assign(page, { me: { ...ME, sign: false }, signatures });
        return true;
    });
    await open(page);
    await contains(".o_cs_handover_sign").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/You signed at 19:52/);
    expect(".o_cs_handover_sign").toHaveCount(0);
    expect(".o_cs_handover_thanks").toHaveText(
        /You signed at 19:52.*Still missing: Fern <b> \(Leads\).*You take over/s
    );
    expect.verifySteps(["page 3", "page 3"]);
});
