/**
 * Steps of the tours that draw an approval flow.
 */

export const click = (content, trigger) => ({ content, trigger, run: "click" });
export const see = (content, trigger) => ({ content, trigger });
export const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });
export const choose = (content, trigger, value) => ({ content, trigger, run: `select ${value}` });

/** Add a step at a plus. */
const add = (kind, slot) => [
    click(`a place for: ${kind}`, `${slot} button`),
    click(kind, `.o-dropdown-item.o_cs_add_${kind}`),
];

/**
 * Draw a route with two branches, a joint signature and a time limit.
 *
 * @param {object[]} close steps that close the panel of a node
 * @param {object} [fact] what the branches depend on: its name and its words
 * @returns {object[]} steps of a tour
 */
export const draw = (close, fact = { name: "amount", label: "Amount" }) => [
    ...add("branch", ".o_cs_slot:eq(0)"),
    type("its name", ".o_cs_panel_name", "How much"),
    ...close,
    click("the first case", ".o_cs_card_case:eq(0)"),
    type("its name", ".o_cs_panel_name", "A lot <b>"),
    click("a comparison", ".o_cs_condition_add"),
    choose("the fact", ".o_cs_fact", fact.name),
    choose("the comparison", ".o_cs_operator", ">"),
    type("the value", ".o_cs_value", "100"),
    ...close,
    see(
        "the condition in words",
        `.o_cs_card_case:eq(0):contains(if ${fact.label} is more than 100)`
    ),
    ...add("approve", ".o_cs_slot:eq(1)"),
    type("its name", ".o_cs_panel_name", "Managers"),
    choose("every manager", ".o_cs_set_approver_kind", "manager_chain"),
    choose("who has none goes on", ".o_cs_set_if_nobody", "skip"),
    type("up to the second", ".o_cs_set_level", "2"),
    click("all of them sign", "#o_cs_sign_all"),
    type("a time limit", ".o_cs_set_limit_hours", "8"),
    choose("what then", ".o_cs_set_limit_action", "escalate"),
    ...close,
    see("on its card", ".o_cs_card_approve:contains(all sign):contains(8 h, then ask the manager)"),
    ...add("approve", ".o_cs_slot:eq(3)"),
    type("its name", ".o_cs_panel_name", "Clerk"),
    choose("who has none goes on", ".o_cs_set_if_nobody", "skip"),
    choose("a role", ".o_cs_set_approver_kind", "role"),
    ...close,
];

/** See a finding on a node, mend it, publish. */
export const mendAndPublish = (close) => [
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
