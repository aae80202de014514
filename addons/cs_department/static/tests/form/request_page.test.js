import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, makeServerError, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { makeBar, userError } from "../flow/flow_test_helpers";
import {
    defineFormModels,
    makeEntry,
    makeField,
    makeHead,
    makePage,
    UGLY,
} from "./form_test_helpers";

defineFormModels();

const ARCH = `<form js_class="cs_request_form" create="0">
    <field name="form_id" invisible="1"/><sheet><widget name="cs_request_page"/></sheet>
</form>`;
const CHOICES = [
    { key: "a", label: "Planned" },
    { key: "b", label: UGLY },
];
const FIELDS = [
    makeField("kind", "choice", { choices: CHOICES }),
    makeField("hours", "number", { label: UGLY }),
    makeField("why", "long_text"),
    makeField("lines", "table"),
    makeField("what", "text", { parent: "lines" }),
];
const STATE = {
    kind: makeEntry(null, { required: true }),
    hours: makeEntry(),
    why: makeEntry(null, { visible: false }),
    lines: makeEntry([], { rows: [] }),
};

async function mountPage(page = makePage(FIELDS, STATE)) {
    onRpc("cs.request", "get_page", () => page);
    await mountView({
        type: "form",
        resModel: "cs.request",
        resId: page.request ? page.request.id : false,
        arch: ARCH,
        context: { default_form_id: 1 },
    });
}

function answerPreview(state, more = {}) {
    onRpc("cs.request", "preview", ({ args }) => {
        expect.step(`preview ${JSON.stringify(args[2])}`);
        return { values: {}, state: { ...STATE, ...state }, rules: [], missing: [], ...more };
    });
}

test("labels and options full of markup are shown as texts", async () => {
    await mountPage();
    expect(queryAllTexts(".o_cs_form_label")[1]).toBe(UGLY);
    expect(queryAllTexts(".o_cs_form_pill")).toEqual(["Planned", UGLY]);
    expect(".o_cs_form img").toHaveCount(0);
});

test("a choice asks the server once, and shows what it says", async () => {
    answerPreview({ why: makeEntry(null, { required: true }) });
    await mountPage();
    expect("[data-field=why]").toHaveCount(0);
    await click(".o_cs_form_pill:eq(1)");
    await advanceTime(200);
    await animationFrame();
    expect("[data-field=why] textarea").toHaveCount(1);
    expect("[data-field=why] label").toHaveClass("o_cs_form_required");
    expect.verifySteps(['preview {"kind":"b"}']);
});

test("what is typed stays in its input while answers come", async () => {
    answerPreview({ hours: makeEntry(4, { error: "Too much." }) });
    await mountPage();
    await contains("[data-field=hours] input").edit("1.", { confirm: false });
    await advanceTime(200);
    await animationFrame();
    expect("[data-field=hours] input").toHaveValue("1.");
    expect("[data-field=hours] .o_cs_form_error").toHaveText("Too much.");
    queryOne("[data-field=hours] input").blur();
    await animationFrame();
    expect("[data-field=hours] input").toHaveValue("1.00");
    expect.verifySteps(['preview {"hours":1}']);
});

test("a draft is saved, and the page goes on with the request", async () => {
    answerPreview({});
    onRpc("cs.request", "save_page", ({ args }) => {
        expect.step(`save ${JSON.stringify(args)}`);
        return { request_id: 5, page: makePage(FIELDS, STATE, { request: makeHead() }) };
    });
    await mountPage();
    await click(".o_cs_form_pill:eq(0)");
    await contains(".o_cs_request_save").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/Saved/);
    expect(".o_cs_request_save").not.toBeEnabled();
    expect.verifySteps(['preview {"kind":"a"}', 'save [null,1,{"kind":"a"}]']);
});

test("a refusal is a sentence, and what was typed is still there", async () => {
    answerPreview({});
    onRpc("cs.request", "save_page", () => {
        throw makeServerError(userError("Hours: this is too much."));
    });
    await mountPage();
    await contains("[data-field=hours] input").edit("99");
    await contains(".o_cs_request_save").click();
    await animationFrame();
    expect(".o_cs_request_refused").toHaveText("Hours: this is too much.");
    expect("[data-field=hours] input").toHaveValue("99.00");
    expect(".o_cs_request_save").toBeEnabled();
    expect.verifySteps(['preview {"hours":99}']);
});

test("a refused request says so where one is, and that it is kept as a draft", async () => {
    const head = makeHead();
    const state = { ...STATE, kind: makeEntry("a") };
    onRpc("cs.flow.run", "get_bar", () => makeBar({ run_id: false, state: "none" }));
    onRpc("cs.request", "action_submit", () => {
        throw makeServerError(userError("No overtime for Lena in this time."));
    });
    await mountPage(makePage(FIELDS, state, { request: head }));
    await contains(".o_cs_request_submit").click();
    await animationFrame();
    expect(".o_cs_request_refused").toHaveText(/No overtime for Lena/);
    expect(".o_cs_request_refused").toHaveText(/kept as a draft/);
    expect(".o_cs_request_refused").toBeFocused();
    expect(".o_cs_request_status").toHaveText(/Not possible/);
});

test("submitting what is not complete marks the gaps and asks nobody", async () => {
    await mountPage(
        makePage(FIELDS, STATE, { missing: [{ field: "kind", row: null, column: "" }] })
    );
    await contains(".o_cs_request_submit").click();
    await animationFrame();
    expect("[data-field=kind] .o_cs_form_error").toHaveText("Please fill this in.");
    expect(".o_cs_request_status").toHaveText("1 thing to mend");
});

test("rows are added, copied and removed", async () => {
    answerPreview({
        lines: makeEntry([{}, {}], { rows: [{ what: makeEntry() }, { what: makeEntry() }] }),
    });
    await mountPage();
    await contains(".o_cs_form_add").click();
    await contains("[data-field=lines] input").edit("Taxi", { confirm: false });
    await contains(".o_cs_form_twin").click();
    expect("[data-field=lines] input[type=text]").toHaveCount(2);
    expect("[data-field=lines] input:eq(1)").toHaveValue("Taxi");
    await contains(".o_cs_form_remove:eq(0)").click();
    expect("[data-field=lines] input[type=text]").toHaveCount(1);
    await advanceTime(200);
    await animationFrame();
    expect.verifySteps(['preview {"lines":[{"what":"Taxi"}]}']);
});

test("whoever only reads gets no inputs and no buttons", async () => {
    const can = { write: false, submit: false, delete: false, fields: [] };
    const state = { ...STATE, hours: makeEntry(4), kind: makeEntry("b") };
    const head = makeHead({ flow_state: "running", name: "OT/1" });
    await mountPage(makePage(FIELDS, state, { can, request: head }));
    expect(".o_cs_form input").toHaveCount(0);
    expect("[data-field=kind] .o_cs_form_value").toHaveText(UGLY);
    expect(".o_cs_request_foot").toHaveCount(0);
    expect(".o_cs_request_title").toHaveText(/OT\/1/);
});

test("a request of an older version says so", async () => {
    const page = makePage(FIELDS, STATE, { request: makeHead() });
    page.form.is_current = false;
    await mountPage(page);
    expect(".o_cs_request_note").toHaveText(/keeps the fields of version 1/);
});

test.tags("mobile");
test("on a phone rows are cards", async () => {
    const state = {
        ...STATE,
        lines: makeEntry([{ what: "Taxi" }], { rows: [{ what: makeEntry("Taxi") }] }),
    };
    await mountPage(makePage(FIELDS, state));
    expect(".o_cs_form_table table").toHaveCount(0);
    expect(".o_cs_form_card input").toHaveValue("Taxi");
});
