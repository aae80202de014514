import { _t } from "@web/core/l10n/translation";
import { isPast } from "../../flow/common/flow_format";
import { shiftActions } from "./my_shifts";

/** A shift that has not begun can be exchanged, given away or offered to everybody. */
shiftActions.add(
    "swap",
    {
        label: _t("Swap or give away"),
        icon: "fa-exchange",
        isOffered: (shift) => !isPast(shift.start),
        run: ({ action }, shift) =>
            action.doAction({
                type: "ir.actions.client",
                tag: "cs_department.swap",
                params: { shift_id: shift.id },
            }),
    },
    { sequence: 10 }
);
