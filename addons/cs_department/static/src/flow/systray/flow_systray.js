import { Component, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { away } from "../common/flow_format";
import { badgeText } from "./systray_utils";

/** The counter in the top bar; opens the newest tasks. */
export class FlowSystray extends Component {
    static template = "cs_department.FlowSystray";
    static components = { Dropdown };
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.inbox = useState(useService("cs_flow_inbox"));
        this.dropdown = useDropdownState();
        this.isShown = user.isInternalUser;
        Object.assign(this, { away, badgeText });
    }

    onBeforeOpen() {
        return this.inbox.loadNewest();
    }

    async openTask(task) {
        this.dropdown.close();
        const action = await this.orm.call("cs.flow.task", "action_open_document", [[task.id]]);
        await this.action.doAction(action);
    }

    openAll() {
        this.dropdown.close();
        this.action.doAction("cs_department.action_cs_flow_task_todo", { clearBreadcrumbs: true });
    }
}

registry
    .category("systray")
    .add("cs_department.inbox", { Component: FlowSystray }, { sequence: 21 });
