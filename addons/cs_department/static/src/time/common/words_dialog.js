import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { sentenceOf } from "../../flow/common/flow_format";

/**
 * Return what is still missing in a dialog, as a sentence, or "".
 *
 * @param {object[]} fields
 * @param {object} values
 * @returns {string}
 */
export function missingIn(fields, values) {
    const gap = fields.find((field) => {
        const value = values[field.name];
        return field.required && (typeof value === "string" ? !value.trim() : !value);
    });
    return gap ? _t("Please fill in: %s", gap.label) : "";
}

/**
 * Return a function that opens the dialog; as long as it is open, a second tap opens no other.
 *
 * @returns {(props: object) => void}
 */
export function useWords() {
    const dialog = useService("dialog");
    let isOpen = false;
    return (props) => {
        if (!isOpen) {
            isOpen = true;
            dialog.add(WordsDialog, props, { onClose: () => (isOpen = false) });
        }
    };
}

/**
 * Asks for a few words, numbers or a person; an error is shown as a sentence and nothing that
 * was typed is lost.
 *
 * A field is `{ name, label, type, required, value, options, rows }` with type `text`, `char`,
 * `number`, `select`, `boolean` or `person`.
 */
export class WordsDialog extends Component {
    static template = "cs_department.WordsDialog";
    static components = { Dialog, RecordSelector };
    static props = {
        close: Function,
        confirm: Function,
        title: String,
        fields: Array,
        help: { type: String, optional: true },
        label: { type: String, optional: true },
        style: { type: String, optional: true },
    };
    static defaultProps = { help: "", label: "", style: "primary" };

    setup() {
        const values = {};
        for (const field of this.props.fields) {
            values[field.name] = field.value ?? (field.type === "boolean" ? false : "");
        }
        this.state = useState({ values, error: "", busy: false });
        useAutofocus({ refName: "field_0", mobile: true });
    }

    onPerson(name, id) {
        this.state.values[name] = id || false;
    }

    async onConfirm() {
        if (this.state.busy) {
            return;
        }
        this.state.error = missingIn(this.props.fields, this.state.values);
        if (this.state.error) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.confirm({ ...this.state.values });
            this.props.close();
        } catch (error) {
            this.complain(error);
        } finally {
            this.state.busy = false;
        }
    }

    complain(error) {
        const sentence = sentenceOf(error);
        if (!sentence) {
            this.props.close();
            throw error;
        }
        this.state.error = sentence;
    }
}
