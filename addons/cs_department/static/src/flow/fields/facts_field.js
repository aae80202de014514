import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { factsBeside, factsOf } from "./fields_utils";

/** The facts of a document: labels with their values. */
export class FactsField extends Component {
    static template = "cs_department.FactsField";
    static props = { ...standardFieldProps, beside: { type: String, optional: true } };

    get facts() {
        const { data } = this.props.record;
        return factsBeside(factsOf(data[this.props.name]), data[this.props.beside]);
    }
}

export const factsField = {
    component: FactsField,
    displayName: _t("Facts"),
    supportedTypes: ["json"],
    extractProps: ({ options }) => ({ beside: options.beside }),
};

registry.category("fields").add("cs_flow_facts", factsField);

/** What a request is about, with its facts in a line below: a cell of a list. */
export class SubjectField extends Component {
    static template = "cs_department.SubjectField";
    static props = { ...standardFieldProps, facts: String };

    get subject() {
        return this.props.record.data[this.props.name] || "";
    }

    get line() {
        const facts = factsOf(this.props.record.data[this.props.facts]);
        return factsBeside(facts, this.subject)
            .map((fact) => fact.join(" "))
            .join(" · ");
    }
}

registry.category("fields").add("cs_flow_subject", {
    component: SubjectField,
    displayName: _t("Subject with facts"),
    supportedTypes: ["char"],
    extractProps: ({ options }) => ({ facts: options.facts }),
    fieldDependencies: ({ options }) => [{ name: options.facts, type: "json" }],
});

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
