import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { around } from "../drawing/tree_ops";
import { hoursText, walkLayer } from "../drawing/walk_layer";
import { onSaved } from "./on_saved";

/** What the draft would have meant for the last real documents. */
export class DryRun extends Component {
    static template = "cs_department.DryRun";
    static props = { model: Object, onShow: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ count: 50, result: null, error: "", isBusy: false });
    }

    setCount(text) {
        this.state.count = Number(text);
    }

    run() {
        const { state } = this;
        const { model } = this.props;
        return onSaved(state, model, async () => {
            state.result = await this.orm.call("cs.flow", "dry_run", [[model.id], state.count]);
        });
    }

    show(row) {
        const keys = row.after.flatMap((step) => [
            step.key,
            ...around(this.props.model.tree, step.key).map((node) => node.key),
        ]);
        this.props.onShow({ walk: walkLayer(row.after, keys) });
    }

    length(row) {
        const before = hoursText(row.hours_before);
        const gain = row.hours_after - row.hours_before;
        if (!row.hours_before && !row.hours_after) {
            return "";
        }
        if (Math.abs(gain) < 0.05) {
            return _t("about %s", before);
        }
        const values = { after: hoursText(row.hours_after), before };
        return gain > 0
            ? _t("about %(after)s, longer than %(before)s", values)
            : _t("about %(after)s, shorter than %(before)s", values);
    }
}
