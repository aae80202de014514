import { Component } from "@odoo/owl";
import { find } from "../drawing/tree_ops";

/** What the proof found, each with the way to its node. */
export class FindingsPanel extends Component {
    static template = "cs_department.FindingsPanel";
    static props = { model: Object, tick: Number, onGo: Function, onClose: Function };

    get findings() {
        const found = [...this.props.model.allFindings];
        return found.sort((a, b) => (a.level === "error" ? 0 : 1) - (b.level === "error" ? 0 : 1));
    }

    nameOf(finding) {
        return find(this.props.model.tree, finding.node)?.node.name || "";
    }
}
