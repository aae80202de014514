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
    // a second tap decides nothing twice, and opens no second dialog
    let isBusy = false;

    /**
     * @param {object} spec see `decision_specs`
     * @param {{call: function(object): Promise, subject?: string, facts?: Array}} params `call`
     *  gets the filled form
     */
    return async function decide(spec, params) {
        if (isBusy) {
            return false;
        }
        isBusy = true;
        try {
            return await (spec.direct ? act(spec, params) : ask(spec, params));
        } finally {
            isBusy = false;
        }
    };

    async function act(spec, { call }) {
        await call({ comment: "", people: [], choices: {} });
        if (spec.done) {
            notification.add(spec.done, { type: "success" });
        }
        return true;
    }

    function ask(spec, { call, subject = "", facts = [] }) {
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
    }
}
