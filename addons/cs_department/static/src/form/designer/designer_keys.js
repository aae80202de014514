/** Say which command of the designer a key means. */
export function commandOf(ev) {
    const isControl = ev.ctrlKey || ev.metaKey;
    if (isControl && ev.key.toLowerCase() === "s") {
        return "save";
    }
    if (ev.altKey && ["ArrowUp", "ArrowDown"].includes(ev.key)) {
        return ev.key === "ArrowUp" ? "up" : "down";
    }
    if (ev.target.closest?.("input, textarea, select")) {
        return undefined;
    }
    if (isControl) {
        const name = { z: "undo", y: "redo" }[ev.key.toLowerCase()];
        return name === "undo" && ev.shiftKey ? "redo" : name;
    }
    return { Delete: "remove", Escape: "close" }[ev.key];
}
