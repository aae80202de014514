import { _t } from "@web/core/l10n/translation";
import { formatFloatTime } from "@web/views/fields/formatters";
import { parseFloatTime } from "@web/views/fields/parsers";
import { listed } from "../../flow/common/flow_format";

const NEXT = ["+1", "\u6b21\u65e5", "next day"];

/** Returns hours after midnight for people: 8 is 08:00, 32 is 08:00 of the next day. */
export function formatClock(hours) {
    const time = formatFloatTime(hours > 24 ? hours - 24 : hours);
    return hours > 24 ? _t("%s next day", time) : time;
}

/**
 * Returns the hours that somebody has typed: 8:00, 32:00, 830, 8:00 +1 or 8:00 next day,
 * with the figures and the colon of any keyboard.
 */
export function parseClock(typed) {
    const text = typed.normalize("NFKC");
    const words = [...NEXT, _t("%s next day", "").trim()];
    const found = words.find((word) => word && text.includes(word));
    const clock = (found ? text.replace(found, "") : text).trim();
    const hours = parseFloatTime(clock.replace(/^(\d{1,2})(\d{2})$/, "$1:$2"));
    return found && hours <= 24 ? hours + 24 : hours;
}

/**
 * Returns from when to when something lasts: 20:00–08:00 next day. Up to midnight it is the same
 * day, and from midnight to midnight it ends at 24:00.
 *
 * @param {string} from a time on the clock
 * @param {string} to another one, at most a day later
 */
export function formatSpan(from, to) {
    return span(from, to, (time) => _t("%s next day", time));
}

/** The same where there is little room: 20:00–08:00 +1. */
export function shortSpan(from, to) {
    return span(from, to, (time) => `${time} +1`);
}

function span(from, to, onNextDay) {
    if (to === "00:00") {
        return `${from}–${from === to ? "24:00" : to}`;
    }
    return `${from}–${to <= from ? onNextDay(to) : to}`;
}

/** Returns times for people: [["07:00", "11:00"]] is 07:00–11:00. */
export function formatSpans(pairs) {
    return listed(pairs.map((pair) => formatSpan(...pair)));
}
