import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { hasTouch } from "@web/core/browser/feature_detection";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { BoardSearch } from "../automatic/board_search";
import { boardActions } from "./board_actions";
import { isHint, wordsOf } from "./board_cells";
import { SPANS, rangeOf, stepFrom, titleOf, toDay } from "./board_dates";
import { BoardDrag } from "./board_dragging";
import { useBoardDrag } from "./board_drag";
import { BoardEditor } from "./board_editor";
import { BoardGrid } from "./board_grid";
import { BoardModel } from "./board_model";
import { recall, remember } from "./board_navigation";
import { BoardPalette } from "./board_palette";
import { keptRows, rowsOf } from "./board_rows";
import { Selection } from "./board_selection";
import { askedShift, showWhy } from "./board_why";

/** The page where a roster is made: people by days. */
export class RosterBoard extends Component {
    static template = "cs_department.RosterBoard";
    static components = {
        BoardGrid,
        BoardPalette,
        BoardSearch,
        Dropdown,
        DropdownItem,
        Layout,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.scroller = { ref: null };
        this.setScroller = (ref) => (this.scroller.ref = ref);
        this.spans = { week: _t("Week"), fortnight: _t("2 Weeks"), month: _t("Month") };
        this.isTouch = hasTouch();
        this.selection = new Selection();
        this.rows = [];
        const { params = {}, context = {} } = this.props.action;
        this.state = useState({
            ...recall(this.ui.isSmall),
            ...this.wanted(params, context),
            text: "",
            isWrongOnly: false,
            tick: 0,
            busy: 0,
            error: "",
            isLoaded: false,
            hover: null,
            cursor: 0,
            drag: null,
        });
        this.model = new BoardModel(this.orm, () => this.onChanged());
        this.editor = new BoardEditor(
            this.model,
            () => this.cellsOf(this.selection.block),
            (sentence, type) => this.notification.add(sentence, { type })
        );
        this.dragging = new BoardDrag(this);
        useBoardDrag({
            root: this.root,
            scroller: this.scroller,
            ...this.dragging.handlers,
        });
        onWillStart(() => this.load());
    }

    /** What the action that opens the board asks for: a roster's department and period. */
    wanted(params, context) {
        const department = params.department_id || context.cs_department_id;
        const first = params.first || context.cs_first;
        const found = first ? { day: first } : {};
        if (!department) {
            return found;
        }
        return { day: toDay(luxon.DateTime.now()), ...found, department, span: "month" };
    }

    // ---- loading ---------------------------------------------------------------------

    get range() {
        return rangeOf(this.state.span, this.state.day);
    }

    async load() {
        const { first, last } = this.range;
        const { department } = this.state;
        this.state.busy += 1;
        try {
            await this.model.load(department, first, last);
            this.state.error = "";
            this.state.isLoaded = true;
            remember(this.state);
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        } finally {
            this.state.busy -= 1;
        }
    }

    onChanged() {
        this.rows = keptRows(this.makeRows(), this.rows);
        this.limit();
        this.state.tick += 1;
    }

    makeRows() {
        const { index, data } = this.model;
        const hasFree = data.can_edit || [...index.shifts.values()].some((shift) => !shift.e);
        const wrong = new Set(this.conflicts.map((one) => one.e));
        const people = data.people.map((person) => index.people.get(person.id));
        return rowsOf(people, {
            text: this.state.text,
            hasFree,
            isGrouped: new Set(people.map((person) => person.department_id)).size > 1,
            isWrong: this.state.isWrongOnly && ((person) => wrong.has(person.id)),
        });
    }

    /** The cursor stays on its row as long as there is one. */
    limit() {
        const isSame =
            this.selection.rows === this.rows.length &&
            this.selection.columns === this.model.data.days.length;
        if (!isSame) {
            this.selection.limit(this.rows.length, this.model.data.days.length, (row) =>
                Boolean(this.rows[row] && this.rows[row].kind !== "group")
            );
        }
    }

    // ---- what is shown ---------------------------------------------------------------

    get title() {
        const { first, last } = this.range;
        return titleOf(this.state.span, first, last);
    }

    get isWide() {
        return this.state.span === "week" && !this.ui.isSmall;
    }

    get spanNames() {
        return SPANS.map((span) => ({ span, name: this.spans[span] }));
    }

    get isEmpty() {
        return !this.model.data.people.length;
    }

    get conflicts() {
        return [...this.model.index.conflicts.values()].flat().filter((one) => !isHint(one));
    }

    get rosters() {
        return [...this.model.index.rosters.values()];
    }

    get stateOf() {
        return {
            draft: { name: _t("Draft"), look: "text-bg-secondary" },
            published: { name: _t("Published"), look: "text-bg-success" },
            changed: { name: _t("Published, changed since"), look: "text-bg-warning" },
            locked: { name: _t("Locked"), look: "text-bg-dark" },
        };
    }

    lookOf(roster) {
        return this.stateOf[
            roster.is_changed && roster.state === "published" ? "changed" : roster.state
        ];
    }

    get actions() {
        return boardActions(this);
    }

    cellsOf({ top, bottom, left, right }) {
        const { days } = this.model.data;
        return this.rows
            .slice(top, bottom + 1)
            .filter((row) => row.kind !== "group")
            .map((row) => days.slice(left, right + 1).map((day) => ({ e: row.id, d: day.date })));
    }

    /** What the line below the grid tells: of the cell below the pointer, or of the cursor. */
    get told() {
        const [row, column] = this.state.hover || [this.selection.row, this.selection.column];
        const line = this.rows[row];
        const day = this.model.data.days[column];
        if (!line || line.kind === "group" || !day) {
            return null;
        }
        const { cells } = this.model.rowOf(line.id);
        return wordsOf(this.model.index, cells[column], line.name);
    }

    /** The shift at the cursor that somebody may ask about. */
    get asked() {
        return askedShift(this);
    }

    // ---- doing -----------------------------------------------------------------------

    show(values) {
        Object.assign(this.state, values);
        return this.load();
    }

    go(step) {
        return this.show({ day: stepFrom(this.state.span, this.state.day, step) });
    }

    goToday() {
        return this.show({ day: toDay(luxon.DateTime.now()) });
    }

    onDepartment(ev) {
        return this.show({ department: Number(ev.target.value) || false });
    }

    filter(values) {
        Object.assign(this.state, values);
        this.onChanged();
    }

    onHover(cell) {
        const { hover } = this.state;
        if (hover?.[0] !== cell?.[0] || hover?.[1] !== cell?.[1]) {
            this.state.hover = cell;
        }
        if (!cell) {
            this.state.cursor += 1;
        }
    }

    command(name) {
        const commands = {
            copy: () => this.editor.copy(),
            cut: () => this.editor.cut(),
            paste: () => this.editor.paste((height, width) => this.cellsFrom(height, width)),
            clear: () => this.editor.clear(),
            undo: () => this.editor.step("undo"),
            redo: () => this.editor.step("redo"),
            why: () => showWhy(this),
        };
        return commands[name] && this.guard(commands[name]);
    }

    put(type) {
        return this.guard(() => this.editor.put(type));
    }

    cellsFrom(height, width) {
        const { row, column } = this.selection;
        const right = Math.min(column + width, this.model.data.days.length) - 1;
        return this.cellsOf({ top: row, bottom: row + height - 1, left: column, right });
    }

    /** Do something on the server; what it refuses is said in its own sentence. */
    async guard(act) {
        this.state.busy += 1;
        try {
            return await act();
        } catch (error) {
            this.notification.add(sentenceOrThrow(error), { type: "danger" });
            return null;
        } finally {
            this.state.busy -= 1;
        }
    }
}

registry.category("actions").add("cs_roster_board", RosterBoard);
