import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const MOST = 8;

/** A record of some model: typed a little of, then chosen from what is found. */
export class RecordInput extends Component {
    static template = "cs_department.FormRecordInput";
    static components = { AutoComplete };
    static props = {
        id: String,
        label: String,
        model: String,
        value: true,
        placeholder: String,
        isWrong: Boolean,
        act: Object,
        onChange: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.sources = [{ placeholder: _t("Searching…"), options: (text) => this.find(text) }];
    }

    get name() {
        return this.props.value?.name || "";
    }

    get placeholder() {
        return this.props.placeholder || _t("Type a name…");
    }

    async find(text) {
        const found = await this.orm.silent.call(this.props.model, "name_search", [], {
            name: text,
            limit: MOST,
        });
        if (!found.length) {
            return [{ label: _t("Nothing found"), cssClass: "text-muted" }];
        }
        return found.map(([id, name]) => ({
            label: name,
            onSelect: () => this.props.onChange({ id, name }),
        }));
    }

    /** An emptied input empties the field. */
    onInput({ inputValue }) {
        if (!inputValue.trim() && this.props.value) {
            this.props.onChange(null);
        }
    }

    /** A text that was not chosen from names nobody: show again who was chosen. */
    onBlur({ inputValue } = {}) {
        if (inputValue && inputValue !== this.name) {
            this.render();
        }
    }
}
