import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../flow/common/flow_format";

const MOST = 12;
const MOST_BROKEN = 5;

/** What will be told to whom, before it is. */
export class PublishDialog extends Component {
    static template = "cs_department.PublishRosterDialog";
    static components = { Dialog };
    static props = {
        ids: { type: Array, element: Number },
        done: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            summary: null,
            error: "",
            isBusy: false,
            isAll: false,
            isAllBroken: false,
            isAccepted: false,
        });
        onWillStart(() => this.load());
    }

    async load() {
        await this.try(async () => {
            const args = [this.props.ids];
            this.state.summary = await this.orm.call("cs.roster", "board_publication", args);
        });
    }

    async try(act) {
        this.state.isBusy = true;
        try {
            await act();
            this.state.error = "";
            return true;
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
            return false;
        } finally {
            this.state.isBusy = false;
        }
    }

    get people() {
        const { people } = this.state.summary;
        return this.state.isAll ? people : people.slice(0, MOST);
    }

    get broken() {
        const { broken } = this.state.summary;
        return this.state.isAllBroken ? broken : broken.slice(0, MOST_BROKEN);
    }

    /** What breaks a rule is published only by whoever says that it is meant. */
    get isReady() {
        const { summary, isAccepted, isBusy } = this.state;
        return Boolean(summary) && !isBusy && (!summary.broken.length || isAccepted);
    }

    async publish() {
        const isDone = await this.try(() =>
            this.orm.call("cs.roster", "action_publish", [this.props.ids], {
                is_accepted: this.state.isAccepted,
            })
        );
        if (isDone) {
            this.props.close();
            this.props.done();
        }
    }
}

registry.category("actions").add("cs_roster_publish", (env, { params }) => {
    env.services.dialog.add(PublishDialog, {
        ids: params.ids,
        done: () => env.services.action.doAction({ type: "ir.actions.client", tag: "soft_reload" }),
    });
});
