import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";
import { listed } from "./flow_format";

/** The models whose forms say which fields are missing; others are left as they are. */
const OURS = /^(cs|hr)\./;

/** Name the fields that are still to be filled in, in the reader's language. */
patch(Record.prototype, {
    _displayInvalidFieldNotification() {
        const labels = [...this._invalidFields].map((name) => this.fields[name]?.string);
        if (!OURS.test(this.resModel) || !labels.length || !labels.every(Boolean)) {
            return super._displayInvalidFieldNotification();
        }
        const message = _t("Missing or wrong: %s", listed(labels));
        return this.model.notification.add(message, { type: "danger" });
    },
});
