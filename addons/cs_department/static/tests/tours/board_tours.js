import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const press = (content, keys) => ({
    content,
    trigger: ".o_cs_board_focused",
    run: `press ${keys}`,
});
const row = (name) => `.o_cs_board_row:has(.o_cs_board_name[title='${name}'])`;
const cell = (name, day) => `${row(name)} .o_cs_board_cell[data-place$='-${day}']`;

tours.add("cs_board_month", {
    steps: () => [
        click("begin the roster", ".o_cs_board_create"),
        see("there is something to fill", ".o_cs_board_fill"),
        click("fill it", ".o_cs_board_fill"),
        click("by rotation", ".o-dropdown-item:contains(By rotation)"),
        see("shifts are there", `${cell("agent2", "04")} .o_cs_chip:contains(D)`),
        see("a day is short of people", ".o_cs_board_short"),
        {
            content: "drag the shift to where somebody is missing",
            trigger: `${cell("agent2", "04")} .o_cs_chip`,
            run: (helpers) => helpers.drag_and_drop(cell("lead", "04"), { position: "center" }),
        },
        see("it is there now", `${cell("lead", "04")} .o_cs_chip:contains(D)`),
        see("and gone here", `${cell("agent2", "04")}:not(:has(.o_cs_chip))`),
        click("publish", ".o_cs_board_publish"),
        see("who is told", ".o_cs_publish_people li:contains(lead)"),
        click("really", ".o_cs_publish_confirm"),
        see("published", ".o_cs_board_state:contains(Published)"),
    ],
});

tours.add("cs_board_red_cell", {
    steps: () => [
        see("a rule is broken", `${cell("agent", "04")}.o_cs_board_wrong`),
        {
            content: "drag the shift to somebody else",
            trigger: `${cell("agent", "04")} .o_cs_chip`,
            run: (helpers) => helpers.drag_and_drop(cell("agent2", "04"), { position: "center" }),
        },
        see("nothing is red", `${cell("agent", "04")}:not(.o_cs_board_wrong)`),
        see("the other has it", `${cell("agent2", "04")} .o_cs_chip:contains(D)`),
        {
            content: "back again: the board refuses what the rule forbids",
            trigger: `${cell("agent2", "04")} .o_cs_chip`,
            run: (helpers) => helpers.drag_and_drop(cell("agent", "04"), { position: "center" }),
        },
        see("and says why", ".o_notification:contains(would rest)"),
        see("nothing moved", `${cell("agent2", "04")} .o_cs_chip:contains(D)`),
    ],
});

tours.add("cs_board_keyboard", {
    steps: () => [
        click("a cell", cell("agent", "04")),
        press("type the code", "n"),
        see("a night", `${cell("agent", "04")} .o_cs_chip:contains(N)`),
        press("copy", "ctrl+c"),
        press("down", "ArrowDown"),
        press("paste", "ctrl+v"),
        see("pasted", `${cell("agent2", "04")} .o_cs_chip:contains(N)`),
        press("undo", "ctrl+z"),
        see("undone", `${cell("agent2", "04")}:not(:has(.o_cs_chip))`),
        press("up", "ArrowUp"),
        press("delete", "Delete"),
        see("deleted", `${cell("agent", "04")}:not(:has(.o_cs_chip))`),
        press("undo", "ctrl+z"),
        see("and back", `${cell("agent", "04")} .o_cs_chip:contains(N)`),
    ],
});

tours.add("cs_my_shifts_phone", {
    steps: () => [
        see("the next shift", ".o_cs_mine_next .o_cs_mine_hours:contains(08:00)"),
        see("with whom", ".o_cs_mine_next .o_cs_mine_colleagues:contains(agent2)"),
        click("what is ahead", ".o_cs_mine_row:last"),
        see("what there is to know", ".o_cs_mine_more .o_cs_mine_facts"),
        click("as a month", ".o_cs_mine_as_month"),
        see("today", ".o_cs_mine_month .o_cs_mine_today"),
        see("what today holds", ".o_cs_mine_detail"),
        click("the next month", ".o_cs_mine_forward"),
        see("a month", ".o_cs_mine_month .o_cs_mine_date"),
    ],
});
