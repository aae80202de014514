/**
 * The rows of a detail table while somebody fills it in. Every row has a `uid` of its own, so
 * that what is typed stays with its row whatever is added or removed before it.
 */

let last = 0;

function nextUid() {
    last += 1;
    return `r${last}`;
}

/**
 * Return rows of the server as rows to be edited.
 *
 * @param {object[]|null} rows
 * @returns {object[]}
 */
export function editableRows(rows) {
    return (rows || []).map((row) => ({ ...row, uid: nextUid() }));
}

/**
 * Return rows as the server takes them.
 *
 * @param {object[]} rows
 * @returns {object[]}
 */
export function sentRows(rows) {
    return rows.map(({ uid, ...row }) => row);
}

/** @returns {object} a row in which nothing was filled in, so that defaults count */
export function newRow() {
    return { uid: nextUid() };
}

/**
 * Return a row with the same values that is another line for the server.
 *
 * @param {object} row
 * @returns {object}
 */
export function twinRow({ id, uid, ...values }) {
    return { ...values, uid: nextUid() };
}

/**
 * Put an entry into a list without changing the list.
 *
 * @param {any[]} list
 * @param {number} index
 * @param {any} entry
 * @returns {any[]}
 */
export function inserted(list, index, entry) {
    return [...list.slice(0, index), entry, ...list.slice(index)];
}

/**
 * Take an entry out of a list without changing the list.
 *
 * @param {any[]} list
 * @param {number} index
 * @returns {any[]}
 */
export function without(list, index) {
    return [...list.slice(0, index), ...list.slice(index + 1)];
}
