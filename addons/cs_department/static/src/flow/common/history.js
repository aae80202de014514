const MOST = 200;

/** The steps back and forth of a drawing; a step is a whole tree that nobody changes. */
export class History {
    constructor(tree) {
        this.reset(tree);
    }

    reset(tree) {
        this.past = [];
        this.future = [];
        this.now = tree;
        this.tag = "";
    }

    /**
     * Go on to a new tree.
     *
     * @param {object[]} tree
     * @param {string} [tag] changes with the same tag, one after the other, are one step
     * @returns {boolean} whether anything changed
     */
    push(tree, tag = "") {
        if (tree === this.now) {
            return false;
        }
        if (!tag || tag !== this.tag) {
            this.past = [...this.past, this.now].slice(-MOST);
        }
        this.future = [];
        this.now = tree;
        this.tag = tag;
        return true;
    }

    get canUndo() {
        return this.past.length > 0;
    }

    get canRedo() {
        return this.future.length > 0;
    }

    undo() {
        if (this.canUndo) {
            this.future = [this.now, ...this.future];
            this.now = this.past.at(-1);
            this.past = this.past.slice(0, -1);
            this.tag = "";
        }
        return this.now;
    }

    redo() {
        if (this.canRedo) {
            this.past = [...this.past, this.now];
            [this.now, ...this.future] = this.future;
            this.tag = "";
        }
        return this.now;
    }
}
