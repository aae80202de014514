import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Who hands over to whom, who is there; the leader calls the roll here. */
export class HandoverRoll extends Component {
    static template = "cs_department.HandoverRoll";
    static props = { page: Object, act: Function, ask: Function };

    setup() {
        this.action = useService("action");
    }

    get me() {
        return this.props.page.me;
    }

    get isOpen() {
        return this.props.page.head.state === "open";
    }

    get canCall() {
        return this.isOpen && this.me.is_leader;
    }

    get presentCount() {
        return this.props.page.seats.filter((seat) => seat.presence === "present").length;
    }

    presenceText(seat) {
        if (!seat.incoming) {
            return _t("No relief");
        }
        if (seat.presence === "absent") {
            return _t("Did not come");
        }
        if (seat.presence === "expected") {
            return _t("Not here yet");
        }
        return seat.late
            ? _t("%(time)s, %(minutes)s min late", { time: seat.arrived, minutes: seat.late })
            : _t("There since %s", seat.arrived);
    }

    rosteredText(seat) {
        return _t(
            "On the roster the shift is still %s's: give it away there, so that attendance is counted for who came.",
            seat.rostered
        );
    }

    presenceStyle(seat) {
        if (!seat.incoming) {
            return "danger";
        }
        if (seat.presence === "present") {
            return seat.late ? "warning" : "success";
        }
        return seat.presence === "absent" ? "danger" : "light";
    }

    here() {
        return this.props.act("action_here", []);
    }

    live(isLive) {
        return this.props.act("action_live", [isLive]);
    }

    call(seat, isPresent) {
        return this.props.act("action_call_roll", isPresent ? [[seat.id], []] : [[], [seat.id]]);
    }

    replace(seat) {
        this.props.ask({
            title: seat.incoming
                ? _t("Who takes over instead of %s?", seat.incoming)
                : _t("Who relieves %s?", seat.outgoing),
            label: _t("Takes over"),
            fields: [{ name: "person", label: _t("Colleague"), type: "person", required: true }],
            call: ({ person }) => ["action_replace", [seat.id, person]],
        });
    }

    /** The shift stays with whom the roster says until somebody gives it away there. */
    board(seat) {
        return this.action.doAction("cs_department.action_cs_roster_board", {
            additionalContext: {
                cs_department_id: seat.board.department_id,
                cs_first: seat.board.first,
            },
        });
    }

    close(seat) {
        this.props.ask({
            title: _t("Nobody takes over from %s", seat.outgoing),
            help: _t("The seat stays empty, and who sits there may go."),
            label: _t("Close the seat"),
            style: "warning",
            fields: [{ name: "text", label: _t("Reason"), type: "text", required: true }],
            call: ({ text }) => ["action_close_seat", [seat.id, text]],
        });
    }
}
