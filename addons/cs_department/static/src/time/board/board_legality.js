import { placeOf } from "./board_index";

/**
 * What the rules say of a shift in a cell, asked once and kept until something changes. Asked for
 * a row and a column when a drag begins; for other rows when the pointer comes there.
 */
export class Legality {
    /** @param {function(object, Array): Promise<object>} ask the server */
    constructor(ask) {
        this.ask = ask;
        this.forget();
    }

    forget() {
        this.found = new Map();
        this.asked = new Set();
        this.answers = new Map();
        this.round = (this.round || 0) + 1;
    }

    keyOf(thing) {
        return thing.s ? `s${thing.s}` : `t${thing.t}`;
    }

    /**
     * Ask what is not known yet.
     *
     * @param {{s?: number, t?: number}} thing a shift, or a type for a new one
     * @param {{e: number, d: string}[]} cells
     * @returns {Promise<boolean>} whether there was something to ask
     */
    async learn(thing, cells) {
        const { round } = this;
        const key = this.keyOf(thing);
        const open = cells.filter(({ e, d }) => e && !this.asked.has(`${key}/${placeOf(e, d)}`));
        if (!open.length) {
            return false;
        }
        open.forEach(({ e, d }) => this.asked.add(`${key}/${placeOf(e, d)}`));
        let found = {};
        try {
            found = await this.ask(
                thing,
                open.map(({ e, d }) => [e, d])
            );
        } catch (error) {
            open.forEach(({ e, d }) => this.asked.delete(`${key}/${placeOf(e, d)}`));
            throw error;
        }
        if (round !== this.round) {
            return false;
        }
        for (const { e, d } of open) {
            const place = placeOf(e, d);
            this.found.set(`${key}/${place}`, found[place] || []);
        }
        for (const e of new Set(open.map((cell) => cell.e))) {
            const row = `${key}/${e}`;
            this.answers.set(row, this.answersFor(thing, e) + 1);
        }
        return true;
    }

    /** How many answers have told something about a row: with none it looks as it did. */
    answersFor(thing, employee) {
        return this.answers.get(`${this.keyOf(thing)}/${employee}`) || 0;
    }

    /** The broken rules of a thing in a cell: `undefined` while they are not known. */
    brokenAt(thing, employee, day) {
        return this.found.get(`${this.keyOf(thing)}/${placeOf(employee, day)}`);
    }

    /** What a cell looks like while a thing is dragged: "block", "warn", "fine" or "". */
    markAt(thing, employee, day) {
        const broken = this.brokenAt(thing, employee, day);
        if (!broken) {
            return "";
        }
        if (broken.some((rule) => rule.outcome === "block")) {
            return "block";
        }
        return broken.length ? "warn" : "fine";
    }
}
