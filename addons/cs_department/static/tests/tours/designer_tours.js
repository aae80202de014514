import { registry } from "@web/core/registry";
import { click, draw, mendAndPublish, see } from "./drawing_steps";

const tours = registry.category("web_tour.tours");

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
