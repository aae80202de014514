const within = (value, most) => Math.max(0, Math.min(value, most));

/** The cell with the cursor, and the block from where Shift was pressed. */
export class Selection {
    constructor() {
        this.row = 0;
        this.column = 0;
        this.anchor = null;
        this.limit(0, 0, () => true);
    }

    /**
     * Tell how large the grid is.
     *
     * @param {number} rows
     * @param {number} columns
     * @param {function(number): boolean} isCell whether a row has cells: headings have none
     */
    limit(rows, columns, isCell) {
        Object.assign(this, { rows, columns, isCell });
        this.column = within(this.column, columns - 1);
        this.row = within(this.row, rows - 1);
        if (rows && !isCell(this.row)) {
            this.row = this.near(this.row, 1);
        }
        this.anchor = null;
    }

    /** The next row with cells in a direction; where there is none, the last before it. */
    near(row, step) {
        for (const way of [step, -step]) {
            for (let at = row; at >= 0 && at < this.rows; at += way) {
                if (this.isCell(at)) {
                    return at;
                }
            }
        }
        return row;
    }

    set(row, column, isExtending = false) {
        const from = this.anchor || { row: this.row, column: this.column };
        this.anchor = isExtending ? from : null;
        this.row = within(row, this.rows - 1);
        this.column = within(column, this.columns - 1);
    }

    move([down, across], isExtending) {
        const target = within(this.row + down, this.rows - 1);
        const row = down ? this.near(target, Math.sign(down)) : this.row;
        this.set(row, this.column + across, isExtending);
    }

    /** Go to the end of the grid in a direction. */
    edge([down, across], isExtending) {
        const row = down ? this.near(down < 0 ? 0 : this.rows - 1, -Math.sign(down)) : this.row;
        const column = across ? (across < 0 ? 0 : this.columns - 1) : this.column;
        this.set(row, column, isExtending);
    }

    all() {
        this.anchor = { row: this.near(0, 1), column: 0 };
        this.row = this.near(this.rows - 1, -1);
        this.column = this.columns - 1;
    }

    /** The block: rows and columns from and to, both included. */
    get block() {
        const { row, column, anchor } = this;
        const from = anchor || { row, column };
        return {
            top: Math.min(row, from.row),
            bottom: Math.max(row, from.row),
            left: Math.min(column, from.column),
            right: Math.max(column, from.column),
        };
    }

    get isBlock() {
        const { top, bottom, left, right } = this.block;
        return top !== bottom || left !== right;
    }
}
