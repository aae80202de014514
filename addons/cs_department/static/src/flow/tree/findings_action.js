import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The dialog with what the proof of a flow found. */
export class FindingsAction extends Component {
    static template = "cs_department.FindingsAction";
    static props = { ...standardActionServiceProps };

    get findings() {
        return this.props.action.params?.findings || [];
    }
}

registry.category("actions").add("cs_flow_findings", FindingsAction);
