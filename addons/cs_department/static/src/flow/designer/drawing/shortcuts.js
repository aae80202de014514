const WITH_CONTROL = { s: "save", z: "undo", y: "redo", c: "copy", v: "paste" };
const ALONE = {
    Delete: "remove",
    Backspace: "remove",
    Enter: "open",
    Escape: "close",
    "+": "larger",
    "=": "larger",
    "-": "smaller",
};
const WITH_ALT = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "up", ArrowRight: "down" };

function withControl(ev) {
    const name = WITH_CONTROL[ev.key.toLowerCase()];
    return name === "undo" && ev.shiftKey ? "redo" : name;
}

/**
 * Say which command of the designer a key means.
 *
 * @param {KeyboardEvent} ev
 * @returns {string|undefined}
 */
export function shortcutOf(ev) {
    const isControl = ev.ctrlKey || ev.metaKey;
    if (isControl && ev.key.toLowerCase() === "s") {
        return "save";
    }
    const typing = ev.target.closest?.("input, textarea, select, .o-dropdown--menu");
    if (typing || ev.defaultPrevented) {
        return undefined;
    }
    if (isControl) {
        return withControl(ev);
    }
    // a button that has the focus is pressed with Enter
    const isPressed = ev.key === "Enter" && ev.target.closest?.("button, a");
    return isPressed ? undefined : (ev.altKey ? WITH_ALT : ALONE)[ev.key];
}
