import { normalize } from "@web/core/l10n/utils";

/** What became of a request, for the eye. */
export const LOOKS = {
    none: { colour: "secondary", icon: "fa-pencil" },
    running: { colour: "info", icon: "fa-hourglass-half" },
    returned: { colour: "warning", icon: "fa-reply" },
    approved: { colour: "success", icon: "fa-check" },
    refused: { colour: "danger", icon: "fa-times" },
    withdrawn: { colour: "secondary", icon: "fa-undo" },
    cancelled: { colour: "secondary", icon: "fa-ban" },
};

/**
 * Return the forms that a text is about: every word stands in the name, code or description.
 *
 * @param {object[]} forms
 * @param {string} text
 * @returns {object[]}
 */
export function matching(forms, text) {
    const words = normalize(text).split(/\s+/).filter(Boolean);
    return forms.filter((form) => {
        const all = normalize([form.name, form.code, form.description].join(" "));
        return words.every((word) => all.includes(word));
    });
}

/**
 * Return the forms that were used last, as forms.
 *
 * @param {object} home
 * @returns {object[]}
 */
export function recentForms({ forms, recent }) {
    const byId = new Map(forms.map((form) => [form.id, form]));
    return recent.map((id) => byId.get(id)).filter(Boolean);
}

/**
 * Return requests in two parts: those that still want something, and those that are over.
 *
 * @param {object[]} requests
 * @returns {{open: object[], over: object[]}}
 */
export function openAndOver(requests) {
    const isOpen = (one) => ["none", "running", "returned"].includes(one.flow_state);
    return { open: requests.filter(isOpen), over: requests.filter((one) => !isOpen(one)) };
}
