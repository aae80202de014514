import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { clock, dayBar } from "./shift_day_utils";

/** The hours of a shift type as a bar: work, breaks, midnight; it follows the typing. */
export class ShiftDay extends Component {
    static template = "cs_department.ShiftDay";
    static props = { ...standardWidgetProps };

    get bar() {
        const { start_hour, end_hour, break_ids, color } = this.props.record.data;
        const pauses = break_ids.records.map(({ data }) => ({
            start: data.start_hour,
            stop: data.end_hour,
            name: data.name,
            isPaid: data.is_paid,
        }));
        return { ...dayBar(start_hour, end_hour, pauses), color };
    }

    get label() {
        const { start_hour, end_hour } = this.props.record.data;
        return _t("From %(start)s to %(stop)s", {
            start: clock(start_hour),
            stop: clock(end_hour),
        });
    }
}

registry.category("view_widgets").add("cs_shift_day", {
    component: ShiftDay,
    fieldDependencies: [
        { name: "start_hour", type: "float" },
        { name: "end_hour", type: "float" },
        { name: "color", type: "integer" },
    ],
});
