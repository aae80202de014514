import { History } from "./history";

/**
 * Something being designed: the steps back and forth, and whether they are saved. It knows
 * nothing of the page; `changed` is called when there is something new to show.
 */
export class Draft {
    /**
     * @param {object} orm
     * @param {number} id of the record that is designed
     * @param {() => void} changed
     * @param {object} empty what is shown before anything is loaded
     */
    constructor(orm, id, changed, empty) {
        Object.assign(this, { orm, id, changed });
        this.history = new History(empty);
    }

    get isDirty() {
        return this.history.now !== this.saved;
    }

    push(design, tag) {
        if (this.canEdit && this.history.push(design, tag)) {
            this.changed();
        }
    }

    undo() {
        this.history.undo();
        this.changed();
    }

    redo() {
        this.history.redo();
        this.changed();
    }
}
