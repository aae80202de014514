import { _t } from "@web/core/l10n/translation";
import { listed } from "../../flow/common/flow_format";
import { formatSpans, shortSpan } from "../common/clock";
import { dayWords } from "./board_dates";
import { placeOf } from "./board_index";

/** How many shifts a cell of the free shifts shows by name. */
const MOST_CHIPS = 2;

/** How many letters of an absence fit into a cell of a month. */
const MOST_LETTERS = 5;

/** Hours on the clock of the shift type, with its place where the board has another. */
export function zoned(hours, type) {
    return type?.zone ? `${hours} (${type.zone})` : hours;
}

/** What is drawn for a shift. */
function chipOf(shift, type) {
    return {
        id: shift.id,
        code: type ? type.code : "?",
        name: type ? type.name : "",
        hours: zoned(shortSpan(shift.from, shift.to), type),
        parts: zoned(
            formatSpans(shift.parts?.length ? shift.parts : [[shift.from, shift.to]]),
            type
        ),
        breaks: formatSpans(shift.breaks || []),
        colour: type ? type.color : 0,
        isDraft: shift.s === "draft",
        isOnCall: shift.l === 1,
        isNight: Boolean(type && type.night),
        count: 1,
    };
}

/** Breaks no rule: somebody waits for the shift as it is. */
export const isHint = (conflict) => conflict.outcome === "hint";

/** Free shifts of the same type are one chip with a number. */
function chipsOf(index, shifts, isFree) {
    const chips = [];
    for (const shift of shifts) {
        const same = isFree && chips.find((chip) => chip.type === shift.t);
        if (same) {
            same.count += 1;
        } else {
            chips.push({ ...chipOf(shift, index.types.get(shift.t)), type: shift.t });
        }
    }
    // three lines would not fit: with more than there is room for, one chip and a number
    const shown = !isFree || chips.length <= MOST_CHIPS ? chips.length : 1;
    return { chips: chips.slice(0, shown), more: chips.slice(shown) };
}

/** What people were told, as codes: "E", or "free". */
function toldOf(index, known) {
    const codes = known.t.map((id) => index.types.get(id)?.code).filter(Boolean);
    return codes.length ? codes.join(" ") : _t("free");
}

/** As much of a name as a narrow cell takes: two Chinese characters, a short word, "Unpa.". */
export function shortOf(name) {
    if (/[\u2e80-\u9fff]/.test(name)) {
        return name.slice(0, 2);
    }
    const [word] = name.split(/\s/);
    return word.length > MOST_LETTERS ? `${word.slice(0, MOST_LETTERS - 1)}.` : word;
}

/**
 * Return what is drawn in a cell.
 *
 * @param {BoardIndex} index
 * @param {number|false} employee false for the row of free shifts
 * @param {object} day as the server gave it
 */
export function cellOf(index, employee, day) {
    const place = placeOf(employee, day.date);
    const shifts = index.cells.get(place) || [];
    const { chips, more } = chipsOf(index, shifts, !employee);
    const [absence] = index.absences.get(place) || [];
    const [wish] = index.wishes.get(place) || [];
    const found = index.conflicts.get(place) || [];
    const conflicts = found.filter((one) => !isHint(one));
    const known = index.known.get(place);
    return {
        place,
        date: day.date,
        chips,
        more: employee ? 0 : more.length,
        absence: absence && { ...absence, short: shortOf(absence.name) },
        wish,
        told: known ? toldOf(index, known) : "",
        conflicts,
        hints: found.filter(isHint),
        isBlocked: conflicts.some((one) => one.outcome === "block"),
        isOff: day.weekend || Boolean(day.holiday),
    };
}

/** Say what a wish is. */
export function wishWords(wish, types) {
    if (wish.want === "off") {
        return _t("Wishes to be free");
    }
    const type = types.get(wish.t);
    return type ? _t("Wishes %s", type.name) : _t("Wishes to work");
}

/** Say what an absence is: "Annual leave", "Annual leave, not decided yet". */
export function absenceWords(absence) {
    const half = { am: _t("in the morning"), pm: _t("in the afternoon") }[absence.half];
    const asked = absence.asked && _t("not decided yet");
    return listed([absence.name, half, asked].filter(Boolean).map(String));
}

/** Say what a shift is: "Early 07:00–15:00, break 11:00–11:30"; a split one says its parts. */
export function shiftWords(chip) {
    const words = `${chip.name} ${chip.parts}`;
    if (chip.count > 1) {
        return `${chip.count} × ${words}`;
    }
    return chip.breaks
        ? _t("%(shift)s, break %(times)s", { shift: words, times: chip.breaks })
        : words;
}

/**
 * Say all that is known of a cell, in sentences: for the line below the grid and for ears.
 *
 * @param {BoardIndex} index
 * @param {object} cell from `cellOf`
 * @param {string} [name] of the person; free shifts have none
 * @returns {{who: string, when: string, facts: string[], conflicts: string[],
 *   hints: string[]}}
 */
export function wordsOf(index, cell, name) {
    const day = index.days.get(cell.date);
    const facts = cell.chips.map(shiftWords);
    if (cell.absence) {
        facts.push(absenceWords(cell.absence));
    }
    if (!facts.length && name) {
        facts.push(_t("Free"));
    }
    if (cell.wish) {
        facts.push(wishWords(cell.wish, index.types));
    }
    if (cell.told) {
        facts.push(_t("was told: %s", cell.told));
    }
    if (day.holiday) {
        facts.push(day.holiday);
    }
    return {
        who: name || _t("Free shifts"),
        when: dayWords(cell.date),
        facts: facts.map(String),
        conflicts: cell.conflicts.map((one) => one.sentence),
        hints: cell.hints.map((one) => one.sentence),
    };
}
