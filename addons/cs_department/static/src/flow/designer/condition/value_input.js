import { Component } from "@odoo/owl";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { optionLabel } from "./condition_words";

/** The value of one row of a condition: chosen where the values are known, else typed. */
export class ValueInput extends Component {
    static template = "cs_department.ValueInput";
    static components = { SelectMenu };
    static props = { fact: Object, op: String, value: true, onChange: Function };

    get isMany() {
        return ["in", "not in"].includes(this.props.op);
    }

    get isNothing() {
        return ["yes", "no"].includes(this.props.op);
    }

    get inputType() {
        return (
            { number: "number", date: "date", datetime: "datetime-local" }[this.props.fact.type] ||
            "text"
        );
    }

    get choices() {
        const { fact, value } = this.props;
        const known = fact.options.map(([key, label]) => ({ value: key, label: String(label) }));
        const others = [value].flat().filter((v) => v && !known.some((c) => c.value === v));
        return [...known, ...others.map((v) => ({ value: v, label: optionLabel(fact, v) }))];
    }

    get many() {
        return [this.props.value].flat().filter(Boolean);
    }

    get shown() {
        const { value, fact } = this.props;
        if (this.isMany) {
            return this.many.join(", ");
        }
        return fact.type === "datetime" ? String(value).replace(" ", "T") : value;
    }

    onInput(ev) {
        const { value } = ev.target;
        if (this.isMany) {
            this.props.onChange(
                value
                    .split(/[,，、]/)
                    .map((v) => v.trim())
                    .filter(Boolean)
            );
        } else {
            this.props.onChange(
                this.props.fact.type === "datetime" ? value.replace("T", " ") : value
            );
        }
    }
}
