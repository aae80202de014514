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

/** Returns times for people: [["07:00", "11:00"]] is 07:00–11:00. */
export function formatSpans(pairs) {
    return listed(pairs.map(([from, to]) => `${from}–${to}`));
}
