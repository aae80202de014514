import { onWillUnmount, useEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDecision } from "../decision/decision_hook";
import { taskSpecs } from "../decision/decision_specs";
import { BulkResultDialog } from "./bulk_result_dialog";

const RELOAD_AFTER = 300;

/**
 * Let a view of tasks decide its selection at once.
 *
 * @param {function(): object} getRoot returns the list of the view's model
 * @returns {function(string): Promise<void>}
 */
export function useBulkDecision(getRoot) {
    // not useService: the answer must arrive even when the view is gone by then
    const { orm } = useEnv().services;
    const dialog = useService("dialog");
    const decide = useDecision();

    return async function decideSelection(decision) {
        const root = getRoot();
        const ids = await root.getResIds(true);
        const subjects = Object.fromEntries(
            root.records.map((record) => [record.resId, record.data.title])
        );
        let lines = [];
        const spec = taskSpecs({ kind: "approve" })[decision];
        const title =
            decision === "approve"
                ? _t("Approve the selection (%s)", ids.length)
                : _t("Refuse the selection (%s)", ids.length);
        const isDone = await decide(
            { ...spec, title, help: _t("Each line is decided for itself.") },
            {
                call: async (form) => {
                    lines = await orm.call("cs.flow.task", "decide_many", [
                        ids,
                        decision,
                        form.comment,
                    ]);
                },
            }
        );
        if (isDone) {
            dialog.add(BulkResultDialog, { lines, subjects, decision });
            await root.model.load();
        }
    };
}

/**
 * Reload a view of tasks when the server says that the inbox has changed.
 *
 * @param {function(): object} getModel
 */
export function useInboxReload(getModel) {
    const bus = useService("bus_service");
    let timer;
    const onChange = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            const model = getModel();
            // not under the fingers of somebody who is choosing lines
            if (model.isReady && !model.root.selection?.length) {
                model.load();
            }
        }, RELOAD_AFTER);
    };
    bus.subscribe("cs_department.inbox", onChange);
    onWillUnmount(() => {
        clearTimeout(timer);
        bus.unsubscribe("cs_department.inbox", onChange);
    });
}
