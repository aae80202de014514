import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { LockDialog } from "./lock_dialog";
import { PublishDialog } from "./publish_dialog";

/**
 * Ways to fill a roster. Other files add theirs: `{label, icon, isOffered(board), run(board)}`.
 */
export const fills = registry.category("cs_roster_fills");

fills.add("rotation", {
    label: _t("By rotation"),
    icon: "fa-refresh",
    isOffered: () => true,
    run: (board) =>
        board.guard(async () => {
            const ids = openRosters(board).map((roster) => roster.id);
            const answer = await board.orm.call("cs.roster", "action_fill_by_rotation", [ids]);
            await board.model.reload();
            // the page is there already: what was done is said, nothing is opened again
            const { message, type } = answer.params;
            board.notification.add(message, { type });
        }),
});

/** The rosters on the page that may still be changed. */
export function openRosters(board) {
    return board.rosters.filter((roster) => roster.can_edit);
}

function ask(board, text, title, method, rosters) {
    board.dialog.add(LockDialog, {
        title,
        text,
        rosters,
        today: board.model.data.today,
        confirm: (ids) =>
            board.guard(async () => {
                await board.model.saved();
                await board.orm.call("cs.roster", method, [ids]);
                await board.model.reload();
            }),
    });
}

/** Ask whether to publish: people are told of what the page shows, so it is saved first. */
async function publish(board, rosters) {
    await board.model.saved();
    board.dialog.add(PublishDialog, {
        ids: rosters.map((roster) => roster.id),
        done: () => board.guard(() => board.model.reload()),
    });
}

/** What the buttons above the board do, and which of them there are now. */
export function boardActions(board) {
    const { data } = board.model;
    const open = openRosters(board);
    const news = open.filter((roster) => roster.state === "draft" || roster.is_changed);
    const published = board.rosters.filter((roster) => roster.state === "published");
    const locked = board.rosters.filter((roster) => roster.state === "locked");
    return {
        canFill: data.can_fill && open.length > 0,
        canPublish: data.can_publish && news.length > 0,
        canLock: data.can_lock && !news.length && published.length > 0,
        canUnlock: data.can_unlock && locked.length > 0,
        canCreate: data.can_create && !board.rosters.length,
        fills: fills
            .getAll()
            .filter((fill) => fill.isOffered(board))
            .map((fill) => ({
                ...fill,
                run: () => board.model.saved().then(() => fill.run(board)),
            })),
        publish: () => publish(board, news),
        lock: () =>
            ask(
                board,
                _t("A locked roster is what pay is worked out from. Only HR can unlock it."),
                _t("Lock"),
                "action_lock",
                published
            ),
        unlock: () =>
            ask(
                board,
                _t("The roster can be changed again, and pay may have to be worked out anew."),
                _t("Unlock"),
                "action_unlock",
                locked
            ),
        create: () =>
            board.guard(async () => {
                const { department } = board.state;
                const { first, last } = board.range;
                await board.orm.call("cs.roster", "board_create", [department, first, last]);
                await board.load();
            }),
        print: () =>
            board.guard(async () => {
                const { department } = board.state;
                const { first, last } = board.range;
                await board.model.saved();
                const action = await board.orm.call("cs.roster", "board_print", [
                    department,
                    first,
                    last,
                ]);
                await board.action.doAction(action);
            }),
    };
}
