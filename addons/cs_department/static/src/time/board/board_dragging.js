import { browser } from "@web/core/browser/browser";
import { sentenceOrThrow } from "../../flow/common/flow_format";

/**
 * One drag over the board, from its start to the drop: what the rules say of each cell is asked
 * for the row and the column when it begins, for other rows when the pointer comes there.
 */
export class BoardDrag {
    constructor(board) {
        this.board = board;
        this.handlers = {
            start: (element) => this.start(element),
            over: (element, drag, ev) => this.over(element, ev),
            drop: (element, drag, ev) => this.drop(element, drag, ev),
            end: () => this.end(),
        };
    }

    get model() {
        return this.board.model;
    }

    start(element) {
        const kind = element.dataset.drag[0];
        const id = Number(element.dataset.drag.slice(1));
        const thing = kind === "s" ? { s: id } : { t: id };
        const shift = kind === "s" && this.model.index.shifts.get(id);
        if (kind === "s" && (!shift || id < 0)) {
            return null;
        }
        const origin = element.closest("[data-place]")?.dataset.place || "";
        this.board.state.drag = { thing, origin, over: null, learned: 0, x: 0, y: 0 };
        if (shift) {
            const { days } = this.model.data;
            const people = this.board.rows.filter((row) => row.kind === "person");
            this.learn(thing, [
                ...people.map((row) => ({ e: row.id, d: shift.d })),
                ...(shift.e ? days.map((day) => ({ e: shift.e, d: day.date })) : []),
            ]);
        }
        return thing;
    }

    async learn(thing, cells) {
        try {
            const isNew = await this.model.legality.learn(thing, cells);
            if (isNew && this.board.state.drag) {
                this.board.state.drag.learned += 1;
            }
        } catch (error) {
            this.board.notification.add(sentenceOrThrow(error), { type: "danger" });
        }
    }

    cellAt(element) {
        if (!element) {
            return null;
        }
        const [row, column] = element.dataset.cell.split(":").map(Number);
        const line = this.board.rows[row];
        const day = this.model.data.days[column];
        return { row, column, e: line.id, d: day.date, isPerson: line.kind === "person" };
    }

    over(element, ev) {
        const { drag } = this.board.state;
        const cell = this.cellAt(element);
        if (!drag) {
            return;
        }
        Object.assign(drag, { x: ev.clientX, y: ev.clientY });
        if (cell?.row === drag.over?.row && cell?.column === drag.over?.column) {
            return;
        }
        drag.over = cell;
        if (cell?.isPerson) {
            const row = this.model.data.days.map((day) => ({ e: cell.e, d: day.date }));
            this.learn(drag.thing, row);
        }
    }

    /** The sentences of the rules that the cell below the pointer would break. */
    get broken() {
        const { drag } = this.board.state;
        if (!drag?.over?.isPerson) {
            return [];
        }
        const { e, d } = drag.over;
        return this.model.legality.brokenAt(drag.thing, e, d) || [];
    }

    drop(element, thing, ev) {
        const cell = this.cellAt(element);
        if (!cell) {
            return;
        }
        const { board } = this;
        board.selection.set(cell.row, cell.column);
        board.guard(() => board.editor.drop(thing, cell, ev.ctrlKey || ev.metaKey));
    }

    /** The marks of all rows go when what was dropped has been seen. */
    end() {
        const { state } = this.board;
        const { drag } = state;
        const clear = () => {
            if (state.drag === drag) {
                state.drag = null;
            }
        };
        browser.requestAnimationFrame(() => browser.setTimeout(clear));
    }
}
