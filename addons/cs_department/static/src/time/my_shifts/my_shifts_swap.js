import { _t } from "@web/core/l10n/translation";
import { isPast } from "../../flow/common/flow_format";
import { shiftActions } from "./my_shifts";

/** A shift that has not begun can be exchanged, given away or offered to everybody. */
shiftActions.add(
    "swap",
    {
        label: _t("Swap or give away"),
        icon: "fa-exchange",
        isOffered: (shift) => !isPast(shift.start) && !shift.swap && !shift.changing,
        run: ({ action }, shift) =>
            action.doAction({
                type: "ir.actions.client",
                tag: "cs_department.swap",
                params: { shift_id: shift.id },
            }),
    },
    { sequence: 10 }
);

/** A shift in a running swap leads to it. */
shiftActions.add(
    "swap_running",
    {
        label: _t("Open the swap"),
        icon: "fa-exchange",
        isOffered: (shift) => Boolean(shift.swap),
        run: ({ action }, shift) =>
            action.doAction({
                type: "ir.actions.act_window",
                res_model: "cs.shift.swap",
                res_id: shift.swap.id,
                views: [[false, "form"]],
            }),
    },
    { sequence: 10 }
);
