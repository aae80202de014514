import { Component, onWillStart, useState } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../flow/common/flow_format";

/** The address from which a calendar reads one's own shifts: open it, copy it, change it. */
export class FeedDialog extends Component {
    static template = "cs_department.ShiftFeedDialog";
    static components = { CopyButton, Dialog };
    static props = { close: Function };

    setup() {
        this.orm = useService("orm");
        this.copied = _t("Copied");
        this.state = useState({ feed: null, error: "" });
        onWillStart(() => this.ask("my_feed"));
    }

    async ask(method, args = []) {
        try {
            this.state.feed = await this.orm.call("cs.shift.feed", method, args);
            this.state.error = "";
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    renew() {
        return this.ask("my_feed", [true]);
    }

    async revoke() {
        await this.ask("revoke_mine");
        if (!this.state.error) {
            this.props.close();
        }
    }
}
