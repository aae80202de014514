import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/** What one has of overtime in all, above the single pieces. */
export class OvertimeTotals extends Component {
    static template = "cs_department.OvertimeTotals";
    static props = {};

    setup() {
        const orm = useService("orm");
        this.state = useState({ rows: [] });
        onWillStart(async () => {
            this.state.rows = await orm.call("cs.overtime", "my_totals", []);
        });
    }
}

export class MyOvertimeList extends ListController {
    static template = "cs_department.MyOvertimeList";
    static components = { ...ListController.components, OvertimeTotals };
}

export class MyOvertimeKanban extends KanbanController {
    static template = "cs_department.MyOvertimeKanban";
    static components = { ...KanbanController.components, OvertimeTotals };
}

registry.category("views").add("cs_my_overtime_list", {
    ...listView,
    Controller: MyOvertimeList,
});
registry.category("views").add("cs_my_overtime_kanban", {
    ...kanbanView,
    Controller: MyOvertimeKanban,
});
