import { Mutex } from "@web/core/utils/concurrency";
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
        this.mutex = new Mutex();
    }

    get isDirty() {
        return this.history.now !== this.saved;
    }

    push(design, tag) {
        if (this.canEdit && this.history.push(design, tag)) {
            this.changed();
        }
    }

    /** Save after whatever is being saved: what came meanwhile is saved, too. */
    save() {
        return this.mutex.exec(() => this.store());
    }

    /** Load what somebody else saved; the first step back is what was here before. */
    async loadAgain() {
        const { now } = this.history;
        const mine = this.isDirty ? [now] : [];
        await this.load();
        this.history.past = mine;
        this.changed();
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
