import { TimeOffDialogFormController } from "@hr_holidays/views/view_dialog/form_view_dialog";
import { patch } from "@web/core/utils/patch";

/** What is on its way is cancelled, with a reason; it is not deleted or changed. */
patch(TimeOffDialogFormController.prototype, {
    get isOnItsWay() {
        return Boolean(this.record.data.cs_is_flow) && this.record.data.flow_state === "running";
    },
    get canDelete() {
        return super.canDelete && !this.isOnItsWay;
    },
    get canSave() {
        const opened = (this.record.data.cs_open_names || "").length > 1;
        return super.canSave && (!this.isOnItsWay || opened);
    },
});
