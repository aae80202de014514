import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { OPERATORS, composeCondition, parseCondition } from "./condition_text";
import { operatorLabels } from "./condition_words";
import { ExpressionInput } from "./expression_input";
import { ValueInput } from "./value_input";

/** A condition: composed in rows of plain words, or typed as an expression. */
export class ConditionEditor extends Component {
    static template = "cs_department.ConditionEditor";
    static components = { ExpressionInput, ValueInput };
    static props = {
        text: String,
        facts: Array,
        functions: Array,
        check: Function,
        readonly: Boolean,
        onChange: Function,
    };

    setup() {
        this.state = useState({ join: "and", rows: [], isTyped: false, isRich: false });
        this.labels = operatorLabels;
        this.operators = OPERATORS;
        this.read(this.props);
        onWillUpdateProps((next) => {
            // not while it only echoes what was composed here
            if (next.text !== this.sent) {
                this.read(next);
            }
        });
    }

    read(props) {
        const found = parseCondition(props.text, props.facts);
        this.sent = props.text;
        Object.assign(this.state, found || {}, { isRich: !found });
        this.state.isTyped = !found || (this.state.isTyped && Boolean(props.text));
    }

    get choices() {
        return this.props.facts.filter((fact) => OPERATORS[fact.type]);
    }

    fact(row) {
        return this.props.facts.find((fact) => fact.name === row.name);
    }

    send(text) {
        this.sent = text;
        this.props.onChange(text);
    }

    compose() {
        this.send(composeCondition(this.state, this.props.facts));
    }

    add() {
        const fact = this.choices[0];
        if (fact) {
            this.state.rows.push({ name: fact.name, op: OPERATORS[fact.type][0], value: "" });
            this.compose();
        }
    }

    removeRow(index) {
        this.state.rows.splice(index, 1);
        this.compose();
    }

    setFact(row, name) {
        const before = this.fact(row).type;
        row.name = name;
        const { type } = this.fact(row);
        if (type !== before || this.fact(row).options.length) {
            Object.assign(row, { op: OPERATORS[type][0], value: "" });
        }
        this.compose();
    }

    setOperator(row, op) {
        const isList = ["in", "not in"].includes(op);
        const value = [row.value].flat();
        row.value = isList ? value.filter(Boolean) : (value[0] ?? "");
        row.op = op;
        this.compose();
    }

    setValue(row, value) {
        row.value = value;
        this.compose();
    }

    setJoin(join) {
        this.state.join = join;
        this.compose();
    }

    type(text) {
        this.send(text);
        this.state.isRich = !parseCondition(text, this.props.facts);
    }

    toggle() {
        if (this.state.isTyped) {
            const found = parseCondition(this.props.text, this.props.facts);
            Object.assign(this.state, found || {}, { isRich: !found, isTyped: !found });
        } else {
            this.state.isTyped = true;
        }
    }
}
