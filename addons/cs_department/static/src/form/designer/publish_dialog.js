import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { keptWords } from "./state_words";

/** What publishing changes and for whom; then it is published. */
export class PublishDialog extends Component {
    static template = "cs_department.FormPublish";
    static components = { Dialog };
    static props = { model: Object, done: Function, close: Function };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ found: null, note: "", error: "", isBusy: false });
        onWillStart(async () => {
            this.state.found = await this.orm.call("cs.form", "get_changes", [this.props.model.id]);
        });
    }

    get runningText() {
        return keptWords(this.state.found);
    }

    async publish() {
        this.state.isBusy = true;
        try {
            const { model, done, close } = this.props;
            const call = ["cs.form", "publish", [model.id, this.state.note || null]];
            const { version, warnings } = await this.orm.call(...call);
            this.notification.add(_t("Version %s is in force.", version), { type: "success" });
            for (const warning of warnings.slice(0, 3)) {
                this.notification.add(warning, { type: "warning" });
            }
            close();
            await done();
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.state.error = sentence;
        } finally {
            this.state.isBusy = false;
        }
    }
}
