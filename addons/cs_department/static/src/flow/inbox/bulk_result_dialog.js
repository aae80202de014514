import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { countsOf, resultLabel, sortedLines } from "./bulk_utils";

const LOOKS = { done: "success", stale: "info", forbidden: "warning", error: "danger" };

/** What became of every line of a bulk decision. */
export class BulkResultDialog extends Component {
    static template = "cs_department.BulkResultDialog";
    static components = { Dialog };
    static props = { close: Function, lines: Array, subjects: Object, decision: String };

    setup() {
        this.looks = LOOKS;
        this.lines = sortedLines(this.props.lines, this.props.subjects);
        this.counts = countsOf(this.props.lines);
        this.countText = ([result, count]) => `${count} ${this.label(result)}`;
        this.label = (result) => resultLabel(result, this.props.decision);
    }
}
