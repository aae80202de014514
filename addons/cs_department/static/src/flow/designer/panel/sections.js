import { Component } from "@odoo/owl";
import { MultiRecordSelector } from "@web/core/record_selectors/multi_record_selector";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { choicesOf, namesOf } from "../../fields/fields_utils";

/** What every section of the panel gets. */
export const sectionProps = {
    node: Object,
    design: Object,
    readonly: Boolean,
    update: Function,
};

class Section extends Component {
    static template = "cs_department.PeopleSection";
    static props = sectionProps;

    get node() {
        return this.props.node;
    }

    options(name) {
        return this.props.design.selections[name];
    }

    isSame(one, other) {
        return String(one) === String(other);
    }

    set(name, value) {
        this.props.update({ [name]: value });
    }

    /** Take a number while it is typed; an empty field counts when one leaves it. */
    setNumber(name, ev, least = 0) {
        const text = ev.target.value.replace(",", ".");
        const value = Number(text);
        const isUnfinished = ev.type === "input" && !text.trim();
        if (!isUnfinished && Number.isFinite(value) && value >= least) {
            this.set(name, value);
        }
    }
}

/** Who is asked, and what happens when nobody is found. */
export class PeopleSection extends Section {
    static components = { MultiRecordSelector };

    get roles() {
        return Object.entries(this.props.design.names.roles);
    }

    get peopleFields() {
        return this.props.design.choices.people;
    }

    get hasLevel() {
        return ["manager", "manager_chain", "department_head"].includes(this.node.approver_kind);
    }

    get internal() {
        return [["share", "=", false]];
    }

    setId(name, text) {
        this.set(name, Number(text) || false);
    }
}

/** How those who are asked sign, and the special cases. */
export class SigningSection extends Section {
    static template = "cs_department.SigningSection";

    /** The named people, when it matters who of them signs first. */
    get inTurn() {
        const { approver_kind, sign_mode, user_ids } = this.node;
        if (approver_kind !== "user" || sign_mode !== "in_turn" || user_ids.length < 2) {
            return [];
        }
        const { users } = this.props.design.names;
        return user_ids.map((id) => ({ id, name: users[id] || "…" }));
    }

    shift(index, step) {
        const people = [...this.node.user_ids];
        const [person] = people.splice(index, 1);
        people.splice(index + step, 0, person);
        this.set("user_ids", people);
    }
}

/** Until when, and what happens then. */
export class LimitSection extends Section {
    static template = "cs_department.LimitSection";
}

/** Which buttons the person has, and which fields are open. */
export class RightsSection extends Section {
    static template = "cs_department.RightsSection";
    static components = { SelectMenu };

    get editable() {
        return choicesOf(this.props.design.choices, "editable");
    }

    names(entry) {
        return namesOf(this.node[entry]);
    }

    setNames(entry, names) {
        this.set(entry, (names || []).join(", ") || false);
    }
}

/** What an action does, or how long a wait waits. */
export class DoingSection extends Section {
    static template = "cs_department.DoingSection";

    get actionName() {
        return this.props.design.names.actions[this.node.server_action_id];
    }
}
