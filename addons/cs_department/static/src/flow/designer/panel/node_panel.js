import { Component, useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KIND_ICONS, kindLabels } from "../../tree/tree_utils";
import { ConditionEditor } from "../condition/condition_editor";
import {
    DoingSection,
    LimitSection,
    PeopleSection,
    RightsSection,
    SigningSection,
} from "./sections";

/** Everything about one node, beside the drawing; on a phone, over it. */
export class NodePanel extends Component {
    static template = "cs_department.NodePanel";
    static components = {
        ConditionEditor,
        DoingSection,
        LimitSection,
        PeopleSection,
        RightsSection,
        SigningSection,
    };
    static props = {
        node: Object,
        design: Object,
        findings: Array,
        readonly: Boolean,
        check: Function,
        act: Object,
    };

    setup() {
        this.icons = KIND_ICONS;
        this.labels = kindLabels();
        this.name = useRef("name");
        useEffect(
            (key) => {
                if (!this.props.readonly && this.props.act.isFresh(key)) {
                    this.name.el?.focus();
                    this.name.el?.select();
                }
            },
            () => [this.props.node.key]
        );
        this.update = (values) => {
            const names = Object.keys(values).join();
            this.props.act.update(this.props.node.key, values, `${this.props.node.key} ${names}`);
        };
    }

    get node() {
        return this.props.node;
    }

    get asks() {
        return ["approve", "fill", "notify"].includes(this.node.kind);
    }

    get decides() {
        return ["approve", "fill"].includes(this.node.kind);
    }

    get does() {
        return ["action", "wait"].includes(this.node.kind);
    }

    get hint() {
        return {
            approve: _t("Somebody agrees or disagrees."),
            fill: _t("Somebody fills in fields of the document, then it goes on."),
            notify: _t("Somebody gets a copy. Nobody is asked, and it goes on at once."),
            action: _t("Something happens by itself, exactly once."),
            wait: _t("It waits, then it goes on by itself."),
            branch: _t("Its cases are tried from left to right; the first that fits is taken."),
            case: _t(
                "What stands in this case runs when its condition holds. Without a condition it is 'otherwise'."
            ),
            parallel: _t("Its lanes run at the same time; it goes on when all have ended."),
            lane: _t("What stands in this lane runs beside the other lanes."),
        }[this.node.kind];
    }

    setCondition(text) {
        this.update({ condition: text || false });
    }
}
