import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });
const row = (label) => `.o_cs_design_row:contains(${label})`;

tours.add("cs_form_designer", {
    steps: () => [
        click("design it", "button:contains(Design)"),
        see("nothing yet", ".o_cs_home_nothing"),
        click("a choice", ".o_cs_design_add_choice"),
        type("its label", ".o_cs_design_label", "Kind <b>x</b>"),
        see("as text, in the list", `${row("Kind <b>x</b>")}:not(:has(b b))`),
        see("and in the preview", ".o_cs_design_preview .o_cs_form_pill:contains(A)"),
        click("closed", ".o_cs_design_panel > header .btn-close"),
        click("hours", ".o_cs_design_add_number"),
        type("its label", ".o_cs_design_label", "Hours"),
        {
            content: "it must be filled in",
            trigger: ".o_cs_design_required",
            run: "select submit",
        },
        see("in words", `${row("Hours")} .o_cs_design_words:contains(Must be filled in)`),
        see("marked in the preview", ".o_cs_design_preview .o_cs_form_required:contains(Hours)"),
        click("its limit", ".o_cs_design_maximum summary"),
        type("a wrong limit", ".o_cs_design_maximum textarea", "nmber + 1"),
        see("what is wrong", ".o_cs_design_maximum .o_cs_expression_error"),
        type("a right limit", ".o_cs_design_maximum textarea", "8"),
        see("in words", `${row("Hours")} .o_cs_design_words:contains(At most 8)`),
        click("closed", ".o_cs_design_panel > header .btn-close"),
        click("a table", ".o_cs_design_add_table"),
        type("its label", ".o_cs_design_label", "Lines"),
        click("a column", ".o_cs_design_add_money"),
        see("in the table", ".o_cs_design_column:contains(Money)"),
        click("on a phone", ".o_cs_design_phone"),
        click("a line", ".o_cs_design_is_phone .o_cs_form_add"),
        see("a card", ".o_cs_design_is_phone .o_cs_form_card"),
        click("try it", ".o_cs_design_try:enabled"),
        click("as a test", ".o_cs_try_run:enabled"),
        see("what is missing", ".o_cs_try_answer:contains(Hours)"),
        type("hours", ".modal [data-field=number] input", "3"),
        click("as a test", ".o_cs_try_run:enabled"),
        see("its way", ".o_cs_try_path:contains(Head)"),
        click("closed", ".modal-footer .btn-secondary"),
        click("publish", "body:not(:has(.modal)) .o_cs_design_publish:enabled"),
        see("what changes", ".o_cs_publish_changes li"),
        click("really", ".o_cs_publish_run:enabled"),
        see("in force", ".o_cs_design_state:contains(Version 1 in force)"),
    ],
});

tours.add("cs_form_built_phone", {
    steps: () => [
        click("the form", ".o_cs_home_card:contains(Built)"),
        type("too many hours", "[data-field=number] input", "9"),
        see("what is wrong", "[data-field=number] .o_cs_form_error:contains(8)"),
        type("hours", "[data-field=number] input", "3"),
        click("a line", ".o_cs_form_add"),
        type("its price", ".o_cs_form_card .o_cs_form_cell_money input", "12"),
        see("nothing to mend", "[data-field=number] .o_cs_form_field:not(.o_cs_form_wrong)"),
        click("submit", ".o_cs_request_submit:enabled"),
        see("on its way", ".o_cs_bar_state:contains(In approval)"),
    ],
});

tours.add("cs_form_gallery", {
    steps: () => [
        click("a template", ".o_cs_home_card[data-key=trip]"),
        see("its fields", ".modal [data-field=purpose] textarea"),
        see("its route", ".modal .o_cs_gallery_steps li:contains(Direct manager)"),
        click("take it", ".o_cs_gallery_take:enabled"),
        see("in the designer", `${row("Cost in all")} .o_cs_design_words`),
        see("nobody sees it yet", ".o_cs_design_state:contains(Never published)"),
    ],
});

/** Save the draft meanwhile, as another designer does in another window. */
const somebodyElse = {
    content: "somebody else saves meanwhile",
    trigger: ".o_cs_design_row",
    async run() {
        const { rpc } = odoo.loader.modules.get("@web/core/network/rpc");
        const id = Number(location.pathname.match(/cs-forms\/(\d+)/)[1]);
        const call = (method, args) =>
            rpc(`/web/dataset/call_kw/cs.form/${method}`, {
                model: "cs.form",
                method,
                args,
                kwargs: {},
            });
        const { fields, rules, rev } = await call("get_design", [id]);
        fields[0].label = "Theirs";
        await call("save_design", [id, { fields, rules }, rev]);
    },
};

tours.add("cs_form_stale", {
    steps: () => [
        click("design it", "button:contains(Design)"),
        see("a field", row("Kind")),
        somebodyElse,
        click("one more", ".o_cs_design_add_date"),
        click("save", ".o_cs_design_save:enabled"),
        see("it is told", ".o_notification:contains(Somebody else has changed this form)"),
        click("load it again", ".o_notification button:contains(Load it again)"),
        see("theirs", row("Theirs")),
        click("mine is a step back", ".o_cs_design_undo:enabled"),
        see("mine is here again", row("Date")),
        click("theirs after all", ".o_cs_design_redo:enabled"),
        see("theirs again", row("Theirs")),
        click("one more", ".o_cs_design_add_date"),
        click("save", ".o_cs_design_save:enabled"),
        see("saved", ".o_cs_design_state:contains(Changed since version 1)"),
    ],
});
