import { _t } from "@web/core/l10n/translation";
import { joinNames } from "../../flow/common/flow_format";

export const STATE_STYLES = {
    open: "info",
    refused: "danger",
    signed: "success",
    closed: "success",
    cancelled: "secondary",
};
export const KIND_ICONS = {
    open_item: "fa-hourglass-half",
    instruction: "fa-bullhorn",
    major: "fa-star",
    incident: "fa-exclamation-triangle",
    lesson: "fa-lightbulb-o",
    check: "fa-check-square-o",
    asset: "fa-cube",
    swap: "fa-exchange",
    announcement: "fa-newspaper-o",
};
const CHECKS = ["check", "asset"];
/** So many people who have signed, or have not, are named. */
const MOST_NAMED = 6;
/** What needs words or a decision first, what is only read last. */
const TOLD_ORDER = ["incident", "major", "open_item", "instruction", "lesson"];

/**
 * Tell whether a line is a check, which is in order or not.
 *
 * @param {object} item
 * @returns {boolean}
 */
export function isCheck(item) {
    return CHECKS.includes(item.kind);
}

/**
 * Put the lines into the parts of the page, each with a title; empty parts are left out.
 *
 * @param {object} page what `get_page` returned
 * @returns {{key: string, title: string, items: object[], side: string}[]}
 */
export function partsOf(page) {
    const rank = (item) => TOLD_ORDER.indexOf(item.kind);
    const told = page.items.filter((item) => rank(item) >= 0);
    told.sort((a, b) => rank(a) - rank(b));
    const only = (kind) => page.items.filter((item) => item.kind === kind);
    const own = page.items.filter((item) => isCheck(item) && item.side === "outgoing");
    const checks = page.items.filter((item) => isCheck(item) && item.side === "incoming");
    const parts = [
        { key: "news", title: _t("Announcements"), items: only("announcement") },
        { key: "told", title: _t("Work and instructions"), items: told },
        { key: "swaps", title: _t("Swapped shifts"), items: only("swap") },
        { key: "own", title: _t("Before who goes may go"), items: own },
    ];
    for (const [key, title] of page.sections) {
        const items = checks.filter((item) => item.section === key);
        parts.push({ key, title, items });
    }
    return parts.filter((part) => part.items.length);
}

/**
 * Count what somebody still has to look at or decide.
 *
 * @param {object[]} items
 * @returns {number}
 */
export function leftToDo(items) {
    return items.filter(
        (item) => item.is_for_me && (!item.is_read || (item.can_decide && item.verdict === "open"))
    ).length;
}

/**
 * Say what the reader does at this hand-over; who also leads it reads both.
 *
 * @param {object} page what `get_page` returned
 * @returns {string}
 */
export function myPart(page) {
    const { me } = page;
    const seated = seatPart(page);
    if (seated) {
        return me.is_leader ? _t("%s. You also lead this change of shift.", seated) : seated;
    }
    return me.is_leader ? _t("You lead this change of shift") : _t("You read along");
}

function seatPart({ me, seats }) {
    const mine = (ids) => seats.filter((seat) => ids.includes(seat.id));
    const names = (list, key) => [...new Set(list.map((seat) => seat[key]))].filter(Boolean);
    if (me.incoming.length) {
        const from = names(mine(me.incoming), "outgoing");
        return from.length
            ? _t("You take over from %s", joinNames(from))
            : _t("You take a seat that was empty");
    }
    if (me.outgoing.length) {
        const to = names(mine(me.outgoing), "incoming");
        return to.length
            ? _t("You hand over to %s", joinNames(to))
            : _t("Nobody relieves you yet: the leader of the shift names somebody");
    }
    return "";
}

/**
 * Say what the reader's own signature means by now: nothing before he has signed, or while
 * he is to sign once more.
 *
 * @param {object} page what `get_page` returned
 * @returns {{title: string, signed: string, missing: string, next: string}|null}
 */
export function signedWords(page) {
    const { head, me, signatures } = page;
    const mine = signatures.filter((slot) => slot.at && slot.is_mine);
    if (!mine.length || me.sign || !["open", "signed", "closed"].includes(head.state)) {
        return null;
    }
    const others = signatures.filter((slot) => slot.at && !slot.is_mine);
    const waiting = signatures.filter((slot) => !slot.at);
    const called = (slot) =>
        slot.who === slot.label
            ? slot.who
            : _t("%(person)s (%(part)s)", { person: slot.who, part: slot.label });
    return {
        title: me.signed_as
            ? _t("You signed at %(time)s as %(parts)s", {
                  time: mine.at(-1).at,
                  parts: me.signed_as,
              })
            : _t("You signed at %s", mine.at(-1).at),
        signed: others.length
            ? _t("Signed as well: %s", joinNames(others.map(called), MOST_NAMED))
            : "",
        missing: waiting.length
            ? _t("Still missing: %s", joinNames(waiting.map(called), MOST_NAMED))
            : _t("Nobody is missing: all have signed."),
        next: nextWords(head.state, mine.at(-1).kind, waiting),
    };
}

/**
 * Say who signs before the reader may.
 *
 * @param {object} page what `get_page` returned
 * @returns {string}
 */
export function waitsWords(page) {
    return _t(
        "You can sign as soon as these have signed: %s",
        joinNames(page.me.waits, MOST_NAMED)
    );
}

function nextWords(state, kind, waiting) {
    if (state === "open") {
        return (
            {
                outgoing: _t("Stay until the others have signed: this page says when you may go."),
                incoming: _t(
                    "You take over; what was accepted is yours as soon as all have signed."
                ),
            }[kind] || _t("There is nothing more for you to do here.")
        );
    }
    if (kind === "outgoing") {
        return _t("You may go now.");
    }
    if (kind === "incoming") {
        return _t("The shift is yours now.");
    }
    return waiting.length
        ? _t("The shift may leave; only the review is still to come.")
        : _t("The hand-over is complete.");
}
