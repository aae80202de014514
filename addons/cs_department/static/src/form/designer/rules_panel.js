import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConditionEditor } from "../../flow/designer/condition/condition_editor";

/** What must hold, at one field or in the whole form, and what people read if it does not. */
export class RulesPanel extends Component {
    static template = "cs_department.FormRules";
    static components = { ConditionEditor };
    static props = {
        rules: Array,
        place: String,
        model: Object,
        tick: Number,
        act: Object,
    };

    get facts() {
        const [table, column] = this.props.place.split(".");
        return this.props.model.facts(column ? table : "");
    }

    check(index) {
        return (text) => this.props.model.check(text, this.props.place, "rule");
    }

    add() {
        this.props.act.rule("addRule", this.props.place, String(_t("Please check this.")));
    }

    update(index, values) {
        this.props.act.rule("updateRule", index, values);
    }

    remove(index) {
        this.props.act.rule("removeRule", index);
    }

    problems(index) {
        return this.props.model.problemsAt(`rule:${index}`);
    }
}
