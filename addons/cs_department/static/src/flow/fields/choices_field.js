import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { listed } from "../common/flow_format";
import { choicesOf, namesOf } from "./fields_utils";

/** A technical name, or several, chosen by its label from a JSON field of the record. */
export class ChoicesField extends Component {
    static template = "cs_department.ChoicesField";
    static components = { SelectMenu };
    static props = {
        ...standardFieldProps,
        choicesKey: String,
        isMultiple: { type: Boolean, optional: true },
        placeholder: { type: String, optional: true },
    };

    get choices() {
        const offered = choicesOf(this.props.record.data.choices, this.props.choicesKey);
        const unknown = this.names.filter((name) => !offered.some((c) => c.value === name));
        return [...offered, ...unknown.map((name) => ({ value: name, label: name }))];
    }

    get names() {
        return namesOf(this.props.record.data[this.props.name]);
    }

    get value() {
        return this.props.isMultiple ? this.names : this.names[0];
    }

    get label() {
        const chosen = this.choices.filter((choice) => this.names.includes(choice.value));
        return listed(chosen.map((choice) => choice.label));
    }

    get placeholder() {
        return this.props.placeholder || _t("Choose...");
    }

    onSelect(value) {
        const text = this.props.isMultiple ? (value || []).join(", ") : value;
        this.props.record.update({ [this.props.name]: text || false });
    }
}

export const choicesField = {
    component: ChoicesField,
    displayName: _t("Choice"),
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "choices", type: "json" }],
    extractProps: ({ attrs, options }) => ({
        choicesKey: options.key,
        isMultiple: Boolean(options.multiple),
        placeholder: attrs.placeholder,
    }),
};

registry.category("fields").add("cs_flow_choices", choicesField);
