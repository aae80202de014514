import { _t } from "@web/core/l10n/translation";

/** What the buttons of a step say, as its designer chose, and what is said afterwards. */
const WORDS = {
    approve: () => ({
        approve: _t("Approve"),
        refuse: _t("Refuse"),
        approved: (subject) => _t("Approved: %s", subject),
        refused: (subject) => _t("Refused: %s", subject),
    }),
    agree: () => ({
        approve: _t("Agree"),
        refuse: _t("Decline"),
        approved: (subject) => _t("Agreed: %s", subject),
        refused: (subject) => _t("Declined: %s", subject),
    }),
    confirm: () => ({
        approve: _t("Confirm"),
        refuse: _t("Object"),
        approved: (subject) => _t("Confirmed: %s", subject),
        refused: (subject) => _t("Objected: %s", subject),
    }),
};

/**
 * @param {string} [buttons] as at the step; none means approve and refuse
 * @returns {{approve: string, refuse: string, approved: function, refused: function}}
 */
export function buttonWords(buttons) {
    return (WORDS[buttons] || WORDS.approve)();
}
