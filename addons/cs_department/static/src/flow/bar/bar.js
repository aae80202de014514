import { Component, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import {
    away,
    dayAndTime,
    isPast,
    listed,
    sentenceOrThrow,
    usually,
    usuallyWhy,
} from "../common/flow_format";
import { useLoadWithRecord } from "../common/record_hook";
import { refreshTalk } from "../common/talk";
import { useDecision } from "../decision/decision_hook";
import { offersOf, runOffersOf, runSpecs, taskSpecs } from "../decision/decision_specs";
import { BarPerson } from "./bar_person";
import {
    deadlineOf,
    headlineOf,
    LOOKS,
    progressOf,
    remarksOf,
    stateLabel,
    stepsOf,
} from "./bar_utils";

/**
 * The bar above a document: the way walked, who is asked now and until when, the way ahead,
 * what was said, and the buttons of whoever may do something.
 */
export class FlowBar extends Component {
    static template = "cs_department.FlowBar";
    static components = { Dropdown, DropdownItem };
    static props = {
        ...standardWidgetProps,
        modelField: { type: String, optional: true },
        idField: { type: String, optional: true },
        noSubmit: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        // decisions: the answer must arrive even when the form is gone by then
        this.decideOrm = this.env.services.orm;
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.decide = useDecision();
        this.popover = usePopover(BarPerson, { position: "bottom-middle" });
        this.keepLast = new KeepLast();
        this.state = useState({
            bar: null,
            error: "",
            busy: false,
            expanded: false,
            history: false,
        });
        Object.assign(this, { away, dayAndTime, isPast, stateLabel, usually, usuallyWhy });
        this.loadNow = useLoadWithRecord((record) => this.load(record));
    }

    // ---- what is shown ------------------------------------------------------------------

    get target() {
        return this.targetOf(this.props.record);
    }

    targetOf(record) {
        const { modelField, idField } = this.props;
        if (!modelField) {
            return { model: record.resModel, id: record.resId };
        }
        // a reference to any model comes as an object
        const reference = record.data[idField];
        return { model: record.data[modelField], id: reference?.resId ?? reference };
    }

    get bar() {
        return this.state.bar;
    }

    get isSmall() {
        return this.ui.isSmall;
    }

    get isShown() {
        const bar = this.bar;
        return bar && (bar.run_id || bar.can.submit);
    }

    get look() {
        return LOOKS[this.bar.state];
    }

    get steps() {
        return stepsOf(this.bar);
    }

    get progress() {
        return progressOf(this.steps);
    }

    get headline() {
        return headlineOf(this.bar);
    }

    get deadline() {
        return deadlineOf(this.bar);
    }

    get remarks() {
        return this.state.history ? this.bar.log : remarksOf(this.bar);
    }

    /** The buttons, one block for each thing the person is asked. */
    get asks() {
        return this.bar.mine.map((mine) => {
            const specs = taskSpecs(mine);
            const { main, more } = offersOf(mine);
            const named = (name) => ({ name, ...specs[name] });
            return {
                mine,
                main: main.map(named),
                more: more.map(named),
                editable: listed(mine.editable || []),
                question: this.bar.now.find((task) => task.id === mine.id)?.question || "",
            };
        });
    }

    get runOffers() {
        const specs = runSpecs(this.bar);
        const { main, more } = runOffersOf(this.bar);
        const named = (name) => ({ name, ...specs[name] });
        const { noSubmit } = this.props;
        const offered = main.filter((name) => !noSubmit || name !== "submit");
        return { main: offered.map(named), more: more.map(named) };
    }

    get toggleLabel() {
        return this.state.expanded ? _t("Show less") : _t("Show the whole way");
    }

    personTitle(person) {
        return [person.name, person.label, person.reason].filter(Boolean).join(" · ");
    }

    showPerson(ev, step, person) {
        this.popover.open(ev.currentTarget, { step, person });
    }

    // ---- loading and deciding -------------------------------------------------------------

    async load(record) {
        const { model, id } = this.targetOf(record);
        if (!model || !id) {
            this.state.bar = null;
            return;
        }
        try {
            const call = this.orm.silent.call("cs.flow.run", "get_bar", [model, id]);
            this.state.bar = await this.keepLast.add(call);
            this.state.error = "";
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.state.bar = null;
            this.state.error = sentence;
        }
    }

    async saveFirst() {
        const { record } = this.props;
        // asks, too, what stands beside the fields of the form
        return !(await record.isDirty()) || (await record.save());
    }

    onTask(mine, spec) {
        return this.act(spec, (form) =>
            this.decideOrm.call("cs.flow.task", spec.method, [[mine.id], ...spec.args(form)])
        );
    }

    onRun(spec) {
        const call =
            spec.name === "submit"
                ? (form) =>
                      this.decideOrm.call(this.target.model, "action_submit", [
                          [this.target.id],
                          form.choices,
                      ])
                : (form) =>
                      this.decideOrm.call("cs.flow.run", spec.method, [
                          [this.bar.run_id],
                          ...spec.args(form),
                      ]);
        return this.act(spec, call);
    }

    async act(spec, call) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            if (await this.saveFirst()) {
                await this.decide(spec, { call, subject: this.bar.subject });
            }
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.notification.add(sentence, { type: "danger", title: _t("Not possible") });
        } finally {
            this.state.busy = false;
            await this.reload();
        }
    }

    /** Whatever happened, show how it is now: somebody else may have been faster. */
    async reload() {
        const { record } = this.props;
        if (!record.dirty && record.resId) {
            await record.load();
        }
        await this.loadNow();
        refreshTalk(this.env.services["mail.store"], this.target);
    }
}

const DEPENDS = [
    { name: "flow_state", type: "selection" },
    { name: "flow_run_id", type: "many2one" },
];

export const flowBar = {
    component: FlowBar,
    extractProps: ({ options }) => ({
        modelField: options.model,
        idField: options.id,
        noSubmit: options.no_submit,
    }),
    fieldDependencies: ({ options }) => (options.model ? [] : DEPENDS),
};

registry.category("view_widgets").add("cs_flow_bar", flowBar);
