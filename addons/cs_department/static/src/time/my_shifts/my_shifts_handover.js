import { _t } from "@web/core/l10n/translation";
import { shiftActions } from "./my_shifts";

/** A shift that begins or ends with a hand-over leads to it. */
shiftActions.add(
    "handover",
    {
        label: _t("Hand over"),
        icon: "fa-handshake-o",
        isOffered: (shift) => Boolean(shift.handover),
        run: ({ action }, shift) =>
            action.doAction({
                type: "ir.actions.client",
                tag: "cs_handover_page",
                params: { handover_id: shift.handover },
            }),
    },
    { sequence: 5 }
);
