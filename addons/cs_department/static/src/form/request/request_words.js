import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { sentenceOrThrow } from "../../flow/common/flow_format";

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

/** What is said above a request of a version that is no longer in force. */
export function noteWords({ version }) {
    return _t(
        "The form has changed since. This request keeps the fields of version %s, with which it was begun.",
        version
    );
}

export function errorWords(count) {
    return count === 1 ? _t("1 thing to mend") : _t("%s things to mend", count);
}

/** Say why nothing was stored; what is no answer of the server is thrown on. */
export function refusalOf(error) {
    if (!navigator.onLine || error instanceof ConnectionLostError) {
        return _t("No connection: what you typed is kept on this page.");
    }
    return sentenceOrThrow(error);
}
