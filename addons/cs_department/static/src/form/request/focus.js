const INPUTS = "input:not([type=file]), select, textarea, button";

function focusIn(el) {
    el?.scrollIntoView({ block: "center" });
    el?.querySelector(INPUTS)?.focus({ preventScroll: true });
}

/** Go to the first field that can be filled in. */
export function focusFirst(root) {
    focusIn(root?.querySelector(".o_cs_form_field:not(.o_cs_form_read)"));
}

/** Go to the first place where something is wrong, or else to what the server said. */
export function focusWrong(root) {
    const said = [...(root?.querySelectorAll(".o_cs_form_error") || [])];
    const first = said.find((el) => el.textContent);
    if (first) {
        focusIn(first.closest("td, .o_cs_form_card > div, .o_cs_form_field"));
        return;
    }
    const refusal = root?.querySelector(".o_cs_request_refused");
    refusal?.scrollIntoView({ block: "center" });
    refusal?.focus({ preventScroll: true });
}
