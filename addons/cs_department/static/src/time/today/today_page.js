import { Component, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { listed, moment, sentenceOrThrow } from "../../flow/common/flow_format";

const TICK = 30000;
const STYLES = {
    late: "danger",
    absent: "danger",
    came_late: "warning",
    here: "success",
    excused: "info",
};

/** Who is there today, by department and shift; whoever is missing stands first. */
export class TodayPage extends Component {
    static template = "cs_department.TodayPage";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null, error: "", now: Date.now(), isFreeOpen: false });
        this.env.config.setDisplayName(_t("Today"));
        onWillStart(() => this.load());
        useExternalListener(document, "visibilitychange", () => document.hidden || this.load());
        const timer = setInterval(() => (this.state.now = Date.now()), TICK);
        onWillUnmount(() => clearInterval(timer));
    }

    get isEmpty() {
        const { groups, unwatched, unplanned } = this.state.page;
        return !groups.length && !unwatched.length && !unplanned?.length;
    }

    get freeNames() {
        return listed(this.state.page.free);
    }

    async load() {
        try {
            const page = await this.orm.call("cs.attendance.day", "today_page", []);
            Object.assign(this.state, { page, error: "", now: Date.now() });
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    style(person) {
        return STYLES[person.presence] || "light";
    }

    /** What is said of somebody; for who has not come yet the minutes run. */
    note(person) {
        const due = moment(person.since);
        if (!due) {
            return person.note;
        }
        const minutes = Math.max(0, Math.floor((this.state.now - due.toMillis()) / 60000));
        return _t("expected at %(time)s, %(minutes)s min ago", {
            time: person.due,
            minutes,
        });
    }

    openDay(person) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: person.name,
            res_model: "cs.attendance.day",
            res_id: person.id,
            views: [[false, "form"]],
            target: "new",
        });
    }

    openList() {
        this.action.doAction("cs_department.action_cs_attendance_today");
    }
}

registry.category("actions").add("cs_attendance_today", TodayPage);
