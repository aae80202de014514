import { _t } from "@web/core/l10n/translation";
import { joinNames } from "../../common/flow_format";

const PASSED = () => ({
    nobody: _t("nobody: passed"),
    requester: _t("own request: passed"),
    repeated: _t("approved before: passed"),
});

/**
 * Return what a walk shows on the cards.
 *
 * @param {object[]} steps as the server names them
 * @param {string[]} keys every node passed
 * @returns {object} key → `{text, title}`
 */
export function walkLayer(steps, keys) {
    const layer = Object.fromEntries(keys.map((key) => [key, { text: "", title: "" }]));
    for (const step of steps) {
        const names = joinNames(step.users.map((user) => user.name));
        const why = step.blocks ? _t("nobody: it stops here") : PASSED()[step.why];
        layer[step.key] = {
            text: [names, why].filter(Boolean).join(" · "),
            title: step.users
                .map(({ name, reason }) => _t("%(name)s: %(reason)s", { name, reason }))
                .join("\n"),
        };
    }
    return layer;
}

/**
 * Say a length of time in working words.
 *
 * @param {number} hours
 * @returns {string}
 */
export function hoursText(hours) {
    if (hours < 1) {
        return _t("%s min", Math.round(hours * 60));
    }
    return hours < 48 ? _t("%s h", round(hours)) : _t("%s days", round(hours / 24));
}

function round(number) {
    return Math.round(number * 10) / 10;
}
