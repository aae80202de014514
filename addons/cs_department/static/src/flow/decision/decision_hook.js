import { useService } from "@web/core/utils/hooks";
import { DecisionDialog } from "./decision_dialog";

/**
 * Give a component the way to decide: a dialog when something must be asked, then the call.
 *
 * @returns {function(object, object): Promise<boolean>} resolves to whether it was done
 */
export function useDecision() {
    const dialog = useService("dialog");
    const notification = useService("notification");

    /**
     * @param {object} spec see `decision_specs`
     * @param {{call: function(object): Promise, subject?: string, facts?: Array}} params `call`
     *  gets the filled form
     */
    return async function decide(spec, { call, subject = "", facts = [] }) {
        if (spec.direct) {
            await call({ comment: "", people: [], choices: {} });
            if (spec.done) {
                notification.add(spec.done, { type: "success" });
            }
            return true;
        }
        return new Promise((resolve) => {
            let isDone = false;
            const confirm = async (form) => {
                await call(form);
                isDone = true;
            };
            dialog.add(
                DecisionDialog,
                { spec, subject, facts, confirm },
                { onClose: () => resolve(isDone) }
            );
        });
    };
}
