import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { listed, sentenceOrThrow } from "../../flow/common/flow_format";

/** On the form of leave: whoever rests that day might work instead. */
export class SwapInstead extends Component {
    static template = "cs_department.SwapInstead";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ found: null });
        this.asked = "";
        useRecordObserver((record) => this.load(record.data));
    }

    async load({ employee_id: employee, request_date_from: first, request_date_to: last, state }) {
        const asked = [employee?.id, first?.toISODate(), (last || first)?.toISODate()];
        const isNew = state === "confirm" && asked.every(Boolean);
        if (asked.join() === this.asked) {
            return;
        }
        this.asked = asked.join();
        this.state.found = null;
        if (isNew) {
            try {
                const call = this.orm.silent.call("cs.shift.swap", "swap_instead", asked);
                this.state.found = await this.keepLast.add(call);
            } catch (error) {
                sentenceOrThrow(error);
            }
        }
    }

    get names() {
        const { resting } = this.state.found;
        return resting.slice(0, 6);
    }

    get namesText() {
        return listed(this.names);
    }

    swap(shift) {
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "cs_department.swap",
            params: { shift_id: shift.id },
        });
    }
}

registry.category("view_widgets").add("cs_swap_instead", { component: SwapInstead });
