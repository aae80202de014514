import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import {
    deadlineOf,
    headlineOf,
    progressOf,
    remarksOf,
    stateLabel,
    stepsOf,
    taskLabel,
    whyPassed,
} from "@cs_department/flow/bar/bar_utils";
import { barTask, makeBar } from "./flow_test_helpers";

describe.current.tags("headless");
beforeEach(allowTranslations);

const phases = (bar) => stepsOf(bar).map((step) => [step.name, step.phase, step.state]);

test("steps are what was walked, who is asked and what lies ahead", () => {
    expect(phases(makeBar())).toEqual([
        ["Submitted", "walked", "approved"],
        ["Team leader", "walked", "approved"],
        ["Manager", "now", "pending"],
        ["Finance", "ahead", "ahead"],
    ]);
});

test("several people of one visit are one step", () => {
    const now = [
        barTask({ id: 21, key: "two", name: "All", state: "pending" }),
        barTask({ id: 22, key: "two", name: "All", state: "waiting", user: null, pool: "Desk" }),
    ];
    const path = [barTask({ id: 20, key: "two", name: "All" })];
    const [, step] = stepsOf(makeBar({ path, now, ahead: [] }));
    expect(step.phase).toBe("now");
    expect(step.people.map((person) => person.name)).toEqual(["Lena", "Lena", "Desk"]);
    expect(step.people.map((person) => person.shared)).toEqual([false, false, true]);
});

test("a second visit of a node is a step of its own", () => {
    const path = [barTask({ state: "approved" }), barTask({ round: 2, state: "approved" })];
    expect(stepsOf(makeBar({ path, now: [], ahead: [] }))).toHaveLength(3);
});

test("the worst decision of a step gives it its state; questions do not count", () => {
    const cases = [
        [["approved", "refused"], "refused"],
        [["approved", "returned"], "returned"],
        [["skipped"], "skipped"],
        [["transferred", "approved"], "approved"],
    ];
    for (const [states, wanted] of cases) {
        const path = states.map((state) => barTask({ state }));
        path.push(barTask({ state: "approved", kind: "answer" }));
        const [, step] = stepsOf(makeBar({ path, now: [], ahead: [] }));
        expect(step.state).toBe(wanted);
    }
});

test("the forecast says what it passes and how many it does not name", () => {
    const bar = makeBar();
    bar.ahead[0].why = "repeated";
    const step = stepsOf(bar).at(-1);
    expect(step.note).toBe(whyPassed("repeated"));
    expect(step.more).toBe(8);
    expect(whyPassed(null)).toBe("");
});

test("a step for which nobody is needed is no fault and does not count", () => {
    const bar = makeBar();
    const { total } = progressOf(stepsOf(bar));
    Object.assign(bar.ahead[0], { why: "nobody", blocks: false });
    expect(stepsOf(bar).at(-1).note).toBe(whyPassed("nobody", false));
    expect(progressOf(stepsOf(bar)).total).toBe(total - 1);
    bar.ahead[0].blocks = true;
    expect(stepsOf(bar).at(-1).note).toBe(whyPassed("nobody", true));
    expect(progressOf(stepsOf(bar)).total).toBe(total);
    expect(whyPassed("nobody", true)).not.toBe(whyPassed("nobody", false));
});

test("a document that was not submitted shows the forecast alone", () => {
    const bar = makeBar({ run_id: false, state: "none", path: [], now: [] });
    expect(phases(bar)).toEqual([["Finance", "ahead", "ahead"]]);
});

test("progress counts the step where it stands", () => {
    expect(progressOf(stepsOf(makeBar()))).toEqual({ at: 2, total: 3 });
    const over = makeBar({ now: [], ahead: [], state: "approved" });
    expect(progressOf(stepsOf(over))).toEqual({ at: 1, total: 1 });
});

test("the headline names the deciders, not those who are asked a question", () => {
    const bar = makeBar();
    bar.now.push(barTask({ kind: "answer", state: "pending", user: { id: 4, name: "Bo" } }));
    expect(headlineOf(bar)).toBe("Waits for Mitchell");
    bar.now = [barTask({ kind: "wait", state: "waiting" })];
    expect(headlineOf(bar)).toBe("It goes on by itself.");
    expect(headlineOf(makeBar({ state: "returned" }))).toBe("Waits for Anna");
    expect(headlineOf(makeBar({ state: "approved" }))).toBe("");
    expect(headlineOf(makeBar({ state: "none", can: {} }))).toBe("");
});

test("the earliest limit counts", () => {
    const bar = makeBar();
    bar.now.push(barTask({ state: "pending", deadline: "2026-03-10 16:00:00" }));
    bar.now.push(barTask({ state: "waiting", deadline: "2026-03-10 01:00:00" }));
    expect(deadlineOf(bar)).toBe("2026-03-10 16:00:00");
    expect(deadlineOf(makeBar({ now: [] }))).toBe(false);
});

test("remarks are the events with words", () => {
    expect(remarksOf(makeBar()).map((event) => event.id)).toEqual([2]);
});

test("every state has a name", () => {
    expect(stateLabel("running")).toBe("In approval");
    expect(stateLabel("something else")).toBe("something else");
    expect(taskLabel({ kind: "notify", state: "approved" })).toBe("got a copy");
    expect(taskLabel({ kind: "answer", state: "pending" })).toBe("is asked a question");
    expect(taskLabel({ kind: "answer", state: "approved" })).toBe("answered");
    expect(taskLabel({ kind: "fill", state: "approved" })).toBe("filled in");
});
