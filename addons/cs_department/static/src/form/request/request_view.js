import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

/** The form of a request: what is filled in is stored by its page, not by the form itself. */
export class RequestFormController extends formView.Controller {
    beforeVisibilityChange() {}

    async beforeUnload() {}
}

export const requestFormView = { ...formView, Controller: RequestFormController };

registry.category("views").add("cs_request_form", requestFormView);
