import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KIND_ICONS } from "../../tree/tree_utils";

/** One node of the drawing. */
export class NodeCard extends Component {
    static template = "cs_department.NodeCard";
    static props = {
        card: Object,
        name: String,
        kindLabel: String,
        text: String,
        badges: { type: Array, element: String },
        findings: Array,
        mark: { type: String, optional: true },
        markText: { type: String, optional: true },
        walked: { type: Object, optional: true },
        figures: { type: Array, optional: true },
        isSelected: Boolean,
        isDragged: Boolean,
        isCollapsed: Boolean,
        isFaded: Boolean,
        inside: Number,
        canEdit: Boolean,
        onOpen: Function,
        onFocus: Function,
        onFold: Function,
        onGrab: Function,
    };

    setup() {
        this.icons = KIND_ICONS;
    }

    get node() {
        return this.props.card.node;
    }

    get style() {
        const { x, y, width, height } = this.props.card;
        return `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
    }

    get worst() {
        const { findings } = this.props;
        return findings.some((f) => f.level === "error")
            ? "error"
            : findings.length
              ? "warning"
              : "";
    }

    get classes() {
        const { props } = this;
        return {
            [`o_cs_card_${this.node.kind}`]: true,
            o_cs_card_selected: props.isSelected,
            o_cs_card_dragged: props.isDragged,
            o_cs_card_faded: props.isFaded,
            o_cs_card_walked: Boolean(props.walked),
            [`o_cs_card_${this.worst}`]: Boolean(this.worst),
            [`o_cs_mark_${props.mark}`]: Boolean(props.mark),
        };
    }

    get holds() {
        return ["branch", "parallel", "case", "lane"].includes(this.node.kind);
    }

    get foldTitle() {
        return this.props.isCollapsed ? _t("Unfold: %s inside", this.props.inside) : _t("Fold");
    }

    get findingsTitle() {
        return this.props.findings.map((finding) => finding.message).join("\n");
    }
}
