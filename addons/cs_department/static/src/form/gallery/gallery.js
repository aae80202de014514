import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { GalleryPreview } from "./gallery_preview";

const LARGEST = 2_000_000;

/** Ready forms to begin with, and files of forms: each is looked at before it is taken. */
export class FormGallery extends Component {
    static template = "cs_department.FormGallery";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ templates: [], error: "" });
        this.env.config.setDisplayName(_t("Form templates"));
        onWillStart(() =>
            this.try(async () => {
                this.state.templates = await this.orm.call("cs.form", "get_gallery", []);
            })
        );
    }

    async try(work) {
        try {
            this.state.error = "";
            await work();
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    sizeOf(template) {
        return _t("Fields: %(fields)s · Steps: %(steps)s", template);
    }

    look(template) {
        return this.preview("preview_template", "use_template", template.key);
    }

    async onFile(ev) {
        const [file] = ev.target.files;
        if (file && file.size > LARGEST) {
            this.state.error = _t("This file is too large for a form.");
        } else if (file) {
            await this.preview("preview_definition", "import_definition", await file.text());
        }
        ev.target.value = "";
    }

    preview(look, take, data) {
        return this.try(async () => {
            const found = await this.orm.call("cs.form", look, [data]);
            this.dialog.add(GalleryPreview, { found, take, data });
        });
    }
}

registry.category("actions").add("cs_form_gallery", FormGallery);
