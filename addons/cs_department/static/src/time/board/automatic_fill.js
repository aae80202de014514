import { _t } from "@web/core/l10n/translation";
import { askStatus } from "../automatic/follow";
import { SearchReportDialog } from "../automatic/search_report";
import { fills, openRosters } from "./board_actions";

const idle = (board) => openRosters(board).filter((roster) => roster.auto !== "waiting");
const ids = (rosters) => rosters.map((roster) => roster.id);

fills.add("automatic", {
    label: _t("Automatically"),
    icon: "fa-magic",
    isOffered: (board) => idle(board).length > 0,
    run: (board) =>
        board.guard(async () => {
            await board.orm.call("cs.roster", "action_fill_automatically", [ids(idle(board))]);
            // from now on the page follows the search
            await board.model.reload();
        }),
});

const made = (board) =>
    openRosters(board).filter((roster) => ["done", "failed"].includes(roster.auto));

fills.add("automatic_report", {
    label: _t("What could not be kept"),
    icon: "fa-list-alt",
    isOffered: (board) => made(board).length > 0,
    run: (board) =>
        board.guard(async () => {
            const statuses = await askStatus(board.orm, ids(made(board)));
            board.dialog.add(SearchReportDialog, { statuses });
        }),
});
