import { Component, onWillStart, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { listed, sentenceOrThrow } from "../../flow/common/flow_format";
import { FormFields } from "../request/form_fields";
import { FormLook } from "../request/form_look";
import { RecordInput } from "../request/record_input";

/** Fill in the design as somebody would, and see whom it would meet; nothing is kept. */
export class TryDialog extends Component {
    static template = "cs_department.FormTry";
    static components = { Dialog, FormFields, RecordInput };
    static props = { model: Object, close: Function };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.listed = listed;
        const answer = useRef("answer");
        this.state = useState({ tick: 0, person: null, answer: null, isBusy: false });
        useEffect(
            () => {
                answer.el?.scrollIntoView({ block: "nearest" });
            },
            () => [this.state.answer]
        );
        const { model } = this.props;
        this.look = new FormLook({
            ask: (values) => model.preview(values),
            changed: () => (this.state.tick += 1),
        });
        this.look.setFields(model.design.fields);
        this.look.askNow();
        onWillStart(async () => {
            const person = await this.orm.call("cs.form", "get_trier", [model.id]);
            this.state.person = person || null;
        });
        onWillUnmount(() => this.look.stop());
    }

    choose(person) {
        this.state.person = person;
    }

    async run() {
        this.state.isBusy = true;
        try {
            const { model } = this.props;
            this.state.answer = await this.orm.call("cs.form", "try_design", [
                model.id,
                this.look.sent,
                this.state.person ? this.state.person.id : null,
            ]);
        } catch (error) {
            const sentence = sentenceOrThrow(error);
            this.state.answer = { ok: false, messages: [sentence], path: [] };
        } finally {
            this.state.isBusy = false;
        }
    }
}
