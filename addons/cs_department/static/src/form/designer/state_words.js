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

/** Say what publishing leaves as it is: requests on their way, and drafts. */
export function keptWords({ running, drafts }) {
    if (!running && !drafts) {
        return _t("Nobody has begun a request on an older version.");
    }
    return _t(
        "What was begun on an older version keeps it: %(running)s on their way, %(drafts)s not submitted yet.",
        { running, drafts }
    );
}
