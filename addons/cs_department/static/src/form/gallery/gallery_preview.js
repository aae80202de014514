import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { FormFields } from "../request/form_fields";
import { FormLook } from "../request/form_look";

/** What taking a template or a file would make: nothing is there before one says so. */
export class GalleryPreview extends Component {
    static template = "cs_department.GalleryPreview";
    static components = { Dialog, FormFields };
    static props = { found: Object, take: String, data: String, close: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.state = useState({ tick: 0, error: "", isBusy: false });
        const { design } = this.props.found;
        this.look = new FormLook({
            ask: (values) => this.ask(design, values),
            changed: () => (this.state.tick += 1),
        });
        this.look.setFields(design.fields);
        this.look.askNow();
        onWillUnmount(() => this.look.stop());
    }

    async ask(design, values) {
        const args = [design, values];
        const { fields } = await this.orm.silent.call("cs.form", "preview_design", args);
        return { state: fields };
    }

    async take() {
        this.state.isBusy = true;
        try {
            const { take, data, close } = this.props;
            const { form_id } = await this.orm.call("cs.form", take, [data]);
            close();
            await this.action.doAction("cs_department.action_cs_form_designer", {
                additionalContext: { active_id: form_id },
            });
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        } finally {
            this.state.isBusy = false;
        }
    }
}
