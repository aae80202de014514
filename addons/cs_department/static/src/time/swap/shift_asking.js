import { AlertDialog, ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { sentenceOrThrow } from "../../flow/common/flow_format";

/**
 * Ask with the words of the server, and do it when the user goes on. What the server refuses is
 * said in a sentence, and what is on the screen is read again. It ends when the question is gone.
 *
 * @param {object} tools the services `orm`, `dialog` and `action`
 * @param {object} asked `{model, id, question, title, method, label, isAsShown}`; what is done
 *      as shown is refused when the question would be another by now
 * @param {Function} done reads the screen again
 */
async function askFirst({ orm, dialog, action }, asked, done) {
    const { model, id, question, method, title, label } = asked;
    const attempt = async (step) => {
        try {
            await step();
        } catch (error) {
            const body = sentenceOrThrow(error);
            // what reads the screen again closes the dialogs on it
            await done();
            dialog.add(AlertDialog, { title: _t("Not possible"), body });
        }
    };
    const goOn = async (said) => {
        const answer = await orm.call(model, method, [[id]], asked.isAsShown ? { said } : {});
        await action.doAction(answer);
        await done();
    };
    await attempt(async () => {
        const body = await orm.call(model, question, [[id]]);
        const answers = {
            title,
            body,
            confirmLabel: label,
            confirm: () => attempt(() => goOn(body)),
            cancel: () => {},
        };
        await new Promise((resolve) => {
            dialog.add(ConfirmationDialog, answers, { onClose: resolve });
        });
    });
}

/** Take a free shift, after a question that names its hours. */
export function takeShift(tools, lineId, done) {
    const asked = {
        model: "cs.shift.offer.line",
        id: lineId,
        question: "take_question",
        method: "action_take",
        isAsShown: true,
        title: _t("Take this shift?"),
        label: _t("I take it"),
    };
    return askFirst(tools, asked, done);
}

const reload = ({ action }) => action.doAction({ type: "ir.actions.client", tag: "soft_reload" });

registry.category("actions").add("cs_take_shift", ({ services }, { params }) => {
    takeShift(services, params.line_id, () => reload(services));
});

registry.category("actions").add("cs_decide_offer", ({ services }, { params }) => {
    const isGiven = params.step === "give";
    const asked = {
        model: "cs.shift.offer.line",
        id: params.line_id,
        question: `${params.step}_question`,
        method: `action_${params.step}`,
        title: isGiven ? _t("Give the shift?") : _t("Ask this person?"),
        label: isGiven ? _t("Give it") : _t("Ask"),
    };
    askFirst(services, asked, () => reload(services));
});

registry.category("actions").add("cs_call_in", ({ services }, { params }) => {
    const asked = {
        model: "cs.shift",
        id: params.shift_id,
        question: "call_in_question",
        method: "action_call_in",
        title: _t("Find somebody?"),
        label: _t("Find somebody"),
    };
    askFirst(services, asked, () => {});
});
