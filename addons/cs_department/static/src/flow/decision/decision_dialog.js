import { Component, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { MultiRecordSelector } from "@web/core/record_selectors/multi_record_selector";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useAutofocus } from "@web/core/utils/hooks";
import { sentenceOf } from "../common/flow_format";
import { emptyForm, missingOf } from "./decision_specs";

const PEOPLE = [
    ["share", "=", false],
    ["active", "=", true],
];

/** Asks for what a decision needs: a comment, a person, a step; shows errors as sentences. */
export class DecisionDialog extends Component {
    static template = "cs_department.DecisionDialog";
    static components = { Dialog, MultiRecordSelector, RecordSelector };
    static props = {
        close: Function,
        confirm: Function,
        spec: Object,
        subject: { type: String, optional: true },
        facts: { type: Array, optional: true },
    };
    static defaultProps = { subject: "", facts: [] };

    setup() {
        this.state = useState({ ...emptyForm(this.props.spec), error: "", busy: false });
        this.people = PEOPLE;
        this.confirmRef = useRef("confirm");
        const first = this.props.spec.comment === "required" ? "comment" : "confirm";
        // on a phone too: the keyboard would cover what is to be confirmed
        useAutofocus({ refName: first, mobile: true });
    }

    get spec() {
        return this.props.spec;
    }

    get commentLabel() {
        if (this.spec.commentLabel) {
            return this.spec.commentLabel;
        }
        return this.spec.comment === "required" ? _t("Reason") : _t("Comment (optional)");
    }

    get personId() {
        return this.state.people[0] || false;
    }

    onPerson(id) {
        this.state.people = id ? [id] : [];
        this.state.error = "";
    }

    onPeople(ids) {
        this.state.people = ids;
        this.state.error = "";
    }

    onChoice(key, ids) {
        this.state.choices[key] = ids;
        this.state.error = "";
    }

    onTask(ev) {
        this.state.task = Number(ev.target.value) || false;
    }

    async onConfirm() {
        if (this.state.busy) {
            return;
        }
        this.state.error = missingOf(this.spec, this.state);
        if (this.state.error) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.confirm({ ...this.state, comment: this.state.comment.trim() });
            this.props.close();
        } catch (error) {
            const sentence = sentenceOf(error);
            if (!sentence) {
                this.props.close();
                throw error;
            }
            this.state.error = sentence;
        } finally {
            this.state.busy = false;
        }
    }
}
