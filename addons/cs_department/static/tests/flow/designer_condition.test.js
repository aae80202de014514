import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations, mountWithCleanup, contains } from "@web/../tests/web_test_helpers";
import { Component, useState, xml } from "@odoo/owl";
import { animationFrame, advanceTime } from "@odoo/hoot-mock";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { ConditionEditor } from "@cs_department/flow/designer/condition/condition_editor";
import {
    completions,
    composeCondition,
    parseCondition,
} from "@cs_department/flow/designer/condition/condition_text";
import { conditionWords } from "@cs_department/flow/designer/condition/condition_words";
import { UGLY, defineFlowModels } from "./flow_test_helpers";

defineFlowModels();

const fact = (name, type, label, options = []) => ({ name, type, kind: type, label, options });
const FACTS = [
    fact("days", "number", "Days"),
    fact("leave_type", "text", "Type", [["annual", "Annual leave"]]),
    fact("start", "date", "First day"),
    fact("urgent", "bool", "Urgent"),
    fact("roles", "list", "Roles"),
    fact("天数", "number", "天数"),
];

describe("text and rows", () => {
    test("rows become a text that gives the same rows", () => {
        const rows = [
            { name: "days", op: ">=", value: "3.5" },
            { name: "leave_type", op: "=", value: 'He said "no"' },
            { name: "leave_type", op: "not in", value: ["a, b", UGLY] },
            { name: "start", op: "<", value: "2026-06-01" },
            { name: "urgent", op: "yes", value: "" },
            { name: "urgent", op: "no", value: "" },
            { name: "roles", op: "has not", value: "leader" },
            { name: "天数", op: "<>", value: "-2" },
        ];
        for (const join of ["and", "or"]) {
            const text = composeCondition({ join, rows }, FACTS);
            expect(parseCondition(text, FACTS)).toEqual({ join, rows });
        }
    });

    test("what people type by hand is read as well", () => {
        expect(parseCondition("DAYS≥3 and not URGENT", FACTS)).toEqual({
            join: "and",
            rows: [
                { name: "days", op: ">=", value: "3" },
                { name: "urgent", op: "no", value: "" },
            ],
        });
        expect(parseCondition("", FACTS)).toEqual({ join: "and", rows: [] });
        expect(parseCondition("leave_type == 'it''s'", FACTS).rows[0].value).toBe("it's");
    });

    test("what is too rich for rows stays a text", () => {
        for (const text of [
            "days > 3 AND urgent OR days > 9",
            "(days > 3)",
            "days + 1 > 3",
            "MAX(days, 2) > 1",
            "days > 3 AND",
            "days >",
            "unknown = 3",
            'days = "3"',
            "leave_type = 3",
            "days > 3 urgent",
            UGLY,
            "\u0000",
            "1 < days < 3",
        ]) {
            expect(parseCondition(text, FACTS)).toBe(null, { message: text });
            expect(conditionWords(text, FACTS)).toBe(text);
        }
    });

    test("rows that say nothing yet are left out", () => {
        const rows = [
            { name: "days", op: ">", value: "" },
            { name: "leave_type", op: "in", value: [] },
            { name: "urgent", op: "yes", value: "" },
        ];
        expect(composeCondition({ join: "and", rows }, FACTS)).toBe("urgent");
    });

    test("a condition in words", () => {
        allowTranslations();
        expect(conditionWords('days > 3 AND leave_type = "annual"', FACTS)).toBe(
            "Days is more than 3 and Type is Annual leave"
        );
    });

    test("completion knows names, labels and functions, not inside of texts", () => {
        const texts = (text) =>
            completions(text, text.length, FACTS, ["MAX", "MIN"]).items.map((item) => item.text);
        expect(texts("da")).toEqual(["days", "start"]);
        expect(texts("days > 3 a")).toInclude("AND");
        expect(texts("m")).toInclude("MAX(");
        expect(texts('"da')).toEqual([]);
        expect(texts("days")).toEqual([]);
        expect(completions("1 + da", 6, FACTS, []).from).toBe(4);
    });
});

class Parent extends Component {
    static props = {};
    static components = { ConditionEditor };
    static template = xml`
        <ConditionEditor text="state.text" facts="facts" functions="['MAX']" readonly="false"
                         check="check" onChange="(text) => this.change(text)"/>`;

    setup() {
        this.facts = FACTS;
        this.state = useState({ text: "days > 3" });
    }

    change(text) {
        this.state.text = text;
        if (!document.querySelector(".o_cs_expression")) {
            expect.step(text);
        }
    }

    async check(text) {
        return text.includes("dyas")
            ? { message: `dyas is unknown ${UGLY}`, column: 1, suggestion: "days" }
            : false;
    }
}

test("compose in rows, type, mend what is wrong", async () => {
    await mountWithCleanup(Parent);
    expect(".o_cs_condition_row").toHaveCount(1);
    expect(".o_cs_fact").toHaveValue("days");
    await contains(".o_cs_operator").select("<=");
    await contains(".o_cs_value").edit("7");
    await contains(".o_cs_condition_add").click();
    await contains(".o_cs_fact:eq(1)").select("urgent");
    await contains(".o_cs_join").select("or");
    await contains(".o_cs_condition_remove:first").click();
    await contains(".o_cs_condition_mode").click();
    expect("textarea").toHaveValue("urgent");
    expect.verifySteps([
        "days <= 3",
        "",
        "days <= 7",
        "days <= 7",
        "days <= 7",
        "days <= 7 AND urgent",
        "days <= 7 OR urgent",
        "urgent",
    ]);
    await contains("textarea").clear();
    await contains("textarea").fill("dyas > 1", { confirm: false });
    await advanceTime(400);
    await animationFrame();
    expect(".o_cs_expression_error").toHaveText(/dyas is unknown/);
    expect("img[src=x]").toHaveCount(0);
    await contains(".o_cs_mend").click();
    expect("textarea").toHaveValue("days > 1");
    await contains("textarea").fill(" AND ro", { confirm: false });
    expect(queryAllTexts(".o_cs_completions code")).toEqual(["roles"]);
    await press("Enter");
    await animationFrame();
    expect("textarea").toHaveValue("days > 1 AND roles");
});
