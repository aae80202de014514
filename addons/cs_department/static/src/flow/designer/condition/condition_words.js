import { _t } from "@web/core/l10n/translation";
import { listed } from "../../common/flow_format";
import { parseCondition } from "./condition_text";

/**
 * Name the comparisons for a type of fact.
 *
 * @param {string} type
 * @returns {object} operator → words
 */
export function operatorLabels(type) {
    const isDate = ["date", "datetime"].includes(type);
    return {
        "=": _t("is"),
        "<>": _t("is not"),
        ">": isDate ? _t("is after") : _t("is more than"),
        ">=": isDate ? _t("is on or after") : _t("is at least"),
        "<": isDate ? _t("is before") : _t("is less than"),
        "<=": isDate ? _t("is on or before") : _t("is at most"),
        in: _t("is one of"),
        "not in": _t("is none of"),
        yes: _t("is yes"),
        no: _t("is no"),
        has: _t("contains"),
        "has not": _t("does not contain"),
    };
}

/**
 * Say a condition in plain words; what is too rich for that stays as it was typed.
 *
 * @param {string|false} text
 * @param {object[]} facts
 * @returns {string}
 */
export function conditionWords(text, facts) {
    const read = parseCondition(text, facts);
    if (!read) {
        return text;
    }
    const known = new Map(facts.map((fact) => [fact.name, fact]));
    const parts = read.rows.map((row) => {
        const fact = known.get(row.name);
        const value = listed([row.value].flat().map((item) => optionLabel(fact, item)));
        return [fact.label, operatorLabels(fact.type)[row.op], value].filter(Boolean).join(" ");
    });
    return parts.join(read.join === "or" ? _t(" or ") : _t(" and "));
}

/**
 * Name a value of a fact.
 *
 * @param {object} fact
 * @param {string} value
 * @returns {string}
 */
export function optionLabel(fact, value) {
    return (fact.options.find(([key]) => key === value) || [value, String(value)])[1];
}
