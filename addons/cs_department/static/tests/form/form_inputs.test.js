import { beforeEach, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { shownText, sizeText, typedText, valueOf } from "@cs_department/form/request/form_inputs";
import { LOOKS, matching, openAndOver, recentForms } from "@cs_department/form/home/home_utils";
import { makeField, UGLY } from "./form_test_helpers";

beforeEach(() => makeMockEnv());

test("a number is read, and what is none stays as it was typed", () => {
    const number = makeField("n", "number");
    expect(valueOf(number, "1,234.5")).toBe(1234.5);
    expect(valueOf(number, "12 apples")).toBe("12 apples");
    expect(valueOf(number, "  ")).toBe(null);
    expect(typedText(number, "12 apples")).toBe("12 apples");
    expect(typedText(number, 0)).toBe("0.00");
    expect(typedText(makeField("n", "number", { digits: 0 }), 7)).toBe("7");
});

test("hours are read with a colon or a point", () => {
    const hours = makeField("h", "duration");
    expect(valueOf(hours, "1:30")).toBe(1.5);
    expect(valueOf(hours, "1.5")).toBe(1.5);
    expect(typedText(hours, 1.5)).toBe("01:30");
});

test("a moment goes to the server in UTC and comes back", () => {
    mockTimeZone(+8);
    const at = makeField("at", "datetime");
    expect(valueOf(at, "2026-03-10T09:15")).toBe("2026-03-10 01:15:00");
    expect(typedText(at, "2026-03-10 01:15:00")).toBe("2026-03-10T09:15");
    expect(typedText(at, "no moment")).toBe("");
});

test("values are said in the words of their options", () => {
    const choices = [
        { key: "a", label: "Apple" },
        { key: "b", label: UGLY },
    ];
    expect(shownText(makeField("c", "choice", { choices }), "b")).toBe(UGLY);
    expect(shownText(makeField("c", "choice", { choices }), "gone")).toBe("gone");
    expect(shownText(makeField("t", "tags", { choices }), ["a", "b"])).toBe(`Apple, ${UGLY}`);
    expect(shownText(makeField("y", "boolean"), false)).toBe("No");
    expect(shownText(makeField("e", "employee"), { id: 1, name: "Lena" })).toBe("Lena");
    expect(shownText(makeField("d", "date"), null)).toBe("");
});

test("a file that holds something is never shown as empty", () => {
    expect([0, 12, 2400, 2_500_000].map((size) => String(sizeText(size)))).toEqual([
        "",
        "1 kB",
        "2 kB",
        "2.5 MB",
    ]);
});

test("a search finds every word, whatever its case and accents", () => {
    const forms = [
        { name: "Überstunden", code: "ot", description: "Planned or urgent" },
        { name: "Visitor", code: "vis", description: "" },
    ];
    expect(matching(forms, "UBER planned")).toEqual([forms[0]]);
    expect(matching(forms, "planned visitor")).toEqual([]);
    expect(matching(forms, "")).toEqual(forms);
});

test("recent forms that may no longer be filed are left out", () => {
    const forms = [{ id: 1 }, { id: 2 }];
    expect(recentForms({ forms, recent: [2, 9, 1] })).toEqual([forms[1], forms[0]]);
});

test("requests that still want something come first", () => {
    const requests = Object.keys(LOOKS).map((flow_state) => ({ flow_state }));
    const { open, over } = openAndOver(requests);
    expect(open.map((one) => one.flow_state)).toEqual(["none", "running", "returned"]);
    expect(over).toHaveLength(4);
});
