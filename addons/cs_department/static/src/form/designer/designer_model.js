import { Draft } from "../../flow/common/draft";
import { baseNames, factsOf, placeOf } from "./design_ops";

/**
 * One form being designed: what the server gave, and what is wrong.
 */
export class DesignModel extends Draft {
    constructor(orm, id, changed) {
        super(orm, id, changed, { fields: [], rules: [] });
    }

    async load() {
        const found = await this.orm.call("cs.form", "get_design", [this.id]);
        const { fields, rules, form, kinds, nodes, functions, problems, names } = found;
        this.saved = { fields, rules };
        this.history.reset(this.saved);
        Object.assign(this, { form, kinds, nodes, rev: found.rev });
        // an empty page says itself that there is no field yet
        this.problems = fields.length ? problems : [];
        this.functions = functions.map((one) => one.name);
        this.base = baseNames(this.saved, names);
        this.changed();
    }

    get design() {
        return this.history.now;
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

    /** What has a technical name already: the fields, and what every document knows. */
    get taken() {
        return [...this.design.fields, ...this.base.map(({ name }) => ({ key: name }))];
    }

    /** What is wrong with a field, in sentences. */
    problemsAt(place) {
        return this.problems.filter((problem) => problem.field === place);
    }

    /** What is wrong with the form as a whole. */
    get generalProblems() {
        const known = new Set(this.design.fields.map(placeOf));
        return this.problems.filter((problem) => !known.has(problem.field));
    }

    async store() {
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

    /** What was wrong when it was saved, and is not any more, is not shown any longer. */
    forget(problems) {
        const same = (one, other) =>
            ["field", "attribute", "message"].every((name) => one[name] === other[name]);
        this.problems = this.problems.filter((old) => problems.some((now) => same(old, now)));
    }

    async preview(values) {
        const found = await this.orm.silent.call("cs.form", "preview_design", [
            this.design,
            values,
            this.id,
        ]);
        this.forget(found.problems);
        const rules = found.rules.map((rule) => ({
            ...rule,
            message: rule.message || this.design.rules[rule.index]?.message || "",
        }));
        return { state: found.fields, rules, missing: [] };
    }
}
