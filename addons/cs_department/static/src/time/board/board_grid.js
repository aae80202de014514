import { Component, onMounted, onPatched, onWillUnmount, useRef, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { listed } from "../../flow/common/flow_format";
import { BoardRow } from "./board_row";
import { CoverageRow } from "./board_coverage_row";
import { dayWords, headOf } from "./board_dates";
import { placeOf } from "./board_index";
import { commandOf } from "./board_keys";
import { scrollTo, windowOf } from "./board_rows";
import { useTyping } from "./board_typing";

const NONE = Object.freeze([-1, -1]);
/** So many columns are wide enough for words. */
const FEW_DAYS = 14;

/**
 * The grid: headings, the rows in sight, coverage. It draws, and tells the board of keys and
 * clicks; what they mean is the board's.
 */
export class BoardGrid extends Component {
    static template = "cs_department.BoardGrid";
    static components = { BoardRow, CoverageRow };
    static props = {
        model: Object,
        rows: Array,
        selection: Object,
        tick: Number,
        isWide: Boolean,
        isTouch: Boolean,
        drag: { type: [Object, { value: null }] },
        scroller: Function,
        command: Function,
        put: Function,
        hover: Function,
        slots: { type: Object, optional: true },
    };

    setup() {
        this.scroller = useRef("scroller");
        this.typed = useTyping(this);
        this.state = useState({ from: 0, to: 40, tick: 0, isFocused: false });
        this.pressed = false;
        this.props.scroller(this.scroller);
        this.count = 0;
        this.observer = new ResizeObserver(() => this.look());
        onMounted(() => {
            this.observer.observe(this.scroller.el);
            this.look();
            this.focus();
        });
        onPatched(() => this.count !== this.props.rows.length && this.look());
        onWillUnmount(() => this.observer.disconnect());
    }

    // ---- what is shown ---------------------------------------------------------------

    get rowHeight() {
        return this.props.isTouch ? 44 : 32;
    }

    get style() {
        const { days } = this.props.model.data;
        return `--cs-days: ${days.length}; --cs-row: ${this.rowHeight}px; --cs-cell: ${
            this.props.isWide ? "5.5rem" : this.props.isTouch ? "2.6rem" : "2.05rem"
        }`;
    }

    get heads() {
        const { days, today } = this.props.model.data;
        return days.map((day) => ({
            ...day,
            ...headOf(day.date, this.props.isWide),
            isToday: day.date === today,
            words: listed([dayWords(day.date), day.holiday, day.flagged]),
        }));
    }

    get isNobody() {
        return !this.props.rows.some((row) => row.kind === "person");
    }

    get drawn() {
        const { from, to } = this.state;
        return this.props.rows
            .slice(from, to)
            .map((row, index) =>
                row.kind === "group"
                    ? { row, number: from + index }
                    : this.lineOf(row, from + index)
            );
    }

    /** The props of a row. */
    lineOf(row, number) {
        const { model, isWide, isTouch } = this.props;
        const { cells, person } = model.rowOf(row.id);
        return {
            row,
            number,
            cells,
            person,
            canEdit: model.data.can_edit && (!person || person.can_edit),
            isWide,
            hasRoom: isWide || (!isTouch && cells.length <= FEW_DAYS),
            legality: model.legality,
            ...this.selectedIn(number),
            ...this.draggedOver(number, row),
        };
    }

    selectedIn(number) {
        const { selection } = this.props;
        const { top, bottom, left, right } = selection.block;
        const isIn = selection.isBlock && number >= top && number <= bottom;
        const [first, last] = isIn ? [left, right] : NONE;
        const isCursor = number === selection.row;
        return {
            column: isCursor ? selection.column : -1,
            left: first,
            right: last,
            typed: isCursor ? this.typed.state.text : "",
        };
    }

    /** Rows of which nothing is known yet are not drawn anew when a drag begins. */
    draggedOver(number, row) {
        const { drag, model } = this.props;
        const over = drag?.over?.row === number ? drag.over.column : -1;
        const learned = drag ? model.legality.answersFor(drag.thing, row.id) : 0;
        return learned
            ? { dragged: drag.thing, origin: drag.origin, learned, over }
            : { dragged: undefined, origin: "", learned, over };
    }

    get cursorId() {
        const { rows, selection, model } = this.props;
        const row = rows[selection.row];
        const day = model.data.days[selection.column];
        return row && day ? `o_cs_cell_${placeOf(row.id, day.date)}` : undefined;
    }

    /**
     * Draw the rows that have come into sight. It makes the browser lay out the page, so it is
     * only for when something has moved.
     */
    look() {
        const { el } = this.scroller;
        if (!el) {
            return;
        }
        const { length } = this.props.rows;
        this.count = length;
        const { from, to } = windowOf(el.scrollTop, el.clientHeight, this.rowHeight, length);
        if (from !== this.state.from || to !== this.state.to) {
            Object.assign(this.state, { from, to });
        }
    }

    focus() {
        this.typed.input.el?.focus({ preventScroll: true });
    }

    /** Scroll so that the cursor is in sight, below the headings and above the coverage. */
    reveal() {
        const { el } = this.scroller;
        const { selection } = this.props;
        const head = el.querySelector(".o_cs_board_heads").offsetHeight;
        const foot = el.querySelector(".o_cs_board_coverage").offsetHeight;
        const height = el.clientHeight - head - foot;
        el.scrollTop = scrollTo(selection.row, el.scrollTop, height, this.rowHeight);
        const column = el.querySelectorAll(".o_cs_board_heads .o_cs_board_head")[selection.column];
        const name = el.querySelector(".o_cs_board_heads .o_cs_board_name").offsetWidth;
        const total = el.querySelector(".o_cs_board_heads .o_cs_board_total").offsetWidth;
        if (column && column.offsetLeft - name < el.scrollLeft) {
            el.scrollLeft = column.offsetLeft - name;
        } else if (column) {
            const end = column.offsetLeft + column.offsetWidth + total - el.clientWidth;
            el.scrollLeft = Math.max(el.scrollLeft, end);
        }
    }

    // ---- keys ------------------------------------------------------------------------

    onKeydown(ev) {
        const command = commandOf(ev, localization.direction === "rtl");
        if (!command) {
            return;
        }
        const isTyping = Boolean(this.typed.state.text);
        if (command.name === "confirm" || command.name === "cancel") {
            ev.preventDefault();
            return command.name === "confirm"
                ? this.typed.confirm(ev.shiftKey)
                : this.typed.forget();
        }
        if (isTyping && command.name === "move") {
            this.typed.confirm(false, true);
        }
        ev.preventDefault();
        this.act(command);
        this.state.tick += 1;
    }

    act(command) {
        const { selection } = this.props;
        if (command.name === "move" || command.name === "edge") {
            selection[command.name](command.by, command.isExtending);
            this.reveal();
            this.props.hover(null);
        } else if (command.name === "all") {
            selection.all();
        } else {
            this.props.command(command.name);
        }
    }

    onInput(ev) {
        if (ev.isComposing) {
            return;
        }
        this.typed.take(ev.target.value);
    }

    // ---- pointer ---------------------------------------------------------------------

    cellOf(ev) {
        const place = ev.target.closest?.("[data-cell]")?.dataset.cell;
        return place && place.split(":").map(Number);
    }

    onDown(ev) {
        const cell = !ev.button && this.cellOf(ev);
        if (cell) {
            this.typed.forget();
            this.props.selection.set(...cell, ev.shiftKey);
            this.pressed = ev.pointerType !== "touch" && !ev.target.closest("[data-drag]");
            this.state.tick += 1;
            this.props.hover(null);
        }
    }

    onMove(ev) {
        const cell = this.cellOf(ev);
        if (this.pressed && ev.buttons & 1 && cell) {
            const { selection } = this.props;
            if (cell[0] !== selection.row || cell[1] !== selection.column) {
                selection.set(...cell, true);
                this.state.tick += 1;
            }
        } else if (!ev.buttons && ev.pointerType !== "touch") {
            this.props.hover(cell || null);
        }
    }

    onUp() {
        this.pressed = false;
        this.focus();
    }
}
