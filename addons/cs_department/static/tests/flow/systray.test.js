import { expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { FlowSystray } from "@cs_department/flow/systray/flow_systray";
import { defineFlowModels, UGLY } from "./flow_test_helpers";

defineFlowModels();

const TASK = {
    id: 4,
    subject: UGLY,
    node_name: "Team leader",
    requester: { id: 3, name: "Anna" },
    opened_at: "2026-03-10 08:00:00",
    is_overdue: true,
    kind: "approve",
};

test("counts, and asks again once after many notes", async () => {
    let count = 3;
    onRpc("cs.flow.task", "inbox_count", () => {
        expect.step("count");
        return count;
    });
    const listeners = [];
    mockService("bus_service", {
        addEventListener() {},
        addChannel() {},
        subscribe: (type, listener) => listeners.push([type, listener]),
        unsubscribe() {},
        start() {},
    });
    await mountWithCleanup(FlowSystray);
    await animationFrame();
    expect(".o_cs_systray_count").toHaveText("3");
    const ring = () =>
        listeners
            .filter(([type]) => type === "cs_department.inbox")
            .forEach(([, listener]) => listener({}));
    count = 120;
    ring();
    ring();
    ring();
    await advanceTime(2500);
    await animationFrame();
    expect(".o_cs_systray_count").toHaveText("99+");
    count = 0;
    ring();
    await advanceTime(2500);
    await animationFrame();
    expect(".o_cs_systray_count").toHaveCount(0);
    expect.verifySteps(["count", "count", "count"]);
});

test("opens the newest tasks and their document", async () => {
    mockDate("2026-03-10 12:00:00");
    onRpc("cs.flow.task", "inbox_newest", () => ({ count: 1, tasks: [TASK] }));
    onRpc("cs.flow.task", "action_open_document", ({ args }) => {
        expect.step(`open ${args[0]}`);
        return { type: "ir.actions.act_window_close" };
    });
    await mountWithCleanup(FlowSystray);
    await contains(".o_cs_systray").click();
    expect(".o_cs_systray_task").toHaveCount(1);
    expect(".o_cs_systray_task").toHaveText(/overdue/);
    expect("img[src=x]").toHaveCount(0);
    await contains(".o_cs_systray_task").click();
    await animationFrame();
    expect(".o_cs_systray_menu").toHaveCount(0);
    expect.verifySteps(["open 4"]);
});

test("says when nothing waits", async () => {
    onRpc("cs.flow.task", "inbox_newest", () => ({ count: 0, tasks: [] }));
    await mountWithCleanup(FlowSystray);
    await contains(".o_cs_systray").click();
    expect(".o_cs_systray_menu").toHaveText(/Nothing waits for you/);
    expect(getService("cs_flow_inbox").count).toBe(0);
});

test("a counter that cannot be had disturbs nobody", async () => {
    onRpc("cs.flow.task", "inbox_count", () => {
        expect.step("count");
        throw makeServerError({ type: "UserError", message: "no" });
    });
    await mountWithCleanup(FlowSystray);
    await animationFrame();
    expect(".o_cs_systray").toHaveCount(1);
    expect(".o_cs_systray_count").toHaveCount(0);
    expect.verifySteps(["count"]);
});
