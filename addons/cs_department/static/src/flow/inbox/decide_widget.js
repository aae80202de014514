import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { sentenceOrThrow } from "../common/flow_format";
import { useDecision } from "../decision/decision_hook";
import { offersOf, taskSpecs } from "../decision/decision_specs";
import { buttonWords } from "../decision/decision_words";
import { factsOf } from "../fields/fields_utils";

/** Approve and refuse on a card or a line of the inbox. */
export class DecideWidget extends Component {
    static template = "cs_department.DecideWidget";
    static props = { ...standardWidgetProps };

    setup() {
        // not useService: the answer must arrive even when the line is gone by then
        this.orm = this.env.services.orm;
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.decide = useDecision();
        this.state = useState({ busy: false });
    }

    get offers() {
        const { kind, buttons, is_inbox: isMine } = this.props.record.data;
        if (!isMine) {
            return [];
        }
        const specs = taskSpecs({ kind, buttons });
        // what must be filled in is filled in on the document
        const names = kind === "fill" ? [] : offersOf({ kind }).main;
        const { objection, gaps } = this.props.record.data;
        return names
            .filter((name) => name !== "approve" || !(objection || gaps))
            .map((name) => ({ name, ...specs[name] }));
    }

    get isFill() {
        const { kind, is_inbox: isMine } = this.props.record.data;
        return isMine && kind === "fill";
    }

    /** What the document asks for before it can be approved. */
    get gaps() {
        const { gaps, objection, is_inbox: isMine } = this.props.record.data;
        return isMine && !objection && gaps;
    }

    async onDecide(spec) {
        const { record } = this.props;
        this.state.busy = true;
        try {
            const isDone = await this.decide(spec, {
                subject: record.data.title || "",
                facts: factsOf(record.data.facts),
                call: (form) =>
                    this.orm.call("cs.flow.task", spec.method, [
                        [record.resId],
                        ...spec.args(form),
                    ]),
            });
            if (isDone) {
                this.notification.add(this.doneText(spec), { type: "success" });
            }
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.notification.add(sentence, { type: "danger" });
        } finally {
            this.state.busy = false;
        }
        await record.model.load();
    }

    doneText(spec) {
        const { title: subject, buttons } = this.props.record.data;
        const words = buttonWords(buttons);
        const texts = {
            approve: words.approved,
            refuse: words.refused,
            answer: () => _t("Answered: %s", subject),
        };
        return texts[spec.name](subject);
    }
}

export const decideWidget = {
    component: DecideWidget,
    fieldDependencies: [
        { name: "is_inbox", type: "boolean" },
        { name: "kind", type: "selection" },
        { name: "buttons", type: "selection" },
        { name: "title", type: "char" },
        { name: "facts", type: "json" },
        { name: "objection", type: "text" },
        { name: "gaps", type: "char" },
    ],
    listViewWidth: [190, 260],
};

registry.category("view_widgets").add("cs_flow_decide", decideWidget);
