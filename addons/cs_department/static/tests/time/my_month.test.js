import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineBoardModels } from "./board_test_helpers";

defineBoardModels();

const PAGE = {
    month: "2024-06-01",
    title: "June 2024",
    before: true,
    after: false,
    totals: [["Attendance (%)", "95"]],
    cases: [{ id: 1, day: "4 Tue", state: "case", span: "09:20 – 18:00", text: "late 20 min" }],
    quiet: [{ id: 2, day: "3 Mon", state: "ok", span: "08:55 – 18:02", text: "" }],
};

async function open(page = {}) {
    onRpc("cs.attendance.month", "my_month", ({ args }) => {
        expect.step(`month ${args[0]}`);
        return { ...PAGE, ...page };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_my_month" });
    await animationFrame();
}

test("figures and cases are there at once, quiet days when asked for", async () => {
    await open();
    expect(".o_cs_my_month h1").toHaveText("June 2024");
    expect(".o_cs_my_month_totals").toHaveText(/Attendance[^]*95/);
    expect(".o_cs_my_month_cases").toHaveText(/4 Tue[^]*late 20 min/);
    expect(".o_cs_my_month_quiet li").toHaveCount(0);
    await contains(".o_cs_my_month_quiet button").click();
    expect(".o_cs_my_month_quiet li").toHaveText(/3 Mon[^]*08:55/);
    expect.verifySteps(["month null"]);
});

test("who is no employee is told so", async () => {
    await open({ totals: [], cases: [], quiet: [], employee: false });
    expect(".o_cs_home_nothing").toHaveText(/no employee/);
    expect.verifySteps(["month null"]);
});

test("one goes to the month before, and no further than there are months", async () => {
    await open();
    expect(".o_cs_my_month_after").not.toBeEnabled();
    await contains(".o_cs_my_month_before").click();
    await animationFrame();
    expect.verifySteps(["month null", "month 2024-05-01"]);
});

test("a month that was not counted says so", async () => {
    await open({ totals: [], cases: [], quiet: [] });
    expect(".o_cs_home_nothing").toHaveText("Nothing has been counted for this month.");
    expect.verifySteps(["month null"]);
});
