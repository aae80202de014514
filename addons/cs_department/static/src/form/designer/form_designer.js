import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { FormFields } from "../request/form_fields";
import { ICONS } from "../request/form_layout";
import { FormLook } from "../request/form_look";
import { commandOf } from "./designer_keys";
import * as ops from "./design_ops";
import { DesignModel } from "./designer_model";
import { FieldPanel } from "./field_panel";
import { RulesPanel } from "./rules_panel";
import { PublishDialog } from "./publish_dialog";
import { ruleWords } from "./rule_words";
import { stateWords } from "./state_words";
import { TryDialog } from "./try_dialog";

/** The page where HR designs a form: palette, fields with their rules, settings, live preview. */
export class FormDesigner extends Component {
    static template = "cs_department.FormDesigner";
    static components = { FieldPanel, FormFields, Layout, RulesPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.list = useRef("list");
        this.icons = ICONS;
        this.placeOf = ops.placeOf;
        this.state = useState({
            tick: 0,
            looked: 0,
            selected: "",
            side: "preview",
            isPhone: false,
            isBusy: false,
            error: "",
        });
        const { params, context } = this.props.action;
        const id = params?.form_id || context?.active_id;
        this.model = new DesignModel(this.orm, id, () => this.onChanged());
        this.look = new FormLook({
            ask: (values) => this.model.preview(values),
            changed: () => (this.state.looked += 1),
            failed: (error) => this.complain(error),
        });
        useSetupAction({
            beforeLeave: () => this.save(),
            beforeUnload: (ev) => this.model.isDirty && ev.preventDefault(),
        });
        useSortable({
            ref: this.list,
            elements: ".o_cs_design_row",
            handle: ".o_cs_design_grip",
            cursor: "grabbing",
            enable: () => this.model.form?.can_write,
            onDrop: ({ element, next }) => this.drop(element.dataset.place, next),
        });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        onWillStart(() => this.load());
        onWillUnmount(() => this.look.stop());
    }

    async load() {
        try {
            await this.model.load();
            this.env.config.setDisplayName(this.model.form.name);
            this.state.error = "";
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    onChanged() {
        this.look.setFields(this.model.design.fields);
        this.look.askSoon();
        this.state.tick += 1;
        if (this.state.selected && !this.field) {
            this.state.selected = "";
        }
    }

    // ---- what is shown ---------------------------------------------------------------

    get design() {
        return this.model.design;
    }

    get field() {
        return ops.fieldAt(this.design, this.state.selected);
    }

    get canEdit() {
        return this.model.canEdit;
    }

    get formRules() {
        return ops.rulesAt(this.design, "");
    }

    /** The table into which a new field goes: that of the chosen field, or none. */
    get table() {
        const { field } = this;
        return field ? (field.kind === "table" ? field.key : field.parent) : "";
    }

    get stateText() {
        if (this.model.isDirty) {
            return _t("Not saved");
        }
        return stateWords(this.model.form);
    }

    wordsOf(field) {
        const { model } = this;
        const place = ops.placeOf(field);
        return ruleWords(field, place, this.design, model.facts(field.parent), model.nodes);
    }

    problemsOf(field) {
        return this.model.problemsAt(ops.placeOf(field)).map((problem) => problem.message);
    }

    // ---- changing --------------------------------------------------------------------

    select(place) {
        this.state.selected = place;
    }

    add(kind) {
        const { field, table } = this;
        const parent = kind.can_be_column ? table : "";
        const fresh = ops.newField(this.model.taken, kind.kind, String(kind.label), parent);
        const peers = this.design.fields.filter((one) => one.parent === parent);
        const after = field && peers[peers.indexOf(field) + 1];
        const before = field && field.parent === parent && after ? ops.placeOf(after) : "";
        this.model.push(ops.addField(this.design, fresh, before));
        this.select(ops.placeOf(fresh));
    }

    drop(place, next) {
        const before = next?.closest(".o_cs_design_row")?.dataset.place || "";
        const field = ops.fieldAt(this.design, place);
        const target = before && ops.fieldAt(this.design, before);
        // dropped among the columns of a table: it goes behind the table
        const isForeign = field && target && target.parent !== field.parent;
        this.model.push(ops.moveField(this.design, place, isForeign ? target.parent : before));
        this.state.tick += 1;
    }

    shift(step) {
        this.model.push(ops.shiftField(this.design, this.state.selected, step));
    }

    copy() {
        const { design, place } = ops.copyField(this.design, this.state.selected);
        this.model.push(design);
        this.select(place);
    }

    remove() {
        const { selected } = this.state;
        const peers = this.design.fields.filter((one) => one.parent === this.field.parent);
        const index = peers.indexOf(this.field);
        const next = peers[index + 1] || peers[index - 1];
        this.select(next ? ops.placeOf(next) : "");
        this.model.push(ops.removeField(this.design, selected));
    }

    get act() {
        return {
            update: (values, tag) =>
                this.model.push(
                    ops.updateField(this.design, this.state.selected, values),
                    tag && `${this.state.selected}.${tag}`
                ),
            rename: (key) => {
                const { field } = this;
                const design = ops.renameField(this.design, this.state.selected, key);
                if (design !== this.design) {
                    this.state.selected = ops.placeOf({ ...field, key });
                    this.model.push(design);
                }
            },
            rule: (change, ...args) => {
                const isTyped = change === "updateRule";
                const tag = isTyped ? `rule${args[0]}.${Object.keys(args[1])}` : "";
                this.model.push(ops[change](this.design, ...args), tag);
            },
            shift: (step) => this.shift(step),
            copy: () => this.copy(),
            remove: () => this.remove(),
            close: () => this.select(""),
        };
    }

    // ---- the server ------------------------------------------------------------------

    async save() {
        if (!this.model.form) {
            return true;
        }
        this.state.isBusy = true;
        try {
            const isSaved = await this.model.save();
            if (!isSaved) {
                this.notification.add(_t("Not saved: a technical name is missing or doubled."), {
                    type: "danger",
                });
            }
            return isSaved;
        } catch (error) {
            this.complain(error, true);
            return false;
        } finally {
            this.state.isBusy = false;
        }
    }

    complain(error, canReload) {
        this.notification.add(sentenceOrThrow(error), {
            type: "danger",
            sticky: Boolean(canReload),
            buttons: canReload
                ? [
                      {
                          name: _t("Load it again"),
                          primary: true,
                          onClick: () => this.model.loadAgain(),
                      },
                  ]
                : [],
        });
    }

    async tryIt() {
        if (await this.save()) {
            this.show(TryDialog);
        }
    }

    async publish() {
        if (await this.save()) {
            this.show(PublishDialog, { done: () => this.load() });
        }
    }

    /** Open one dialog, however often it is clicked. */
    show(dialog, props = {}) {
        this.hide?.();
        this.hide = this.dialog.add(dialog, { model: this.model, ...props });
    }

    openFlow() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "cs.flow",
            res_id: this.model.form.flow.id,
            views: [[false, "form"]],
        });
    }

    onKeydown(ev) {
        if (document.querySelector(".modal") || !this.model.form) {
            return;
        }
        const command = commandOf(ev);
        const handlers = {
            save: () => this.save(),
            undo: () => this.model.undo(),
            redo: () => this.model.redo(),
            up: () => this.shift(-1),
            down: () => this.shift(1),
            remove: () => this.field && this.canEdit && this.remove(),
            close: () => this.select(""),
        };
        if (command) {
            ev.preventDefault();
            handlers[command]();
        }
    }
}

registry.category("actions").add("cs_form_designer", FormDesigner);
