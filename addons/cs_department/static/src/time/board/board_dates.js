import { localization } from "@web/core/l10n/localization";
import { memoize } from "@web/core/utils/functions";

const { DateTime } = luxon;
/** What a page of the board can show, in the order of the buttons. */
export const SPANS = ["week", "fortnight", "month"];

/** Turn a day of the server into luxon's, and back. */
export const toDate = (day) => DateTime.fromISO(day);
export const toDay = (date) => date.toISODate();

/**
 * Return the first and last day of a page.
 *
 * @param {string} span one of SPANS
 * @param {string} day a day on the page
 * @param {number} [weekStart] 1 for Monday to 7 for Sunday
 * @returns {{first: string, last: string}}
 */
export function rangeOf(span, day, weekStart) {
    const date = toDate(day);
    if (span === "month") {
        return { first: toDay(date.startOf("month")), last: toDay(date.endOf("month")) };
    }
    const start = weekStart || localization.weekStart || 1;
    const first = date.minus({ days: (date.weekday - start + 7) % 7 });
    const length = span === "week" ? 7 : 14;
    return { first: toDay(first), last: toDay(first.plus({ days: length - 1 })) };
}

/**
 * Return a day on the page before or after.
 *
 * @param {string} span
 * @param {string} day
 * @param {number} step -1 or 1
 * @returns {string}
 */
export function stepFrom(span, day, step) {
    const by = { week: { days: 7 }, fortnight: { days: 14 }, month: { months: 1 } }[span];
    const from = span === "month" ? toDate(day).startOf("month") : toDate(day);
    return toDay(step < 0 ? from.minus(by) : from.plus(by));
}

/**
 * Return the days from one to another, both included.
 *
 * @param {string} first
 * @param {string} last
 * @returns {string[]}
 */
export function daysFrom(first, last) {
    const days = [];
    for (let date = toDate(first); toDay(date) <= last; date = date.plus({ days: 1 })) {
        days.push(toDay(date));
    }
    return days;
}

/** Say which days a page shows: "November 2026", "2 – 8 Nov 2026". */
export function titleOf(span, first, last) {
    const from = toDate(first);
    if (span === "month") {
        return from.toLocaleString({ month: "long", year: "numeric" });
    }
    const form = new Intl.DateTimeFormat(from.locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
    });
    return form.formatRange(from.toJSDate(), toDate(last).toJSDate());
}

/** Say a day in words: "Friday, 6 November". */
export const dayWords = memoize((day) =>
    toDate(day).toLocaleString({ weekday: "long", day: "numeric", month: "long" })
);

/** Say what stands above a column: the letter or name of the weekday, and the number. */
export function headOf(day, isWide) {
    const date = toDate(day);
    const weekday = date.toLocaleString({ weekday: isWide ? "short" : "narrow" });
    return {
        weekday,
        number: isWide ? date.toLocaleString({ day: "numeric", month: "short" }) : date.day,
    };
}

/** Write the moment of a half hour: 0 is 00:00, 47 is 23:30. */
export function slotTime(slot) {
    const hour = String(Math.floor(slot / 2)).padStart(2, "0");
    return `${hour}:${slot % 2 ? "30" : "00"}`;
}
