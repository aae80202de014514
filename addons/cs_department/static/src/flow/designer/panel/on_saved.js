import { _t } from "@web/core/l10n/translation";
import { sentenceOrThrow } from "../../common/flow_format";

/**
 * Save the drawing, then ask the server something about it.
 *
 * @param {{error: string, isBusy: boolean}} state of the panel that asks
 * @param {object} model the drawing
 * @param {() => Promise<void>} ask
 */
export async function onSaved(state, model, ask) {
    Object.assign(state, { error: "", isBusy: true });
    try {
        if (await model.save()) {
            await ask();
        } else {
            state.error = _t("Save the drawing first: some steps need a change.");
        }
    } catch (error) {
        state.error = sentenceOrThrow(error);
    } finally {
        state.isBusy = false;
    }
}
