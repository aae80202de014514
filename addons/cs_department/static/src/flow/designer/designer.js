import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../common/flow_format";
import { FlowCanvas } from "./canvas/canvas";
import { printOnOnePage } from "./canvas/printing";
import { Editing } from "./designer_editing";
import { DesignerModel } from "./designer_model";
import { shortcutOf } from "./drawing/shortcuts";
import { layout } from "./drawing/layout";
import { nextZoom, wholeZoom } from "./drawing/zoom";
import { find } from "./drawing/tree_ops";
import { InsightPanel } from "./panel/insight_panel";
import { NodePanel } from "./panel/node_panel";
import { FindingsPanel } from "./panel/findings_panel";
import { SimulatePanel } from "./panel/simulate_panel";
import { VersionsPanel } from "./panel/versions_panel";
import { DesignerToolbar } from "./toolbar";

/** The designer of a flow: its tree as a drawing, and a panel for what is chosen there. */
export class FlowDesigner extends Component {
    static template = "cs_department.FlowDesigner";
    static components = {
        DesignerToolbar,
        FindingsPanel,
        FlowCanvas,
        InsightPanel,
        Layout,
        NodePanel,
        SimulatePanel,
        VersionsPanel,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.names = useService("name");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.state = useState({
            tick: 0,
            selected: null,
            side: null,
            zoom: 1,
            clipboard: null,
            collapsed: new Set(),
            room: { width: 0, height: 0 },
            isBusy: false,
        });
        // what a panel shows on the drawing; `tree`: instead of the draft
        this.layers = {};
        const { context, params } = this.props.action;
        const id = params?.flow_id || context.active_id;
        this.model = new DesignerModel(this.orm, id, () => {
            this.state.tick += 1;
        });
        this.editing = new Editing(this);
        this.act = this.makeActions();
        this.commands = this.makeCommands();
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useSetupAction({
            beforeLeave: () => this.save(),
            beforeUnload: (ev) => this.model.isDirty && ev.preventDefault(),
        });
        onWillStart(() => this.load());
        onMounted(() => this.model.prove());
        onWillUnmount(() => this.unprint?.());
    }

    async load() {
        await this.model.load();
        this.env.config.setDisplayName(_t("Drawing: %s", this.model.design.name));
    }

    makeActions() {
        return {
            select: (key) => (this.state.selected = key),
            open: (key) => this.open(key),
            // other panels than that of a node stay
            close: () => this.state.side === "node" && this.close(),
            fold: (key) => this.fold(key),
            move: (key, slot) => this.model.move(key, slot.parent, slot.index),
            add: (slot, kind) => this.open(this.model.add(kind, slot.parent, slot.index)),
            paste: (slot) => this.editing.paste(slot.parent, slot.index),
            zoomBy: (step) => this.zoomBy(step),
            update: (key, values, tag) => this.editing.update(key, values, tag),
            shift: (step) => this.model.shift(this.state.selected, step),
            copy: () => this.editing.copy(),
            remove: () => this.editing.remove(),
            isFresh: (key) => this.model.fresh.delete(key),
        };
    }

    makeCommands() {
        return {
            ...this.act,
            save: () => this.save(),
            undo: () => this.model.undo(),
            redo: () => this.model.redo(),
            open: () => this.state.selected && this.open(this.state.selected),
            close: () => this.close(),
            paste: () => this.editing.pasteAfter(),
            up: () => this.act.shift(-1),
            down: () => this.act.shift(1),
            larger: () => this.zoomBy(1),
            smaller: () => this.zoomBy(-1),
        };
    }

    // ---- what is shown -----------------------------------------------------------------

    get tree() {
        return this.layers.tree || this.model.tree;
    }

    get canEdit() {
        return this.model.canEdit && !this.layers.tree;
    }

    get isStacked() {
        return this.ui.isSmall;
    }

    get drawn() {
        const { collapsed, room } = this.state;
        const stacked = this.isStacked ? Math.max(room.width, 300) : 0;
        const known = [this.tree, [...collapsed].join(), stacked, this.extra];
        if (!this.kept || known.some((value, index) => value !== this.kept.known[index])) {
            const options = { collapsed, stacked, extra: this.extra };
            this.kept = { known, drawn: layout(this.tree, options) };
        }
        return this.kept.drawn;
    }

    get extra() {
        return (this.layers.walk ? 26 : 0) + (this.layers.figures ? 28 : 0);
    }

    get sides() {
        const sides = [
            { name: "versions", label: _t("Versions"), icon: "fa-history" },
            { name: "insight", label: _t("Insight"), icon: "fa-bar-chart" },
        ];
        if (this.model.canEdit) {
            sides.unshift({ name: "simulate", label: _t("Try it"), icon: "fa-play-circle-o" });
        }
        return sides;
    }

    get opened() {
        return this.state.side === "node" ? find(this.tree, this.state.selected)?.node : null;
    }

    get findingsOf() {
        return this.model.findings;
    }

    get counts() {
        const found = this.model.allFindings;
        const errors = found.filter((finding) => finding.level === "error").length;
        return { errors, warnings: found.length - errors };
    }

    // ---- what is done ------------------------------------------------------------------

    open(key) {
        this.state.selected = key;
        // what is compared stays beside the drawing
        if (
            !["versions", "simulate"].includes(this.state.side) ||
            !Object.keys(this.layers).length
        ) {
            this.state.side = "node";
        }
    }

    fold(key) {
        const collapsed = new Set(this.state.collapsed);
        if (!collapsed.delete(key)) {
            collapsed.add(key);
        }
        this.state.collapsed = collapsed;
    }

    show(side) {
        this.setLayers(null);
        this.state.side = this.state.side === side ? null : side;
    }

    setLayers(layers) {
        this.layers = layers || {};
        this.state.tick += 1;
    }

    close() {
        this.state.side = null;
        this.setLayers(null);
    }

    zoomBy(step) {
        this.state.zoom = nextZoom(this.state.zoom, step);
    }

    onResize(room) {
        const isFirst = !this.state.room.width && this.state.zoom === 1;
        this.state.room = room;
        if (isFirst && !this.isStacked) {
            this.state.zoom = Math.max(0.6, Math.min(1, room.width / this.drawn.width));
        }
    }

    fit() {
        this.state.zoom = wholeZoom(this.drawn, this.state.room);
    }

    async save() {
        this.state.isBusy = true;
        try {
            const wasDirty = this.model.isDirty;
            const isSaved = await this.model.save();
            if (!isSaved) {
                this.state.side = "findings";
                this.notification.add(_t("Not saved yet: some steps need a change first."), {
                    type: "danger",
                });
            } else if (wasDirty) {
                this.model.prove();
            }
            return isSaved;
        } catch (error) {
            this.complain(error);
            return false;
        } finally {
            this.state.isBusy = false;
        }
    }

    complain(error) {
        const sentence = sentenceOrThrow(error);
        this.notification.add(sentence, {
            type: "danger",
            sticky: true,
            buttons: [
                {
                    name: _t("Load it again"),
                    primary: true,
                    onClick: () => this.model.loadAgain(),
                },
            ],
        });
    }

    async publish() {
        if (!(await this.save())) {
            return;
        }
        const found = await this.model.prove();
        if (found.some((finding) => finding.level === "error")) {
            this.state.side = "findings";
            this.notification.add(_t("It cannot be published yet: see the steps marked red."), {
                type: "warning",
            });
            return;
        }
        const action = await this.orm.call("cs.flow", "action_open_publication", [[this.model.id]]);
        await this.action.doAction(action, { onClose: () => this.model.reloadVersions() });
    }

    print() {
        this.unprint = printOnOnePage(this.root.el, this.drawn);
    }

    onKeydown(ev) {
        const command = shortcutOf(ev);
        if (command && this.model.design && !document.querySelector(".modal")) {
            ev.preventDefault();
            this.commands[command]();
        }
    }
}

registry.category("actions").add("cs_flow_designer", FlowDesigner);
