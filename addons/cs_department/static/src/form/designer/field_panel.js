import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConditionEditor } from "../../flow/designer/condition/condition_editor";
import { ExpressionInput } from "../../flow/designer/condition/expression_input";
import { ICONS } from "../request/form_layout";
import { isKey, newChoice, placeOf, rulesAt } from "./design_ops";
import { RulesPanel } from "./rules_panel";

/** The settings of one field: its words, its options, and its rules. */
export class FieldPanel extends Component {
    static template = "cs_department.FormFieldPanel";
    static components = { ConditionEditor, ExpressionInput, RulesPanel };
    static props = { field: Object, model: Object, tick: Number, act: Object };

    setup() {
        this.icons = ICONS;
    }

    get field() {
        return this.props.field;
    }

    get can() {
        return this.props.model.kind(this.field.kind);
    }

    get readonly() {
        return !this.props.model.canEdit;
    }

    get place() {
        return placeOf(this.field);
    }

    get rules() {
        return rulesAt(this.props.model.design, this.place);
    }

    get facts() {
        return this.props.model.facts(this.field.parent);
    }

    get functions() {
        return this.props.model.functions;
    }

    get isSection() {
        return this.field.kind === "section";
    }

    get hasChoices() {
        return ["choice", "tags"].includes(this.field.kind);
    }

    get isTyped() {
        return ["text", "long_text", "number", "money", "duration", "date", "datetime"].includes(
            this.field.kind
        );
    }

    get hasDigits() {
        return ["number", "money"].includes(this.field.kind);
    }

    /** The conditions of the field, each with its question. */
    get conditions() {
        const { field } = this;
        const all = [
            { name: "visible_if", label: _t("When is it shown?"), fits: true },
            {
                name: "required_if",
                label: _t("When else must it be filled in?"),
                fits: !this.isSection,
            },
            { name: "readonly_if", label: _t("When is it read-only?"), fits: !this.isSection },
            {
                name: "attachment_required",
                label: _t("When is an attachment needed?"),
                fits: !this.isSection && field.kind !== "table",
            },
        ];
        return all.filter((one) => one.fits);
    }

    /** The expressions of the field that give a value. */
    get values() {
        const { can } = this;
        const all = [
            { name: "default", label: _t("Value at first"), fits: can.can_default },
            { name: "computed", label: _t("Computed as"), fits: can.can_compute },
            { name: "minimum", label: _t("At least"), fits: can.limits },
            { name: "maximum", label: _t("At most"), fits: can.limits },
        ];
        return all.filter((one) => one.fits);
    }

    get requiredOptions() {
        return {
            never: _t("No"),
            submit: _t("Yes, when it is submitted"),
            always: _t("Yes, even to save a draft"),
            nodes: _t("Yes, at steps of the flow"),
        };
    }

    get readonlyOptions() {
        return {
            never: _t("No"),
            always: _t("Yes"),
            nodes: _t("Yes, except at steps of the flow"),
        };
    }

    get roleOptions() {
        const labels = {
            start: _t("Start date"),
            end: _t("End date"),
            amount: _t("Amount"),
            person: _t("Person concerned"),
        };
        return this.can.roles.map((role) => [role, labels[role]]);
    }

    check(attribute) {
        return (text) => this.props.model.check(text, this.place, attribute);
    }

    set(name, value) {
        this.props.act.update({ [name]: value }, name);
    }

    rename(ev) {
        const key = ev.target.value.trim();
        if (isKey(key)) {
            this.props.act.rename(key);
        }
        ev.target.value = this.field.key;
    }

    // ---- options and steps -----------------------------------------------------------

    addChoice() {
        const { choices } = this.field;
        const label = String(_t("Option %s", choices.length + 1));
        this.set("choices", [...choices, newChoice(choices, label)]);
    }

    setChoice(index, label) {
        const choices = this.field.choices.map((choice, at) =>
            at === index ? { ...choice, label } : choice
        );
        this.set("choices", choices);
    }

    shiftChoice(index, step) {
        const choices = [...this.field.choices];
        const [choice] = choices.splice(index, 1);
        choices.splice(Math.max(0, index + step), 0, choice);
        this.set("choices", choices);
    }

    removeChoice(index) {
        this.set(
            "choices",
            this.field.choices.filter((choice, at) => at !== index)
        );
    }

    toggleNode(name, key) {
        const keys = this.field[name];
        this.set(name, keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]);
    }
}
