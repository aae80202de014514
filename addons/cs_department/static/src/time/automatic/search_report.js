import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

const MOST_DAYS = 10;

/** What was done, and what could not be kept, day by day. */
export class SearchReport extends Component {
    static template = "cs_department.SearchReport";
    static props = { status: Object };

    setup() {
        this.state = useState({ isAll: false });
    }

    get more() {
        return _t("… and %s more.", this.props.status.more);
    }

    get days() {
        const { days } = this.props.status;
        return this.state.isAll ? days : days.slice(0, MOST_DAYS);
    }
}

export class SearchReportDialog extends Component {
    static template = "cs_department.SearchReportDialog";
    static components = { Dialog, SearchReport };
    static props = { statuses: Array, close: Function };
}
