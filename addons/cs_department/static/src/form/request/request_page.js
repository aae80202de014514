import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { dayAndTime, sentenceOrThrow } from "../../flow/common/flow_format";
import { useLoadWithRecord } from "../../flow/common/record_hook";
import { useDecision } from "../../flow/decision/decision_hook";
import { runSpecs } from "../../flow/decision/decision_specs";
import { focusFirst, focusWrong } from "./focus";
import { FormFields } from "./form_fields";
import { FormLook } from "./form_look";
import { useLeaving } from "./leaving";
import { Saving } from "./request_saving";
import { deletionWords, errorWords, noteWords, refusalOf } from "./request_words";

/** Nothing is on its way: whoever asks may submit, for the first time or once more. */
const AT_HOME = ["none", "withdrawn", "cancelled"];

/**
 * The page of a request: its fields as the version of its form draws them, what is wrong with
 * them, and the buttons to save and to submit.
 */
export class RequestPage extends Component {
    static template = "cs_department.RequestPage";
    static components = { FormFields };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.decide = useDecision();
        this.dayAndTime = dayAndTime;
        this.root = useRef("root");
        this.keepLast = new KeepLast();
        this.look = new FormLook({
            ask: (values) => this.preview(values),
            changed: () => this.show(),
            failed: (error) => this.complain(error),
        });
        this.saving = new Saving(this);
        this.state = useState({
            page: null,
            tick: 0,
            busy: false,
            error: "",
            refused: "",
            isKept: false,
            refusals: 0,
        });
        useLeaving({
            isDirty: () => this.look.isDirty,
            save: () => this.saving.save(),
            refused: () => this.state.refused,
        });
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            if (this.look.isDirty) {
                detail.proms.push(this.saving.keep());
            }
        });
        useLoadWithRecord((record) => this.load(record));
        onMounted(() => this.focusFirst());
        useEffect(
            (refusals) => refusals && focusWrong(this.root.el),
            () => [this.state.refusals]
        );
        onWillUnmount(() => {
            this.isGone = true;
            this.look.stop();
        });
    }

    show() {
        if (!this.isGone) {
            this.state.tick += 1;
        }
    }

    // ---- what is shown ---------------------------------------------------------------

    get page() {
        return this.state.page;
    }

    get head() {
        return this.page?.request;
    }

    get requestId() {
        return this.head ? this.head.id : null;
    }

    get isNew() {
        return !this.head;
    }

    get isAtHome() {
        return this.isNew || AT_HOME.includes(this.head.flow_state);
    }

    get canSubmit() {
        return Boolean(this.page?.can.submit) && this.isAtHome;
    }

    get canSave() {
        return Boolean(this.page?.can.write);
    }

    get noteText() {
        return noteWords(this.page.form);
    }

    get errorText() {
        return errorWords(this.look.errorCount);
    }

    // ---- loading ---------------------------------------------------------------------

    async load(record) {
        const id = record.resId || null;
        const formId = formOf(record);
        if (this.saving.isAdopted(id)) {
            return;
        }
        if (!id && !formId) {
            this.state.error = _t("Choose first what you need.");
            return;
        }
        try {
            const call = this.orm.call("cs.request", "get_page", [id, formId]);
            this.takeAnew(await this.keepLast.add(call));
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            Object.assign(this.state, { page: null, error: sentence });
        }
    }

    /** Take over what the server has now, below what was typed meanwhile. */
    takeAnew(page) {
        const isSame = this.page && this.page.request?.id === page.request?.id;
        const { given } = this.look;
        this.take(page);
        if (isSame && page.can.write) {
            this.goOn(given);
        }
    }

    goOn(given) {
        if (Object.keys(given).length) {
            this.look.given = given;
            this.look.askSoon();
        }
    }

    take(page) {
        Object.assign(this.state, { page, error: "", refused: "" });
        this.look.locked = !page.can.write;
        this.look.start(page);
        this.show();
    }

    preview(values) {
        const args = [this.page.form.id, this.requestId, values];
        return this.orm.silent.call("cs.request", "preview", args);
    }

    complain(error) {
        Object.assign(this.state, { refused: refusalOf(error), isKept: false });
    }

    /** Say why a button did nothing, and go there: the sentence may be out of sight. */
    refuse(error, isKept = false) {
        this.complain(error);
        this.state.isKept = isKept;
        this.state.refusals += 1;
    }

    // ---- saving ----------------------------------------------------------------------

    async onSave() {
        if (await this.once(() => this.saving.save())) {
            const said = this.page.can.submit
                ? _t("Saved. Nobody is asked before you submit.")
                : _t("Saved.");
            this.notification.add(said, { type: "success" });
        }
    }

    async onSubmit() {
        await this.once(() => this.submit());
    }

    async submit() {
        await this.look.settle();
        this.look.attempt();
        if (this.look.errorCount) {
            this.saving.focusWrong();
            return;
        }
        if (!(await this.saving.save())) {
            return;
        }
        const { id } = this.head;
        try {
            const bar = await this.orm.call("cs.flow.run", "get_bar", ["cs.request", id]);
            const call = ({ choices }) =>
                this.env.services.orm.call("cs.request", "action_submit", [[id], choices]);
            if (await this.decide(runSpecs(bar).submit, { call, subject: bar.subject })) {
                await this.afterSubmit(id);
            }
        } catch (error) {
            this.refuse(error, true);
        }
    }

    /** Show the request as it is now; one that has forgotten its author cannot be shown. */
    async afterSubmit(id) {
        if (await this.orm.searchCount("cs.request", [["id", "=", id]])) {
            await this.props.record.load();
            this.root.el?.closest(".o_form_view")?.scrollIntoView({ block: "start" });
            this.notification.add(_t("Submitted."), { type: "success" });
            return;
        }
        this.notification.add(_t("Submitted without your name."), { type: "success" });
        this.openHome();
    }

    async once(work) {
        if (this.state.busy) {
            return false;
        }
        this.state.busy = true;
        try {
            return await work();
        } finally {
            this.state.busy = false;
        }
    }

    onDelete() {
        this.dialog.add(ConfirmationDialog, {
            ...deletionWords(),
            confirm: async () => {
                await this.orm.unlink("cs.request", [this.requestId]);
                this.look.start(this.page);
                this.env.config.historyBack();
            },
        });
    }

    openHome() {
        this.action.doAction("cs_department.action_cs_form_home", { clearBreadcrumbs: true });
    }

    // ---- keyboard --------------------------------------------------------------------

    onKeydown(ev) {
        const isControl = ev.ctrlKey || ev.metaKey;
        if (isControl && ev.key.toLowerCase() === "s") {
            ev.preventDefault();
            this.onSave();
        } else if (isControl && ev.key === "Enter" && this.canSubmit) {
            ev.preventDefault();
            this.onSubmit();
        }
    }

    focusFirst() {
        if (this.isNew && !this.ui.isSmall) {
            focusFirst(this.root.el);
        }
    }
}

function formOf(record) {
    const { form_id } = record.data;
    return form_id ? form_id.id : null;
}

export const requestPage = {
    component: RequestPage,
    fieldDependencies: [
        { name: "form_id", type: "many2one", relation: "cs.form" },
        { name: "flow_state", type: "selection" },
    ],
};

registry.category("view_widgets").add("cs_request_page", requestPage);
