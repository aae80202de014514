const CORNERS = ["bottom_start", "bottom_end", "top_end", "top_start"];
/** From the edge of the screen to that of the map, and a little air. */
const MARGIN = 30;

/**
 * Return the corner of the screen in which a small map covers least of the drawing.
 *
 * @param {{width: number, cards: {x: number, y: number, width: number, height: number}[]}} drawn
 * @param {{x: number, y: number, width: number, height: number}} view what is on the screen,
 *     in the measure of the drawing
 * @param {number} zoom
 * @param {{width: number, height: number}} size of the map on the screen
 * @param {string} current the corner in which it is: kept where no other is better
 * @returns {string}
 */
export function freeCorner(drawn, view, zoom, size, current) {
    const width = (size.width + MARGIN) / zoom;
    const height = (size.height + MARGIN) / zoom;
    // a drawing narrower than the screen stands in its middle
    const left = view.x - Math.max(0, (view.width - drawn.width) / 2);
    const boxAt = (corner) => ({
        x: corner.endsWith("start") ? left : left + view.width - width,
        y: corner.startsWith("top") ? view.y : view.y + view.height - height,
        width,
        height,
    });
    const coveredAt = (corner) => {
        const box = boxAt(corner);
        return drawn.cards.reduce((sum, card) => sum + shared(box, card), 0);
    };
    let best = current;
    let least = coveredAt(current);
    for (const corner of CORNERS) {
        const covered = coveredAt(corner);
        if (covered < least) {
            best = corner;
            least = covered;
        }
    }
    return best;
}

/** How much two boxes share. */
function shared(a, b) {
    const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0;
}
