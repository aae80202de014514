import { Draft } from "../common/draft";
import { find } from "./drawing/tree_ops";
import * as ops from "./drawing/tree_ops";
import { NodeWords, newName } from "./drawing/node_words";

/**
 * One flow being drawn: what the server gave, and what the proof says.
 */
export class DesignerModel extends Draft {
    constructor(orm, id, changed) {
        super(orm, id, changed, []);
        this.findings = {};
        this.general = [];
        this.hasFindings = false;
        this.fresh = new Set();
    }

    async load() {
        this.design = await this.orm.call("cs.flow", "get_designer", [[this.id]]);
        this.saved = this.design.tree;
        this.rev = this.design.rev;
        this.history.reset(this.design.tree);
        this.words = new NodeWords(this.design);
        this.changed();
    }

    async loadAgain() {
        const { names } = this.design;
        await super.loadAgain();
        for (const [kind, known] of Object.entries(names)) {
            this.know(kind, { ...known, ...this.design.names[kind] });
        }
    }

    get tree() {
        return this.history.now;
    }

    get canEdit() {
        return this.design.can_edit;
    }

    node(key) {
        const place = key && find(this.tree, key);
        return place ? place.node : null;
    }

    // ---- changing --------------------------------------------------------------------

    update(key, values, tag) {
        this.push(ops.update(this.tree, key, values), tag);
    }

    /** Add a new node; return its key. */
    add(kind, parent, index) {
        const holder = this.node(parent);
        const isMore = ["case", "lane"].includes(kind);
        const node = ops.makeNode(this.design.empty, kind, (itsKind, number) =>
            newName(itsKind, isMore && itsKind === kind ? this.numberOf(holder, kind) : number)
        );
        // a new case goes before 'otherwise', which must stay the last
        const last = holder?.children.at(-1);
        const isBeforeLast = kind === "case" && index && last && !last.condition;
        this.fresh.add(node.key);
        this.push(ops.insert(this.tree, node, parent, isBeforeLast ? index - 1 : index));
        return node.key;
    }

    numberOf(holder, kind) {
        return kind === "case" ? 1 : (holder ? holder.children.length : 0) + 1;
    }

    /** Paste a copy; return its key. */
    paste(node, parent, index) {
        const copy = ops.twin(node);
        this.push(ops.insert(this.tree, copy, parent, index));
        return copy.key;
    }

    move(key, parent, index) {
        this.push(ops.move(this.tree, key, parent, index));
    }

    shift(key, step) {
        const place = find(this.tree, key);
        if (place) {
            const parent = place.parent ? place.parent.key : "";
            const index = place.index + (step > 0 ? 2 : -1);
            if (index >= 0) {
                this.push(ops.move(this.tree, key, parent, index));
            }
        }
    }

    remove(key) {
        this.push(ops.remove(this.tree, key));
    }

    // ---- the server ------------------------------------------------------------------

    /**
     * Save the drawing as it is now.
     *
     * @returns {Promise<boolean>} whether it is saved; if not, the findings say why
     */
    async store() {
        const { tree } = this;
        if (!this.isDirty || !this.canEdit) {
            return true;
        }
        const answer = await this.orm.call("cs.flow", "save_designer", [[this.id], tree, this.rev]);
        if (answer.saved) {
            this.saved = tree;
            this.rev = answer.rev;
            this.design.state = answer.state;
        } else {
            this.setFindings(answer.problems.map((p) => ({ ...p, level: "error" })));
        }
        this.changed();
        return answer.saved;
    }

    async prove() {
        const found = await this.orm.silent.call("cs.flow", "get_findings", [[this.id]]);
        this.setFindings(found);
        this.changed();
        return found;
    }

    setFindings(found) {
        this.general = found.filter((finding) => !finding.node);
        this.findings = {};
        for (const finding of found.filter((one) => one.node)) {
            (this.findings[finding.node] ||= []).push(finding);
        }
        this.hasFindings = true;
    }

    get allFindings() {
        return [...this.general, ...Object.values(this.findings).flat()];
    }

    async reloadVersions() {
        const fresh = await this.orm.call("cs.flow", "get_designer", [[this.id]]);
        Object.assign(this.design, { versions: fresh.versions, state: fresh.state });
        this.changed();
    }

    check(text) {
        return this.orm.silent.call("cs.flow", "check_condition", [[this.id], text]);
    }

    know(kind, names) {
        Object.assign(this.design.names[kind], names);
        this.changed();
    }
}
