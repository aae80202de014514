import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });

/** On the phone: an agent swaps a shift and sees who is asked. */
tours.add("cs_swap_file", {
    steps: () => [
        click("open the shift", ".o_kanban_record:contains(Shift E)"),
        click("swap it", "button[name=action_swap]:not(:disabled)"),
        see("the shift", ".o_cs_swap_day"),
        see("who may not, and why", ".o_cs_swap_excluded:contains(agent4):contains(leave)"),
        click("somebody who may", ".o_cs_swap_person:contains(agent2) .o_cs_swap_name"),
        click("one of their shifts", ".o_cs_swap_shifts .btn:not(.o_blocked)"),
        see("it is chosen", ".o_cs_swap_shifts .btn.o_chosen"),
        {
            content: "say why",
            trigger: "#o_cs_swap_reason",
            run: "selectByLabel A private matter that cannot wait",
        },
        click("send it", ".o_cs_swap_send .btn:enabled"),
        see("who is asked now", ".o_cs_bar:contains(agent2)"),
        see("both shifts", ".o_cs_swap_legs:contains(agent2)"),
    ],
});

/** A superior takes a swap back that was carried out. */
tours.add("cs_swap_take_back", {
    steps: () => [
        click("take it back", ".o_statusbar_buttons button:contains(Undo the Swap)"),
        see("what happens", ".modal p:contains(goes back)"),
        {
            content: "why",
            trigger: ".modal [name=reason] textarea",
            run: "edit The line needs her",
        },
        click("really", ".modal button[name=action_undo]"),
        see("it says so", ".o_form_view .alert-warning:contains(The line needs her)"),
    ],
});

/** On the phone: from one's own shifts to the page on which they are swapped. */
tours.add("cs_mine_swap", {
    steps: () => [
        click("swap the next shift", ".o_cs_mine_next .btn:contains(Swap or give away)"),
        see("the page", ".o_cs_swap_day"),
        click("offer it to everybody", "[data-kind=pool]"),
        see("nobody is chosen", ".o_cs_swap_send .btn:contains(Offer the Shift)"),
    ],
});

/** On the phone: somebody who is asked agrees from the card. */
tours.add("cs_swap_agree", {
    steps: () => [
        click("agree", ".o_kanban_record:contains(agent) .o_cs_do_approve"),
        click("confirm", ".o_cs_confirm:enabled"),
        see("nothing is left", ".o_view_nocontent, .o_kanban_view:not(:has(.o_cs_do_approve))"),
    ],
});
