/**
 * Where everything of a drawing stands. Cards have fixed sizes, so that a place is arithmetic:
 * sixty nodes cost a fraction of a millisecond and nothing is measured in the page.
 */

export const SIZES = {
    width: 244,
    gapX: 28,
    gapY: 40,
    stop: 96,
    holder: 48,
    held: 72,
    cap: 34,
    capWidth: 190,
    margin: 24,
    indent: 14,
    add: 30,
};

const HELD = ["case", "lane"];
const HOLDERS = ["branch", "parallel"];

/** Return the height of the card of a node. */
export function heightOf(node, extra = 0) {
    if (HOLDERS.includes(node.kind)) {
        return SIZES.holder;
    }
    return HELD.includes(node.kind) ? SIZES.held : SIZES.stop + extra;
}

/**
 * Lay out a tree.
 *
 * @param {object[]} tree
 * @param {{collapsed?: Set<string>, stacked?: number, extra?: number}} [options] `stacked` is
 *   the width of a narrow screen: everything stands in one column; `extra` height of cards
 * @returns {{width: number, height: number, cards: object[], lines: string[], slots: object[],
 *   caps: object[]}}
 */
export function layout(tree, options = {}) {
    const drawn = { cards: [], lines: [], slots: [], caps: [] };
    const settings = { collapsed: options.collapsed || new Set(), extra: options.extra || 0 };
    const draw = options.stacked
        ? new Stack(drawn, settings, options.stacked)
        : new Wide(drawn, settings);
    return { ...drawn, ...draw.whole(tree) };
}

class Pencil {
    constructor(drawn, settings) {
        Object.assign(this, { drawn, settings });
    }

    shown(node) {
        return this.settings.collapsed.has(node.key) ? [] : node.children;
    }

    card(node, parent, index, x, y, width) {
        const height = heightOf(node, this.settings.extra);
        this.drawn.cards.push({ key: node.key, node, parent, index, x, y, width, height });
        return y + height;
    }

    slot(parent, index, x, y, kind = "line") {
        this.drawn.slots.push({ id: `${parent}/${index}`, parent, index, x, y, kind });
    }

    line(...points) {
        this.drawn.lines.push(
            points
                .map(([x, y], index) => `${index ? "L" : "M"}${Math.round(x)} ${Math.round(y)}`)
                .join("")
        );
    }

    cap(id, x, y) {
        this.drawn.caps.push({
            id,
            x: x - SIZES.capWidth / 2,
            y,
            width: SIZES.capWidth,
            height: SIZES.cap,
        });
    }
}

/** Branches and lanes side by side. */
class Wide extends Pencil {
    widthOf(list) {
        return list.reduce((most, node) => Math.max(most, this.widthOfNode(node)), SIZES.width);
    }

    widthOfNode(node) {
        const columns = this.shown(node);
        if (!HOLDERS.includes(node.kind) || !columns.length) {
            return SIZES.width;
        }
        const adding = SIZES.gapX + SIZES.add;
        const inner = columns.reduce(
            (sum, column) => sum + this.widthOf(this.shown(column)) + SIZES.gapX,
            0
        );
        // the same room on both sides of the middle, for the button that adds a column
        return inner - SIZES.gapX + 2 * adding;
    }

    whole(tree) {
        const width = this.widthOf(tree) + 2 * SIZES.margin;
        const middle = width / 2;
        this.cap("start", middle, SIZES.margin);
        const top = SIZES.margin + SIZES.cap;
        const bottom = this.list(tree, "", middle, top);
        this.cap("end", middle, bottom);
        return { width, height: bottom + SIZES.cap + SIZES.margin };
    }

    /** Draw a list below `y`; return where the next thing begins. */
    list(nodes, parent, x, y) {
        this.line([x, y], [x, y + SIZES.gapY]);
        this.slot(parent, 0, x, y + SIZES.gapY / 2);
        y += SIZES.gapY;
        nodes.forEach((node, index) => {
            y = this.node(node, parent, index, x, y);
            this.line([x, y], [x, y + SIZES.gapY]);
            this.slot(parent, index + 1, x, y + SIZES.gapY / 2);
            y += SIZES.gapY;
        });
        return y;
    }

    node(node, parent, index, x, y) {
        const bottom = this.card(node, parent, index, x - SIZES.width / 2, y, SIZES.width);
        const columns = this.shown(node);
        if (!HOLDERS.includes(node.kind) || this.settings.collapsed.has(node.key)) {
            return bottom;
        }
        return this.columns(node, columns, x, bottom);
    }

    columns(node, columns, x, y) {
        const widths = columns.map((column) => this.widthOf(this.shown(column)));
        const total = widths.reduce((sum, width) => sum + width + SIZES.gapX, -SIZES.gapX);
        const bar = y + SIZES.gapY / 2;
        const top = y + SIZES.gapY;
        this.line([x, y], [x, bar]);
        let left = x - total / 2;
        const ends = columns.map((column, index) => {
            const middle = left + widths[index] / 2;
            left += widths[index] + SIZES.gapX;
            this.line([x, bar], [middle, bar], [middle, top]);
            const bottom = this.card(
                column,
                node.key,
                index,
                middle - SIZES.width / 2,
                top,
                SIZES.width
            );
            const isOpen = !this.settings.collapsed.has(column.key);
            return [
                middle,
                isOpen ? this.list(column.children, column.key, middle, bottom) : bottom,
            ];
        });
        const right = columns.length ? left - SIZES.gapX : x;
        this.slot(
            node.key,
            columns.length,
            right + SIZES.gapX / 2 + SIZES.add / 2,
            top + SIZES.held / 2,
            "held"
        );
        const joint = Math.max(top, ...ends.map(([, bottom]) => bottom)) + 6;
        for (const [middle, bottom] of ends) {
            this.line([middle, bottom], [middle, joint], [x, joint]);
        }
        return joint;
    }
}

/** Everything in one column, for a narrow screen; what is inside stands further right. */
class Stack extends Pencil {
    constructor(drawn, settings, width) {
        super(drawn, settings);
        this.width = width;
    }

    whole(tree) {
        const margin = SIZES.margin / 2;
        this.cap("start", this.width / 2, margin);
        const bottom = this.list(tree, "", margin, margin + SIZES.cap, this.width / 2);
        this.cap("end", this.width / 2, bottom);
        return { width: this.width, height: bottom + SIZES.cap + margin };
    }

    list(nodes, parent, left, y, middle) {
        this.line([middle, y], [middle, y + SIZES.gapY]);
        this.slot(parent, 0, middle, y + SIZES.gapY / 2);
        y += SIZES.gapY;
        nodes.forEach((node, index) => {
            y = this.node(node, parent, index, left, y, middle);
            this.line([middle, y], [middle, y + SIZES.gapY]);
            this.slot(parent, index + 1, middle, y + SIZES.gapY / 2);
            y += SIZES.gapY;
        });
        return y;
    }

    node(node, parent, index, left, y, middle) {
        const width = this.width - left - SIZES.margin / 2;
        y = this.card(node, parent, index, left, y, width);
        if (!HOLDERS.includes(node.kind) || this.settings.collapsed.has(node.key)) {
            return y;
        }
        const top = y;
        const inner = left + SIZES.indent;
        for (const [number, column] of node.children.entries()) {
            y = this.card(column, node.key, number, inner, y + 10, width - SIZES.indent);
            if (!this.settings.collapsed.has(column.key)) {
                const deeper = inner + SIZES.indent;
                const center = (deeper + this.width - SIZES.margin / 2) / 2;
                y = this.list(column.children, column.key, deeper, y, center) - SIZES.gapY / 2 + 12;
            }
        }
        this.slot(
            node.key,
            node.children.length,
            inner + SIZES.add,
            y + 10 + SIZES.add / 2,
            "held"
        );
        y += 16 + SIZES.add;
        this.line([left + 5, top], [left + 5, y]);
        this.line([left + 5, y], [middle, y]);
        return y;
    }
}
