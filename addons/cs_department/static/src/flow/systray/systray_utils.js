/**
 * Write a count so that it fits its badge.
 *
 * @param {number} count
 * @returns {string} empty for nothing, "99+" for more than 99
 */
export function badgeText(count) {
    if (!count || count < 0) {
        return "";
    }
    return count > 99 ? "99+" : String(count);
}

/**
 * Return how long a browser waits before it asks again, so that a note to a thousand people
 * does not become a thousand requests in one moment.
 *
 * @param {number} random between 0 and 1
 * @returns {number} milliseconds
 */
export function refreshDelay(random = Math.random()) {
    return 400 + Math.floor(random * 1600);
}
