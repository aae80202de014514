import { expect } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

/** A row of My Shifts. */
export const shift = (id, date, values = {}) => ({
    id,
    date,
    from: "08:00",
    to: "20:00",
    start: `${date} 00:00:00`,
    stop: `${date} 12:00:00`,
    type: "Day <b>",
    code: "D",
    color: 3,
    hours: 11,
    early: 15,
    is_on_call: false,
    department: "Hotline",
    note: "",
    colleagues: ["Reed", "Ivy"],
    ...values,
});

/** What the server answers. */
export function makeMine(values = {}) {
    const shifts = [shift(1, "2026-11-02"), shift(2, "2026-11-06")];
    return {
        employee: { id: 1, name: "Lotus" },
        today: "2026-11-05",
        next: shifts[1],
        shifts,
        absences: [{ from: "2026-11-10", to: "2026-11-11", name: "Annual leave", asked: true }],
        holidays: {},
        ...values,
    };
}

/** Open the page on 5 November 2026, with some of the answer changed. */
export async function open(values) {
    mockDate("2026-11-05 10:00:00");
    onRpc("cs.shift", "my_shifts", ({ args }) => {
        expect.step(args.join(" "));
        return makeMine(values);
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "cs_my_shifts" });
    await animationFrame();
}
