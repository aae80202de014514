/** Pure helpers of the page on which a shift is swapped. */

import { _t } from "@web/core/l10n/translation";

/** Kinds of swap in which a colleague's shift comes back. */
export const BOTH_WAYS = ["exchange", "return", "ring"];
/** Kinds in which nobody is chosen. */
export const NOBODY = ["pool", "appoint"];

/**
 * The colleagues whose name, job or department holds a text.
 *
 * @param {object[]} people
 * @param {string} text
 * @returns {object[]}
 */
export function matching(people, text) {
    const wanted = text.trim().toLowerCase();
    return people.filter((person) =>
        [person.name, person.job, person.department].some((word) =>
            (word || "").toLowerCase().includes(wanted)
        )
    );
}

/**
 * Those who may, and those who may not.
 *
 * @param {object[]} people
 * @returns {{able: object[], excluded: object[]}}
 */
export function divided(people) {
    return {
        able: people.filter((person) => !person.problems.length),
        excluded: people.filter((person) => person.problems.length),
    };
}

/**
 * Tell apart what keeps the requester himself, which is said once, and what is wrong with
 * each colleague. As long as somebody may, nothing is told apart.
 *
 * @param {object[]} people
 * @returns {{own: string[], people: object[]}}
 */
export function toldOnce(people) {
    if (people.some((person) => !person.problems.length)) {
        return { own: [], people };
    }
    const own = [...new Set(people.flatMap((person) => person.own || []))];
    const others = people.map((person) => ({
        ...person,
        problems: person.problems.filter((problem) => !own.includes(problem)),
    }));
    return { own, people: others.filter((person) => person.problems.length) };
}

/**
 * Say what is missing before a swap can be sent, or nothing.
 *
 * @param {object} start what the page was opened with
 * @param {object} choice see filing
 * @returns {string}
 */
export function missingWords(start, choice) {
    const { kind, person, ring } = choice;
    if (!kind || filing(start, choice)) {
        return "";
    }
    if (!shiftsOf(choice)) {
        if (kind === "ring") {
            return ring.length > 1
                ? _t("The ring cannot close here yet.")
                : _t("Choose the next shift of the ring.");
        }
        return person ? _t("Choose the shift that comes back.") : _t("Choose a colleague.");
    }
    const reason = start.reasons.find((row) => row.id === choice.reasonId);
    return reason ? _t("Write a few words about the reason.") : _t("Choose a reason.");
}

/**
 * What is sent to the server, or null while something is missing.
 *
 * @param {object} start what the page was opened with
 * @param {object} choice {kind, person, shift, ring, reasonId, note}
 * @returns {object|null}
 */
export function filing(start, choice) {
    const { kind, reasonId, note } = choice;
    const shifts = isReasoned(start, choice) ? shiftsOf(choice) : null;
    if (!kind || !shifts) {
        return null;
    }
    const values = {
        kind,
        shift_ids: [start.shift.id, ...shifts],
        reason_id: reasonId || false,
        note,
    };
    return kind === "give" ? { ...values, taker_id: choice.person.id } : values;
}

/** Whether the reason is said, as far as the policy asks for one. */
function isReasoned(start, { kind, reasonId, note }) {
    const reason = start.reasons.find((row) => row.id === reasonId);
    if (reason?.needs_note && !note.trim()) {
        return false;
    }
    return Boolean(reason) || !start.needs_reason || kind === "appoint";
}

/** The shifts that come after the requester's own; null while something is missing. */
function shiftsOf({ kind, person, shift, ring }) {
    if (NOBODY.includes(kind)) {
        return [];
    }
    if (kind === "give") {
        return person ? [] : null;
    }
    if (kind === "ring") {
        const isClosed = ring.length > 1 && !ring.at(-1).shift.closing.length;
        return isClosed ? ring.map((step) => step.shift.id) : null;
    }
    return shift ? [shift.id] : null;
}
