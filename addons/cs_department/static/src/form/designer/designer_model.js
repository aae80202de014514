import { History } from "../../flow/designer/drawing/history";
import { baseNames, factsOf } from "./design_ops";

/**
 * One form being designed: what the server gave, the steps back and forth, and what is wrong.
 * `changed` is called when there is something new to show.
 */
export class DesignModel {
    constructor(orm, id, changed) {
        Object.assign(this, { orm, id, changed });
        this.history = new History({ fields: [], rules: [] });
    }

    async load() {
        const found = await this.orm.call("cs.form", "get_design", [this.id]);
        const { fields, rules, form, kinds, nodes, functions, problems, names } = found;
        this.saved = { fields, rules };
        this.history.reset(this.saved);
        Object.assign(this, { form, kinds, nodes, problems, rev: found.rev });
        this.functions = functions.map((one) => one.name);
        this.base = baseNames(this.saved, names);
        this.changed();
    }

    get design() {
        return this.history.now;
    }

    get isDirty() {
        return this.history.now !== this.saved;
    }

    get canEdit() {
        return this.form.can_write;
    }

    facts(table = "") {
        return factsOf(this.design, this.kinds, this.base, table);
    }

    kind(name) {
        return this.kinds.find((kind) => kind.kind === name);
    }

    push(design, tag) {
        if (this.canEdit && this.history.push(design, tag)) {
            this.changed();
        }
    }

    undo() {
        this.history.undo();
        this.changed();
    }

    redo() {
        this.history.redo();
        this.changed();
    }

    /** What is wrong with a field, in sentences. */
    problemsAt(place) {
        return this.problems.filter((problem) => problem.field === place);
    }

    async save() {
        const { design } = this;
        if (!this.isDirty || !this.canEdit) {
            return true;
        }
        const answer = await this.orm.call("cs.form", "save_design", [this.id, design, this.rev]);
        if (answer.saved) {
            this.saved = design;
            this.rev = answer.rev;
            this.form.state = this.form.version ? "changed" : "draft";
        }
        this.problems = answer.problems;
        this.changed();
        return answer.saved;
    }

    async check(text, place, attribute) {
        const answer = await this.orm.silent.call("cs.form", "check_expression", [
            this.design,
            text,
            place,
            attribute,
        ]);
        return answer.ok ? null : answer;
    }

    async preview(values) {
        const found = await this.orm.silent.call("cs.form", "preview_design", [
            this.design,
            values,
        ]);
        const rules = found.rules.map((rule) => ({
            ...rule,
            message: rule.message || this.design.rules[rule.index]?.message || "",
        }));
        return { state: found.fields, rules, missing: [] };
    }
}
