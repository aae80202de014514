import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useRef,
    useState,
} from "@odoo/owl";
import { useDebounced } from "@web/core/utils/timing";
import { completions } from "./condition_text";

/** A typed expression: completion while typing, and the error below the place where it is. */
export class ExpressionInput extends Component {
    static template = "cs_department.ExpressionInput";
    static props = {
        text: String,
        facts: Array,
        functions: Array,
        check: Function,
        readonly: Boolean,
        onChange: Function,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ offered: [], from: 0, chosen: 0, error: null });
        this.lookSoon = useDebounced(() => this.look(this.props.text), 300);
        onWillStart(() => {
            this.look(this.props.text);
        });
        onWillUpdateProps((next) => {
            // not waited for: the text is shown at once
            if (next.text !== this.props.text) {
                this.lookSoon();
            }
        });
        onWillUnmount(() => {
            this.isGone = true;
        });
    }

    async look(text) {
        const error = text ? await this.props.check(text) : null;
        if (!this.isGone && text === this.props.text) {
            this.state.error = error || null;
        }
    }

    /** Where the error is: the text before it, to stand it below. */
    get before() {
        return this.props.text.slice(0, Math.max(0, (this.state.error?.column || 1) - 1));
    }

    onInput(ev) {
        const { value, selectionStart } = ev.target;
        this.props.onChange(value);
        this.offer(value, selectionStart);
    }

    offer(value, caret) {
        const { from, items } = completions(value, caret, this.props.facts, this.props.functions);
        Object.assign(this.state, { from, offered: items, chosen: 0 });
    }

    onKeydown(ev) {
        const { offered } = this.state;
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!offered.length) {
            return;
        }
        if (step) {
            ev.preventDefault();
            this.state.chosen = (this.state.chosen + step + offered.length) % offered.length;
        } else if (["Enter", "Tab"].includes(ev.key)) {
            ev.preventDefault();
            this.take(offered[this.state.chosen]);
        } else if (ev.key === "Escape") {
            ev.stopPropagation();
            this.state.offered = [];
        }
    }

    take(item) {
        const el = this.input.el;
        const text =
            el.value.slice(0, this.state.from) + item.text + el.value.slice(el.selectionStart);
        const caret = this.state.from + item.text.length;
        this.state.offered = [];
        this.props.onChange(text);
        el.value = text;
        el.focus();
        el.setSelectionRange(caret, caret);
    }

    mend() {
        const { column, suggestion } = this.state.error;
        const { text } = this.props;
        const at = column - 1;
        const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(text.slice(at));
        this.props.onChange(
            text.slice(0, at) + suggestion + text.slice(at + (word ? word[0].length : 0))
        );
    }

    get canMend() {
        const { error } = this.state;
        return Boolean(
            error?.suggestion && error.column && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(error.suggestion)
        );
    }
}
