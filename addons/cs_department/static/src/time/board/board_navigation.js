import { browser } from "@web/core/browser/browser";
import { SPANS, rangeOf, toDay } from "./board_dates";

const KEY = "cs_roster_board";

function keptIn(storage) {
    try {
        return JSON.parse(storage.getItem(KEY)) || {};
    } catch {
        storage.removeItem(KEY);
        return {};
    }
}

/**
 * What somebody looked at last is what he sees first the next time; the days only in the
 * same window and on the same day.
 */
export function recall(isSmall) {
    const kept = keptIn(browser.localStorage);
    const today = toDay(luxon.DateTime.now());
    const page = keptIn(browser.sessionStorage);
    const isOfToday = page.today === today && /^\d{4}-\d\d-\d\d$/.test(page.day);
    const span = SPANS.includes(kept.span) ? kept.span : isSmall ? "week" : "month";
    const department = Number.isInteger(kept.department) ? kept.department : false;
    return { span, department, day: isOfToday ? page.day : today };
}

export function remember({ span, department, day }) {
    const today = toDay(luxon.DateTime.now());
    browser.localStorage.setItem(KEY, JSON.stringify({ span, department }));
    browser.sessionStorage.setItem(KEY, JSON.stringify({ day, today }));
}

/** Whether two pages show the same days. */
export function isSamePage(span, one, other) {
    return rangeOf(span, one).first === rangeOf(span, other).first;
}
