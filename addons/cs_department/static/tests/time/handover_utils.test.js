import { missingIn } from "@cs_department/time/common/words_dialog";
import {
    isCheck,
    leftToDo,
    myPart,
    partsOf,
    signedWords,
} from "@cs_department/time/handover/handover_utils";
import { clockText, secondsLeft } from "@cs_department/time/seat/seat_utils";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";

const SECTIONS = [
    ["step", "Steps"],
    ["hygiene", "Hygiene"],
];
const item = (values) => ({
    kind: "open_item",
    side: "incoming",
    section: "",
    verdict: "open",
    is_for_me: true,
    is_read: false,
    can_decide: true,
    ...values,
});

beforeEach(allowTranslations);

describe("hand-over", () => {
    test("lines stand in parts, incidents first, empty parts are left out", () => {
        const items = [
            item({ id: 1 }),
            item({ id: 2, kind: "incident" }),
            item({ id: 3, kind: "check", section: "hygiene" }),
            item({ id: 4, kind: "check", section: "hygiene", side: "outgoing" }),
            item({ id: 5, kind: "announcement" }),
        ];
        const parts = partsOf({ items, sections: SECTIONS });
        expect(parts.map((part) => part.key)).toEqual(["news", "told", "own", "hygiene"]);
        expect(parts[1].items.map((one) => one.id)).toEqual([2, 1]);
        expect(items.map((one) => one.id)).toEqual([1, 2, 3, 4, 5]);
    });

    test("no line is lost", () => {
        const kinds = ["open_item", "instruction", "major", "incident", "lesson", "swap"];
        const items = kinds.map((kind, id) => item({ id, kind }));
        items.push(item({ id: 9, kind: "asset", section: "step" }));
        const shown = partsOf({ items, sections: SECTIONS }).flatMap((part) => part.items);
        expect(shown.length).toBe(items.length);
    });

    test("what is left to do", () => {
        const items = [
            item(),
            item({ is_read: true }),
            item({ is_read: true, verdict: "accepted" }),
            item({ is_read: true, can_decide: false }),
            item({ is_for_me: false }),
        ];
        expect(leftToDo(items)).toBe(2);
        expect(isCheck(item({ kind: "asset" }))).toBe(true);
        expect(isCheck(item())).toBe(false);
    });

    test("what the reader does", () => {
        const seats = [
            { id: 1, outgoing: "Ann", incoming: "Bob" },
            { id: 2, outgoing: "", incoming: "Eve" },
            { id: 3, outgoing: "Kim", incoming: "" },
        ];
        const me = { outgoing: [], incoming: [], is_leader: false };
        const part = (values) => myPart({ seats, me: { ...me, ...values } });
        expect(part({ incoming: [1] })).toBe("You take over from Ann");
        expect(part({ incoming: [2] })).toBe("You take a seat that was empty");
        expect(part({ outgoing: [1] })).toBe("You hand over to Bob");
        expect(part({ outgoing: [3] })).toBe(
            "Nobody relieves you yet: the leader of the shift names somebody"
        );
        expect(part({ is_leader: true })).toBe("You lead this change of shift");
        expect(part({ incoming: [1], is_leader: true })).toBe(
            "You take over from Ann. You also lead this change of shift."
        );
        expect(part({})).toBe("You read along");
    });

    test("a signature says who is missing and what comes next", () => {
        const slot = (kind, who, at, is_mine = false) => ({ kind, who, at, is_mine, label: kind });
        const words = (state, signatures, sign = false) =>
            signedWords({ head: { state }, me: { sign }, signatures });
        const mine = slot("outgoing", "Ann", "08:01", true);
        const other = slot("incoming", "Bob", "");
        expect(words("open", [slot("outgoing", "Ann", ""), other])).toBe(null);
        expect(words("open", [mine, other], "leader")).toBe(null);
        expect(words("cancelled", [mine, other])).toBe(null);
        expect(words("open", [mine, other])).toEqual({
            title: "You signed at 08:01",
            signed: "",
            missing: "Still missing: Bob (incoming)",
            next: "Stay until the others have signed: this page says when you may go.",
        });
        const done = words("signed", [mine, slot("incoming", "Bob", "08:03")]);
        expect(done.signed).toBe("Signed as well: Bob (incoming)");
        expect(done.missing).toBe("Nobody is missing: all have signed.");
        expect(done.next).toBe("You may go now.");
        const lead = slot("leader", "Eve", "08:05", true);
        const next = (state, slots) => words(state, slots).next;
        expect(next("signed", [lead, slot("review", "HR", "")])).toBe(
            "The shift may leave; only the review is still to come."
        );
        expect(next("closed", [lead])).toBe("The hand-over is complete.");
        expect(next("open", [lead, other])).toBe("There is nothing more for you to do here.");
    });

    test("who signed as several things at once reads as what", () => {
        const slot = { kind: "incoming", label: "Comes", who: "Ann", at: "08:01", is_mine: true };
        const me = { sign: false, signed_as: "who takes over and leader of the shift" };
        const words = signedWords({ head: { state: "signed" }, me, signatures: [slot] });
        expect(words.title).toBe("You signed at 08:01 as who takes over and leader of the shift");
    });

    test("a dialog says what is missing", () => {
        const fields = [
            { name: "text", label: "Reason", required: true },
            { name: "note", label: "Note" },
        ];
        expect(missingIn(fields, { text: "  ", note: "" })).toBe("Please fill in: Reason");
        expect(missingIn(fields, { text: "x", note: "" })).toBe("");
    });
});

describe("seat", () => {
    test("the clock runs down and below nothing", () => {
        const left_at = "2026-11-28 08:00:00";
        const now = Date.UTC(2026, 10, 28, 8, 4, 0);
        expect(secondsLeft({ left_at, minutes: 5 }, now)).toBe(60);
        expect(secondsLeft({ left_at, minutes: 3 }, now)).toBe(-60);
        expect(secondsLeft({ left_at, minutes: 0 }, now)).toBe(null);
        expect(secondsLeft({ left_at: false, minutes: 5 }, now)).toBe(null);
        expect(clockText(65)).toBe("1:05");
        expect(clockText(-70)).toBe("-1:10");
        expect(clockText(null)).toBe("");
    });
});
