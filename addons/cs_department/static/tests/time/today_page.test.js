import { expect, test } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
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

const PERSON = { id: 1, name: "Lotus", presence: "here", label: "Here", note: "", since: false };
const GROUP = {
    key: "1/2024-06-04/D",
    department: "Hotline",
    name: "Day",
    clock: "08:00 – 20:00",
    is_yesterday: false,
    counts: "1 of 2 here",
    missing: "1 missing",
    people: [
        { ...PERSON, presence: "late", label: "Late", since: "2024-06-04 07:50:00", due: "15:50" },
        { ...PERSON, id: 2, name: "Birch", note: "came 07:40" },
    ],
};

async function open(page) {
    onRpc("cs.attendance.day", "today_page", () => {
        expect.step("page");
        return { groups: [], free: [], unwatched: [], ...page };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_attendance_today",
    });
    await animationFrame();
}

test("the minutes of who has not come run from now", async () => {
    mockDate("2024-06-04 08:30:00", 0);
    await open({ groups: [GROUP] });
    expect(".o_cs_today_group h2").toHaveText(/Hotline · Day/);
    expect(".o_cs_today_person:first").toHaveText(/Lotus[^]*15:50, 40 min ago/);
    expect(".o_cs_today_person:last").toHaveText(/Birch[^]*came 07:40/);
    expect(".o_cs_today_group").toHaveText(/1 missing/);
    expect(".o_cs_today_free").toHaveCount(0);
    expect.verifySteps(["page"]);
});

test("who clocked in without a shift stands below those who are expected", async () => {
    const unplanned = [{ ...PERSON, id: 3, name: "Fir", note: "came 18:00" }];
    await open({ unplanned });
    expect(".o_cs_today_unplanned").toHaveText(/Here without a shift[^]*Fir[^]*came 18:00/);
    expect(".o_cs_home_nothing").toHaveCount(0);
    expect.verifySteps(["page"]);
});

test("who is no employee is told so", async () => {
    await open({ employee: false });
    expect(".o_cs_home_nothing").toHaveText(/no employee/);
    expect.verifySteps(["page"]);
});

test("free people are counted, and named when asked for", async () => {
    await open({ groups: [GROUP], free: ["Ash", "Elm"] });
    expect(".o_cs_today_free").toHaveText("Free today: 2");
    await contains(".o_cs_today_free button").click();
    expect(".o_cs_today_free p").toHaveText("Ash, Elm");
    expect.verifySteps(["page"]);
});

test("a department nobody watches says why", async () => {
    await open({ unwatched: [{ department: "Mail", text: "No policy." }] });
    expect(".o_cs_today_group").toHaveText(/Mail[^]*No policy/);
    expect(".o_cs_home_nothing").toHaveCount(0);
    expect.verifySteps(["page"]);
});

test("an empty day says so", async () => {
    await open({});
    expect(".o_cs_home_nothing").toHaveText("Nobody is expected today.");
    expect.verifySteps(["page"]);
});

test("a refusal is a sentence on the page", async () => {
    onRpc("cs.attendance.day", "today_page", () => {
        throw makeServerError({ type: "AccessError", message: "Not for you." });
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "cs_attendance_today",
    });
    await animationFrame();
    expect(".alert").toHaveText("Not for you.");
});
