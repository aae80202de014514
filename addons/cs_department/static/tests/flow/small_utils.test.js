import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { allowTranslations, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import {
    away,
    dayAndTime,
    isPast,
    joinNames,
    listed,
    moment,
    sentenceOf,
    usually,
    usuallyWhy,
} from "@cs_department/flow/common/flow_format";
import { choicesOf, factsBeside, factsOf, namesOf } from "@cs_department/flow/fields/fields_utils";
import { countsOf, resultLabel, sortedLines } from "@cs_department/flow/inbox/bulk_utils";
import { badgeText, refreshDelay } from "@cs_department/flow/systray/systray_utils";
import {
    countOf,
    kindLabels,
    kindsInside,
    mayStand,
    moveTarget,
    placeOf,
} from "@cs_department/flow/tree/tree_utils";

describe.current.tags("headless");
beforeEach(allowTranslations);

test("moments are said as people say them", () => {
    mockDate("2026-03-10 12:00:00", 0);
    expect(away("2026-03-10 11:59:30")).toBe("now");
    expect(away("2026-03-10 08:00:00")).toMatch(/4 hr/);
    expect(away("2026-03-12 13:00:00")).toMatch(/in 2 days/);
    expect(away(false)).toBe("");
    expect(dayAndTime(false)).toBe("");
    expect(dayAndTime("2026-03-12 11:00:00")).toMatch(/12/);
    expect(isPast("2026-03-10 08:00:00")).toBe(true);
    expect(isPast("2026-03-12 08:00:00")).toBe(false);
    expect(isPast(false)).toBe(false);
    expect(moment(null)).toBe(null);
});

test("when a request is usually decided is said as people say it", () => {
    mockDate("2026-03-10 12:00:00", 0);
    const at = (moment) => usually({ at: moment, late: false, count: 9 });
    expect(at("2026-03-10 12:20:00")).toMatch("within the hour");
    expect(at("2026-03-10 15:30:00")).toMatch(/decided by .*3:30/);
    expect(at("2026-03-12 15:30:00")).toMatch(/decided by .*12/);
    expect(at("2026-03-12 15:30:00")).not.toMatch("30");
    expect(usually({ at: "2026-03-10 12:00:00", late: true })).toMatch("longer than usual");
    expect(usually(null)).toBe("");
    expect(usuallyWhy(null)).toBe("");
    expect(usuallyWhy({ count: 9 })).toMatch("last 9 requests");
});

test("names are joined and the rest is counted", () => {
    expect(joinNames(["A", "", "B"])).toBe("A, B");
    expect(joinNames(["A", "B", "C", "D", "E"])).toBe("A, B, C and 2 more");
    patchWithCleanup(user, { lang: "zh-CN" });
    expect(joinNames(["A", "", "B"])).toBe("A、B");
    expect(listed([])).toBe("");
});

test("only what is meant for people is shown to them", () => {
    const error = (name) => ({ data: { name, message: "A sentence." } });
    expect(sentenceOf(error("odoo.exceptions.UserError"))).toBe("A sentence.");
    expect(sentenceOf(error("odoo.exceptions.AccessError"))).toBe("A sentence.");
    expect(sentenceOf(error("builtins.KeyError"))).toBe(null);
    expect(sentenceOf(new Error("x"))).toBe(null);
});

test("what the subject tells is not told again", () => {
    const facts = [
        ["Type", "Leave"],
        ["Days", "3"],
    ];
    expect(factsBeside(facts, "Ada · Leave")).toEqual([["Days", "3"]]);
    expect(factsBeside(facts, false)).toEqual(facts);
});

test("facts are pairs of texts", () => {
    expect(factsOf([["A", 0], ["B", ""], ["C", false], ["D", null], "x", ["E", "f"]])).toEqual([
        ["A", "0"],
        ["E", "f"],
    ]);
    expect(factsOf(false)).toEqual([]);
    expect(factsOf({ a: 1 })).toEqual([]);
});

test("choices and names", () => {
    const all = {
        people: [
            ["user_id", "User"],
            ["x", ""],
        ],
    };
    expect(choicesOf(all, "people")).toEqual([
        { value: "user_id", label: "User" },
        { value: "x", label: "x" },
    ]);
    expect(choicesOf(false, "people")).toEqual([]);
    expect(namesOf(" a, ,b ")).toEqual(["a", "b"]);
    expect(namesOf(false)).toEqual([]);
});

test("the lines of a bulk decision: what needs a look comes first", () => {
    const lines = [
        { task_id: 1, result: "done" },
        { task_id: 2, result: "stale" },
        { task_id: 3, result: "error" },
        { task_id: 4, result: "done" },
    ];
    const sorted = sortedLines(lines, { 1: "One", 3: "Three" });
    expect(sorted.map((line) => line.subject)).toEqual(["Three", "#2", "One", "#4"]);
    expect(countsOf(lines)).toEqual([
        ["done", 2],
        ["stale", 1],
        ["error", 1],
    ]);
    expect(resultLabel("done", "approve")).toBe("Approved");
    expect(resultLabel("done", "refuse")).toBe("Refused");
    expect(resultLabel("forbidden", "refuse")).toBe("Not yours");
});

test("the counter fits its badge and browsers do not ask all at once", () => {
    expect([0, 1, 99, 100, 5000, -1].map(badgeText)).toEqual(["", "1", "99", "99+", "99+", ""]);
    expect(refreshDelay(0)).toBe(400);
    expect(refreshDelay(0.999)).toBeLessThan(2000);
});

test("where nodes may stand", () => {
    expect(kindsInside("branch")).toEqual(["case"]);
    expect(kindsInside("parallel")).toEqual(["lane"]);
    expect(kindsInside("approve")).toEqual([]);
    expect(mayStand("approve", null)).toBe(true);
    expect(mayStand("approve", "lane")).toBe(true);
    expect(mayStand("case", null)).toBe(false);
    expect(mayStand("case", "parallel")).toBe(false);
    expect(mayStand("approve", "branch")).toBe(false);
    expect(Object.keys(kindLabels())).toHaveLength(9);
});

test("moving a node with the keyboard", () => {
    const leaf = (id) => ({ id, children: [] });
    const rows = [leaf(1), { id: 2, children: [leaf(3), leaf(4), leaf(5)] }, leaf(6)];
    expect(countOf(rows)).toBe(6);
    expect(placeOf(rows, 4).parent.id).toBe(2);
    expect(placeOf(rows, 9)).toBe(null);
    expect(moveTarget(rows, 1, -1)).toBe(null);
    expect(moveTarget(rows, 1, 1)).toEqual({ parent: false, before: 6 });
    expect(moveTarget(rows, 6, -1)).toEqual({ parent: false, before: 2 });
    expect(moveTarget(rows, 3, 1)).toEqual({ parent: 2, before: 5 });
    expect(moveTarget(rows, 4, 1)).toEqual({ parent: 2, before: false });
    expect(moveTarget(rows, 5, 1)).toBe(null);
});
