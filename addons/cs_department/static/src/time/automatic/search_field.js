import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { askStatus, useFollow } from "./follow";
import { SearchProgress } from "./search_progress";
import { SearchReport } from "./search_report";

/** On a roster's form: how far the search is while it goes on, and then what came of it. */
export class SearchField extends Component {
    static template = "cs_department.SearchField";
    static components = { SearchProgress, SearchReport };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ fresh: null });
        useFollow(() => this.isWaiting && this.look());
    }

    get status() {
        const { record, name } = this.props;
        const { fresh } = this.state;
        const known = record.data[name] || { state: "", days: [] };
        return fresh && fresh.id === record.resId && known.state === "waiting" ? fresh : known;
    }

    get isWaiting() {
        return this.status.state === "waiting";
    }

    get hasReport() {
        return Boolean(this.status.error || this.status.summary);
    }

    async look() {
        const { record } = this.props;
        const [status] = await askStatus(this.orm, [record.resId]);
        this.state.fresh = status || null;
        if (status && status.state !== "waiting") {
            await record.load();
        }
    }

    async stop() {
        const { record } = this.props;
        await this.orm.call("cs.roster", "action_stop_automatically", [[record.resId]]);
        await record.load();
    }
}

registry.category("fields").add("cs_roster_search", {
    component: SearchField,
    supportedTypes: ["json"],
});
