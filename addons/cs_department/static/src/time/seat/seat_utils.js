import { moment } from "../../flow/common/flow_format";

/**
 * Return how many seconds somebody may still be away; less than nothing when it is too long,
 * `null` when there is no limit.
 *
 * @param {{left_at: string|false, minutes: number}} absence
 * @param {number} now milliseconds
 * @returns {number|null}
 */
export function secondsLeft(absence, now) {
    const left = moment(absence.left_at);
    if (!left || !absence.minutes) {
        return null;
    }
    return absence.minutes * 60 - Math.floor((now - left.toMillis()) / 1000);
}

/**
 * Write seconds as on a clock: 4:05, or -1:10 when the time is over.
 *
 * @param {number|null} seconds
 * @returns {string}
 */
export function clockText(seconds) {
    if (seconds === null) {
        return "";
    }
    const all = Math.abs(seconds);
    const rest = String(all % 60).padStart(2, "0");
    return `${seconds < 0 ? "-" : ""}${Math.floor(all / 60)}:${rest}`;
}
