import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";

/**
 * Turn a moment of the server, or a field's value, into a luxon DateTime.
 *
 * @param {string|object|false} value
 * @returns {object|null}
 */
export function moment(value) {
    if (!value) {
        return null;
    }
    return typeof value === "string" ? deserializeDateTime(value) : value;
}

/**
 * Say how far a moment is away: "3 hr. ago", "in 2 days".
 *
 * @param {string|object|false} value
 * @param {object} [now]
 * @returns {string}
 */
export function away(value, now = luxon.DateTime.now()) {
    const at = moment(value);
    if (!at) {
        return "";
    }
    if (Math.abs(at.diff(now).as("seconds")) < 60) {
        return _t("now");
    }
    return at.toRelative({ base: now, style: "short" }) || "";
}

/**
 * Say when: the time alone for today, else the day with the time.
 *
 * @param {string|object|false} value
 * @param {object} [now]
 * @returns {string}
 */
export function dayAndTime(value, now = luxon.DateTime.now()) {
    const at = moment(value);
    if (!at) {
        return "";
    }
    if (at.hasSame(now, "day")) {
        return at.toLocaleString(luxon.DateTime.TIME_SIMPLE);
    }
    const format = at.hasSame(now, "year")
        ? { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }
        : luxon.DateTime.DATETIME_MED;
    return at.toLocaleString(format);
}

/**
 * Say when a request is usually decided, as the server learned from those before it.
 *
 * @param {{at: string, late: boolean}|null|undefined} expected
 * @param {object} [now]
 * @returns {string} empty when nothing can be said
 */
export function usually(expected, now = luxon.DateTime.now()) {
    if (!expected) {
        return "";
    }
    if (expected.late) {
        return _t("takes longer than usual");
    }
    const at = moment(expected.at);
    if (at.diff(now).as("hours") < 1) {
        return _t("usually decided within the hour");
    }
    const day = at.hasSame(now, "day")
        ? at.toLocaleString(luxon.DateTime.TIME_SIMPLE)
        : at.toLocaleString({ weekday: "short", month: "short", day: "numeric" });
    return _t("usually decided by %s", day);
}

/**
 * Say what the server knows of that from.
 *
 * @param {{count: number}|null|undefined} expected
 * @returns {string}
 */
export function usuallyWhy(expected) {
    return expected ? _t("Learned from the last %s requests of this kind.", expected.count) : "";
}

/**
 * Tell whether a moment has passed.
 *
 * @param {string|object|false} value
 * @param {object} [now]
 * @returns {boolean}
 */
export function isPast(value, now = luxon.DateTime.now()) {
    const at = moment(value);
    return Boolean(at && at < now);
}

/**
 * Write texts one after the other, separated as the user's language does.
 *
 * @param {string[]} texts
 * @returns {string}
 */
export function listed(texts) {
    const separated = new Intl.ListFormat(user.lang || "en-US", { style: "narrow" });
    return separated.format(texts.filter(Boolean));
}

/**
 * Join names for a sentence.
 *
 * @param {string[]} names
 * @param {number} [most] how many are named before "and 3 more"
 * @returns {string}
 */
export function joinNames(names, most = 3) {
    const known = names.filter(Boolean);
    if (known.length <= most) {
        return listed(known);
    }
    return _t("%(names)s and %(count)s more", {
        names: listed(known.slice(0, most)),
        count: known.length - most,
    });
}

/**
 * Return the sentence of an error that the server meant for people.
 *
 * @param {Error} error
 * @returns {string|null} `null` for everything that is a fault of the program; a lost connection
 *      is none
 */
export function sentenceOf(error) {
    if (error instanceof ConnectionLostError) {
        return _t("The connection was lost. If nothing has happened in a moment, try again.");
    }
    const meant = [
        "odoo.exceptions.UserError",
        "odoo.exceptions.AccessError",
        "odoo.exceptions.ValidationError",
        "odoo.exceptions.MissingError",
        "odoo.exceptions.RedirectWarning",
    ];
    return meant.includes(error?.data?.name) ? error.data.message : null;
}

/**
 * Return the sentence of an error, or throw the error on: a fault of the program.
 *
 * @param {Error} error
 * @returns {string}
 */
export function sentenceOrThrow(error) {
    const sentence = sentenceOf(error);
    if (!sentence) {
        throw error;
    }
    return sentence;
}
