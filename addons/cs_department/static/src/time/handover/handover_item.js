import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { isCheck, KIND_ICONS } from "./handover_utils";

/** One line of the book: what it says, its questions, and what the reader may do with it. */
export class HandoverItem extends Component {
    static template = "cs_department.HandoverItem";
    static props = {
        item: Object,
        me: Object,
        isOpen: Boolean,
        act: Function,
        ask: Function,
    };

    get item() {
        return this.props.item;
    }

    get isCheck() {
        return isCheck(this.item);
    }

    get icon() {
        return KIND_ICONS[this.item.kind];
    }

    get needsTick() {
        const { item, isOpen } = this.props;
        return isOpen && item.is_for_me && !item.is_read;
    }

    get canAnswer() {
        const { me, isOpen } = this.props;
        return isOpen && (me.outgoing.length > 0 || me.is_leader);
    }

    get canAsk() {
        const { me, isOpen } = this.props;
        return isOpen && !this.isCheck && me.incoming.length > 0;
    }

    /** Whoever still has to accept a line does not see a button too many. */
    get canResolve() {
        const { item } = this.props;
        return item.can_resolve && !(item.can_decide && item.verdict === "open");
    }

    get stops() {
        const { item } = this;
        return item.is_blocking || item.is_important;
    }

    get canPublish() {
        const { item, me } = this.props;
        return item.kind === "lesson" && me.is_leader && !item.is_published;
    }

    get acceptLabel() {
        return this.isCheck ? _t("In order") : _t("Accept");
    }

    get refuseLabel() {
        return this.isCheck ? _t("Not in order") : _t("Not accepted");
    }

    get verdictText() {
        const { verdict, decided_by } = this.item;
        const accepted = this.isCheck ? this.acceptLabel : _t("Accepted");
        return _t("%(verdict)s, %(person)s", {
            verdict: verdict === "accepted" ? accepted : this.refuseLabel,
            person: decided_by,
        });
    }

    get ownerText() {
        const { owner, first_owner } = this.item;
        if (!first_owner || this.isCheck) {
            return "";
        }
        if (owner === first_owner) {
            return _t("With %s", owner);
        }
        return _t("With %(owner)s, first asked: %(first)s", { owner, first: first_owner });
    }

    read() {
        return this.props.act("action_read", [[this.item.id]]);
    }

    accept() {
        return this.props.act("action_accept", [[this.item.id]]);
    }

    publish() {
        return this.props.act("action_publish_lesson", [this.item.id]);
    }

    refuse() {
        const { item } = this;
        const isAsset = item.kind === "asset";
        const fields = [
            {
                name: "reason",
                label: this.isCheck ? _t("What is not in order?") : _t("Why not?"),
                type: "text",
                required: true,
            },
        ];
        if (isAsset) {
            fields.push({ name: "counted", label: _t("How many are there?"), type: "number" });
        }
        this.props.ask({
            title: item.name,
            help: this.isCheck ? _t("The superior is told of it.") : "",
            label: this.refuseLabel,
            style: "danger",
            fields,
            call: ({ reason, counted }) => [
                "action_refuse_item",
                [item.id, reason, isAsset ? Number(counted) || 0 : null],
            ],
        });
    }

    question() {
        this.props.ask({
            title: this.item.name,
            label: _t("Ask about It"),
            fields: [{ name: "text", label: _t("Question"), type: "text", required: true }],
            call: ({ text }) => ["action_ask", [this.item.id, text]],
        });
    }

    answer(question) {
        this.props.ask({
            title: question.question,
            label: _t("Answer"),
            fields: [
                {
                    name: "text",
                    label: _t("Answer"),
                    type: "text",
                    required: true,
                    value: question.answer,
                },
            ],
            call: ({ text }) => ["action_answer", [question.id, text]],
        });
    }

    waive() {
        this.props.ask({
            title: this.item.name,
            help: this.stops
                ? _t("The line does not stop the hand-over any more; you answer for it.")
                : _t("The shift may leave although it is not accepted; you answer for it."),
            label: _t("Let it pass"),
            style: "warning",
            fields: [{ name: "text", label: _t("Reason"), type: "text", required: true }],
            call: ({ text }) => ["action_waive", [this.item.id, text]],
        });
    }

    resolve() {
        this.props.ask({
            title: this.item.name,
            help: _t("Who was asked first stays named."),
            label: _t("It is resolved"),
            style: "success",
            fields: [
                { name: "text", label: _t("How was it resolved?"), type: "text", required: true },
            ],
            call: ({ text }) => ["action_resolve", [this.item.id, text]],
        });
    }
}
