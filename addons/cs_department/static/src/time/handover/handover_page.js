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
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOf, sentenceOrThrow } from "../../flow/common/flow_format";
import { useWords } from "../common/words_dialog";
import { HandoverItem } from "./handover_item";
import { HandoverRoll } from "./handover_roll";
import { leftToDo, myPart, partsOf, signedWords, STATE_STYLES, waitsWords } from "./handover_utils";

const BELL = "cs_department.handover";

/** A change of shift on the phone: the list of those around now, or one with all its lines. */
export class HandoverPage extends Component {
    static template = "cs_department.HandoverPage";
    static components = { HandoverItem, HandoverRoll, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.root = useRef("root");
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.words = useWords();
        this.action = useService("action");
        this.notification = useService("notification");
        Object.assign(this, { STATE_STYLES, myPart, waitsWords });
        this.act = this.act.bind(this);
        this.ask = this.ask.bind(this);
        this.state = useState({ home: null, page: null, error: "", refused: "", busy: false });
        const { params, context } = this.props.action;
        this.id = this.props.resId || params?.handover_id || context?.active_id || null;
        onWillStart(() => this.load());
        useExternalListener(document, "visibilitychange", () => document.hidden || this.load());
        const ring = ({ id }) => id === this.id && this.load();
        this.bus.subscribe(BELL, ring);
        onWillUnmount(() => {
            this.bus.unsubscribe(BELL, ring);
            this.listen(null);
        });
    }

    get page() {
        return this.state.page;
    }

    get parts() {
        return partsOf(this.page);
    }

    get isOpen() {
        return this.page.head.state === "open";
    }

    get left() {
        return leftToDo(this.page.items);
    }

    get signed() {
        return signedWords(this.page);
    }

    get cards() {
        const { mine, led, others } = this.state.home;
        return [
            { title: _t("Mine"), cards: mine },
            { title: _t("Of my departments"), cards: led },
            { title: _t("To read along"), cards: others },
        ].filter((group) => group.cards.length);
    }

    // ---- loading ---------------------------------------------------------------------

    /** Load what is there now; of several calls at once the last one is shown. */
    async load() {
        const turn = (this.turn = (this.turn || 0) + 1);
        try {
            const answer = this.id
                ? await this.orm.silent.call("cs.handover", "get_page", [this.id])
                : await this.orm.silent.call("cs.handover", "get_home", []);
            if (turn === this.turn) {
                this.take(answer);
            }
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            Object.assign(this.state, { home: null, page: null, error: sentence });
        }
    }

    take(answer) {
        const isPage = Boolean(answer.head);
        Object.assign(this.state, {
            page: isPage ? answer : null,
            home: isPage ? null : answer,
            error: "",
        });
        const { head } = answer;
        this.env.config.setDisplayName(isPage ? `${head.name} ${head.time}` : _t("Hand-overs"));
        this.listen(isPage ? head.id : null);
    }

    /** Hear what the others do at the same hand-over. */
    listen(id) {
        const channel = id && `${BELL}_${id}`;
        if (channel === this.channel) {
            return;
        }
        if (this.channel) {
            this.bus.deleteChannel(this.channel);
        }
        if (channel) {
            this.bus.addChannel(channel);
        }
        this.channel = channel;
    }

    async open(id) {
        this.id = id;
        this.state.refused = "";
        this.props.updateActionState?.({ resId: id || undefined });
        await this.load();
        this.root.el?.scrollIntoView();
    }

    // ---- acting ----------------------------------------------------------------------

    /**
     * Do something at the hand-over and show what became of it.
     *
     * @param {string} method
     * @param {any[]} args
     */
    async act(method, args) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        this.state.refused = "";
        try {
            await this.orm.call("cs.handover", method, [[this.id], ...args]);
        } catch (error) {
            this.state.refused = sentenceOrThrow(error);
        } finally {
            this.state.busy = false;
        }
        await this.load();
        if (this.state.refused) {
            this.notification.add(this.state.refused, { type: "danger" });
        }
    }

    /**
     * Ask for words first; `spec.call` turns them into a method and its arguments.
     *
     * @param {object} spec
     */
    ask(spec) {
        const { call, ...rest } = spec.edit ? this.editSpec(spec.edit) : spec;
        this.words({
            ...rest,
            confirm: async (values) => {
                const [method, args] = call(values);
                try {
                    await this.orm.call("cs.handover", method, [[this.id], ...args]);
                } catch (error) {
                    if (sentenceOf(error)) {
                        this.load();
                    }
                    throw error;
                }
                await this.load();
            },
        });
    }

    write() {
        const call = (values) => ["action_add", [values]];
        this.ask({ ...this.lineSpec({ kind: "open_item" }), label: _t("Write It Down"), call });
    }

    editSpec(item) {
        const call = (values) => ["action_edit", [item.id, values]];
        return { ...this.lineSpec(item), label: _t("Save"), call };
    }

    lineSpec(item) {
        return {
            title: _t("A line for the next shift"),
            fields: [
                {
                    name: "kind",
                    label: _t("Kind"),
                    type: "select",
                    value: item.kind,
                    options: this.page.kinds,
                },
                {
                    name: "name",
                    label: _t("Thing or task"),
                    type: "char",
                    required: true,
                    value: item.name,
                },
                {
                    name: "progress",
                    label: _t("How far it is"),
                    type: "text",
                    value: item.progress,
                },
                { name: "contact", label: _t("Whom to ask"), type: "char", value: item.contact },
                {
                    name: "is_important",
                    label: _t("Important: must be finished first"),
                    type: "boolean",
                    value: item.is_important,
                },
            ],
        };
    }

    async sign() {
        await this.act("action_sign", []);
        const words = this.page && !this.state.refused && this.signed;
        if (words) {
            this.notification.add(words.title, { type: "success" });
        }
    }

    refuse() {
        this.ask({
            title: _t("Refuse to take over"),
            help: _t("The superior is told and settles it."),
            label: _t("Refuse"),
            style: "danger",
            fields: [{ name: "text", label: _t("Reason"), type: "text", required: true }],
            call: ({ text }) => ["action_refuse", [text]],
        });
    }

    settle() {
        this.ask({
            title: _t("Settle the refusal"),
            help: _t("The hand-over goes on."),
            label: _t("Settled"),
            fields: [
                { name: "text", label: _t("How was it settled?"), type: "text", required: true },
            ],
            call: ({ text }) => ["action_settle", [text]],
        });
    }

    cancel() {
        this.ask({
            title: _t("Cancel this hand-over"),
            label: _t("Cancel the hand-over"),
            style: "danger",
            fields: [{ name: "text", label: _t("Reason"), type: "text", required: true }],
            call: ({ text }) => ["action_cancel", [text]],
        });
    }

    print() {
        return this.action.doAction("cs_department.report_cs_handover", {
            additionalContext: { active_ids: [this.id], active_id: this.id },
        });
    }

    talk() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "cs.handover",
            res_id: this.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("cs_handover_page", HandoverPage);
