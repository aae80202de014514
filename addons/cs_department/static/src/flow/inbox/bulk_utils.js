import { _t } from "@web/core/l10n/translation";

const ORDER = ["error", "forbidden", "stale", "done"];

/**
 * Name what became of a line.
 *
 * @param {string} result
 * @param {string} decision "approve" or "refuse"
 * @returns {string}
 */
export function resultLabel(result, decision) {
    const labels = {
        done: decision === "approve" ? _t("Approved") : _t("Refused"),
        stale: _t("Closed already"),
        forbidden: _t("Not yours"),
        error: _t("Not possible"),
    };
    return labels[result] || result;
}

/**
 * Sort the lines of a bulk decision: what needs a look comes first.
 *
 * @param {object[]} lines what `decide_many` returned
 * @param {object} subjects task id → subject
 * @returns {object[]}
 */
export function sortedLines(lines, subjects) {
    return lines
        .map((line) => ({ ...line, subject: subjects[line.task_id] || `#${line.task_id}` }))
        .sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
}

/**
 * Count the lines by result, in the order in which they are told.
 *
 * @param {object[]} lines
 * @returns {[string, number][]}
 */
export function countsOf(lines) {
    const counts = {};
    for (const line of lines) {
        counts[line.result] = (counts[line.result] || 0) + 1;
    }
    return ["done", "stale", "forbidden", "error"]
        .filter((result) => counts[result])
        .map((result) => [result, counts[result]]);
}
