/**
 * What people do on the board, as changes that the server understands, and the way back.
 * Nothing here knows of the page: cells are `{e, d}`, and `at(e, d)` gives a cell's shifts.
 */

const ofLayer = (shifts, kind) => shifts.filter((one) => one.l === (kind === "on_call" ? 1 : 0));

/**
 * Put a type into cells: what stands there is retyped, an empty cell gets a shift.
 *
 * @param {{e: number|false, d: string}[]} cells
 * @param {object} type
 * @param {function} at
 * @returns {object[]} changes
 */
export function putType(cells, type, at) {
    const changes = [];
    for (const { e, d } of cells) {
        const [first, ...more] = e ? ofLayer(at(e, d), type.kind) : [];
        if (!first) {
            changes.push({ op: "put", e, d, t: type.id });
            continue;
        }
        if (first.t !== type.id) {
            changes.push({ op: "retype", s: first.id, t: type.id });
        }
        more.forEach((one) => changes.push({ op: "remove", s: one.id }));
    }
    return changes;
}

/** Empty cells. */
export function clearCells(cells, at) {
    return cells.flatMap(({ e, d }) => at(e, d).map((one) => ({ op: "remove", s: one.id })));
}

/**
 * Move a shift to a cell. A shift of the same layer that stands there goes to where the first
 * one came from: the two are exchanged.
 */
export function moveShift(shift, target, at) {
    if ((shift.e || false) === (target.e || false) && shift.d === target.d) {
        return [];
    }
    const changes = [{ op: "move", s: shift.id, e: target.e, d: target.d }];
    if (target.e) {
        for (const other of at(target.e, target.d)) {
            if (other.l === shift.l) {
                changes.push({ op: "move", s: other.id, e: shift.e, d: shift.d });
            }
        }
    }
    return changes;
}

/** What a block of cells holds, row by row, to paste it elsewhere. */
export function copyBlock(rows, at) {
    return rows.map((row) => row.map(({ e, d }) => at(e, d).map((one) => one.t)));
}

/**
 * Paste a block. It is repeated to fill a larger selection, as in a table of figures.
 *
 * @param {number[][][]} block types by row and column, from `copyBlock`
 * @param {{e: number, d: string}[][]} rows the cells that take it
 * @param {function} at
 */
export function pasteBlock(block, rows, at) {
    const changes = [];
    rows.forEach((row, y) => {
        row.forEach(({ e, d }, x) => {
            const line = block[y % block.length];
            const types = line[x % line.length];
            const old = at(e, d);
            const kept = Math.min(old.length, types.length);
            for (let index = 0; index < kept; index++) {
                if (old[index].t !== types[index]) {
                    changes.push({ op: "retype", s: old[index].id, t: types[index] });
                }
            }
            types.slice(kept).forEach((t) => changes.push({ op: "put", e, d, t }));
            old.slice(kept).forEach((one) => changes.push({ op: "remove", s: one.id }));
        });
    });
    return changes;
}

/**
 * Return what undoes changes that the server has made.
 *
 * @param {object[]} changes
 * @param {object[]} answers of the server, one for each change
 * @param {Map<number, object>} before the shifts as they were
 * @returns {object[]}
 */
export function inverseOf(changes, answers, before) {
    const back = changes.map((change, index) => {
        const shift = before.get(change.s);
        switch (change.op) {
            case "put":
                return { op: "remove", s: answers[index].s };
            case "remove":
                return { op: "put", e: shift.e, d: shift.d, t: shift.t, was: shift.id };
            case "move":
                return { op: "move", s: shift.id, e: shift.e, d: shift.d };
            default:
                return { op: "retype", s: shift.id, t: shift.t };
        }
    });
    return back.reverse();
}

/** Shifts that were taken away and came back have new numbers. */
export class Aliases {
    constructor() {
        this.now = new Map();
    }

    learn(changes, answers) {
        changes.forEach((change, index) => {
            if (change.was && answers[index].s && answers[index].s !== change.was) {
                this.now.set(change.was, answers[index].s);
            }
        });
    }

    idOf(id) {
        while (this.now.has(id)) {
            id = this.now.get(id);
        }
        return id;
    }

    /** Changes with the numbers of today, and without what only the client knows. */
    resolve(changes) {
        return changes.map(({ was, ...change }) =>
            change.s ? { ...change, s: this.idOf(change.s) } : change
        );
    }
}

/** The people whose rows changes touch; `false` stands for the free shifts. */
export function touchedBy(changes, before) {
    const people = new Set();
    for (const change of changes) {
        if ("e" in change) {
            people.add(change.e || false);
        }
        if (change.s && before.has(change.s)) {
            people.add(before.get(change.s).e || false);
        }
    }
    return people;
}

/** Changes with what was seen of their shifts: the server refuses when it is another by now. */
export function withSeen(changes, before) {
    return changes.map((change) => {
        const shift = change.s && before.get(change.s);
        return shift ? { ...change, seen: [shift.e || false, shift.d, shift.t] } : change;
    });
}
