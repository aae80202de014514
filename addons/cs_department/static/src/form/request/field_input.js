import { Component, useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { MODELS } from "./form_layout";
import { inputOf, shownText, typedText, valueOf } from "./form_inputs";
import { FileInput } from "./file_input";
import { RecordInput } from "./record_input";

/** So many options are shown side by side; more are a list to choose from. */
const MOST_PILLS = 5;
const MOST_TAGS = 12;

/** The input of one value of a form: of a field, or of a cell in a detail table. */
export class FieldInput extends Component {
    static template = "cs_department.FormFieldInput";
    static components = { FileInput, RecordInput };
    static props = {
        field: Object,
        value: true,
        place: String,
        readonly: Boolean,
        required: Boolean,
        isWrong: Boolean,
        isCell: { type: Boolean, optional: true },
        act: Object,
    };

    setup() {
        this.input = useRef("input");
        // while somebody types, what stands in the input is his
        useEffect(
            (el, text) => {
                if (el && !this.isTyping) {
                    el.value = text;
                }
            },
            () => [this.input.el, this.text]
        );
    }

    get id() {
        return `cs_form_${this.props.place.replaceAll("/", "_")}`;
    }

    get kind() {
        return this.props.field.kind;
    }

    get template() {
        const { kind } = this;
        if (this.props.readonly && !["attachment", "boolean"].includes(kind)) {
            return "cs_department.FormReadonly";
        }
        return `cs_department.${CONTROLS[kind] || "FormTyped"}`;
    }

    /** Everything that is said of the input, for those who do not see it. */
    get aria() {
        const { field, required, isWrong } = this.props;
        return {
            "aria-label": field.label,
            "aria-required": required ? "true" : "false",
            "aria-invalid": isWrong ? "true" : "false",
            "aria-describedby": `${this.id}_said`,
        };
    }

    get shown() {
        return shownText(this.props.field, this.props.value);
    }

    get model() {
        return MODELS[this.kind];
    }

    change(value) {
        this.props.act.set(this.props.place, value);
    }

    // ---- typed -----------------------------------------------------------------------

    get html() {
        return inputOf(this.kind);
    }

    get text() {
        return CONTROLS[this.kind] && this.kind !== "long_text"
            ? ""
            : typedText(this.props.field, this.props.value);
    }

    onInput(ev) {
        this.isTyping = document.activeElement === ev.target;
        this.change(valueOf(this.props.field, ev.target.value));
    }

    onBlur() {
        this.isTyping = false;
        this.input.el.value = this.text;
    }

    // ---- chosen ----------------------------------------------------------------------

    get isPills() {
        return !this.props.isCell && this.props.field.choices.length <= MOST_PILLS;
    }

    get choose() {
        return _t("Choose…");
    }

    get tags() {
        return Array.isArray(this.props.value) ? this.props.value : [];
    }

    get isLongList() {
        return this.props.field.choices.length > MOST_TAGS;
    }

    toggle(key) {
        const { tags } = this;
        const chosen = tags.includes(key) ? tags.filter((tag) => tag !== key) : [...tags, key];
        this.change(chosen.length ? chosen : null);
    }
}

const CONTROLS = {
    long_text: "FormLongText",
    boolean: "FormBoolean",
    choice: "FormChoice",
    tags: "FormTags",
    employee: "FormRecord",
    department: "FormRecord",
    customer: "FormRecord",
    document: "FormRecord",
    attachment: "FormFiles",
};
