import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";

/**
 * Leaving a page keeps what was typed; where the server refuses it, the person decides.
 *
 * @param {object} page
 * @param {() => boolean} page.isDirty
 * @param {() => Promise<boolean>} page.save
 * @param {() => string} page.refused why it was not saved
 */
export function useLeaving({ isDirty, save, refused }) {
    const dialog = useService("dialog");
    const askWhetherToLeave = () =>
        new Promise((resolve) => {
            dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Leave without saving?"),
                    body: refused(),
                    confirmLabel: _t("Stay here"),
                    confirm: () => resolve(false),
                    cancelLabel: _t("Leave"),
                    cancel: () => resolve(true),
                },
                { onClose: () => resolve(false) }
            );
        });
    useSetupAction({
        async beforeLeave({ forceLeave } = {}) {
            return !isDirty() || forceLeave || (await save()) || askWhetherToLeave();
        },
        beforeUnload(ev) {
            if (isDirty()) {
                ev.preventDefault();
                ev.returnValue = "Unsaved changes";
            }
        },
    });
}
