import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const row = (label) => `.o_cs_design_row:contains(${label})`;

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
