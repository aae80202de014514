import { canStand } from "./tree_ops";

function centre(card) {
    return card.x + card.width / 2;
}

/** Return what it costs to go from one card to another; less is better, none: not that way. */
function costTo(here, card, arrow) {
    const isSideways = ["ArrowLeft", "ArrowRight"].includes(arrow);
    const sign = ["ArrowUp", "ArrowLeft"].includes(arrow) ? -1 : 1;
    const right = centre(card) - centre(here);
    const down = card.y - here.y;
    const along = sign * (isSideways ? right : down);
    const off = Math.abs(isSideways ? down : right);
    const isThere = along >= 1 && !(isSideways && off > here.height);
    return isThere ? along + 3 * off : null;
}

/**
 * Return the card that the arrow keys go to.
 *
 * @param {object[]} cards of a layout
 * @param {string} key where one is
 * @param {"ArrowUp"|"ArrowDown"|"ArrowLeft"|"ArrowRight"} arrow
 * @returns {string|null}
 */
export function neighbour(cards, key, arrow) {
    const here = cards.find((card) => card.key === key);
    if (!here) {
        return cards.length ? cards[0].key : null;
    }
    let best = null;
    for (const card of cards) {
        const cost = costTo(here, card, arrow);
        if (cost !== null && (!best || cost < best.cost)) {
            best = { key: card.key, cost };
        }
    }
    return best && best.key;
}

/**
 * Return the place where a dragged node would be put.
 *
 * @param {object[]} slots of a layout
 * @param {object[]} tree
 * @param {object} node
 * @param {{x: number, y: number}} at
 * @param {number} [reach] how far away a place may be
 * @returns {object|null}
 */
export function nearestSlot(slots, tree, node, at, reach = 160) {
    let best = null;
    for (const slot of slots) {
        const distance = Math.hypot(slot.x - at.x, (slot.y - at.y) * 1.5);
        const isNearer = distance < (best ? best.distance : reach);
        if (isNearer && canStand(tree, node, slot.parent)) {
            best = { slot, distance };
        }
    }
    return best && best.slot;
}
