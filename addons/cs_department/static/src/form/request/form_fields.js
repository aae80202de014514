import { Component } from "@odoo/owl";
import { isWide } from "./form_layout";
import { FieldInput } from "./field_input";
import { TableField } from "./table_field";

/** One field of a form with its label, its help and what is wrong with it. */
export class FormField extends Component {
    static template = "cs_department.FormField";
    static components = { FieldInput, TableField };
    static props = {
        field: Object,
        entry: Object,
        value: true,
        error: String,
        readonly: Boolean,
        look: Object,
        tick: Number,
        isSmall: Boolean,
    };

    get id() {
        return `cs_form_${this.props.field.key}`;
    }

    get isTable() {
        return this.props.field.kind === "table";
    }

    /** Groups of inputs have no single input that a label could belong to. */
    get labelFor() {
        return this.props.readonly || this.isTable ? undefined : this.id;
    }
}

/** The fields of a form, in parts: for a request, and for the preview of a design. */
export class FormFields extends Component {
    static template = "cs_department.FormFields";
    static components = { FormField };
    static props = {
        look: Object,
        tick: Number,
        isSmall: Boolean,
        select: { type: Function, optional: true },
        selected: { type: String, optional: true },
    };

    get parts() {
        const { look } = this.props;
        return look.parts
            .filter((part) => !part.section || look.isShown(part.section.key))
            .map((part) => ({
                ...part,
                key: part.section ? part.section.key : "",
                fields: part.fields.filter((field) => look.isShown(field.key)),
            }));
    }

    /** Only detail tables look at more than what they are given. */
    tick(field) {
        return field.kind === "table" ? this.props.tick : 0;
    }

    value(field) {
        return field.kind === "table" ? null : this.props.look.value(field.key);
    }

    classOf(field) {
        const { selected } = this.props;
        return {
            o_cs_form_wide: isWide(field),
            o_cs_form_selected: selected === field.key,
        };
    }

    pick(key) {
        this.props.select?.(key);
    }
}
