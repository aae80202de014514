import { _t } from "@web/core/l10n/translation";
import { listed } from "../../flow/common/flow_format";
import { conditionWords } from "../../flow/designer/condition/condition_words";
import { rulesAt } from "./design_ops";

/**
 * Say in plain words what is asked of a field.
 *
 * @param {object} field
 * @param {string} place
 * @param {object} design
 * @param {object[]} facts names that conditions may use
 * @param {object[]} nodes steps of the flow
 * @returns {string[]} one sentence for each rule
 */
export function ruleWords(field, place, design, facts, nodes) {
    const words = (text) => conditionWords(text, facts);
    const steps = (keys) => listed(keys.map((key) => nameOf(nodes, key)));
    return [
        ...demandWords(field, words, steps),
        ...shownWords(field, words, steps),
        ...valueWords(field, facts),
        ...rulesAt(design, place).map(({ rule }) => rule.message || words(rule.expression)),
    ].map(String);
}

function nameOf(nodes, key) {
    return nodes.find((node) => node.key === key)?.name || key;
}

function demandWords(field, words, steps) {
    const found = [];
    if (field.required === "nodes") {
        found.push(_t("Must be filled in at: %s", steps(field.required_nodes)));
    } else if (field.required === "always") {
        found.push(_t("Must be filled in, even to save"));
    } else if (field.required === "submit") {
        found.push(_t("Must be filled in"));
    }
    if (field.required_if) {
        found.push(_t("Must be filled in if %s", words(field.required_if)));
    }
    if (field.attachment_required) {
        found.push(_t("Needs an attachment if %s", words(field.attachment_required)));
    }
    return found;
}

function shownWords(field, words, steps) {
    const found = [];
    if (field.visible_if) {
        found.push(_t("Only shown if %s", words(field.visible_if)));
    }
    if (field.hidden_nodes.length) {
        found.push(_t("Hidden at: %s", steps(field.hidden_nodes)));
    }
    if (field.readonly === "always") {
        found.push(_t("Read-only"));
    } else if (field.readonly === "nodes") {
        found.push(_t("Only filled in at: %s", steps(field.editable_nodes)));
    }
    if (field.readonly_if) {
        found.push(_t("Read-only if %s", words(field.readonly_if)));
    }
    return found;
}

/**
 * Say an expression with the labels of its names and options.
 *
 * @param {string} text
 * @param {object} field the field whose value it is
 * @param {object[]} facts
 * @returns {string}
 */
function valueText(text, field, facts) {
    const known = new Map(facts.map((fact) => [fact.name, fact.label]));
    const options = new Map((field.choices || []).map(({ key, label }) => [key, label]));
    const single = /^\s*'((?:[^']|'')*)'\s*$/.exec(text);
    if (single) {
        const value = single[1].replaceAll("''", "'");
        return options.get(value) || value;
    }
    const word = text.trim().toLowerCase();
    if (["true", "false"].includes(word)) {
        return word === "true" ? _t("Yes") : _t("No");
    }
    // texts in quotes and the names of functions stay as they are
    return text.replace(
        /'(?:[^']|'')*'|[A-Za-z_]\w*(?!\w*\s*\()/g,
        (part) => known.get(part) || part
    );
}

function valueWords(field, facts) {
    const words = (text) => valueText(text, field, facts);
    const found = [];
    if (field.computed) {
        found.push(_t("Computed: %s", words(field.computed)));
    } else if (field.default) {
        found.push(_t("At first: %s", words(field.default)));
    }
    const minimum = field.minimum && words(field.minimum);
    const maximum = field.maximum && words(field.maximum);
    if (minimum && maximum) {
        found.push(_t("From %(minimum)s to %(maximum)s", { minimum, maximum }));
    } else if (minimum || maximum) {
        found.push(minimum ? _t("At least %s", minimum) : _t("At most %s", maximum));
    }
    if (field.unique) {
        found.push(_t("No two requests have the same"));
    }
    return found;
}
