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

/** Choose a file, as a person does in the window of the system. */
const attach = (key, name) => ({
    content: `attach ${name}`,
    trigger: `${field(key)} input[type=file]`,
    run({ anchor }) {
        const chosen = new DataTransfer();
        chosen.items.add(new File(["paid 120"], name, { type: "text/plain" }));
        anchor.files = chosen.files;
        anchor.dispatchEvent(new Event("change", { bubbles: true }));
    },
});

tours.add("cs_form_attach_phone", {
    steps: () => [
        click("the form", ".o_cs_home_card:contains(Claim)"),
        type("too much", `${field("amount")} input`, "600"),
        see("the rule of the whole form", ".o_cs_form_general:contains(goes to the bank)"),
        type("less", `${field("amount")} input`, "120"),
        see("it holds", ".o_cs_form:not(:has(.o_cs_form_general))"),
        type("a topic", `${field("topic")} input`, "Taxi"),
        click("too early", ".o_cs_request_submit:enabled"),
        see("the paper is missing", `${field("proof")} .o_cs_form_error:contains(Please fill)`),
        attach("proof", "receipt.txt"),
        see("it is there", `${field("proof")} .o_cs_form_file:contains(receipt.txt)`),
        click("submit", ".o_cs_request_submit:enabled"),
        see("on its way", ".o_cs_bar_state:contains(In approval)"),
    ],
});

tours.add("cs_form_approve_phone", {
    steps: () => [
        see("the facts on the card", ".o_kanban_record .o_cs_facts:contains(Taxi)"),
        click("open it", ".o_kanban_record .o_cs_facts:contains(Taxi)"),
        see("the whole request", `${field("amount")} .o_cs_form_value:contains(120)`),
        see("its paper", `${field("proof")} a:contains(receipt.txt)`),
        {
            content: "the first tap is at the thumb",
            trigger: ".o_cs_ask_dock .o_cs_do_approve",
            run({ anchor }) {
                const { bottom, height } = anchor.getBoundingClientRect();
                if (bottom > window.innerHeight || bottom < window.innerHeight * 0.6) {
                    throw new Error(`the button ends at ${bottom} of ${window.innerHeight}`);
                }
                if (height < 36) {
                    throw new Error(`the button is ${height} high`);
                }
                anchor.click();
            },
        },
        click("the second tap", ".o_cs_confirm:enabled"),
        see("approved", ".o_cs_bar_state:contains(Approved)"),
    ],
});
