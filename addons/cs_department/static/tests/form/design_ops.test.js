import { beforeEach, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import * as ops from "@cs_department/form/designer/design_ops";
import { ruleWords } from "@cs_department/form/designer/rule_words";
import { keptWords } from "@cs_department/form/designer/state_words";

beforeEach(allowTranslations);

const make = (key, kind, parent = "", values = {}) => ({
    ...ops.newField([], kind, key, parent),
    key,
    ...values,
});

function makeDesign() {
    return {
        fields: [
            make("a", "text"),
            make("t", "table"),
            make("c", "number", "t"),
            make("d", "text", "t"),
            make("z", "date"),
        ],
        rules: [{ field: "t.c", expression: "c > 1", message: "More!", nodes: [] }],
    };
}

const order = (design) => design.fields.map((field) => field.key).join("");

test("a new field goes to the end of the form or of its table", () => {
    const design = makeDesign();
    expect(order(ops.addField(design, make("n", "text")))).toBe("atcdzn");
    expect(order(ops.addField(design, make("n", "text", "t")))).toBe("atcdnz");
    expect(order(ops.addField(design, make("n", "text"), "z"))).toBe("atcdnz");
    expect(order(design)).toBe("atcdz");
});

test("a table moves with its columns, a column stays in its table", () => {
    const design = makeDesign();
    expect(order(ops.moveField(design, "t", "a"))).toBe("tcdaz");
    expect(order(ops.moveField(design, "t", ""))).toBe("aztcd");
    expect(order(ops.moveField(design, "t.d", "t.c"))).toBe("atdcz");
    expect(ops.moveField(design, "t.d", "a")).toBe(design);
});

test("the keyboard moves among neighbours and stops at the ends", () => {
    const design = makeDesign();
    expect(order(ops.shiftField(design, "z", -1))).toBe("aztcd");
    expect(order(ops.shiftField(design, "a", 1))).toBe("tcdaz");
    expect(ops.shiftField(design, "a", -1)).toBe(design);
    expect(ops.shiftField(design, "z", 1)).toBe(design);
    expect(order(ops.shiftField(design, "t.c", 1))).toBe("atdcz");
});

test("a field takes its columns and rules with it", () => {
    const bare = ops.removeField(makeDesign(), "t");
    expect([order(bare), bare.rules]).toEqual(["az", []]);
    const renamed = ops.renameField(makeDesign(), "t.c", "price");
    expect(renamed.rules[0].field).toBe("t.price");
    expect(ops.fieldAt(ops.renameField(makeDesign(), "t", "u"), "u.c").kind).toBe("number");
});

test("a name is never given twice", () => {
    const design = makeDesign();
    expect(ops.renameField(design, "a", "z")).toBe(design);
    expect(ops.freeKey(design.fields, "a")).toBe("a_2");
    expect(ops.freeKey([], "Überstunden <b>")).toBe("field");
    const { design: copied, place } = ops.copyField(design, "t");
    expect([order(copied), place]).toEqual(["atcdt_2c_2d_2z", "t_2"]);
    expect(ops.fieldAt(copied, "t_2.c_2").kind).toBe("number");
});

test("conditions may use fields, sums of columns, and what every request has", () => {
    const kinds = [
        { kind: "text", type: "text" },
        { kind: "number", type: "number" },
        { kind: "date", type: "date" },
        { kind: "table", type: null },
    ];
    const base = [{ name: "department", type: "text", label: "Department" }];
    const names = (table) => ops.factsOf(makeDesign(), kinds, base, table).map((f) => f.name);
    expect(names("")).toEqual(["a", "t_count", "t_c", "z", "department"]);
    expect(names("t")).toEqual(["a", "t_count", "c", "t_c", "d", "z", "department"]);
    const said = kinds.map((kind) => ({ ...kind, type_word: kind.type && `a ${kind.type}` }));
    const words = ops.factsOf(makeDesign(), said, base).map((fact) => fact.kind);
    expect(words).toEqual(["a text", "a number", "a number", "a date", "a text"]);
    expect(ops.baseNames(makeDesign(), [{ name: "a" }, { name: "t_c" }, ...base])).toEqual(base);
});

test("rules are said in plain words", () => {
    const field = make("a", "text", "", {
        required: "nodes",
        required_nodes: ["head", "gone"],
        visible_if: "hours > 2",
        minimum: "1",
        maximum: "9",
        unique: true,
    });
    const facts = [{ name: "hours", type: "number", label: "Hours", options: [] }];
    const design = { fields: [field], rules: [{ field: "a", message: "Mind <b>this</b>" }] };
    expect(ruleWords(field, "a", design, facts, [{ key: "head", name: "Head" }])).toEqual([
        "Must be filled in at: Head, gone",
        "Only shown if Hours is more than 2",
        "From 1 to 9",
        "No two requests have the same",
        "Mind <b>this</b>",
    ]);
});

test("values are said with the labels of options and fields", () => {
    const choices = [{ key: "rest", label: "Rest <first>" }];
    const facts = [
        { name: "start", type: "datetime", label: "From", options: [] },
        { name: "hours", type: "number", label: "Hours", options: [] },
    ];
    const said = (values) => {
        const field = make("a", "choice", "", { choices, ...values });
        return ruleWords(field, "a", { fields: [field], rules: [] }, facts, []);
    };
    expect(said({ default: "'rest'" })).toEqual(["At first: Rest <first>"]);
    expect(said({ default: "'it''s gone'" })).toEqual(["At first: it's gone"]);
    expect(said({ default: "true" })).toEqual(["At first: Yes"]);
    expect(said({ computed: "HOURS(start, 'start') + hours" })).toEqual([
        "Computed: HOURS(From, 'start') + Hours",
    ]);
    expect(said({ minimum: "hours * 2" })).toEqual(["At least Hours * 2"]);
});

test("publishing says what keeps the older version, and does not count to zero", () => {
    expect(keptWords({ running: 0, drafts: 0 })).not.toMatch(/0/);
    const words = keptWords({ running: 3, drafts: 12 });
    expect(words).toMatch(/3 on their way/);
    expect(words).toMatch(/12 not submitted/);
});
