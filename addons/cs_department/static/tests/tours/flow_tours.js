import { registry } from "@web/core/registry";
import { openApplication } from "./tour_steps";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });

/** What lies below a dialog is not ready before the dialog is gone. */
const gone = () => see("the dialog is gone", "body:not(:has(.modal))");

/** Save what the dialog holds, and wait until the page has taken it over. */
const save = () => [click("save it", ".modal .o_form_button_save:enabled"), gone()];

/** Press a button of the bar, fill in the dialog and confirm. */
function decideOnBar(name, comment) {
    return [
        click(`bar: ${name}`, `.o_cs_do_${name}:not(:disabled)`),
        ...(comment ? [type("give a reason", ".o_cs_decision textarea", comment)] : []),
        click("confirm", ".o_cs_confirm:enabled"),
        gone(),
    ];
}

tours.add("cs_flow_inbox", {
    steps: () => [
        ...openApplication(),
        see("the counter", ".o_cs_systray_count:contains(4)"),
        click("approve the taxi", ".o_data_row:contains(Taxi) .o_cs_do_approve"),
        see("its facts once more", ".o_cs_decision:contains(42.50)"),
        click("confirm", ".o_cs_confirm:enabled"),
        gone(),
        see("it is gone from the list", ".o_list_view:not(:has(.o_data_row:contains(Taxi)))"),
        click("open the hotel", ".o_data_row:contains(Hotel) .o_data_cell[name=title]"),
        see("the bar", ".o_cs_bar:contains(Waits for leader)"),
        click("who is next?", ".o_cs_step:contains(Manager) .o_cs_person_chip"),
        see("why this person", ".o_cs_person_card:contains(named in the flow)"),
        ...decideOnBar("refuse", "Too expensive"),
        see("it is over", ".o_cs_bar_state:contains(Refused)"),
        see("the reason is kept", ".o_cs_remark:contains(Too expensive)"),
        click("back to the inbox", ".o_breadcrumb a:contains(To Do)"),
        see("two are left", ".o_list_view:not(:has(.o_data_row:contains(Hotel))) .o_data_row"),
        click("choose both", "thead .o_list_record_selector input"),
        click("approve both", ".o_cs_bulk_approve"),
        click("confirm", ".o_cs_confirm:enabled"),
        see("both were done", ".o_cs_bulk_lines li:eq(1)[data-result=done]"),
        click("close", ".modal-footer .btn-primary"),
        gone(),
        see("nothing waits", ".o_view_nocontent"),
        click("what I have done", "[data-menu-xmlid='cs_department.menu_cs_approvals']"),
        click(
            "what I have done",
            ".o-dropdown-item[data-menu-xmlid='cs_department.menu_cs_approvals_done']"
        ),
        see("the refusal", ".o_data_row:contains(Hotel):contains(Refused)"),
    ],
});

tours.add("cs_flow_inbox_phone", {
    steps: () => [
        see("cards", ".o_kanban_record:contains(Taxi) .o_cs_facts:contains(42.50)"),
        click("first tap", ".o_kanban_record:contains(Taxi) .o_cs_do_approve"),
        click("second tap", ".o_cs_confirm:enabled"),
        gone(),
        see("done", ".o_kanban_renderer:not(:has(.o_kanban_record:contains(Taxi)))"),
        click("open the hotel", ".o_kanban_record:contains(Hotel) .o_cs_facts"),
        see("the strip", ".o_cs_bar_small:not(:has(.o_cs_steps))"),
        click("the whole way", ".o_cs_bar_toggle"),
        see("who is next", ".o_cs_step:contains(Manager)"),
        see("buttons at the thumb", ".o_cs_ask_dock .o_cs_do_approve"),
        click("more", ".o_cs_more"),
        ...decideOnBar("return", "Which hotel?"),
        see("it went back", ".o_cs_bar_state:contains(Returned)"),
    ],
});

tours.add("cs_flow_requester", {
    steps: () => [
        see("the way it will take", ".o_cs_step_ahead:contains(Team leader)"),
        click("submit", ".o_cs_do_submit"),
        see("on its way", ".o_cs_bar_state:contains(In approval)"),
        click("remind", ".o_cs_do_urge"),
        see("reminded", ".o_notification:contains(They have been reminded)"),
        click("remind again", ".o_cs_do_urge"),
        see("not so soon", ".o_notification:contains(reminded already)"),
        ...decideOnBar("withdraw"),
        see("taken back", ".o_cs_bar_state:contains(Withdrawn)"),
        click("submit again", ".o_cs_do_submit"),
        see("on its way again", ".o_cs_bar_state:contains(In approval)"),
    ],
});

tours.add("cs_flow_designer", {
    steps: () => [
        click("a new flow", ".o_list_button_add"),
        type("its name", "[name=name] input", "Bonus <b>2026</b>"),
        type("its code", "[name=code] input", "bonus"),
        click("its document", "[name=document] .o_select_menu_toggler"),
        click("claims", ".o-dropdown-item:contains(Test claim)"),
        see("claims it is", "[name=document] .o_select_menu_toggler:value(Test claim)"),
        click("a step", ".o_cs_tree > .o_cs_node_add .o_cs_add_step"),
        click("an approval", ".o_cs_add_approve"),
        type("its name", ".modal [name=name] input", "Boss"),
        ...save(),
        see("in words", ".o_cs_node:contains(Boss):contains(the direct manager)"),
        click("another", ".o_cs_tree > .o_cs_node_add .o_cs_add_step"),
        click("a branch", ".o_cs_add_branch"),
        ...save(),
        click("its first case", ".o_cs_node_case .o_cs_node_open:contains(If)"),
        type("a wrong condition", ".modal [name=condition] input", "amont > 5"),
        click("leave the field", ".modal .o_cs_names summary"),
        see("the mistake is named", ".modal .alert-danger:contains(is amount meant)"),
        type("a right condition", ".modal [name=condition] input", "amount > 5"),
        ...save(),
        see("the condition", ".o_cs_node_case:contains(if Amount is more than 5)"),
        click("check", "button[name=action_show_findings]"),
        see("what the proof found", ".modal:contains(What the proof found)"),
        click("close", ".modal .btn-close"),
        gone(),
        click("publish", "button[name=action_open_publication]"),
        see("the dialog", ".modal:contains(the version in force)"),
        type("a note", ".modal [name=note] textarea", "First"),
        click("publish", ".modal button[name=action_confirm]:enabled"),
        gone(),
        see("published", ".o_statusbar_status .o_arrow_button_current:contains(Published)"),
        click("versions", ".nav-link[name=versions]"),
        see("the note", ".o_field_widget[name=version_ids]:contains(First)"),
    ],
});
