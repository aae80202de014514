import { Component } from "@odoo/owl";
import { FieldInput } from "./field_input";
import { shownText } from "./form_inputs";

const RIGHT = ["number", "money", "duration"];

/** A detail table: rows on a desktop, a card for each row on a phone. */
export class TableField extends Component {
    static template = "cs_department.FormTable";
    static components = { FieldInput };
    static props = {
        field: Object,
        look: Object,
        tick: Number,
        isSmall: Boolean,
        readonly: Boolean,
    };

    setup() {
        this.shownText = shownText;
    }

    get rows() {
        return this.props.look.rows(this.props.field.key);
    }

    get columns() {
        const { look, field } = this.props;
        return look.columns[field.key] || [];
    }

    isNumber(column) {
        return RIGHT.includes(column.kind);
    }

    place(row, column) {
        return `${this.props.field.key}/${row.uid}/${column.key}`;
    }

    cell(index, column) {
        return this.props.look.cell(this.props.field.key, index, column.key);
    }

    value(index, column) {
        return this.props.look.cellValue(this.props.field.key, index, column.key);
    }

    error(index, column) {
        return this.props.look.cellError(this.props.field.key, index, column.key);
    }

    isReadonly(index, column) {
        const { readonly, look } = this.props;
        return readonly || look.locked || this.cell(index, column).readonly;
    }

    /** Whether a column is marked as one that must be filled in. */
    isRequired(column) {
        return this.rows.some((row, index) => this.cell(index, column).required);
    }

    add() {
        this.props.look.addRow(this.props.field.key);
    }

    twin(row) {
        this.props.look.twinRow(this.props.field.key, row.uid);
    }

    remove(row) {
        this.props.look.removeRow(this.props.field.key, row.uid);
    }

    /** Enter in a row goes on to a new one, as in a spreadsheet. */
    onKeydown(ev) {
        const isPlain = ev.key === "Enter" && !ev.ctrlKey && !ev.metaKey && !ev.shiftKey;
        const isText = ev.target.matches("input:not([role=combobox])");
        if (isPlain && isText && !this.props.readonly) {
            ev.preventDefault();
            this.add();
        }
    }
}
