/** Pure helpers of the page on which a shift is swapped. */

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
