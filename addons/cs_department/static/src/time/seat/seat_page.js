import { Component, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { dayAndTime, sentenceOrThrow } from "../../flow/common/flow_format";
import { useWords } from "../common/words_dialog";
import { clockText, secondsLeft } from "./seat_utils";

const TICK = 1000;

/** My seat: ask to leave it, go, come back; for leaders, who asks and who is away. */
export class SeatPage extends Component {
    static template = "cs_department.SeatPage";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.words = useWords();
        Object.assign(this, { dayAndTime, clockText });
        this.state = useState({ seat: null, error: "", refused: "", busy: false, now: Date.now() });
        this.env.config.setDisplayName(_t("My seat"));
        onWillStart(() => this.load());
        useExternalListener(document, "visibilitychange", () => document.hidden || this.load());
        const timer = setInterval(() => (this.state.now = Date.now()), TICK);
        const bus = useService("bus_service");
        const ring = () => this.load();
        bus.subscribe("cs_department.seat", ring);
        onWillUnmount(() => {
            clearInterval(timer);
            bus.unsubscribe("cs_department.seat", ring);
        });
    }

    get mine() {
        return this.state.seat.mine;
    }

    get limitText() {
        return _t("At most %s minutes.", this.state.seat.minutes);
    }

    left(absence) {
        return secondsLeft(absence, this.state.now);
    }

    /** Load what is there now; of several calls at once the last one is shown. */
    async load() {
        const turn = (this.turn = (this.turn || 0) + 1);
        try {
            const seat = await this.orm.silent.call("cs.seat.absence", "get_seat", []);
            if (turn === this.turn) {
                Object.assign(this.state, { seat, error: "" });
            }
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    async act(method, absence, args = []) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        this.state.refused = "";
        try {
            await this.orm.call("cs.seat.absence", method, [[absence.id], ...args]);
        } catch (error) {
            this.state.refused = sentenceOrThrow(error);
        } finally {
            this.state.busy = false;
        }
        await this.load();
    }

    ask() {
        const { seat } = this.state;
        const fields = [{ name: "reason", label: _t("Why?"), type: "char", required: true }];
        fields.push({
            name: "relief",
            label: seat.needs_relief
                ? _t("Who takes the post?")
                : _t("Who takes the post? (optional)"),
            type: "person",
            required: seat.needs_relief,
        });
        this.words({
            title: _t("Leave the seat"),
            help: seat.minutes ? this.limitText : "",
            label: seat.needs_consent ? _t("Ask the leader") : _t("Go on"),
            fields,
            confirm: async ({ reason, relief }) => {
                await this.orm.call("cs.seat.absence", "action_ask", [reason, relief || null]);
                await this.load();
            },
        });
    }

    decline(absence) {
        this.words({
            title: _t("Ask %s to stay", absence.name),
            label: _t("Stay, please"),
            fields: [{ name: "text", label: _t("Why?"), type: "char" }],
            confirm: async ({ text }) => {
                await this.orm.call("cs.seat.absence", "action_decline", [[absence.id], text]);
                await this.load();
            },
        });
    }
}

registry.category("actions").add("cs_seat_page", SeatPage);
