import { _t } from "@web/core/l10n/translation";
import { fills, openRosters } from "./board_actions";

/** So often the page asks how far the solver is, in milliseconds. */
export const EVERY = 2000;

/** Resolves once none of the rosters is being filled any more. */
async function finished(board, ids, wait) {
    for (;;) {
        await wait(EVERY);
        const rows = await board.orm.silent.read("cs.roster", ids, ["auto_state", "auto_text"]);
        if (rows.every((row) => row.auto_state !== "waiting")) {
            return rows;
        }
    }
}

fills.add("automatic", {
    label: _t("Automatically"),
    icon: "fa-magic",
    isOffered: (board) => openRosters(board).length > 0,
    run: (board, wait = (time) => new Promise((resolve) => setTimeout(resolve, time))) =>
        board.guard(async () => {
            const ids = openRosters(board).map((roster) => roster.id);
            await board.orm.call("cs.roster", "action_fill_automatically", [ids]);
            const close = board.notification.add(_t("The roster is being made …"), {
                sticky: true,
                type: "info",
            });
            const rows = await finished(board, ids, wait);
            close();
            await board.model.reload();
            const unmet = rows.map((row) => row.auto_text).filter(Boolean);
            if (unmet.length) {
                board.notification.add(unmet.join("\n"), {
                    title: _t("What could not be kept"),
                    sticky: true,
                    type: "warning",
                });
            } else {
                board.notification.add(_t("The roster is made."), { type: "success" });
            }
        }),
});
