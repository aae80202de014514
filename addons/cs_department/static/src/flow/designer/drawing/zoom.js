const ZOOMS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2];
const NEAR = 0.001;

/**
 * Return the next larger or smaller zoom.
 *
 * @param {number} zoom
 * @param {number} step 1 or -1
 * @returns {number}
 */
export function nextZoom(zoom, step) {
    const found =
        step > 0
            ? ZOOMS.find((one) => one > zoom + NEAR)
            : ZOOMS.findLast((one) => one < zoom - NEAR);
    return found || zoom;
}

/**
 * Return the zoom at which a whole drawing is seen.
 *
 * @param {{width: number, height: number}} drawn
 * @param {{width: number, height: number}} room
 * @returns {number}
 */
export function wholeZoom(drawn, room) {
    const whole = Math.min(room.width / drawn.width, room.height / drawn.height, 1);
    return Math.max(ZOOMS[0], Math.floor(whole * 100) / 100);
}
