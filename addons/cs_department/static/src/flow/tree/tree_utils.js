import { _t } from "@web/core/l10n/translation";

export const KIND_ICONS = {
    approve: "fa-check-circle-o",
    fill: "fa-pencil-square-o",
    notify: "fa-envelope-o",
    action: "fa-bolt",
    wait: "fa-clock-o",
    branch: "fa-code-fork",
    case: "fa-angle-right",
    parallel: "fa-columns",
    lane: "fa-angle-right",
};

/**
 * Name the kinds of nodes.
 *
 * @returns {object} kind → name
 */
export function kindLabels() {
    return {
        approve: _t("Approve"),
        fill: _t("Fill in"),
        notify: _t("Copy to"),
        action: _t("Action"),
        wait: _t("Wait"),
        branch: _t("Branch"),
        case: _t("Case"),
        parallel: _t("Side by side"),
        lane: _t("Lane"),
    };
}

const HELD = { branch: "case", parallel: "lane" };
const LINE = ["approve", "fill", "notify", "action", "wait", "branch", "parallel"];

/**
 * Return the kinds that may stand directly inside a node, or on the main line.
 *
 * @param {string|null} holder kind of the node around, `null` for the main line
 * @returns {string[]}
 */
export function kindsInside(holder) {
    if (HELD[holder]) {
        return [HELD[holder]];
    }
    return !holder || ["case", "lane"].includes(holder) ? LINE : [];
}

/**
 * Tell whether a node of a kind may stand directly inside another.
 *
 * @param {string} kind
 * @param {string|null} holder
 * @returns {boolean}
 */
export function mayStand(kind, holder) {
    return kindsInside(holder).includes(kind);
}

/**
 * Count the nodes of a tree.
 *
 * @param {object[]} rows
 * @returns {number}
 */
export function countOf(rows) {
    return rows.reduce((sum, row) => sum + 1 + countOf(row.children), 0);
}

/**
 * Find a row and where it stands.
 *
 * @param {object[]} rows
 * @param {number} id
 * @param {object|null} [parent]
 * @returns {{row: object, parent: object|null, siblings: object[], index: number}|null}
 */
export function placeOf(rows, id, parent = null) {
    for (const [index, row] of rows.entries()) {
        if (row.id === id) {
            return { row, parent, siblings: rows, index };
        }
        const found = placeOf(row.children, id, row);
        if (found) {
            return found;
        }
    }
    return null;
}

/**
 * Return where a keyboard move puts a row: one up or one down among its siblings.
 *
 * @param {object[]} rows
 * @param {number} id
 * @param {number} step -1 or 1
 * @returns {{parent: number|false, before: number|false}|null} `null` at the end
 */
export function moveTarget(rows, id, step) {
    const { parent, siblings, index } = placeOf(rows, id);
    const to = index + step;
    if (to < 0 || to >= siblings.length) {
        return null;
    }
    const next = siblings[step > 0 ? to + 1 : to];
    return { parent: parent ? parent.id : false, before: next ? next.id : false };
}
