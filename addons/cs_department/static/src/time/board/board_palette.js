import { Component } from "@odoo/owl";
import { formatSpan } from "../common/clock";
import { zoned } from "./board_cells";
import { timesOf } from "./board_model";

/** The shift types: drag one into the grid, or click it to fill the selected cells. */
export class BoardPalette extends Component {
    static template = "cs_department.BoardPalette";
    static props = { types: Array, put: Function, clear: Function };

    get types() {
        return this.props.types.map((type) => {
            const times = timesOf(type);
            return { ...type, times: zoned(formatSpan(times.from, times.to), type) };
        });
    }
}
