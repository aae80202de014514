import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    findComponent,
    makeServerError,
    MockServer,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { TaskKanbanController } from "@cs_department/flow/inbox/inbox_views";
import { defineFlowModels, UGLY } from "./flow_test_helpers";

defineFlowModels();

const LIST = `
    <list js_class="cs_flow_task_list" action="action_open_document" type="object">
        <field name="title" widget="cs_flow_subject" options="{'facts': 'facts'}"/>
        <field name="deadline" widget="cs_flow_when" options="{'kind': 'deadline'}"/>
        <field name="state"/>
        <widget name="cs_flow_decide"/>
    </list>`;

const KANBAN = `
    <kanban js_class="cs_flow_task_kanban" action="action_open_document" type="object">
        <templates>
            <t t-name="card">
                <field name="title"/>
                <field name="opened_at" widget="cs_flow_when"/>
                <field name="facts" widget="cs_flow_facts"/>
                <widget name="cs_flow_decide"/>
            </t>
        </templates>
    </kanban>`;

const mount = (type, arch) => mountView({ type, resModel: "cs.flow.task", arch });

test.tags("desktop");
test("lines show facts and what can be done", async () => {
    mockDate("2026-03-10 12:00:00");
    await mount("list", LIST);
    expect(".o_data_row").toHaveCount(3);
    expect(".o_cs_facts_line:first").toHaveText(`Amount 42.50 · Note ${UGLY}`);
    expect(".o_data_row:first .o_cs_do_approve").toHaveCount(1);
    expect(".o_data_row:nth-child(2) .o_cs_do_answer").toHaveCount(1);
    expect(".o_data_row:nth-child(2) .o_cs_do_approve").toHaveCount(0);
    expect(".o_data_row:first .text-danger").toHaveCount(1);
    expect("img[src=x]").toHaveCount(0);
});

test.tags("desktop");
test("what cannot be approved any more says so and may be refused", async () => {
    await mount("list", LIST);
    MockServer.env["cs.flow.task"].write([1], { objection: "The shift was cancelled." });
    await mount("list", LIST);
    const line = ".o_list_view:last .o_data_row:first";
    expect(`${line} .o_cs_objection`).toHaveAttribute("title", /was cancelled/);
    expect(`${line} .o_cs_do_approve`).toHaveCount(0);
    expect(`${line} .o_cs_do_refuse`).toHaveCount(1);
    expect(`.o_list_view:last .o_data_row:last .o_cs_objection`).toHaveCount(0);
});

test.tags("desktop");
test("what must be filled in first is opened, not approved from the line", async () => {
    await mount("list", LIST);
    MockServer.env["cs.flow.task"].write([1], { gaps: "Actual hours" });
    await mount("list", LIST);
    const line = ".o_list_view:last .o_data_row:first";
    expect(`${line} .o_cs_to_fill`).toHaveText("Open it and fill in: Actual hours");
    expect(`${line} .o_cs_do_approve`).toHaveCount(0);
    expect(`${line} .o_cs_do_refuse`).toHaveCount(1);
    expect(`.o_list_view:last .o_data_row:last .o_cs_to_fill`).toHaveCount(0);
});

test.tags("desktop");
test("deciding a line confirms with its facts and reads the list again", async () => {
    onRpc("cs.flow.task", "action_approve", ({ args }) => {
        expect.step(`approve ${JSON.stringify(args)}`);
        return true;
    });
    onRpc("cs.flow.task", "web_search_read", () => expect.step("read"));
    await mount("list", LIST);
    await contains(".o_data_row:first .o_cs_do_approve").click();
    expect(".o_cs_decision .o_cs_facts").toHaveText(/42.50/);
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect(".o_notification").toHaveText("Approved: Train");
    expect.verifySteps(["read", 'approve [[1],"",{}]', "read"]);
});

test.tags("desktop");
test("a second tap opens no second question, and the next one does again", async () => {
    await mount("list", LIST);
    for (let round = 0; round < 2; round++) {
        const button = queryOne(".o_data_row:first .o_cs_do_approve");
        button.click();
        button.click();
        await animationFrame();
        expect(".o_cs_decision").toHaveCount(1);
        await contains(".modal-footer .btn-secondary").click();
        await animationFrame();
        expect(".o_cs_decision").toHaveCount(0);
    }
});

test.tags("desktop");
test("a selection is decided at once and answered line by line", async () => {
    onRpc("cs.flow.task", "decide_many", ({ args }) => {
        expect.step(`many ${JSON.stringify(args)}`);
        return [
            { task_id: 1, result: "done", message: "" },
            { task_id: 2, result: "error", message: "This is a question: answer it." },
            { task_id: 3, result: "stale", message: "Already decided by Lena." },
        ];
    });
    await mount("list", LIST);
    await contains("thead .o_list_record_selector input").click();
    await contains(".o_cs_bulk_approve").click();
    expect(".modal-title").toHaveText("Approve the selection (3)");
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect.verifySteps(['many [[1,2,3],"approve",""]']);
    expect(queryAllTexts(".o_cs_bulk_lines li .badge")).toEqual([
        "Not possible",
        "Closed already",
        "Approved",
    ]);
    expect(".o_cs_bulk_lines li:first").toHaveText(/answer it/);
    expect(".o_cs_bulk_lines li:nth-child(2)").toHaveText(/onerror/);
    expect("img[src=x]").toHaveCount(0);
    await contains(".modal-footer .btn").click();
    expect(".modal").toHaveCount(0);
});

test.tags("desktop");
test("refusing a selection needs a reason", async () => {
    onRpc("cs.flow.task", "decide_many", ({ args }) => {
        expect.step(args[2]);
        return args[0].map((id) => ({ task_id: id, result: "done", message: "" }));
    });
    await mount("list", LIST);
    await contains(".o_data_row:first .o_list_record_selector input").click();
    await contains(".o_cs_bulk_refuse").click();
    await contains(".o_cs_confirm").click();
    expect(".o_cs_decision .alert-danger").toHaveCount(1);
    await contains(".o_cs_decision textarea").edit("Out of budget");
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect(".o_cs_bulk_lines li").toHaveText(/Refused/);
    expect.verifySteps(["Out of budget"]);
});

test("cards are decided with two taps", async () => {
    onRpc("cs.flow.task", "action_approve", ({ args }) => {
        expect.step(`approve ${args[0]}`);
        return true;
    });
    await mount("kanban", KANBAN);
    expect(".o_kanban_record:not(.o_kanban_ghost) .o_cs_facts").toHaveCount(3);
    expect("img[src=x]").toHaveCount(0);
    await contains(".o_kanban_record:first .o_cs_do_approve").click();
    await contains(".o_cs_confirm").click();
    await animationFrame();
    expect.verifySteps(["approve 1"]);
});

test("opening a card opens its document, deciding does not", async () => {
    onRpc("cs.flow.task", "action_open_document", ({ args }) => {
        expect.step(`open ${args[0]}`);
        return false;
    });
    await mount("kanban", KANBAN);
    await contains(".o_kanban_record:first .o_cs_do_refuse").click();
    await contains(".modal-footer .btn-secondary").click();
    expect.verifySteps([]);
    await contains(".o_kanban_record:first .o_cs_facts").click();
    await animationFrame();
    expect.verifySteps(["open 1"]);
});

test("a click that comes too late gets a sentence", async () => {
    onRpc("cs.flow.task", "action_approve", () => {
        throw makeServerError({ type: "UserError", message: "Already decided by Lena." });
    });
    await mount("kanban", KANBAN);
    await contains(".o_kanban_record:first .o_cs_do_approve").click();
    await contains(".o_cs_confirm").click();
    expect(".o_cs_decision .alert-danger").toHaveText("Already decided by Lena.");
});

test("a decision ends well when the card is gone before its answer comes", async () => {
    const answer = new Deferred();
    onRpc("cs.flow.task", "action_approve", () => answer);
    const view = findComponent(
        await mount("kanban", KANBAN),
        (component) => component instanceof TaskKanbanController
    );
    await contains(".o_kanban_record:first .o_cs_do_approve").click();
    await contains(".o_cs_confirm").click();
    expect(".o_cs_confirm").not.toBeEnabled();
    // the server's note was faster: the list is read again, without the card
    MockServer.env["cs.flow.task"].unlink([1]);
    await view.model.load();
    await animationFrame();
    expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(2);
    answer.resolve(true);
    await animationFrame();
    expect(".o_cs_decision").toHaveCount(0);
    expect(".o_notification").toHaveText("Approved: Train");
});
