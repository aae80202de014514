import { browser } from "@web/core/browser/browser";
import { SPANS, rangeOf } from "./board_dates";

const KEY = "cs_roster_board";

/** What somebody looked at last is what he sees first the next time. */
export function recall(isSmall) {
    let kept = {};
    try {
        kept = JSON.parse(browser.localStorage.getItem(KEY)) || {};
    } catch {
        browser.localStorage.removeItem(KEY);
    }
    const span = SPANS.includes(kept.span) ? kept.span : isSmall ? "week" : "month";
    const department = Number.isInteger(kept.department) ? kept.department : false;
    return { span, department };
}

export function remember({ span, department }) {
    browser.localStorage.setItem(KEY, JSON.stringify({ span, department }));
}

/** Whether two pages show the same days. */
export function isSamePage(span, one, other) {
    return rangeOf(span, one).first === rangeOf(span, other).first;
}
