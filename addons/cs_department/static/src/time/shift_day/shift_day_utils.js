/** Returns an hour as the clock shows it; hours after midnight start at 0 again. */
export function clock(hour) {
    const minutes = Math.round((hour || 0) * 60);
    const day = minutes > 1440 ? minutes - 1440 : minutes;
    const pad = (number) => String(number).padStart(2, "0");
    return `${pad(Math.floor(day / 60))}:${pad(day % 60)}`;
}

/**
 * Returns what a bar of a shift shows: parts and hour marks, placed in percent.
 *
 * The bar is one day long, or two when the shift ends on the next one.
 */
export function dayBar(start, stop, pauses) {
    const length = stop > 24 ? 48 : 24;
    const place = (hour) => `${((Math.min(Math.max(hour, 0), length) / length) * 100).toFixed(3)}%`;
    const part = (kind, from, to, title) => ({
        kind,
        title,
        style: `left: ${place(from)}; width: ${place(to - from)}`,
    });
    const isShift = stop > start;
    const parts = isShift ? [part("work", start, stop, `${clock(start)}–${clock(stop)}`)] : [];
    for (const pause of pauses) {
        if (isShift && pause.stop > pause.start) {
            const title = `${pause.name || ""} ${clock(pause.start)}–${clock(pause.stop)}`.trim();
            const kind = pause.isPaid ? "paid" : "unpaid";
            parts.push(part(kind, pause.start, pause.stop, title));
        }
    }
    const marks = [];
    for (let hour = 0; hour <= length; hour += length / 8) {
        marks.push({ text: clock(hour % 24), style: `left: ${place(hour)}` });
    }
    return { parts, marks, midnight: length === 48 ? `left: ${place(24)}` : "" };
}
