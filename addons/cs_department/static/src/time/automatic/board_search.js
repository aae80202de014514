import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { askStatus, useFollow } from "./follow";
import { SearchProgress } from "./search_progress";
import { SearchReportDialog } from "./search_report";

/** On the board: how far the rosters are that are being made; then it shows what came of it. */
export class BoardSearch extends Component {
    static template = "cs_department.BoardSearch";
    static components = { SearchProgress };
    static props = { board: Object, tick: Number };

    setup() {
        this.state = useState({ statuses: [] });
        useFollow(() => this.look());
    }

    get waiting() {
        const { rosters } = this.props.board;
        return rosters.filter((roster) => roster.auto === "waiting").map((roster) => roster.id);
    }

    async look() {
        const { board } = this.props;
        const ids = this.waiting;
        if (!ids.length) {
            this.state.statuses = [];
            return;
        }
        const statuses = await askStatus(board.orm, ids);
        this.state.statuses = statuses.filter((status) => status.state === "waiting");
        const ended = statuses.filter((status) => status.state !== "waiting");
        if (ended.length) {
            await board.guard(() => board.model.reload());
            this.tell(ended.filter((status) => status.state !== "stopped"));
        }
    }

    tell(statuses) {
        const { board } = this.props;
        if (statuses.some((status) => status.error || status.days.length)) {
            board.dialog.add(SearchReportDialog, { statuses });
        } else if (statuses.length) {
            const sentences = statuses.map((status) => status.summary);
            board.notification.add(sentences.join("\n"), {
                title: _t("The roster is made"),
                type: "success",
            });
        }
    }

    stop(status) {
        const { board } = this.props;
        return board.guard(async () => {
            await board.orm.call("cs.roster", "action_stop_automatically", [[status.id]]);
            await board.model.reload();
            this.state.statuses = this.state.statuses.filter((one) => one.id !== status.id);
            board.notification.add(_t("Stopped: the roster stays as it was."), { type: "info" });
        });
    }
}
