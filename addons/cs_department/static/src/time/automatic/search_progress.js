import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

/** How far the search for a roster is: a bar, the best so far, and a button that stops it. */
export class SearchProgress extends Component {
    static template = "cs_department.SearchProgress";
    static props = {
        status: Object,
        stop: { type: Function, optional: true },
        isNamed: { type: Boolean, optional: true },
    };

    get percent() {
        const { seconds, limit } = this.props.status;
        return Math.min(99, Math.round((100 * seconds) / limit));
    }

    get facts() {
        const { seconds, limit, missing, cost } = this.props.status;
        const spent = _t("%(seconds)s of %(limit)s s", {
            seconds: Math.round(seconds),
            limit,
        });
        if (missing === false || cost === false) {
            return [_t("Looking for a first roster"), spent];
        }
        const unmet = missing
            ? _t("People still missing: %s", formatInteger(missing))
            : _t("nobody is missing");
        return [unmet, _t("cost %s", formatInteger(cost)), spent];
    }
}
