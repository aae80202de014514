import { registry } from "@web/core/registry";
import { choose, click, draw, mendAndPublish, see, type } from "./drawing_steps";

const tours = registry.category("web_tour.tours");
const field = (key) => `[data-field=${key}]`;
const row = (label) => `.o_cs_design_row:contains(${label})`;

const UGLY = `Why <b>"so"</b> 'ever' 😀 שלום`;

/** A field out of the palette, with its label. */
const build = (kind, label) => [
    click(`a field: ${kind}`, `.o_cs_design_add_${kind}`),
    type("its label", ".o_cs_design_label", label),
    see("in the list", row(label.split(`"`)[0])),
];

/** Type an expression where conditions are composed. */
const condition = (place, text) => [
    click("its condition", `${place} summary`),
    click("as an expression", `${place} .o_cs_condition_mode`),
    type("typed", `${place} textarea`, text),
];

const published = (number) => [
    click("publish", "body:not(:has(.modal)) .o_cs_design_publish:enabled"),
    see("what changes", ".o_cs_publish_changes li"),
    click("really", ".o_cs_publish_run:enabled"),
    see("in force", `.o_cs_design_state:contains(Version ${number} in force)`),
];

const toDrawing = [
    click("its route", ".o_cs_design_bar button:contains(Approval flow)"),
    click("drawn", "button[name=action_draw]"),
];

const backToDesign = click("back to the form", ".o_breadcrumb a:contains(Team day):first");

tours.add("cs_story_build", {
    steps: () => [
        click("a new form", ".o_list_button_add"),
        type("its name", "[name=name] textarea, [name=name] input", "Team day"),
        type("its code", "[name=code] input", "team_day"),
        click("keep it", ".o_form_button_save"),
        click("design it", "button:contains(Design):visible"),
        ...build("choice", "Kind"),
        click("a second option", ".o_cs_design_panel .o_cs_design_add_choice"),
        ...build("text", UGLY),
        ...build("long_text", "Story"),
        ...condition(".o_cs_design_visible_if", "choice = 'a'"),
        see("in words", `${row("Story")} .o_cs_design_words:contains(Only shown if Kind is A)`),
        ...build("number", "People"),
        choose("must be filled in", ".o_cs_design_required", "submit"),
        see("in words", `${row("People")} .o_cs_design_words:contains(Must be filled in)`),
        see("marked in the preview", ".o_cs_design_preview .o_cs_form_required:contains(People)"),
        ...build("money", "Cost"),
        click("its limit", ".o_cs_design_maximum summary"),
        type("a wrong limit", ".o_cs_design_maximum textarea", "nmber + 1"),
        see("what is wrong", ".o_cs_design_maximum .o_cs_expression_error"),
        type("a right limit", ".o_cs_design_maximum textarea", "9000"),
        see("in words", `${row("Cost")} .o_cs_design_words:contains(At most 9000)`),
        ...build("date", "Day"),
        ...build("datetime", "Meeting"),
        ...build("duration", "Duration of it"),
        ...build("boolean", "Abroad"),
        ...build("tags", "Topics"),
        ...build("department", "Company of"),
        click("closed", ".o_cs_design_panel > header .btn-close"),
        ...build("table", "Tickets"),
        ...build("text", "Where"),
        ...build("money", "Price"),
        see("in the table", ".o_cs_design_column:contains(Price)"),
        click("on a phone", ".o_cs_design_phone"),
        click("a line", ".o_cs_design_is_phone .o_cs_form_add"),
        see("a card", ".o_cs_design_is_phone .o_cs_form_card"),
        click("closed", ".o_cs_design_panel > header .btn-close"),
        click("a rule of the whole form", ".o_cs_design_middle .o_cs_design_add_rule"),
        click("as an expression", ".o_cs_design_middle .o_cs_condition_mode"),
        type("it", ".o_cs_design_middle .o_cs_design_rule textarea", "number <= 8"),
        type("its sentence", ".o_cs_design_message", "At most eight people."),
        ...toDrawing,
        see("an empty drawing", ".o_cs_cap_start"),
        ...draw([], { name: "money", label: "Cost" }),
        ...mendAndPublish([]),
        backToDesign,
        click("try it", ".o_cs_design_try:enabled"),
        click("as a test", ".o_cs_try_run:enabled"),
        see("what is missing", ".o_cs_try_answer:contains(People)"),
        type("too many", `.modal ${field("number")} input`, "9"),
        see("the rule speaks", ".modal :contains(At most eight people.)"),
        type("few", `.modal ${field("number")} input`, "3"),
        type("dear", `.modal ${field("money")} input`, "120"),
        click("as a test", ".o_cs_try_run:enabled"),
        see("who signs", ".o_cs_try_path:contains(Managers):contains(chief)"),
        click("closed", ".modal-footer .btn-secondary"),
        ...published(1),
    ],
});

tours.add("cs_story_file_phone", {
    steps: () => [
        click("the form", ".o_cs_home_card:contains(Team day)"),
        see("its label as text", `${field("text")} label:contains(Why <b>)`),
        click("the first kind", `${field("choice")} .o_cs_form_pill:contains(A)`),
        type("the story", `${field("long_text")} textarea`, UGLY),
        type("too many people", `${field("number")} input`, "9"),
        see("the rule speaks", ".o_cs_form :contains(At most eight people.)"),
        type("people", `${field("number")} input`, "3"),
        type("the cost", `${field("money")} input`, "120"),
        type("a word", `${field("text")} input`, UGLY),
        click("a ticket", `${field("table")} .o_cs_form_add`),
        type("where", ".o_cs_form_card .o_cs_form_cell_text input", "Museum"),
        type("its price", ".o_cs_form_card .o_cs_form_cell_money input", "12"),
        click("submit", ".o_cs_request_submit:enabled"),
        see("on its way", ".o_cs_bar_state:contains(In approval)"),
    ],
});

tours.add("cs_story_approve_phone", {
    steps: () => [
        click("open it", ".o_kanban_record:contains(Team day) .o_cs_facts"),
        see("label and value", `${field("text")}:contains(Why <b>)`),
        see("the ticket", `${field("table")} :contains(Museum)`),
        click("the first tap", ".o_cs_ask_dock .o_cs_do_approve"),
        click("the second tap", ".o_cs_confirm:enabled"),
        see("done", ".o_cs_bar:not(:has(.o_cs_do_approve))"),
    ],
});

tours.add("cs_story_change", {
    steps: () => [
        click("design it", "button:contains(Design):visible"),
        click("a field", `${row("People")} .o_cs_design_open`),
        type("its new label", ".o_cs_design_label", "Heads"),
        see("it is not saved", ".o_cs_design_state:contains(Not saved)"),
        ...toDrawing,
        click("a node", ".o_cs_card_approve:contains(Managers)"),
        type("its new name", ".o_cs_panel_name", "Bosses"),
        click("publish", ".o_cs_designer_publish"),
        type("a note", ".modal [name=note] textarea", "Second drawing"),
        click("publish", ".modal button[name=action_confirm]"),
        see("it is published", "body:not(:has(.modal)) .o_cs_state:contains(Published)"),
        backToDesign,
        see("the change is kept", row("Heads")),
        ...published(2),
    ],
});

/** Choose a file of fifty rows, as a person does in the window of the system. */
const choose50 = (wrong) => ({
    content: `a file with ${wrong} wrong rows`,
    trigger: ".modal .o_field_binary input[type=file]:not(:visible)",
    run({ anchor }) {
        const rows = ["Heads,Cost,Day"];
        for (let number = 1; number <= 50; number++) {
            rows.push(`${1 + (number % 8)},${number},2026-03-02`);
        }
        if (wrong) {
            rows[7] = "many,1,2026-03-02";
            rows[21] = "2,<b>dear</b>,2026-03-02";
            rows[50] = "2,1,2026-02-30";
        }
        const chosen = new DataTransfer();
        const name = `outings-${wrong}.csv`;
        chosen.items.add(new File([rows.join("\n")], name, { type: "text/csv" }));
        anchor.files = chosen.files;
        anchor.dispatchEvent(new Event("change", { bubbles: true }));
    },
});

const imported = [click("import", ".modal button[name=action_import]:enabled")];

tours.add("cs_story_import", {
    steps: () => [
        click("requests", "[data-menu-xmlid='cs_department.menu_cs_requests']"),
        click(
            "import",
            ".o-dropdown-item[data-menu-xmlid='cs_department.menu_cs_import_requests']"
        ),
        type("the form", ".modal [name=form_id] input", "Team day"),
        click("this one", ".o-autocomplete--dropdown-item:contains(Team day)"),
        see("its columns", ".modal [name=heading]:contains(Heads)"),
        choose50(3),
        see("it is there", ".modal .o_field_binary :value(outings-3.csv)"),
        ...imported,
        see("the first", ".modal tr:contains(8):contains(Heads)"),
        see("the second, as text", ".modal tr:contains(22):contains(Cost)"),
        see("the third", ".modal tr:contains(51):contains(Day)"),
        see("no more", ".modal [name=result] table:not(:has(tr:eq(4)))"),
        choose50(0),
        see("it is there", ".modal .o_field_binary :value(outings-0.csv)"),
        ...imported,
        see("all are there", "body:not(:has(.modal)) .o_pager_limit:contains(50)"),
    ],
});
