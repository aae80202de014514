import { onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { findTypes } from "./board_keys";

/** So many milliseconds a code that may go on waits for its next letter. */
const PATIENCE = 900;

/** What somebody types on the grid: the code of a shift type. */
class Typing {
    constructor(grid) {
        this.grid = grid;
        this.input = useRef("typing");
        this.notification = useService("notification");
        this.state = useState({ text: "" });
        this.timer = 0;
        onWillUnmount(() => clearTimeout(this.timer));
    }

    get types() {
        return this.grid.props.model.types;
    }

    /** Take what was typed: at once when it can mean one type only. */
    take(text) {
        clearTimeout(this.timer);
        const { exact, starting } = findTypes(this.types, text);
        this.state.text = text.trim();
        if (exact && starting.length === 1) {
            this.put(exact);
        } else if (this.state.text) {
            this.timer = setTimeout(() => this.confirm(false, true), PATIENCE);
        }
    }

    /** Take what was typed as it stands, or go on to the next row. */
    confirm(isBack, isStaying) {
        const { exact, starting } = findTypes(this.types, this.state.text);
        const type = exact || (!isStaying && starting[0]);
        if (type) {
            this.put(type);
        } else if (!isStaying && !this.state.text) {
            this.grid.act({ name: "move", by: [isBack ? -1 : 1, 0] });
            this.grid.state.tick += 1;
        }
        if (!starting.length) {
            this.sayUnknown();
            this.forget();
        }
    }

    put(type) {
        this.forget();
        this.grid.props.put(type);
    }

    sayUnknown() {
        const { text } = this.state;
        if (text) {
            const codes = this.types.map((type) => type.code).join(" · ");
            this.notification.add(
                _t("No shift type here has the code %(text)s. There are: %(codes)s", {
                    text,
                    codes,
                }),
                { type: "warning" }
            );
        }
    }

    forget() {
        clearTimeout(this.timer);
        this.state.text = "";
        if (this.input.el) {
            this.input.el.value = "";
        }
    }
}

/** Let a grid take codes of shift types that are typed on it. */
export function useTyping(grid) {
    return new Typing(grid);
}
