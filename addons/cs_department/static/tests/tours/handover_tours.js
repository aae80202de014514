import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const type = (content, trigger, text) => ({ content, trigger, run: `edit ${text}` });
const line = (name) => `.o_cs_handover_item:contains(${name})`;

/** On the phone: who goes writes a line, finishes what is his and signs. */
tours.add("cs_handover_goes", {
    steps: () => [
        click("the hand-over", ".o_cs_handover_card:contains(Calls)"),
        see("to whom", ".o_cs_handover_part:contains(moon)"),
        click("write a line", ".o_cs_handover_write"),
        type("what", "[data-field=name] input", "Refund of Mr Li"),
        type("how far", "[data-field=progress] textarea", "Finance has it"),
        click("write it", ".o_cs_words_confirm"),
        see("it is there", line("Refund of Mr Li")),
        see("what is in the way", ".o_cs_handover_problems:contains(Bin is empty)"),
        see("no signature yet", ".o_cs_handover_sign:disabled"),
        click("the duty is done", `${line("Bin is empty")} .o_cs_handover_accept`),
        click("sign", ".o_cs_handover_sign:enabled"),
        see("signed", ".o_cs_handover_signed .o_cs_handover_done:contains(agent)"),
        see("who is missing", ".o_cs_handover_thanks:contains(missing):contains(moon)"),
        see("what next", ".o_cs_handover_thanks:contains(Stay until)"),
    ],
});

/** On the phone: who comes refuses one line with a reason, accepts the others and signs. */
tours.add("cs_handover_comes", {
    steps: () => [
        click("the hand-over", ".o_cs_handover_card:contains(Calls)"),
        see("from whom", ".o_cs_handover_part:contains(agent)"),
        click("I am here", ".o_cs_handover_here"),
        see("there", ".o_cs_handover_mine .badge:contains(There since)"),
        click("ask", `${line("Refund of Mr Li")} .o_cs_handover_ask`),
        click("without a question", ".o_cs_words_confirm"),
        see("what is missing", ".o_cs_words .alert:contains(Question)"),
        type("the question", "[data-field=text] textarea", "Since when <b>?"),
        click("ask it", ".o_cs_words_confirm"),
        see("the question", `${line("Refund of Mr Li")}:contains(Since when <b>?)`),
        click("not accepted", `${line("Refund of Mr Li")} .o_cs_handover_refuse`),
        type("why", "[data-field=reason] textarea", "Nobody knows the customer"),
        click("not accepted", ".o_cs_words_confirm"),
        see("why", `${line("Refund of Mr Li")}.o_cs_handover_refused:contains(Nobody knows)`),
        click("headset", `${line("Headset works")} .o_cs_handover_accept`),
        see("accepted", `${line("Headset works")}.o_cs_handover_accepted`),
        click("desk", `${line("Desk is clean")} .o_cs_handover_accept`),
        see("accepted", `${line("Desk is clean")}.o_cs_handover_accepted`),
        see("one is left", ".o_cs_handover_problems:contains(Phone)"),
        click("phone", `${line("Phone")} .o_cs_handover_accept`),
        click("take over", ".o_cs_handover_sign:enabled"),
        see("signed", ".o_cs_handover_signed .o_cs_handover_done:contains(moon)"),
        see("who has signed", ".o_cs_handover_thanks:contains(agent)"),
        click("back", ".o_cs_handover_back"),
        see("one not accepted", ".o_cs_handover_card:contains(1 not accepted)"),
    ],
});

/** On the phone: the leader signs, and the shift may leave. */
tours.add("cs_handover_leads", {
    steps: () => [
        click("the hand-over", ".o_cs_handover_card:contains(Calls)"),
        click("sign", ".o_cs_handover_sign:enabled"),
        see("handed over", ".o_cs_handover_state:contains(Handed over)"),
        see("what is left", ".o_cs_handover_thanks:contains(only the review)"),
    ],
});

/** On the phone: somebody leaves the seat and comes back. */
tours.add("cs_seat_ask", {
    steps: () => [
        click("leave", ".o_cs_seat_ask"),
        type("why", "[data-field=reason] input", "Water"),
        click("ask", ".o_cs_words_confirm"),
        see("asked", ".o_cs_seat_mine .badge:contains(Asks to Leave)"),
    ],
});
tours.add("cs_seat_allow", {
    steps: () => [
        click("may go", ".o_cs_seat_team .o_cs_seat_allow"),
        see("may go", ".o_cs_seat_team .badge:contains(May go)"),
    ],
});
tours.add("cs_seat_go", {
    steps: () => [
        click("go", ".o_cs_seat_leave"),
        see("the clock", ".o_cs_seat_clock:contains(:)"),
        click("back", ".o_cs_seat_back"),
        see("at the seat", ".o_cs_seat_ask"),
    ],
});
