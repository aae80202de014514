import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";

/** Steps back and forth, the zoom, and what can be shown beside the drawing. */
export class DesignerToolbar extends Component {
    static template = "cs_department.DesignerToolbar";
    static components = { Dropdown, DropdownItem };
    static props = {
        model: Object,
        zoom: Number,
        counts: Object,
        side: { type: [String, { value: null }] },
        isSmall: Boolean,
        isLocked: Boolean,
        tick: Number,
        sides: Array,
        onZoom: Function,
        onFit: Function,
        onShow: Function,
        onPrint: Function,
        slots: { type: Object, optional: true },
    };

    get percent() {
        return `${Math.round(this.props.zoom * 100)} %`;
    }

    get findingsText() {
        const { errors, warnings } = this.props.counts;
        if (!this.props.model.hasFindings) {
            return _t("Checking ...");
        }
        if (errors) {
            return _t("%s to mend", errors);
        }
        return warnings ? _t("%s to look at", warnings) : _t("Nothing to mend");
    }

    get findingsClass() {
        const { errors, warnings } = this.props.counts;
        return errors ? "text-danger" : warnings ? "text-warning-emphasis" : "text-success";
    }

    get stateText() {
        const { model } = this.props;
        if (model.isDirty) {
            return _t("Not saved");
        }
        return {
            draft: _t("Draft"),
            changed: _t("Changed since it was published"),
            published: _t("Published"),
        }[model.design.state];
    }
}
