import { _t } from "@web/core/l10n/translation";
import { clearCells, copyBlock, moveShift, pasteBlock, putType } from "./board_changes";

/**
 * What people do to the selected cells. It turns commands into changes, sends them and says in a
 * sentence what became of them.
 */
export class BoardEditor {
    /**
     * @param {object} model
     * @param {function(): object[][]} selected the selected cells, row by row
     * @param {function(string, string): void} say a sentence and its kind
     */
    constructor(model, selected, say) {
        Object.assign(this, { model, selected, say });
        this.block = null;
    }

    /** The selected cells that may be changed; says so when none may. */
    editable() {
        const cells = this.selected()
            .flat()
            .filter(({ e, d }) => this.model.canEditCell(e, d));
        if (!cells.length) {
            this.say(this.whyNot(), "warning");
        }
        return cells;
    }

    whyNot() {
        const [[cell] = []] = this.selected();
        const roster = cell && this.model.rosterAt(cell.e, cell.d);
        if (cell && !roster) {
            return _t("There is no roster for this day yet.");
        }
        if (roster?.state === "locked") {
            return _t("This roster is locked for pay. HR can unlock it.");
        }
        return _t("You may read this roster, not change it.");
    }

    put(type) {
        const cells = this.editable();
        return cells.length ? this.send(putType(cells, type, this.model.at)) : null;
    }

    clear() {
        const cells = this.editable();
        return cells.length ? this.send(clearCells(cells, this.model.at)) : null;
    }

    copy() {
        this.block = copyBlock(this.selected(), this.model.at);
    }

    async cut() {
        this.copy();
        await this.clear();
    }

    /** Paste at the cursor: over the selection, or as large as what was copied. */
    paste(cellsFrom) {
        if (!this.block) {
            this.say(_t("Copy some cells first: select them and press Ctrl+C."), "info");
            return null;
        }
        const selected = this.selected();
        const isOne = selected.length === 1 && selected[0].length === 1;
        const rows = isOne ? cellsFrom(this.block.length, this.block[0].length) : selected;
        const may = rows.map((row) => row.filter(({ e, d }) => e && this.model.canEditCell(e, d)));
        if (!may.flat().length) {
            this.say(this.whyNot(), "warning");
            return null;
        }
        return this.send(pasteBlock(this.block, may, this.model.at));
    }

    /** Drop a shift or a type on a cell; with `isCopy` the shift stays where it is, too. */
    drop(thing, cell, isCopy) {
        if (!this.model.canEditCell(cell.e, cell.d)) {
            this.say(this.whyNot(), "warning");
            return null;
        }
        const { index, at } = this.model;
        const shift = index.shifts.get(thing.s);
        if (thing.t || isCopy) {
            const type = index.types.get(thing.t || shift.t);
            return this.send(putType([cell], type, at));
        }
        return this.send(shift ? moveShift(shift, cell, at) : []);
    }

    async send(changes) {
        if (!changes.length) {
            return null;
        }
        return this.tell(await this.model.apply(changes));
    }

    async step(name) {
        return this.tell(await this.model[name]());
    }

    /** Say why the server refused, or what it only warns of. */
    tell(done) {
        const broken = done.answers.flatMap((answer) => answer.broken || []);
        const sentences = [...new Set(broken.map((rule) => rule.sentence))];
        if (!done.ok) {
            this.say([done.message, ...sentences].filter(Boolean).join("\n"), "danger");
            if (done.stale) {
                return this.model.reload();
            }
        } else if (sentences.length) {
            this.say(sentences.join("\n"), "warning");
        }
        return done;
    }
}
