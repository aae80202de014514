import { Component, onWillStart, status, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../../flow/common/flow_format";

/** One's own month: the figures, what to look at, and the quiet days. */
export class MyMonth extends Component {
    static template = "cs_department.MyMonth";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null, error: "", isQuietOpen: false });
        this.env.config.setDisplayName(_t("My Month"));
        onWillStart(() => this.load(null));
    }

    async load(day) {
        try {
            const page = await this.orm.call("cs.attendance.month", "my_month", [day]);
            Object.assign(this.state, { page, error: "" });
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    /** Go so many months on, or back. */
    step(months) {
        const day = luxon.DateTime.fromISO(this.state.page.month).plus({ months });
        return this.load(day.toISODate());
    }

    openDay(day) {
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: day.day,
                res_model: "cs.attendance.day",
                res_id: day.id,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.onDayClosed() }
        );
    }

    /** The day may lead to another page: then there is nothing left to show. */
    onDayClosed() {
        if (status(this) === "mounted") {
            return this.load(this.state.page.month);
        }
    }

    openCalendar() {
        this.action.doAction("cs_department.action_cs_attendance_day_mine");
    }
}

registry.category("actions").add("cs_my_month", MyMonth);
