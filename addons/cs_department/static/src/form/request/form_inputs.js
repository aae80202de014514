import { deserializeDate, deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import {
    formatDate,
    formatDateTime,
    formatFloat,
    formatFloatTime,
} from "@web/views/fields/formatters";
import { parseFloat, parseFloatTime } from "@web/views/fields/parsers";
import { listed } from "../../flow/common/flow_format";

const { DateTime } = luxon;
const NUMBERS = ["number", "money", "duration"];
const LOCAL = "yyyy-MM-dd'T'HH:mm";

/** The kind of keyboard and input of each kind of field that is typed. */
export function inputOf(kind) {
    if (NUMBERS.includes(kind)) {
        return { type: "text", mode: kind === "duration" ? "text" : "decimal" };
    }
    return { type: { date: "date", datetime: "datetime-local" }[kind] || "text", mode: "text" };
}

/**
 * Return a value as it stands in its input.
 *
 * @param {object} field
 * @param {any} value
 * @returns {string}
 */
export function typedText(field, value) {
    if (value === null || value === undefined || value === false) {
        return "";
    }
    if (NUMBERS.includes(field.kind) && typeof value === "number") {
        return numberText(field, value);
    }
    if (field.kind === "datetime") {
        const at = typeof value === "string" ? deserializeDateTime(value) : null;
        return at?.isValid ? at.toFormat(LOCAL) : "";
    }
    return String(value);
}

function numberText(field, value) {
    if (field.kind === "duration") {
        return formatFloatTime(value);
    }
    return formatFloat(value, { digits: [16, digitsOf(field)] });
}

function digitsOf(field) {
    return Number.isInteger(field.digits) ? field.digits : 2;
}

/**
 * Return what was typed as the server takes it. A text that is no number stays a text: the server
 * says what is wrong with it, and nothing that was typed is lost.
 *
 * @param {object} field
 * @param {string} text
 * @returns {any}
 */
export function valueOf(field, text) {
    if (!text.trim()) {
        return null;
    }
    if (NUMBERS.includes(field.kind)) {
        try {
            return field.kind === "duration" ? parseFloatTime(text) : parseFloat(text);
        } catch {
            return text;
        }
    }
    if (field.kind === "datetime") {
        const at = DateTime.fromISO(text, { zone: "default" });
        return at.isValid ? serializeDateTime(at) : text;
    }
    return text;
}

/**
 * Return a value as a text to read.
 *
 * @param {object} field
 * @param {any} value
 * @returns {string}
 */
export function shownText(field, value) {
    if (field.kind === "boolean") {
        return value ? _t("Yes") : _t("No");
    }
    const isNothing = value === null || value === undefined || value === "";
    return isNothing ? "" : (SHOWN[field.kind] || typedText)(field, value);
}

const optionText = ({ choices }, key) =>
    (choices || []).find((choice) => choice.key === key)?.label ?? String(key);
const recordText = (field, value) => value.name || "";
const SHOWN = {
    choice: optionText,
    tags: (field, keys) => listed(keys.map((key) => optionText(field, key))),
    date: (field, value) => day(value),
    datetime: (field, value) => instant(value),
    employee: recordText,
    department: recordText,
    customer: recordText,
    document: recordText,
};

function day(value) {
    const date = deserializeDate(String(value));
    return date.isValid ? formatDate(date) : String(value);
}

function instant(value) {
    const at = deserializeDateTime(String(value));
    return at.isValid ? formatDateTime(at, { showSeconds: false }) : String(value);
}

/**
 * Say how large a file is.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function sizeText(bytes) {
    if (!bytes) {
        return "";
    }
    const isLarge = bytes >= 1e6;
    // a file that holds something is never shown as empty
    const amount = isLarge ? bytes / 1e6 : Math.max(bytes / 1e3, 1);
    const number = formatFloat(amount, { digits: [16, isLarge ? 1 : 0] });
    return isLarge ? _t("%s MB", number) : _t("%s kB", number);
}
