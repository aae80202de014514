const folded = (text) => (text || "").toLocaleLowerCase();

/** Whether a person is meant by what somebody types into the search. */
export function isMeant(person, text) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    const name = folded([person.name, person.number, person.grade, person.department].join(" "));
    return words.every((word) => name.includes(word));
}

/**
 * Return the rows of the grid: free shifts first, then people; with several departments each has
 * a heading.
 *
 * @param {object[]} people
 * @param {{text?: string, hasFree?: boolean, isGrouped?: boolean, isWrong?: function}} options
 * @returns {{key: string, kind: "free"|"group"|"person", id: number|false, name: string}[]}
 */
export function rowsOf(people, { text = "", hasFree = false, isGrouped = false, isWrong } = {}) {
    const rows = hasFree ? [{ key: "free", kind: "free", id: false, name: "" }] : [];
    let department = null;
    for (const person of people) {
        if (!isMeant(person, text) || (isWrong && !isWrong(person))) {
            continue;
        }
        if (isGrouped && person.department_id !== department) {
            department = person.department_id;
            const key = `g${department}.${rows.length}`;
            rows.push({ key, kind: "group", id: department, name: person.department });
        }
        rows.push({ key: `p${person.id}`, kind: "person", id: person.id, name: person.name });
    }
    return rows;
}

/**
 * Return rows with the objects they had before, where nothing has changed about them: a row that
 * is the same object is not drawn anew.
 */
export function keptRows(rows, before) {
    const old = new Map(before.map((row) => [row.key, row]));
    const isSame = (one, row) => one?.id === row.id && one.name === row.name;
    return rows.map((row) => (isSame(old.get(row.key), row) ? old.get(row.key) : row));
}

/**
 * Return which rows are to be drawn.
 *
 * @param {number} top how far the grid was scrolled, in pixels
 * @param {number} height of what is visible
 * @param {number} rowHeight
 * @param {number} count of all rows
 * @param {number} [spare] rows that are drawn above and below
 * @returns {{from: number, to: number}} `to` is not drawn
 */
export function windowOf(top, height, rowHeight, count, spare = 6) {
    const from = Math.max(0, Math.floor(top / rowHeight) - spare);
    const to = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
    return { from: Math.min(from, Math.max(0, to)), to };
}

/** How far to scroll so that a row is in sight. */
export function scrollTo(row, top, height, rowHeight) {
    const from = row * rowHeight;
    if (from < top) {
        return from;
    }
    return from + rowHeight > top + height ? from + rowHeight - height : top;
}
