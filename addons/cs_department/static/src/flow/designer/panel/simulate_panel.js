import { Component, useState } from "@odoo/owl";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useService } from "@web/core/utils/hooks";
import { walkLayer } from "../drawing/walk_layer";
import { namesIn } from "../condition/condition_text";
import { flat } from "../drawing/tree_ops";
import { DryRun } from "./dry_run";
import { onSaved } from "./on_saved";

/** Choose an employee and values: the way is drawn on the flow, with names and reasons. */
export class SimulatePanel extends Component {
    static template = "cs_department.SimulatePanel";
    static components = { DryRun, RecordSelector };
    static props = {
        model: Object,
        tick: Number,
        onShow: Function,
        onClose: Function,
        onGo: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            page: "one",
            employee: false,
            values: {},
            people: {},
            areAllShown: false,
            result: null,
            error: "",
            isBusy: false,
        });
        this.personal = new Set(["department", "company", "roles", "grade", "departments"]);
    }

    /** The facts that this flow asks about; the person tells some by itself. */
    get facts() {
        const { design, tree } = this.props.model;
        const texts = [design.condition, ...flat(tree).map((node) => node.condition || "")];
        const used = new Set(texts.flatMap((text) => namesIn(text)));
        return design.facts.filter(
            (fact) =>
                !this.personal.has(fact.name) &&
                (this.state.areAllShown || used.has(fact.name.toLowerCase()))
        );
    }

    /** The nodes that ask somebody whom only a document, or a person, names. */
    get open() {
        const found = new Map();
        for (const node of flat(this.props.model.tree)) {
            if (node.approver_kind === "field" && node.field_name) {
                found.set(node.field_name, {
                    key: node.field_name,
                    label: this.props.model.words.label(node.field_name),
                });
            } else if (["requester_choice", "previous_choice"].includes(node.approver_kind)) {
                found.set(node.key, { key: node.key, label: node.name });
            }
        }
        return [...found.values()];
    }

    inputType(fact) {
        return { number: "number", date: "date", datetime: "datetime-local" }[fact.type] || "text";
    }

    setValue(fact, value) {
        const read = {
            number: (v) => (v === "" ? "" : Number(v)),
            list: (v) => v.split(/[,，、]/),
        };
        this.state.values[fact.name] = read[fact.type] ? read[fact.type](value) : value;
    }

    setPerson(key, id) {
        this.state.people[key] = id ? [id] : [];
    }

    run() {
        const { model, onShow } = this.props;
        this.state.result = null;
        return onSaved(this.state, model, async () => {
            const { employee, values, people } = this.state;
            const result = await this.orm.call("cs.flow", "simulate", [
                [model.id],
                employee,
                { ...values },
                { ...people },
            ]);
            this.state.result = result;
            onShow({ walk: walkLayer(result.steps, result.keys) });
        });
    }

    setPage(page) {
        Object.assign(this.state, { page, result: null });
        this.props.onShow(null);
    }
}
