import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { useBulkDecision, useInboxReload } from "./bulk_hook";

/** The inbox as a list: its selection can be decided at once. */
export class TaskListController extends ListController {
    static template = "cs_department.TaskListView";

    setup() {
        super.setup();
        this.decideSelection = useBulkDecision(() => this.model.root);
        useInboxReload(() => this.model);
    }
}

/** The inbox as cards. */
export class TaskKanbanController extends KanbanController {
    static template = "cs_department.TaskKanbanView";

    setup() {
        super.setup();
        this.decideSelection = useBulkDecision(() => this.model.root);
        useInboxReload(() => this.model);
    }
}

registry.category("views").add("cs_flow_task_list", {
    ...listView,
    Controller: TaskListController,
});
registry.category("views").add("cs_flow_task_kanban", {
    ...kanbanView,
    Controller: TaskKanbanController,
});
