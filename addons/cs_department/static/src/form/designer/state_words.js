import { _t } from "@web/core/l10n/translation";

/** Say whether what is saved of a form is in force. */
export function stateWords({ state, version }) {
    const texts = {
        draft: _t("Never published"),
        changed: _t("Changed since version %s", version),
        published: _t("Version %s in force", version),
        archived: _t("Archived"),
    };
    return texts[state];
}
