import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { figuresLayer } from "../drawing/figures_layer";
import { flat } from "../drawing/tree_ops";
import { hoursText } from "../drawing/walk_layer";

/** How long each step takes and where requests wait: on the drawing and as a table. */
export class InsightPanel extends Component {
    static template = "cs_department.InsightPanel";
    static props = {
        model: Object,
        tick: Number,
        onShow: Function,
        onClose: Function,
        onGo: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ days: 90, found: null });
        this.hours = (value) => (value === false ? "–" : hoursText(value));
        // only then: what it shows on the drawing draws the page anew
        onMounted(() => this.load());
    }

    async load() {
        const { id } = this.props.model;
        this.state.found = await this.orm.call("cs.flow", "get_insight", [[id], this.state.days]);
        this.props.onShow({ figures: figuresLayer(this.state.found.nodes) });
    }

    within({ median, p90 }) {
        const values = { median: this.hours(median), p90: this.hours(p90) };
        return _t("half within %(median)s, 9 of 10 within %(p90)s", values);
    }

    waitText(figures) {
        return _t("%s wait", figures.waiting);
    }

    lateText(figures) {
        return _t("%s too late", figures.overdue);
    }

    get periods() {
        return [
            [30, _t("Last 30 days")],
            [90, _t("Last 90 days")],
            [365, _t("Last year")],
        ];
    }

    get rows() {
        const { nodes, people } = this.state.found;
        return flat(this.props.model.tree)
            .filter((node) => nodes[node.key])
            .map((node) => ({ node, figures: nodes[node.key], people: people[node.key] || [] }));
    }

    setDays(text) {
        this.state.days = Number(text);
        return this.load();
    }

    openReport() {
        return this.action.doAction("cs_department.action_cs_flow_insight", {
            additionalContext: { search_default_flow_id: this.props.model.id },
        });
    }
}
