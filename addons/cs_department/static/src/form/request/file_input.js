import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { checkFileSize } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { sizeText } from "./form_inputs";

const ROUTE = "/web/binary/upload_attachment";

/** Files of a form: taken with the camera or from the device, shown with name and size. */
export class FileInput extends Component {
    static template = "cs_department.FormFileInput";
    static props = {
        id: String,
        label: String,
        value: true,
        readonly: Boolean,
        isWrong: Boolean,
        act: Object,
        onChange: Function,
    };

    setup() {
        this.http = useService("http");
        this.notification = useService("notification");
        this.input = useRef("input");
        this.state = useState({ sending: 0 });
        this.sizeText = sizeText;
    }

    get files() {
        return Array.isArray(this.props.value) ? this.props.value : [];
    }

    address(file) {
        return `/web/content/${Number(file.id)}?download=true`;
    }

    async onChange(ev) {
        const chosen = [...ev.target.files].filter((file) =>
            checkFileSize(file.size, this.notification)
        );
        ev.target.value = "";
        if (!chosen.length) {
            return;
        }
        this.state.sending += chosen.length;
        try {
            const sent = await this.send(chosen);
            this.props.onChange([...this.files, ...sent]);
        } catch {
            this.complain(_t("The file could not be sent: check the connection and try again."));
        } finally {
            this.state.sending -= chosen.length;
        }
    }

    async send(chosen) {
        const form = { csrf_token: odoo.csrf_token, model: "cs.request", id: 0, ufile: chosen };
        const answer = JSON.parse(await this.http.post(ROUTE, form, "text"));
        const refused = answer.find((file) => file.error);
        if (refused) {
            this.complain(refused.error);
        }
        return answer
            .filter((file) => !file.error)
            .map(({ id, filename, mimetype, size }) => ({ id, name: filename, mimetype, size }));
    }

    complain(sentence) {
        this.notification.add(sentence, { type: "danger", title: this.props.label });
    }

    remove(file) {
        const left = this.files.filter((one) => one.id !== file.id);
        this.props.onChange(left.length ? left : null);
    }
}
