import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });
/** Inputs of dates take no keys from a tour. */
const date = (content, trigger, text) => ({
    content,
    trigger,
    run({ anchor }) {
        anchor.value = text;
        anchor.dispatchEvent(new Event("input", { bubbles: true }));
    },
});
const field = (key) => `[data-field=${key}]`;

tours.add("cs_form_file_phone", {
    steps: () => [
        type("search", ".o_cs_home_search input", "test fo"),
        click("the form", ".o_cs_home_card:contains(Test form)"),
        click("an emergency", `${field("kind")} .o_cs_form_pill:contains(Emergency)`),
        see("the reason is wanted now", `${field("reason")} .o_cs_form_required`),
        date("when it starts", `${field("start")} input`, "2026-03-10"),
        date("a wrong end", `${field("end")} input`, "2026-03-09"),
        see("what is wrong", `${field("end")} .o_cs_form_error:contains(The end lies before)`),
        date("the end", `${field("end")} input`, "2026-03-11"),
        see("the days", `${field("days")} .o_cs_form_value:contains(2)`),
        click("submit too early", ".o_cs_request_submit:enabled"),
        see("what is missing", `${field("reason")} .o_cs_form_error:contains(Please fill)`),
        type("the reason", `${field("reason")} textarea`, "Fire <b>here</b>"),
        click("a line", `${field("lines")} .o_cs_form_add`),
        type("what", ".o_cs_form_card .o_cs_form_cell_text input", "Taxi"),
        type("price", ".o_cs_form_card .o_cs_form_cell_money input", "12.50"),
        click("one like it", ".o_cs_form_card .o_cs_form_twin"),
        see("two lines", ".o_cs_form_card + .o_cs_form_card .o_cs_form_cell_text input"),
        click("submit", ".o_cs_request_submit:enabled"),
        see("on its way", ".o_cs_bar_state:contains(In approval)"),
        see("nothing to change now", `${field("reason")} .o_cs_form_value:contains(<b>here</b>)`),
    ],
});

tours.add("cs_form_draft", {
    steps: () => [
        click("the form", ".o_cs_home_card:contains(Test form)"),
        click("planned", `${field("kind")} .o_cs_form_pill:contains(Planned)`),
        type("a badge", `${field("badge")} input`, "4711"),
        click("save it", ".o_cs_request_save:enabled"),
        see("saved", ".o_notification:contains(Saved)"),
        see("its way", ".o_cs_bar:contains(Head)"),
        type("another badge", `${field("badge")} input`, "4712"),
        // leaving keeps what was typed
        click("home", "[data-menu-xmlid='cs_department.menu_cs_requests']"),
        click("home", ".o-dropdown-item[data-menu-xmlid='cs_department.menu_cs_form_home']"),
        click("the draft", ".o_cs_home_request:contains(Draft)"),
        see("the badge", `${field("badge")} input:value(4712)`),
        click("delete it", ".o_cs_request_delete"),
        click("really", ".modal .btn-danger"),
        see("nothing is left", ".o_cs_home_nothing"),
    ],
});
