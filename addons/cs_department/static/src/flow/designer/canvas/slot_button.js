import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { KIND_ICONS, kindLabels } from "../../tree/tree_utils";

/** A place where something can be put: a plus that offers what may stand there. */
export class SlotButton extends Component {
    static template = "cs_department.SlotButton";
    static components = { Dropdown, DropdownItem };
    static props = {
        slot: Object,
        kinds: { type: Array, element: String },
        isTarget: Boolean,
        clipboard: { type: [String, { value: null }] },
        onAdd: Function,
        onPaste: Function,
    };

    setup() {
        this.icons = KIND_ICONS;
        this.labels = kindLabels();
    }

    /** The second half of a double click neither adds once more nor closes what was opened. */
    once(ev) {
        if (ev.detail > 1) {
            ev.stopImmediatePropagation();
        }
    }

    get style() {
        return `left:${this.props.slot.x}px;top:${this.props.slot.y}px`;
    }

    get title() {
        const { kinds } = this.props;
        if (kinds.length > 1) {
            return _t("Add a step here");
        }
        return kinds[0] === "case" ? _t("Add a case") : _t("Add a lane");
    }
}
