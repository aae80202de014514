import { Component } from "@odoo/owl";
import { placeOf } from "./board_index";

/** From which part of the hours of the calendar on somebody works a lot, or little. */
const MUCH = 1.1;
const LITTLE = 0.9;

/** One row of the grid. It is drawn anew only when what it shows has changed. */
export class BoardRow extends Component {
    static template = "cs_department.BoardRow";
    static props = {
        row: Object,
        number: Number,
        cells: Array,
        person: { type: Object, optional: true },
        canEdit: Boolean,
        isWide: Boolean,
        hasRoom: Boolean, // for the name of an absence, not only its beginning
        column: Number, // the cell with the cursor, or -1
        left: Number, // the selected block in this row: -1 when there is none
        right: Number,
        typed: String,
        dragged: { type: Object, optional: true },
        origin: String, // the place from where something is dragged
        over: Number, // the column below what is dragged, or -1
        legality: Object,
        learned: Number,
    };

    classOf(cell, column) {
        const { props } = this;
        const mark = props.dragged && this.markOf(cell);
        return {
            o_cs_board_off: cell.isOff,
            o_cs_board_away: cell.absence && !cell.absence.asked,
            o_cs_board_asked: cell.absence?.asked,
            o_cs_board_wrong: cell.isBlocked,
            o_cs_board_doubtful: cell.conflicts.length && !cell.isBlocked,
            o_cs_board_waiting: cell.hints.length,
            o_cs_board_news: cell.told,
            o_cs_board_selected: column >= props.left && column <= props.right,
            o_cs_board_cursor: column === props.column,
            o_cs_board_over: column === props.over,
            [`o_cs_board_mark_${mark}`]: mark,
        };
    }

    markOf(cell) {
        const { row, legality, dragged, origin } = this.props;
        return row.kind === "person" && cell.place !== origin
            ? legality.markAt(dragged, row.id, cell.date)
            : "";
    }

    place(cell) {
        return placeOf(this.props.row.id, cell.date);
    }

    get hoursClass() {
        const { hours, target } = this.props.person;
        if (!target) {
            return "";
        }
        if (hours > target * MUCH) {
            return "o_cs_board_much";
        }
        return hours < target * LITTLE ? "o_cs_board_under" : "";
    }

    round(hours) {
        return Math.round(hours * 10) / 10;
    }
}
