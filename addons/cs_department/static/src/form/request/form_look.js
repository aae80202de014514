import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { columnsOf, partsOf } from "./form_layout";
import { editableRows, inserted, newRow, sentRows, twinRow, without } from "./form_rows";

const DELAY = 200;
const BLANK = { visible: true, required: false, readonly: false, computed: false, error: "" };

/** Keep the entries that say the same as before, so that only what changed is drawn anew. */
export function keepSame(before, fresh) {
    const kept = {};
    for (const [key, entry] of Object.entries(fresh)) {
        const old = before?.[key];
        kept[key] = old && JSON.stringify(old) === JSON.stringify(entry) ? old : entry;
    }
    return kept;
}

/**
 * A form while somebody fills it in: what was typed here, and what the server says of it.
 *
 * What was typed is never overwritten: an answer only says what is visible, required, read-only,
 * computed or wrong. Answers to older questions are dropped.
 */
export class FormLook {
    /**
     * @param {object} params
     * @param {(values: object) => Promise<object>} params.ask asks the server; the answer has
     *  `state`, `rules` and `missing`
     * @param {() => void} params.changed called when there is something new to show
     * @param {(error: Error) => void} [params.failed] called when a question has no answer
     */
    constructor({ ask, changed, failed = () => {} }) {
        Object.assign(this, { ask, changed, failed });
        this.asked = 0;
        this.locked = false;
        this.start({ fields: [], state: {}, rules: [], missing: [] });
    }

    /** Show a page as the server has it; nothing is typed yet. */
    start({ fields, state, rules = [], missing = [] }) {
        this.stop();
        this.setFields(fields);
        Object.assign(this, { given: {}, state, rules, missing, attempted: false });
    }

    /** Take other fields, and keep what was typed in those that are still there. */
    setFields(fields) {
        this.fields = fields;
        this.byKey = new Map(fields.filter((f) => !f.parent).map((f) => [f.key, f]));
        this.columns = columnsOf(fields);
        this.parts = partsOf(fields);
    }

    get isDirty() {
        return Object.keys(this.given).length > 0;
    }

    // ---- what is shown ---------------------------------------------------------------

    entry(key) {
        return this.state[key] || BLANK;
    }

    isShown(key) {
        return this.entry(key).visible;
    }

    isReadonly(key) {
        return this.locked || this.entry(key).readonly;
    }

    value(key) {
        const { computed, value } = this.entry(key);
        return key in this.given && !computed ? this.given[key] : (value ?? null);
    }

    rows(key) {
        if (!(key in this.given)) {
            // one reading of the server's rows keeps its uids until the next
            const { value } = this.entry(key);
            this.read ||= {};
            if (!this.read[key] || this.read[key].value !== value) {
                this.read[key] = { value, rows: editableRows(value) };
            }
            return this.read[key].rows;
        }
        return this.given[key];
    }

    cell(table, index, column) {
        return this.entry(table).rows?.[index]?.[column] || BLANK;
    }

    cellValue(table, index, column) {
        const { computed, value } = this.cell(table, index, column);
        const row = this.rows(table)[index];
        return row && column in row && !computed ? row[column] : (value ?? null);
    }

    /** The sentence at a field, or nothing. */
    error(key) {
        return this.said(this.entry(key), key, null, "");
    }

    cellError(table, index, column) {
        const place = `${table}.${column}`;
        return this.said(this.cell(table, index, column), table, index, column, place);
    }

    said(entry, key, row, column, place = key) {
        const broken = this.rules.find((rule) => rule.field === place && rule.row === row);
        if (entry.error || broken) {
            return entry.error || broken.message;
        }
        return this.attempted && this.isMissing(key, row, column)
            ? String(_t("Please fill this in."))
            : "";
    }

    isMissing(key, row, column) {
        return this.missing.some(
            (gap) => gap.field === key && gap.row === row && (gap.column || "") === column
        );
    }

    /** What rules say; of the form as a whole, once somebody has begun to fill it in. */
    get brokenRules() {
        const hasBegun = this.isDirty || this.attempted;
        return this.rules.filter((rule) => rule.field || hasBegun);
    }

    /** What rules say about the form as a whole. */
    get generalErrors() {
        return this.brokenRules.filter((rule) => !rule.field).map((rule) => rule.message);
    }

    /** How many places have an error, as far as people are told. */
    get errorCount() {
        const wrong = Object.values(this.state).flatMap((entry) => [
            entry,
            ...(entry.rows || []).flatMap((row) => Object.values(row)),
        ]);
        const gaps = this.attempted ? this.missing.length : 0;
        return wrong.filter((entry) => entry.error).length + this.brokenRules.length + gaps;
    }

    // ---- changing --------------------------------------------------------------------

    /**
     * @param {string} place key of a field, or `table/uid of the row/column`
     * @param {any} value
     */
    set(place, value) {
        const [key, uid, column] = place.split("/");
        if (uid) {
            const rows = this.rows(key).map((row) =>
                row.uid === uid ? { ...row, [column]: value } : row
            );
            this.put(key, rows);
        } else {
            this.put(key, value);
        }
    }

    put(key, value) {
        this.given = { ...this.given, [key]: value };
        this.revision = (this.revision || 0) + 1;
        this.changed();
        this.askSoon();
    }

    addRow(table) {
        this.putRows(table, this.rows(table).length, newRow());
    }

    twinRow(table, uid) {
        const rows = this.rows(table);
        const index = rows.findIndex((row) => row.uid === uid);
        if (index >= 0) {
            this.putRows(table, index + 1, twinRow(rows[index]), index);
        }
    }

    putRows(table, index, row, like) {
        const rows = this.rows(table);
        const cells = this.entry(table).rows || [];
        this.setCells(table, inserted(cells, index, cells[like] || {}));
        this.put(table, inserted(rows, index, row));
    }

    removeRow(table, uid) {
        const rows = this.rows(table);
        const index = rows.findIndex((row) => row.uid === uid);
        if (index >= 0) {
            this.setCells(table, without(this.entry(table).rows || [], index));
            this.put(table, without(rows, index));
        }
    }

    setCells(table, rows) {
        // the new rows are told to the server, what it computed of the others stays until then
        this.rows(table);
        this.state = { ...this.state, [table]: { ...this.entry(table), rows } };
        this.rules = this.rules.filter((rule) => !rule.field.startsWith(`${table}.`));
        this.missing = this.missing.filter((gap) => gap.field !== table || gap.row === null);
    }

    // ---- asking ----------------------------------------------------------------------

    /** What was typed, as the server takes it. */
    get sent() {
        const sent = {};
        for (const [key, value] of Object.entries(this.given)) {
            const field = this.byKey.get(key);
            if (field) {
                sent[key] = field.kind === "table" ? sentRows(value) : value;
            }
        }
        return sent;
    }

    askSoon() {
        this.stop();
        this.timer = browser.setTimeout(() => this.askNow(), DELAY);
    }

    /** Ask the server about what is typed now; an answer that is stale by then is dropped. */
    askNow() {
        this.stop();
        this.pending = this.question(this.asked);
        return this.pending;
    }

    async question(number) {
        try {
            const answer = await this.ask(this.sent);
            if (number === this.asked) {
                this.take(answer);
            }
        } catch (error) {
            if (number === this.asked) {
                this.failed(error);
            }
        }
    }

    take({ state, rules = [], missing = [] }) {
        this.state = keepSame(this.state, state);
        Object.assign(this, { rules, missing });
        this.changed();
    }

    /** Forget questions that have no answer yet. */
    stop() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.asked += 1;
    }

    /** Make sure that what the server says is about what is typed now. */
    async settle() {
        await (this.timer ? this.askNow() : this.pending);
    }

    /** From now on, what must be filled in and is empty is marked. */
    attempt() {
        this.attempted = true;
        this.changed();
    }
}
