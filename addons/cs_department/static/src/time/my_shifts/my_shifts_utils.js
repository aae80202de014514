import { _t } from "@web/core/l10n/translation";
import { daysFrom, toDate, toDay } from "../board/board_dates";
import { formatSpans } from "../common/clock";

/**
 * Say which day it is, as people say it: "Today", "Tomorrow", or its name.
 *
 * @param {string} day
 * @param {string} today
 * @returns {string}
 */
export function dayName(day, today) {
    const away = toDate(day).diff(toDate(today), "days").days;
    const names = { 0: _t("Today"), 1: _t("Tomorrow"), [-1]: _t("Yesterday") };
    return String(names[away] || toDate(day).toLocaleString({ weekday: "long" }));
}

/** Write a date beside its name: "6 November". */
export function dayOfMonth(day) {
    return toDate(day).toLocaleString({ day: "numeric", month: "long" });
}

/** When somebody must be there who comes some minutes early: "07:45". */
export function beThereAt(shift) {
    if (!shift.early) {
        return "";
    }
    const [hours, minutes] = shift.from.split(":").map(Number);
    const total = (hours * 60 + minutes - shift.early + 1440) % 1440;
    const pad = (number) => String(number).padStart(2, "0");
    return `${pad(Math.floor(total / 60))}:${pad(total % 60)}`;
}

/** Say from when to when somebody works: a split shift has its parts. */
export function timesOf(shift) {
    return formatSpans(shift.parts?.length ? shift.parts : [[shift.from, shift.to]]);
}

/** Name a shift in one line: "Sunday 6 December 20:00–08:00 next day Night". */
export function shiftWords(shift, today) {
    const day = `${dayName(shift.date, today)} ${dayOfMonth(shift.date)}`;
    return `${day} ${timesOf(shift)} ${shift.type}`;
}

/** Say when somebody's breaks are; empty when he has none. */
export function breaksOf(shift) {
    return formatSpans(shift.breaks || []);
}

/**
 * Lay a month out in weeks; days of the months before and after fill the edges.
 *
 * @param {string} first the first day of the month
 * @param {number} weekStart 1 for Monday to 7 for Sunday
 * @param {object} data from `my_shifts`
 * @returns {object[][]}
 */
export function weeksOf(first, weekStart, data) {
    const begin = toDate(first).startOf("month");
    const end = begin.endOf("month");
    const from = begin.minus({ days: (begin.weekday - weekStart + 7) % 7 });
    const to = end.plus({ days: (weekStart + 6 - end.weekday + 7) % 7 });
    const days = daysFrom(toDay(from), toDay(to)).map((date) => ({
        date,
        number: toDate(date).day,
        isOther: toDate(date).month !== begin.month,
        isToday: date === data.today,
        holiday: data.holidays[date] || "",
        shifts: data.shifts.filter((shift) => shift.date === date),
        absence: data.absences.find((one) => one.from <= date && date <= one.to),
        changes: (data.changes || []).filter((one) => one.date === date),
    }));
    const weeks = [];
    while (days.length) {
        weeks.push(days.splice(0, 7));
    }
    return weeks;
}

/**
 * The days of a list: those with a shift, an absence or a change; what is over comes last to mind, so it
 * is left out unless asked for.
 */
export function listOf(weeks, today, isAll) {
    return weeks
        .flat()
        .filter((day) => !day.isOther && (day.shifts.length || day.absence || day.changes.length))
        .filter((day) => isAll || day.date >= today);
}

/** Sum up the hours of some shifts; on call is no work. */
export function hoursOf(shifts) {
    const work = shifts.filter((shift) => !shift.is_on_call);
    return Math.round(work.reduce((sum, shift) => sum + shift.hours, 0) * 10) / 10;
}
