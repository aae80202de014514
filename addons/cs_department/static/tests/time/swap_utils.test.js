import {
    divided,
    filing,
    matching,
    missingWords,
    toldOnce,
} from "@cs_department/time/swap/swap_utils";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";

const person = (id, name, problems = [], values = {}) => ({ id, name, problems, ...values });
const start = (values = {}) => ({
    shift: { id: 7 },
    needs_reason: true,
    reasons: [
        { id: 1, name: "Private", needs_note: false },
        { id: 2, name: "Other", needs_note: true },
    ],
    ...values,
});
const choice = (values = {}) => ({
    kind: "give",
    person: person(3, "Reed"),
    shift: null,
    ring: [],
    reasonId: 1,
    note: "",
    ...values,
});
const step = (id, closing = []) => ({ shift: { id, closing } });

beforeEach(allowTranslations);

describe("colleagues", () => {
    const people = [
        person(1, "Lotus 小荷", [], { job: "Agent", department: "Hotline" }),
        person(2, "Reed", ["has leave"], { job: false, department: "Night desk" }),
        person(3, "Ivy", [], { job: "Leader", department: "" }),
    ];

    test("are found by name, job or department, whatever the case", () => {
        const ids = (text) => matching(people, text).map((one) => one.id);
        expect(ids("")).toEqual([1, 2, 3]);
        expect(ids("  LOTUS ")).toEqual([1]);
        expect(ids("小荷")).toEqual([1]);
        expect(ids("desk")).toEqual([2]);
        expect(ids("lead")).toEqual([3]);
        expect(ids("nobody")).toEqual([]);
    });

    test("stand in two groups, in the order in which they came", () => {
        const { able, excluded } = divided(people);
        expect(able.map((one) => one.id)).toEqual([1, 3]);
        expect(excluded.map((one) => one.id)).toEqual([2]);
        expect(divided([])).toEqual({ able: [], excluded: [] });
    });
});

describe("what keeps the requester", () => {
    const own = "Three a month";
    const reed = person(2, "Reed", [own, "has leave"], { own: [own] });
    const ivy = person(3, "Ivy", [own], { own: [own] });

    test("is said once, and the others keep what is theirs", () => {
        const told = toldOnce([reed, ivy, person(4, "Kim", ["works elsewhere"], { own: [] })]);
        expect(told.own).toEqual([own]);
        expect(told.people.map((one) => one.id)).toEqual([2, 4]);
        expect(told.people[0].problems).toEqual(["has leave"]);
    });

    test("is not told apart while somebody may", () => {
        const people = [reed, person(5, "Lotus", [], { own: [] })];
        expect(toldOnce(people)).toEqual({ own: [], people });
        expect(toldOnce([])).toEqual({ own: [], people: [] });
    });
});

describe("what is missing", () => {
    test("is said in the order of the page", () => {
        const words = (values) => missingWords(start(), choice(values));
        expect(words({ person: null })).toBe("Choose a colleague.");
        expect(words({ kind: "exchange" })).toBe("Choose the shift that comes back.");
        expect(words({ kind: "ring", ring: [step(8)] })).toBe("Choose the next shift of the ring.");
        expect(words({ kind: "ring", ring: [step(8), step(9, ["rest"])] })).toBe(
            "The ring cannot close here yet."
        );
        expect(words({ reasonId: 0 })).toBe("Choose a reason.");
        expect(words({ reasonId: 2 })).toBe("Write a few words about the reason.");
        expect(words({})).toBe("");
        expect(words({ kind: "" })).toBe("");
    });
});

describe("what is sent", () => {
    test("a shift that is given away names who takes it", () => {
        expect(filing(start(), choice())).toEqual({
            kind: "give",
            shift_ids: [7],
            reason_id: 1,
            note: "",
            taker_id: 3,
        });
        expect(filing(start(), choice({ person: null }))).toBe(null);
    });

    test("nothing is sent without a kind", () => {
        expect(filing(start(), choice({ kind: "" }))).toBe(null);
    });

    test("an exchange and a return need the other shift", () => {
        for (const kind of ["exchange", "return"]) {
            expect(filing(start(), choice({ kind }))).toBe(null);
            const sent = filing(start(), choice({ kind, shift: { id: 9 } }));
            expect(sent.shift_ids).toEqual([7, 9]);
            expect("taker_id" in sent).toBe(false);
        }
    });

    test("a ring is sent once it closes", () => {
        const ring = (...steps) => filing(start(), choice({ kind: "ring", ring: steps }));
        expect(ring()).toBe(null);
        expect(ring(step(8))).toBe(null);
        expect(ring(step(8), step(9, ["works back to back"]))).toBe(null);
        expect(ring(step(8, ["not here"]), step(9)).shift_ids).toEqual([7, 8, 9]);
    });

    test("offers and appointments choose nobody", () => {
        for (const kind of ["pool", "appoint"]) {
            expect(filing(start(), choice({ kind, person: null })).shift_ids).toEqual([7]);
        }
    });

    test("the reason is said where the policy asks for one", () => {
        expect(filing(start(), choice({ reasonId: null }))).toBe(null);
        expect(filing(start({ needs_reason: false }), choice({ reasonId: null })).reason_id).toBe(
            false
        );
        expect(filing(start(), choice({ kind: "appoint", reasonId: null })).reason_id).toBe(false);
    });

    test("some reasons want a note", () => {
        expect(filing(start(), choice({ reasonId: 2, note: "  " }))).toBe(null);
        expect(filing(start(), choice({ reasonId: 2, note: "Moving" })).note).toBe("Moving");
    });
});
