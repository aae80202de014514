import { _t } from "@web/core/l10n/translation";

/**
 * Changing the design of a form. A design is `{fields, rules}`; every change gives a new one and
 * leaves the old one as it was, so that it can be undone.
 *
 * A field is named by its place: its key, or `table.key` for a column.
 */

const KEY = /^[a-z][a-z0-9_]*$/;
const LONGEST_KEY = 40;

/** @returns {string} where a field stands */
export function placeOf(field) {
    return field.parent ? `${field.parent}.${field.key}` : field.key;
}

export function fieldAt(design, place) {
    return design.fields.find((field) => placeOf(field) === place) || null;
}

/** Tell whether a text may be the technical name of a field. */
export function isKey(text) {
    return KEY.test(text) && text.length <= LONGEST_KEY;
}

/**
 * Make a technical name that no field has yet.
 *
 * @param {object[]} fields
 * @param {string} base
 * @returns {string}
 */
export function freeKey(fields, base) {
    const taken = new Set(fields.map((field) => field.key));
    const stem = isKey(base) ? base.slice(0, LONGEST_KEY - 4) : "field";
    let key = stem;
    for (let number = 2; taken.has(key); number++) {
        key = `${stem}_${number}`;
    }
    return key;
}

/** A field as the server keeps it, with nothing said of it. */
export function newField(fields, kind, label, parent = "") {
    const options = ["choice", "tags"].includes(kind);
    return {
        key: freeKey(fields, kind),
        kind,
        label,
        parent,
        help: "",
        placeholder: "",
        width: ["long_text", "table", "attachment", "section"].includes(kind) ? "full" : "half",
        digits: kind === "number" ? 0 : 2,
        unit: "",
        required: "never",
        required_if: "",
        required_nodes: [],
        visible_if: "",
        readonly: "never",
        readonly_if: "",
        editable_nodes: [],
        hidden_nodes: [],
        default: "",
        computed: "",
        minimum: "",
        maximum: "",
        unique: false,
        attachment_required: "",
        role: "",
        choices: options ? [{ key: "a", label: "A" }] : [],
    };
}

/** A table goes with its columns: they stand after it. */
function blockOf(fields, field) {
    return fields.filter((one) => one === field || (!field.parent && one.parent === field.key));
}

/**
 * Put a new field in, before the field at `before` or at the end of its table or form.
 *
 * @param {object} design
 * @param {object} field
 * @param {string} [before] place of another field
 */
export function addField(design, field, before = "") {
    const next = before && fieldAt(design, before);
    const fields = [...design.fields];
    fields.splice(next ? fields.indexOf(next) : endOf(fields, field.parent), 0, field);
    return { ...design, fields };
}

function endOf(fields, parent) {
    if (!parent) {
        return fields.length;
    }
    return fields.findLastIndex((one) => one.key === parent || one.parent === parent) + 1;
}

/** Move a field before another one, or to the end; columns stay in their table. */
export function moveField(design, place, before) {
    const field = fieldAt(design, place);
    const next = before && fieldAt(design, before);
    if (!field || next === field || (next && next.parent !== field.parent)) {
        return design;
    }
    const block = blockOf(design.fields, field);
    const rest = design.fields.filter((one) => !block.includes(one));
    rest.splice(next ? rest.indexOf(next) : endOf(rest, field.parent), 0, ...block);
    const isSame = rest.every((one, index) => one === design.fields[index]);
    return isSame ? design : { ...design, fields: rest };
}

/** Move a field one place up or down among its neighbours. */
export function shiftField(design, place, step) {
    const field = fieldAt(design, place);
    if (!field) {
        return design;
    }
    const peers = design.fields.filter((one) => one.parent === field.parent);
    const index = peers.indexOf(field) + (step > 0 ? 2 : -1);
    if (index < 0 || index > peers.length) {
        return design;
    }
    return moveField(design, place, peers[index] ? placeOf(peers[index]) : "");
}

export function updateField(design, place, values) {
    const field = fieldAt(design, place);
    if (!field || Object.entries(values).every(([name, value]) => field[name] === value)) {
        return design;
    }
    return {
        ...design,
        fields: design.fields.map((one) => (one === field ? { ...one, ...values } : one)),
    };
}

/** Give a field another technical name; columns and rules that name it follow. */
export function renameField(design, place, key) {
    const field = fieldAt(design, place);
    if (!field || field.key === key || design.fields.some((one) => one.key === key)) {
        return design;
    }
    const renamed = { ...field, key };
    const fields = design.fields.map((one) => {
        if (one === field) {
            return renamed;
        }
        return !field.parent && one.parent === field.key ? { ...one, parent: key } : one;
    });
    const rules = design.rules.map((rule) =>
        rule.field === place ? { ...rule, field: placeOf(renamed) } : rule
    );
    return { fields, rules };
}

/** Take a field out, with its columns and the rules that stand at them. */
export function removeField(design, place) {
    const field = fieldAt(design, place);
    if (!field) {
        return design;
    }
    const block = blockOf(design.fields, field);
    const places = new Set(block.map(placeOf));
    return {
        fields: design.fields.filter((one) => !block.includes(one)),
        rules: design.rules.filter((rule) => !rule.field || !places.has(rule.field)),
    };
}

/** Put a copy of a field after it; a table is copied with its columns. */
export function copyField(design, place) {
    const field = fieldAt(design, place);
    if (!field) {
        return { design, place };
    }
    const taken = [...design.fields];
    const names = {};
    const copies = blockOf(design.fields, field).map((one) => {
        const key = freeKey(taken, one.key.replace(/_\d+$/, ""));
        names[one.key] = key;
        const choices = one.choices.map(({ key: name, label }) => ({ key: name, label }));
        const copy = {
            ...one,
            id: undefined,
            key,
            choices,
            parent: names[one.parent] || one.parent,
        };
        taken.push(copy);
        return copy;
    });
    const fields = [...design.fields];
    fields.splice(fields.indexOf(blockOf(fields, field).at(-1)) + 1, 0, ...copies);
    return { design: { ...design, fields }, place: placeOf(copies[0]) };
}

// ---- options and rules -------------------------------------------------------------------

/** An option that no other has the key of. */
export function newChoice(choices, label) {
    return { key: freeKey(choices, "option"), label };
}

/** The rules with their index, those of one place only if it is given. */
export function rulesAt(design, place) {
    return design.rules
        .map((rule, index) => ({ rule, index }))
        .filter(({ rule }) => rule.field === place);
}

export function addRule(design, place, message) {
    const rule = { field: place, expression: "", message, nodes: [] };
    return { ...design, rules: [...design.rules, rule] };
}

export function updateRule(design, index, values) {
    const rules = design.rules.map((rule, at) => (at === index ? { ...rule, ...values } : rule));
    return { ...design, rules };
}

export function removeRule(design, index) {
    return { ...design, rules: design.rules.filter((rule, at) => at !== index) };
}

/** The names that expressions of a place may use, as the editor of conditions takes them. */
export function factsOf(design, kinds, base, table = "") {
    const types = Object.fromEntries(kinds.map((kind) => [kind.kind, kind.type]));
    const words = Object.fromEntries(kinds.map((kind) => [kind.type, kind.type_word]));
    const facts = [];
    for (const field of design.fields) {
        const type = types[field.kind];
        if (field.kind === "table") {
            facts.push({ name: `${field.key}_count`, type: "number", label: field.label });
        } else if (type && (!field.parent || field.parent === table)) {
            facts.push({ name: field.key, type, label: field.label, choices: field.choices });
        }
        if (field.parent && type === "number") {
            const owner = fieldAt(design, field.parent)?.label || "";
            const said = { table: owner, column: field.label };
            const label = String(_t("%(table)s: %(column)s", said));
            facts.push({ name: `${field.parent}_${field.key}`, type, label });
        }
    }
    return [...facts, ...base].map((fact) => ({
        name: fact.name,
        type: fact.type,
        kind: words[fact.type] || fact.type,
        label: fact.label || fact.name,
        options: (fact.choices || []).map((choice) => [choice.key, choice.label]),
    }));
}

/** The names that do not come from fields of the loaded design. */
export function baseNames(design, names) {
    const own = new Set(factsOf(design, [], []).map((fact) => fact.name));
    for (const field of design.fields) {
        own.add(field.key);
        own.add(`${field.parent}_${field.key}`);
    }
    return names.filter((name) => !name.table && !own.has(name.name));
}
