import { Mutex } from "@web/core/utils/concurrency";
import { Aliases, inverseOf, touchedBy, withSeen } from "./board_changes";
import { cellOf } from "./board_cells";
import { BoardIndex } from "./board_index";
import { Legality } from "./board_legality";

const MODEL = "cs.roster";
const MOST_STEPS = 100;

/**
 * The page of a roster that is shown, and what was done to it. It knows nothing of the screen;
 * `changed(people)` is called with the people whose rows look different now, or without any for
 * everything.
 */
export class BoardModel {
    /**
     * @param {object} orm
     * @param {function} changed
     */
    constructor(orm, changed) {
        Object.assign(this, { orm, changed });
        this.index = null;
        this.rows = new Map();
        this.mutex = new Mutex();
        this.legality = new Legality((thing, cells) => {
            const { department, first, last } = this.request;
            const args = [thing, cells, department, first, last];
            return this.orm.silent.call(MODEL, "board_legality", args);
        });
        this.resetSteps();
    }

    resetSteps() {
        this.past = [];
        this.future = [];
        this.aliases = new Aliases();
    }

    async load(department, first, last) {
        const data = await this.orm.call(MODEL, "board_data", [department, first, last]);
        this.index = new BoardIndex(data);
        this.request = { department, first, last };
        this.rows.clear();
        this.legality.forget();
        this.resetSteps();
        this.changed();
        // the page is shown at once; what is wrong with it is marked a moment later
        this.marking = this.mark(this.index);
    }

    async mark(index) {
        const { department, first, last } = this.request;
        const args = [department, first, last];
        const conflicts = await this.orm.silent.call(MODEL, "board_conflicts", args);
        // whoever has changed something meanwhile has newer marks for the people he touched
        if (index === this.index && !this.past.length) {
            index.addFindings({ known: [], conflicts });
            this.touch(new Set(conflicts.map((one) => one.e)));
        }
    }

    /** Load the same page again; the way back is forgotten. */
    reload() {
        const { department, first, last } = this.request;
        return this.load(department, first, last);
    }

    get data() {
        return this.index.data;
    }

    /** The types that may be put into cells; others were used once. */
    get types() {
        return this.data.types.filter((type) => type.offered !== false);
    }

    at = (employee, day) => this.index.shiftsAt(employee, day);

    /** The cells of a row, drawn once and kept until the row is touched. */
    rowOf(employee) {
        const key = employee || 0;
        if (!this.rows.has(key)) {
            const cells = this.data.days.map((day) => cellOf(this.index, employee, day));
            this.rows.set(key, { cells, person: this.index.people.get(employee) });
        }
        return this.rows.get(key);
    }

    canEditCell(employee, day) {
        const roster = this.rosterAt(employee, day);
        const person = this.index.people.get(employee);
        return Boolean(roster?.can_edit && (!employee || person?.can_edit));
    }

    /** The roster that a cell belongs to: that of the person's department, or of any above. */
    rosterAt(employee, day) {
        const id = this.index.people.get(employee)?.roster_ids;
        const rosters = [...this.index.rosters.values()].filter(
            (roster) => roster.date_from <= day && day <= roster.date_to
        );
        return rosters.find((roster) => !id || id.includes(roster.id)) || (id ? null : rosters[0]);
    }

    // ---- changing --------------------------------------------------------------------

    /**
     * Make changes: shown at once, and taken back when the server refuses.
     *
     * @param {object[]} changes
     * @returns {Promise<{ok: boolean, message: string, answers: object[]}>}
     */
    apply(changes) {
        return this.mutex.exec(async () => {
            const done = await this.send(changes);
            if (done.ok) {
                this.past = [...this.past, done.back].slice(-MOST_STEPS);
                this.future = [];
            }
            return done;
        });
    }

    /** Wait until the server has answered every change that the page shows already. */
    saved() {
        return this.mutex.getUnlockedDef();
    }

    undo() {
        return this.step("past", "future");
    }

    redo() {
        return this.step("future", "past");
    }

    step(from, to) {
        return this.mutex.exec(async () => {
            const changes = this[from].at(-1);
            if (!changes) {
                return { ok: true, answers: [], message: "" };
            }
            const done = await this.send(changes);
            if (done.ok) {
                this[from] = this[from].slice(0, -1);
                this[to] = [...this[to], done.back];
            }
            return done;
        });
    }

    async send(changes) {
        const { index } = this;
        const resolved = this.aliases.resolve(changes);
        const before = new Map(index.shifts);
        const touched = touchedBy(resolved, before);
        this.show(resolved);
        this.touch(touched);
        let answer = null;
        try {
            answer = await this.orm.silent.call(MODEL, "board_apply", [
                withSeen(resolved, before),
                this.request.department,
                index.data.first,
                index.data.last,
            ]);
        } finally {
            if (!answer?.ok && index === this.index) {
                index.restore([...before.values()]);
                this.touch(touched);
            }
        }
        if (answer.ok) {
            this.aliases.learn(changes, answer.answers);
            answer.back = inverseOf(resolved, answer.answers, before);
            this.take(index, answer.patch, touched);
        }
        return answer;
    }

    take(index, patch, touched) {
        if (index !== this.index) {
            return;
        }
        index.take(patch);
        this.legality.forget();
        this.touch(new Set([...touched, ...patch.employees, false]));
    }

    /** Show changes before the server has answered. */
    show(changes) {
        const { index } = this;
        changes.forEach((change, number) => {
            const old = index.shifts.get(change.s);
            index.drop(change.s);
            if (change.op === "put" || (old && change.op !== "remove")) {
                index.add(this.imagined(change, old, -1 - number));
            }
        });
    }

    /** A shift as a change will make it; the server's answer takes its place. */
    imagined(change, old, id) {
        const { e, d, t } = { ...old, ...change };
        const type = this.index.types.get(t);
        const l = type?.kind === "on_call" ? 1 : 0;
        const fresh = { id, r: 0, s: "draft", o: "hand", n: "", l };
        const times = old?.t === t ? {} : { ...timesOf(type), parts: type?.parts, breaks: [] };
        return { ...fresh, ...old, ...times, e: e || false, d, t };
    }

    touch(people) {
        people.forEach((person) => this.rows.delete(person || 0));
        this.changed(people);
    }
}

/** The times of a type as its shifts show them. */
export function timesOf(type) {
    const write = (hours) => {
        const minutes = Math.round((hours % 24) * 60);
        const pad = (number) => String(number).padStart(2, "0");
        return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
    };
    return type ? { from: write(type.start), to: write(type.end), h: type.hours } : {};
}
