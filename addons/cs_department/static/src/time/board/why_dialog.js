import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../flow/common/flow_format";

const MOST = 25;

const folded = (text) => text.trim().toLocaleLowerCase();

/** Why somebody has a shift, and who else could: ranked, with reasons, and one click to assign. */
export class WhyDialog extends Component {
    static template = "cs_department.WhyDialog";
    static components = { Dialog };
    static props = {
        shift: Number,
        assign: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ told: null, error: "", text: "", busy: 0, most: MOST });
        useAutofocus({ refName: "search" });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            this.state.told = await this.orm.call("cs.shift", "explain", [[this.props.shift]]);
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    get found() {
        const text = folded(this.state.text);
        return this.state.told.others.filter((one) => folded(one.name).includes(text));
    }

    get able() {
        return this.found.filter((one) => one.may).map((one, index) => ({ ...one, index }));
    }

    get excluded() {
        return this.found.filter((one) => !one.may);
    }

    async assign(person) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = person.id;
        try {
            if (await this.props.assign(person.id)) {
                this.props.close();
            } else {
                await this.load();
            }
        } finally {
            this.state.busy = 0;
        }
    }
}
