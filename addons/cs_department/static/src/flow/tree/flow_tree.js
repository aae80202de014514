import { Component, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useNestedSortable } from "@web/core/utils/nested_sortable";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { sentenceOrThrow } from "../common/flow_format";
import { conditionWords } from "../designer/condition/condition_words";
import { useLoadWithRecord } from "../common/record_hook";
import { KIND_ICONS, kindLabels, kindsInside, mayStand, moveTarget, placeOf } from "./tree_utils";

/**
 * The steps of a flow as an indented list in words. On a flow: add, edit, drag, delete; on a
 * version: to read.
 */
export class FlowTree extends Component {
    static template = "cs_department.FlowTree";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({ rows: [], loaded: false });
        this.rootRef = useRef("root");
        this.icons = KIND_ICONS;
        this.labels = kindLabels();
        this.kindsInside = kindsInside;
        this.loadNow = useLoadWithRecord(() => this.load());
        this.useDragging();
    }

    useDragging() {
        useNestedSortable({
            ref: this.rootRef,
            enable: () => this.canEdit,
            elements: "li.o_cs_node",
            handle: ".o_cs_node_handle",
            listTagName: "ul",
            nest: true,
            nestInterval: 24,
            isAllowed: ({ element, placeHolder }) => {
                const holder = placeHolder.parentElement.closest("li.o_cs_node");
                return mayStand(element.dataset.kind, holder?.dataset.kind || null);
            },
            onDrop: ({ element, next, parent }) => {
                // the list still shows the dragged node at its old place
                let following = next;
                if (following === element) {
                    following = following.nextElementSibling;
                }
                this.move(
                    Number(element.dataset.id),
                    parent ? Number(parent.dataset.id) : false,
                    following?.dataset.id ? Number(following.dataset.id) : false
                );
            },
        });
    }

    get record() {
        return this.props.record;
    }

    get canEdit() {
        return this.record.resModel === "cs.flow" && !this.props.readonly;
    }

    async load() {
        const { resModel, resId } = this.record;
        if (resId) {
            const call = this.orm.silent.call(resModel, "get_design", [[resId]]);
            this.state.rows = await this.keepLast.add(call);
        }
        this.state.loaded = true;
    }

    textOf(row) {
        return row.condition
            ? _t("if %s", conditionWords(row.condition, row.facts || []))
            : row.text;
    }

    /** Save the form first: a node needs a flow that exists. */
    async saved() {
        if (this.record.dirty || !this.record.resId) {
            return this.record.save();
        }
        return true;
    }

    async reload() {
        await this.record.load();
        await this.loadNow();
    }

    async move(id, parent, before) {
        try {
            await this.orm.call("cs.flow", "move_node", [[this.record.resId], id, parent, before]);
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.notification.add(sentence, { type: "danger" });
        }
        // keys of rows that a drag has moved by hand must be drawn anew
        this.state.rows = [];
        await this.reload();
    }

    async onMoveKey(ev, row) {
        const step = { ArrowUp: -1, ArrowDown: 1 }[ev.key];
        if (!step || !ev.altKey || !this.canEdit) {
            return;
        }
        ev.preventDefault();
        const target = moveTarget(this.state.rows, row.id, step);
        if (target) {
            await this.move(row.id, target.parent, target.before);
            this.rootRef.el.querySelector(`[data-id="${row.id}"] .o_cs_node_open`)?.focus();
        }
    }

    async add(kind, parent) {
        if (!(await this.saved())) {
            return;
        }
        const siblings = parent
            ? placeOf(this.state.rows, parent.id).row.children
            : this.state.rows;
        this.dialog.add(FormViewDialog, {
            resModel: "cs.flow.node",
            title: this.labels[kind],
            canExpand: false,
            context: {
                default_flow_id: this.record.resId,
                default_parent_id: parent ? parent.id : false,
                default_kind: kind,
                default_name: this.labels[kind],
                default_sequence: (siblings.length + 1) * 10,
            },
            onRecordSaved: async (node) => {
                if (kind === "branch" || kind === "parallel") {
                    await this.orm.call("cs.flow.node", "action_add_holders", [[node.resId]]);
                }
                await this.reload();
            },
        });
    }

    async open(row) {
        if (!row.id || !(await this.saved())) {
            return;
        }
        this.dialog.add(FormViewDialog, {
            resModel: "cs.flow.node",
            resId: row.id,
            title: this.labels[row.kind],
            canExpand: false,
            readonly: !this.canEdit,
            preventEdit: !this.canEdit,
            onRecordSaved: () => this.reload(),
        });
    }

    remove(row) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete this step?"),
            body: row.children.length
                ? _t("'%s' and everything inside it goes.", row.name)
                : _t("'%s' goes.", row.name),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            confirm: async () => {
                await this.orm.unlink("cs.flow.node", [row.id]);
                await this.reload();
            },
            cancel: () => {},
        });
    }
}

registry.category("view_widgets").add("cs_flow_tree", {
    component: FlowTree,
});
