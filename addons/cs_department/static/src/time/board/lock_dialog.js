import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";

/** Which rosters of a page to lock or to open again; those that are over are proposed. */
export class LockDialog extends Component {
    static template = "cs_department.LockRosterDialog";
    static components = { Dialog };
    static props = {
        title: String,
        text: String,
        rosters: { type: Array, element: Object },
        today: String,
        confirm: Function,
        close: Function,
    };

    setup() {
        const { rosters, today } = this.props;
        this.rows = rosters.map((roster) => ({
            id: roster.id,
            name: roster.name,
            days: _t("%(first)s to %(last)s", {
                first: formatDate(deserializeDate(roster.date_from)),
                last: formatDate(deserializeDate(roster.date_to)),
            }),
            isOver: roster.date_to < today,
        }));
        const proposed = this.rows.filter((row) => row.isOver).map((row) => row.id);
        this.state = useState({ chosen: Object.fromEntries(proposed.map((id) => [id, true])) });
    }

    get ids() {
        return this.rows.map((row) => row.id).filter((id) => this.state.chosen[id]);
    }

    confirm() {
        this.props.close();
        return this.props.confirm(this.ids);
    }
}
