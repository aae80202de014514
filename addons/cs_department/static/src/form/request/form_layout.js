/**
 * How the fields of a form stand on the page.
 *
 * @typedef {{key: string, parent: string, kind: string, label: string}} Field
 */

/** The picture of each kind of field. */
export const ICONS = {
    text: "fa-font",
    long_text: "fa-align-left",
    number: "fa-hashtag",
    money: "fa-money",
    date: "fa-calendar-o",
    datetime: "fa-calendar",
    duration: "fa-hourglass-half",
    boolean: "fa-toggle-on",
    choice: "fa-dot-circle-o",
    tags: "fa-check-square-o",
    employee: "fa-user",
    department: "fa-sitemap",
    customer: "fa-address-book-o",
    document: "fa-files-o",
    attachment: "fa-paperclip",
    table: "fa-table",
    section: "fa-header",
};

/** The models whose records a field of a kind names. */
export const MODELS = {
    employee: "hr.employee.public",
    department: "hr.department",
    customer: "res.partner",
    document: "cs.request",
};

/**
 * Return the columns of every detail table.
 *
 * @param {Field[]} fields
 * @returns {Object<string, Field[]>}
 */
export function columnsOf(fields) {
    const columns = {};
    for (const field of fields) {
        if (field.kind === "table") {
            columns[field.key] ||= [];
        } else if (field.parent) {
            (columns[field.parent] ||= []).push(field);
        }
    }
    return columns;
}

/**
 * Return the fields as parts: what stands before the first section, then every section.
 *
 * @param {Field[]} fields
 * @returns {{section: Field|null, fields: Field[]}[]} parts without anything are left out
 */
export function partsOf(fields) {
    const parts = [{ section: null, fields: [] }];
    for (const field of fields) {
        if (field.parent) {
            continue;
        }
        if (field.kind === "section") {
            parts.push({ section: field, fields: [] });
        } else {
            parts.at(-1).fields.push(field);
        }
    }
    return parts.filter((part) => part.section || part.fields.length);
}

/**
 * Tell whether a field takes the whole line.
 *
 * @param {Field} field
 * @returns {boolean}
 */
export function isWide(field) {
    return field.width === "full" || ["table", "attachment", "long_text"].includes(field.kind);
}
