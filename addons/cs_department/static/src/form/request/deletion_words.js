import { _t } from "@web/core/l10n/translation";

/** What is asked before a draft is deleted. */
export function deletionWords() {
    return {
        title: _t("Delete this draft?"),
        body: _t("Nobody but you has seen it. It cannot be brought back."),
        confirmLabel: _t("Delete"),
        confirmClass: "btn-danger",
        cancel: () => {},
    };
}
