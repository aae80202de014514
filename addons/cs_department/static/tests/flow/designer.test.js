import { expect, test } from "@odoo/hoot";
import { dblclick, press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineFlowModels, UGLY } from "./flow_test_helpers";

defineFlowModels();

const EMPTY = {
    key: "",
    kind: "approve",
    name: "",
    condition: false,
    approver_kind: "manager",
    level: 1,
    field_name: false,
    sign_mode: "any",
    votes_needed: 1,
    votes_percent: false,
    if_nobody: "block",
    if_requester: "next_manager",
    if_repeated: "pass",
    limit_hours: 0,
    limit_action: "remind",
    open_fields: false,
    required_fields: false,
    effect: false,
    wait_field: false,
    wait_hours: 0,
    comment_required: false,
    buttons: "approve",
    allow_transfer: true,
    allow_return: true,
    allow_add_signer: true,
    role_id: false,
    until_role_id: false,
    server_action_id: false,
    user_ids: [],
    fallback_user_ids: [],
    children: [],
};
const node = (key, kind, name, values = {}) => ({ ...EMPTY, key, kind, name, ...values });

function makeDesign(values = {}) {
    const pairs = (...names) => names.map((name) => [name, name]);
    return {
        id: 1,
        name: "Leave",
        state: "draft",
        document: "Claim",
        model: "claim",
        condition: "",
        can_edit: true,
        rev: "r1",
        tree: [
            node("a", "approve", UGLY),
            node("b", "branch", "How long", {
                children: [
                    node("c1", "case", "Long", {
                        condition: "days > 3",
                        children: [node("d", "approve", "Boss")],
                    }),
                    node("c2", "case", "Otherwise"),
                ],
            }),
        ],
        empty: EMPTY,
        choices: { people: [], dates: [], editable: [["note", "Note"]], effects: [] },
        selections: {
            approver_kind: pairs("user", "manager", "role"),
            if_nobody: pairs("block", "skip", "fallback"),
            sign_mode: pairs("any", "all", "in_turn", "votes"),
            if_requester: pairs("skip", "next_manager"),
            if_repeated: pairs("pass", "ask"),
            limit_action: pairs("remind", "approve"),
            buttons: pairs("approve", "agree"),
        },
        facts: [{ name: "days", type: "number", kind: "a number", label: "Days", options: [] }],
        functions: ["MAX"],
        names: { users: {}, roles: { 3: "Leader" }, actions: {} },
        versions: [],
        ...values,
    };
}

async function open(values) {
    onRpc("cs.flow", "get_designer", () => makeDesign(values));
    onRpc("cs.flow", "get_findings", () => [
        { level: "error", node: "d", code: "nobody", message: `Nobody ${UGLY}` },
    ]);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_flow_designer",
        params: { flow_id: 1 },
    });
    await animationFrame();
    await animationFrame();
}

const names = () => queryAllTexts(".o_cs_card_name");

test("the tree is drawn with what the proof finds on its nodes", async () => {
    await open();
    expect(names()).toEqual([UGLY, "How long", "Long", "Boss", "Otherwise"]);
    expect("[data-key=c1] .o_cs_card_text").toHaveText("if Days is more than 3");
    expect("[data-key=d]").toHaveClass("o_cs_card_error");
    expect("img[src=x]").toHaveCount(0);
});

test("add, change, save, and what was wrong stays on the screen", async () => {
    let answer = { saved: false, problems: [{ node: "a", entry: "name", message: "Too long." }] };
    onRpc("cs.flow", "save_designer", ({ args }) => {
        expect.step(`${args[2]}: ${args[1].map((one) => one.name).join()}`);
        return answer;
    });
    await open({ tree: [node("a", "approve", "First")] });
    await contains("[data-slot='/1'] button").click();
    await contains(".o_cs_add_approve").click();
    expect(".o_cs_node_panel .o_cs_panel_name").toHaveValue("Approval");
    await contains(".o_cs_panel_name").edit("Second", { confirm: false });
    await contains(".o_cs_set_approver_kind").select("role");
    await contains(".o_cs_set_role_id").select("3");
    expect(".o_cs_card:last .o_cs_card_text").toHaveText(/^Leader of the department/);
    await contains(".o_cs_designer_save").click();
    expect("[data-key=a]").toHaveClass("o_cs_card_error");
    expect(".o_cs_findings_panel").toHaveText(/Too long/);
    answer = { saved: true, problems: [], rev: "r2", state: "changed" };
    await contains(".o_cs_designer_save").click();
    expect(".o_cs_designer_save").not.toBeEnabled();
    expect.verifySteps(["r1: First,Second", "r1: First,Second"]);
});

test.tags("desktop");
test("keyboard: arrows, delete, undo, redo, zoom", async () => {
    await open();
    await contains("[data-key=a]").focus();
    await press("ArrowDown");
    await animationFrame();
    expect("[data-key=b]").toHaveClass("o_cs_card_selected");
    await press("Enter");
    await animationFrame();
    expect(".o_cs_node_panel").toHaveCount(1);
    queryOne("[data-key=b]").focus();
    await press("Delete");
    await animationFrame();
    expect(names()).toEqual([UGLY]);
    await press(["control", "z"]);
    await animationFrame();
    expect(names()).toHaveLength(5);
    await press(["control", "y"]);
    await animationFrame();
    expect(names()).toHaveLength(1);
    const before = queryOne(".o_cs_zoom").textContent;
    await press("-");
    await animationFrame();
    expect(".o_cs_zoom").not.toHaveText(before);
});

test.tags("desktop");
test("a card is dragged by its grip into a case", async () => {
    await open();
    const target = queryOne("[data-slot='c2/0']");
    await contains("[data-key=a] .o_cs_card_grip").dragAndDrop(target);
    expect(names()).toEqual(["How long", "Long", "Boss", "Otherwise", UGLY]);
});

test("a double click on a plus is one click", async () => {
    await open();
    await dblclick("[data-slot='b/2'] button");
    await animationFrame();
    expect(names()).toHaveLength(6);
    await dblclick("[data-slot='/0'] button");
    await animationFrame();
    expect(".o_cs_add_approve").toHaveCount(1);
});

test("folding hides what is inside", async () => {
    await open();
    await contains("[data-key=b] .o_cs_card_fold").click();
    expect(names()).toEqual([UGLY, "How long"]);
    expect("[data-key=b] .badge").toHaveText("3");
    await contains("[data-key=b] .o_cs_card_fold").click();
    expect(names()).toHaveLength(5);
});

test("who may only read sees no way to change", async () => {
    await open({ can_edit: false });
    expect(".o_cs_card").toHaveCount(5);
    expect(".o_cs_slot").toHaveCount(0);
    expect(".o_cs_card_grip").toHaveCount(0);
    expect(".o_cs_designer_save").toHaveCount(0);
    await contains("[data-key=d]").click();
    expect(".o_cs_panel_name").not.toBeEnabled();
    expect(".o_cs_do_delete").toHaveCount(0);
});

test("people who sign in turn are put in order", async () => {
    const people = { approver_kind: "user", sign_mode: "in_turn", user_ids: [7, 5] };
    await open({
        tree: [node("a", "approve", "Both", people)],
        names: { users: { 5: UGLY, 7: "Bo" }, roles: {}, actions: {} },
    });
    await contains("[data-key=a]").click();
    const turns = () => queryAllTexts(".o_cs_turns li");
    expect(turns()).toEqual(["Bo", UGLY]);
    expect(".o_cs_turn_up:first").not.toBeEnabled();
    await contains(".o_cs_turn_down:first").click();
    expect(turns()).toEqual([UGLY, "Bo"]);
    await contains("#o_cs_sign_all").click();
    expect(".o_cs_turns").toHaveCount(0);
});
