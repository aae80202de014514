import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { away, dayAndTime, isPast } from "../common/flow_format";

/** A moment as people say it: "3 hr. ago"; as a deadline: "until 5:00 PM", red when over. */
export class WhenField extends Component {
    static template = "cs_department.WhenField";
    static props = {
        ...standardFieldProps,
        inList: { type: Boolean, optional: true },
        kind: { type: String, optional: true },
    };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isOverdue() {
        const { state } = this.props.record.data;
        const isOpen = !state || ["pending", "waiting"].includes(state);
        return this.props.kind === "deadline" && isOpen && isPast(this.value);
    }

    get text() {
        if (this.props.kind !== "deadline") {
            return away(this.value);
        }
        const when = dayAndTime(this.value);
        if (this.props.inList) {
            return when;
        }
        return this.isOverdue ? _t("overdue since %s", when) : _t("until %s", when);
    }

    get title() {
        return dayAndTime(this.value);
    }
}

export const whenField = {
    component: WhenField,
    displayName: _t("Moment in words"),
    supportedTypes: ["datetime"],
    listViewWidth: [115, 165],
    extractProps: ({ options, viewType }) => ({
        inList: viewType === "list",
        kind: options.kind,
    }),
};

registry.category("fields").add("cs_flow_when", whenField);
