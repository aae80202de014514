import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });
const choose = (content, trigger, value) => ({ content, trigger, run: `select ${value}` });

/** Add a step at a plus. */
const add = (kind, slot) => [
    click(`a place for: ${kind}`, `${slot} button`),
    click(kind, `.o-dropdown-item.o_cs_add_${kind}`),
];

/** Draw a route with two branches, a joint signature and a time limit. */
const draw = (close) => [
    ...add("branch", ".o_cs_slot:eq(0)"),
    type("its name", ".o_cs_panel_name", "How much"),
    ...close,
    click("the first case", ".o_cs_card_case:eq(0)"),
    type("its name", ".o_cs_panel_name", "A lot <b>"),
    click("a comparison", ".o_cs_condition_add"),
    choose("the fact", ".o_cs_fact", "amount"),
    choose("the comparison", ".o_cs_operator", ">"),
    type("the value", ".o_cs_value", "100"),
    ...close,
    see("the condition in words", ".o_cs_card_case:eq(0):contains(if Amount is more than 100)"),
    ...add("approve", ".o_cs_slot:eq(1)"),
    type("its name", ".o_cs_panel_name", "Managers"),
    choose("every manager", ".o_cs_set_approver_kind", "manager_chain"),
    type("up to the second", ".o_cs_set_level", "2"),
    click("all of them sign", "#o_cs_sign_all"),
    type("a time limit", ".o_cs_set_limit_hours", "8"),
    choose("what then", ".o_cs_set_limit_action", "escalate"),
    ...close,
    see("on its card", ".o_cs_card_approve:contains(all sign):contains(8 h, then ask the manager)"),
    ...add("approve", ".o_cs_slot:eq(3)"),
    type("its name", ".o_cs_panel_name", "Clerk"),
    choose("a role", ".o_cs_set_approver_kind", "role"),
    ...close,
];

/** See a finding on a node, mend it, publish. */
const mendAndPublish = (close) => [
    click("publish", ".o_cs_designer_publish"),
    see("the proof stops it", ".o_cs_card_error:contains(Clerk)"),
    click("the finding", ".o_cs_finding:contains(Clerk)"),
    see("it is said in the panel", ".o_cs_node_panel .alert:contains(does not say who)"),
    choose("the manager instead", ".o_cs_set_approver_kind", "manager"),
    ...close,
    click("publish", ".o_cs_designer_publish"),
    see("nothing is in the way", ".modal:contains(the version in force)"),
    type("a note", ".modal [name=note] textarea", "First drawing"),
    click("publish", ".modal button[name=action_confirm]"),
    see("it is published", ".o_cs_state:contains(Published)"),
];

tours.add("cs_flow_drawing", {
    steps: () => [
        see("an empty drawing", ".o_cs_cap_start"),
        ...draw([]),
        click("undo the role", ".o_cs_undo"),
        click("redo the role", ".o_cs_redo"),
        ...mendAndPublish([]),
        {
            content: "drag the clerk behind the branch",
            trigger: ".o_cs_card_approve:contains(Clerk) .o_cs_card_grip",
            run: "drag_and_drop .o_cs_slot:last",
        },
        see("it is not saved", ".o_cs_state:contains(Not saved)"),
        click("versions", ".o_cs_show_versions"),
        click("compare", ".o_cs_compare_draft"),
        see("the difference is told", ".o_cs_change:contains('Clerk' stands at another place)"),
        see("and drawn", ".o_cs_mark_moved:contains(Clerk)"),
        click("back", ".o_cs_back_to_draft"),
        see("saved on the way", ".o_cs_state:contains(Changed)"),
    ],
});

const close = [click("close the panel", ".o_cs_panel .btn-close")];

tours.add("cs_flow_drawing_phone", {
    steps: () => [
        see("an empty drawing", ".o_cs_stacked .o_cs_cap_start"),
        ...draw(close),
        ...mendAndPublish(close),
        click("more", ".o_cs_toolbar_more"),
        click("versions", ".o-dropdown-item.o_cs_show_versions"),
        see("the version", ".o_cs_version:contains(First drawing)"),
    ],
});

tours.add("cs_flow_drawing_large", {
    steps: () => [
        {
            content: "draw sixty nodes",
            trigger: "button[name=action_draw]",
            run({ anchor }) {
                window.csStarted = performance.now();
                anchor.click();
            },
        },
        {
            content: "all are there, in time",
            trigger: ".o_cs_card:eq(59)",
            run() {
                const took = Math.round(performance.now() - window.csStarted);
                // eslint-disable-next-line no-console
                console.log(`designer: 60 nodes opened in ${took} ms`);
            },
        },
    ],
});
