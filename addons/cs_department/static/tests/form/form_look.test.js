import { beforeEach, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { FormLook, keepSame } from "@cs_department/form/request/form_look";
import { partsOf } from "@cs_department/form/request/form_layout";
import { sentRows } from "@cs_department/form/request/form_rows";
import { makeEntry, makeField } from "./form_test_helpers";

beforeEach(allowTranslations);

const FIELDS = [
    makeField("name", "text"),
    makeField("total", "money"),
    makeField("lines", "table"),
    makeField("what", "text", { parent: "lines" }),
];

const row = (value) => ({ what: makeEntry(value) });

function makeLook(ask = async () => ({ state: {} })) {
    const look = new FormLook({ ask, changed: () => {}, failed: (e) => expect.step(e.message) });
    look.start({
        fields: FIELDS,
        state: {
            name: makeEntry("Ada"),
            total: makeEntry(3, { computed: true, readonly: true }),
            lines: makeEntry([{ id: 7, what: "a" }], { rows: [row("a")] }),
        },
    });
    return look;
}

test("what was typed is shown and sent, whatever the server answers", async () => {
    const look = makeLook(async (sent) => {
        expect.step(JSON.stringify(sent));
        return { state: { name: makeEntry("server") } };
    });
    look.set("name", "Bo");
    look.set("name", "Bob");
    await advanceTime(200);
    expect(look.value("name")).toBe("Bob");
    expect.verifySteps(['{"name":"Bob"}']);
});

test("what is computed comes from the server", () => {
    const look = makeLook();
    look.given = { total: 99 };
    expect(look.value("total")).toBe(3);
});

test("an answer to an older question is dropped", async () => {
    const answers = [new Deferred(), new Deferred()];
    let asked = 0;
    const look = makeLook(() => answers[asked++]);
    look.set("name", "a");
    await advanceTime(200);
    look.set("name", "ab");
    await advanceTime(200);
    answers[1].resolve({ state: { name: makeEntry("", { error: "new" }) } });
    await answers[1];
    answers[0].resolve({ state: { name: makeEntry("", { error: "old" }) } });
    await answers[0];
    expect(look.error("name")).toBe("new");
});

test("an answer that comes while somebody types on is dropped", async () => {
    const answer = new Deferred();
    const look = makeLook(() => answer);
    look.set("name", "a");
    await advanceTime(200);
    look.addRow("lines");
    answer.resolve({ state: { name: makeEntry("", { error: "old" }) } });
    await answer;
    expect(look.error("name")).toBe("");
    expect(look.rows("lines")).toHaveLength(2);
});

test("settling waits for the answer about what is typed now", async () => {
    const look = makeLook(async ({ name }) => ({
        state: { name: makeEntry("", { error: `wrong: ${name}` }) },
    }));
    look.set("name", "x");
    await look.settle();
    expect(look.error("name")).toBe("wrong: x");
});

test("a question without an answer loses nothing that was typed", async () => {
    const look = makeLook(() => Promise.reject(new Error("offline")));
    look.set("name", "kept");
    await look.settle();
    expect(look.value("name")).toBe("kept");
    expect.verifySteps(["offline"]);
});

test("rows are added, copied, changed and removed, each with its own id", () => {
    const look = makeLook();
    look.addRow("lines");
    look.set(`lines/${look.rows("lines")[1].uid}/what`, "b");
    look.twinRow("lines", look.rows("lines")[0].uid);
    expect(sentRows(look.rows("lines"))).toEqual([
        { id: 7, what: "a" },
        { what: "a" },
        { what: "b" },
    ]);
    look.removeRow("lines", look.rows("lines")[0].uid);
    expect(look.sent).toEqual({ lines: [{ what: "a" }, { what: "b" }] });
    expect(look.entry("lines").rows).toHaveLength(2);
});

test("what the server said of a row stays with its row", () => {
    const look = makeLook();
    look.state.lines.rows[0].what = makeEntry("a", { error: "wrong" });
    look.addRow("lines");
    look.removeRow("lines", look.rows("lines")[1].uid);
    expect(look.cellError("lines", 0, "what")).toBe("wrong");
    look.removeRow("lines", look.rows("lines")[0].uid);
    expect(look.entry("lines").rows).toEqual([]);
});

test("what is missing is marked once somebody tried to submit", () => {
    const look = makeLook();
    look.take({
        state: look.state,
        missing: [
            { field: "name", row: null, column: "" },
            { field: "lines", row: 0, column: "what" },
        ],
    });
    expect([look.error("name"), look.errorCount]).toEqual(["", 0]);
    look.attempt();
    expect(look.error("name")).toEqual("Please fill this in.");
    expect(look.cellError("lines", 0, "what")).toEqual("Please fill this in.");
    expect(look.errorCount).toBe(2);
});

test("a rule stands at its field, in its row, or above the form", () => {
    const look = makeLook();
    look.take({
        state: look.state,
        rules: [
            { index: 0, field: "name", row: null, message: "a name" },
            { index: 1, field: "lines.what", row: 0, message: "a cell" },
            { index: 2, field: "", row: null, message: "a form" },
        ],
    });
    expect(look.error("name")).toBe("a name");
    expect(look.cellError("lines", 0, "what")).toBe("a cell");
    expect(look.error("lines")).toBe("");
    expect(look.generalErrors).toEqual([], { message: "nobody has begun" });
    expect(look.errorCount).toBe(2);
    look.set("name", "Ada");
    expect(look.generalErrors).toEqual(["a form"]);
    expect(look.errorCount).toBe(3);
});

test("entries that say the same as before stay the same", () => {
    const before = { a: makeEntry(1), b: makeEntry(2) };
    const kept = keepSame(before, { a: makeEntry(1), b: makeEntry(3) });
    expect(kept.a).toBe(before.a);
    expect(kept.b).not.toBe(before.b);
});

test("sections divide the fields; columns stand in their table", () => {
    const parts = partsOf([
        makeField("a", "text"),
        makeField("s", "section"),
        makeField("t", "table"),
        makeField("c", "text", { parent: "t" }),
    ]);
    const shown = parts.map((p) => [p.section?.key, p.fields.map((f) => f.key)]);
    expect(shown).toEqual([
        [undefined, ["a"]],
        ["s", ["t"]],
    ]);
});
