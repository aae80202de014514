import { _t } from "@web/core/l10n/translation";
import { isPast } from "../../flow/common/flow_format";
import { shiftActions } from "./my_shifts";

/** Who cannot come to a shift tells the leader, who finds somebody. */
shiftActions.add(
    "unable",
    {
        label: _t("I cannot come"),
        icon: "fa-ambulance",
        isOffered: (shift) => Boolean(shift.may_tell) && !shift.unable && !isPast(shift.start),
        run: ({ words, orm, notification, reload, name }, shift) =>
            words({
                title: _t("I cannot come"),
                help: _t(
                    "%s: your leader is told at once. The shift stays yours until you are told.",
                    name(shift)
                ),
                fields: [{ name: "reason", label: _t("Why"), type: "text", required: true }],
                label: _t("Tell my leader"),
                confirm: async ({ reason }) => {
                    const answer = await orm.call("cs.shift.unable", "tell", [shift.id, reason]);
                    notification.add(answer, { type: "success" });
                    await reload();
                },
            }),
    },
    { sequence: 20 }
);

/** Until somebody is found, one may come after all. */
shiftActions.add(
    "unable_withdraw",
    {
        label: _t("I can come after all"),
        icon: "fa-undo",
        isOffered: (shift) => Boolean(shift.unable),
        run: async ({ orm, reload }, shift) => {
            await orm.call("cs.shift.unable", "action_withdraw", [[shift.unable]]);
            await reload();
        },
    },
    { sequence: 20 }
);
