const ARROWS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
};
const ENDS = { Home: [0, -1], End: [0, 1] };
const WITH_CONTROL = { c: "copy", x: "cut", v: "paste", z: "undo", y: "redo", a: "all" };
const PLAIN = { Delete: "clear", Enter: "confirm", Escape: "cancel", F2: "pick", "?": "why" };

/**
 * Say which command of the board a key means.
 *
 * @param {KeyboardEvent} ev
 * @param {boolean} isRtl whether the page runs from right to left
 * @returns {{name: string, by?: number[], isExtending?: boolean}|undefined}
 */
export function commandOf(ev, isRtl = false) {
    if (ev.isComposing || ev.altKey) {
        return undefined;
    }
    const isControl = ev.ctrlKey || ev.metaKey;
    if (ARROWS[ev.key]) {
        const [down, across] = ARROWS[ev.key];
        const by = [down, isRtl ? -across : across];
        return { name: isControl ? "edge" : "move", by, isExtending: ev.shiftKey };
    }
    if (ENDS[ev.key]) {
        return { name: "edge", by: ENDS[ev.key], isExtending: ev.shiftKey };
    }
    const name = isControl ? withControl(ev) : PLAIN[ev.key];
    return name && { name };
}

function withControl(ev) {
    const name = WITH_CONTROL[ev.key.toLowerCase()];
    return name === "undo" && ev.shiftKey ? "redo" : name;
}

const folded = (text) => text.trim().toLocaleLowerCase();

/**
 * Find the types whose code somebody is typing.
 *
 * @param {object[]} types
 * @param {string} typed
 * @returns {{exact: object|undefined, starting: object[]}} the type with this very code, and all
 *  whose code begins with it
 */
export function findTypes(types, typed) {
    const text = folded(typed);
    const starting = text ? types.filter((type) => folded(type.code).startsWith(text)) : [];
    return { exact: starting.find((type) => folded(type.code) === text), starting };
}
