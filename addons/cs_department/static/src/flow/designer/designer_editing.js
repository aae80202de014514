import { _t } from "@web/core/l10n/translation";
import { canStand, find, flat } from "./drawing/tree_ops";

/** What a person does to the nodes: change, copy, paste, delete. */
export class Editing {
    /** @param {import("./designer").FlowDesigner} designer */
    constructor(designer) {
        this.designer = designer;
    }

    async update(key, values, tag) {
        this.designer.model.update(key, values, tag);
        const ids = [...(values.user_ids || []), ...(values.fallback_user_ids || [])];
        const unknown = ids.filter((id) => !this.designer.model.design.names.users[id]);
        if (unknown.length) {
            this.designer.model.know(
                "users",
                await this.designer.names.loadDisplayNames("res.users", unknown)
            );
        }
    }

    copy() {
        const place = find(this.designer.tree, this.designer.state.selected);
        if (!place) {
            return;
        }
        if (["case", "lane"].includes(place.node.kind)) {
            this.designer.open(
                this.designer.model.paste(place.node, place.parent.key, place.index)
            );
            return;
        }
        this.designer.state.clipboard = place.node;
        this.designer.notification.add(_t("Copied. Choose Paste at a plus, or press Ctrl+V."), {
            type: "info",
        });
    }

    paste(parent, index) {
        this.designer.open(this.designer.model.paste(this.designer.state.clipboard, parent, index));
    }

    pasteAfter() {
        const { clipboard, selected } = this.designer.state;
        const place = selected && find(this.designer.tree, selected);
        const parent = place?.parent ? place.parent.key : "";
        if (clipboard && canStand(this.designer.tree, clipboard, parent)) {
            this.paste(parent, place ? place.index + 1 : this.designer.tree.length);
        }
    }

    remove() {
        const place = find(this.designer.tree, this.designer.state.selected);
        if (!place || !this.designer.canEdit) {
            return;
        }
        const inside = flat(place.node.children).length;
        const siblings = place.parent ? place.parent.children : this.designer.tree;
        const next = siblings[place.index + 1] || siblings[place.index - 1] || place.parent;
        this.designer.model.remove(place.node.key);
        Object.assign(this.designer.state, { selected: next ? next.key : null, side: null });
        if (inside) {
            this.designer.notification.add(
                _t(
                    "'%(name)s' and %(count)s steps inside it were deleted. Undo brings them back.",
                    { name: place.node.name, count: inside }
                ),
                { type: "info" }
            );
        }
    }
}
