import { defineModels, fields, models } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "../flow/flow_test_helpers";

/** A label that would do harm if anything took it for markup. */
export const UGLY = `<img src=x onerror=alert(1)> "Bo" & 'Åsa' 😀`;

/** A request, only as far as the form view looks at it. */
export class Request extends models.Model {
    _name = "cs.request";

    form_id = fields.Many2one({ relation: "cs.form" });
    flow_state = fields.Char();
    flow_run_id = fields.Many2one({ relation: "cs.flow.run" });

    _records = [{ id: 5, form_id: 1, flow_state: "none" }];
}

/** A form, only as far as the client looks at it. */
export class RequestForm extends models.Model {
    _name = "cs.form";

    name = fields.Char();

    _records = [{ id: 1, name: "Overtime" }];
}

/** Define the models that the screens of forms ask. */
export function defineFormModels() {
    defineFlowModels();
    defineModels([Request, RequestForm]);
}

/** A field as a page of the server has it. */
export function makeField(key, kind, values = {}) {
    return {
        key,
        kind,
        parent: "",
        label: key,
        help: "",
        placeholder: "",
        width: "half",
        unit: "",
        digits: 2,
        choices: [],
        ...values,
    };
}

/** What the server says of a field. */
export function makeEntry(value = null, values = {}) {
    return {
        visible: true,
        required: false,
        readonly: false,
        computed: false,
        error: "",
        value,
        ...values,
    };
}

/** A new request of a form, as `get_page` gives it. */
export function makePage(fields_, state, values = {}) {
    return {
        request: null,
        form: {
            id: 1,
            name: "Overtime",
            code: "overtime",
            icon: "fa-clock-o",
            description: "",
            version: 1,
            is_current: true,
        },
        fields: fields_,
        state,
        values: {},
        rules: [],
        missing: [],
        can: { write: true, submit: true, delete: false, fields: null },
        ...values,
    };
}

/** What `get_page` says of a stored draft. */
export function makeHead(values = {}) {
    return {
        id: 5,
        name: "",
        display_name: "Overtime",
        employee: { id: 1, name: "Lena" },
        department: "Hotline",
        company: "Centre",
        currency: "€",
        flow_state: "none",
        flow_state_label: "",
        flow_run_id: false,
        waits_for: "",
        created_at: "2026-03-10 08:00:00",
        submitted_at: false,
        decided_at: false,
        ...values,
    };
}
