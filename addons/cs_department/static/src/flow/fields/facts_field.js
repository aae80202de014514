import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { factsOf } from "./fields_utils";

/** The facts of a document: labels with their values, in a line in lists. */
export class FactsField extends Component {
    static template = "cs_department.FactsField";
    static props = { ...standardFieldProps, inLine: { type: Boolean, optional: true } };

    get facts() {
        return factsOf(this.props.record.data[this.props.name]);
    }

    get line() {
        return this.facts.map((fact) => fact.join(" ")).join(" · ");
    }
}

export const factsField = {
    component: FactsField,
    displayName: _t("Facts"),
    supportedTypes: ["json"],
    listViewWidth: [180, 420],
    extractProps: ({ viewType }) => ({ inLine: viewType === "list" }),
};

registry.category("fields").add("cs_flow_facts", factsField);

/** The names that a condition may use, with their kind and meaning. */
export class NamesField extends Component {
    static template = "cs_department.NamesField";
    static props = { ...standardFieldProps };

    get names() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("cs_flow_names", {
    component: NamesField,
    supportedTypes: ["json"],
});

/** A list of sentences. */
export class SentencesField extends Component {
    static template = "cs_department.SentencesField";
    static props = { ...standardFieldProps };

    get sentences() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("cs_flow_sentences", {
    component: SentencesField,
    supportedTypes: ["json"],
});

/** What the proof of a flow found: errors first. */
export class FindingsField extends Component {
    static template = "cs_department.FindingsField";
    static props = { ...standardFieldProps };

    get findings() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("cs_flow_findings", {
    component: FindingsField,
    supportedTypes: ["json"],
});
