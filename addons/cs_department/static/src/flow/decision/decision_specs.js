import { _t } from "@web/core/l10n/translation";
import { buttonWords } from "./decision_words";

/**
 * What can be done with a task: how the dialog looks and what the server is told.
 *
 * @param {object} mine a task of `get_bar().mine`
 * @returns {object} name → spec
 */
export function taskSpecs(mine) {
    return { ...decidingSpecs(mine), ...passingSpecs(), ...talkingSpecs() };
}

function decidingSpecs(mine) {
    const fill = mine.kind === "fill";
    const words = buttonWords(mine.buttons);
    const required = mine.comment_required ? "required" : "optional";
    return {
        approve: {
            method: "action_approve",
            label: fill ? _t("Done") : words.approve,
            title: fill ? _t("Is everything filled in?") : words.approve,
            icon: "fa-check",
            style: "success",
            comment: required,
            choices: mine.choices || [],
            args: (form) => [form.comment, form.choices],
        },
        refuse: {
            method: "action_refuse",
            label: words.refuse,
            title: words.refuse,
            icon: "fa-times",
            style: "danger",
            comment: "required",
            args: (form) => [form.comment],
        },
        return: {
            method: "action_return",
            label: _t("Return"),
            title: _t("Return it"),
            icon: "fa-undo",
            style: "warning",
            comment: "required",
            help: (mine.targets || []).length ? "" : _t("It goes back to the requester."),
            targets: [["", _t("To the requester")], ...(mine.targets || [])],
            args: (form) => [form.target || false, form.comment],
        },
    };
}

/** Bringing somebody else in. */
function passingSpecs() {
    return {
        transfer: {
            method: "action_transfer",
            label: _t("Transfer"),
            title: _t("Let somebody else decide"),
            help: _t("The task is then somebody else's for good."),
            icon: "fa-share",
            style: "primary",
            comment: "optional",
            person: true,
            args: (form) => [form.people[0], form.comment],
        },
        delegate: {
            method: "action_delegate",
            label: _t("Ask for an opinion"),
            title: _t("Let somebody look at it first"),
            help: _t("It comes back to you, and you decide."),
            icon: "fa-user-o",
            style: "primary",
            comment: "optional",
            person: true,
            args: (form) => [form.people[0], form.comment],
        },
        add_signer: {
            method: "action_add_signer",
            label: _t("Add signers"),
            title: _t("Add signers"),
            icon: "fa-user-plus",
            style: "primary",
            comment: "optional",
            people: true,
            position: true,
            args: (form) => [form.people, form.position, form.comment],
        },
        claim: {
            method: "action_claim",
            label: _t("Take it"),
            title: _t("Take it"),
            icon: "fa-hand-paper-o",
            style: "primary",
            direct: true,
            args: () => [],
        },
    };
}

/** Asking and answering. */
function talkingSpecs() {
    return {
        ask: {
            method: "action_ask",
            label: _t("Ask a question"),
            title: _t("Ask a question"),
            help: _t("You go on being asked to decide; the answer is kept with the document."),
            icon: "fa-question-circle-o",
            style: "primary",
            comment: "required",
            commentLabel: _t("Question"),
            person: true,
            args: (form) => [form.people[0], form.comment],
        },
        answer: {
            method: "action_answer",
            label: _t("Answer"),
            title: _t("Answer"),
            icon: "fa-comment-o",
            style: "primary",
            comment: "required",
            commentLabel: _t("Answer"),
            args: (form) => [form.comment],
        },
    };
}

/**
 * Return the names of what a person may do with a task, the important ones first.
 * @param {object} mine
 * @returns {{main: string[], more: string[]}}
 */
export function offersOf(mine) {
    if (mine.kind === "answer") {
        return { main: ["answer"], more: [] };
    }
    const more = [];
    if (mine.return) {
        more.push("return");
    }
    if (mine.transfer) {
        more.push("transfer", "delegate");
    }
    if (mine.add_signer) {
        more.push("add_signer");
    }
    more.push("ask");
    if (mine.shared) {
        more.push("claim");
    }
    return { main: mine.kind === "fill" ? ["approve"] : ["approve", "refuse"], more };
}

/**
 * What can be done with a run.
 *
 * @param {object} bar
 * @returns {object} name → spec
 */
export function runSpecs(bar) {
    return { ...requesterSpecs(bar), ...managerSpecs(bar) };
}

function requesterSpecs(bar) {
    return {
        submit: {
            label: _t("Submit"),
            title: _t("Submit"),
            icon: "fa-paper-plane",
            style: "primary",
            choices: bar.choices || [],
            direct: !(bar.choices || []).length,
        },
        resubmit: {
            method: "action_resubmit",
            label: _t("Submit again"),
            title: _t("Submit again"),
            icon: "fa-paper-plane",
            style: "primary",
            comment: "optional",
            args: (form) => [form.comment],
        },
        urge: {
            method: "action_urge",
            label: _t("Remind"),
            title: _t("Remind those who are asked"),
            icon: "fa-bell-o",
            style: "secondary",
            direct: true,
            done: _t("They have been reminded."),
            args: () => [],
        },
        withdraw: {
            method: "action_withdraw",
            label: _t("Withdraw"),
            title: _t("Take it back?"),
            icon: "fa-reply",
            style: "warning",
            comment: "optional",
            args: (form) => [form.comment],
        },
    };
}

function managerSpecs(bar) {
    const open = bar.now.filter((task) => ["approve", "fill"].includes(task.kind));
    return {
        reassign: {
            method: "action_reassign",
            label: _t("Give it to somebody else"),
            title: _t("Give it to somebody else"),
            icon: "fa-exchange",
            style: "primary",
            comment: "required",
            commentLabel: _t("Reason"),
            person: true,
            tasks: open.map((task) => [
                task.id,
                _t("%(step)s: %(person)s", {
                    step: task.name,
                    person: task.user?.name || task.pool,
                }),
            ]),
            args: (form) => [form.task, form.people[0], form.comment],
        },
        cancel: {
            method: "action_cancel_run",
            label: _t("Cancel the approval"),
            title: _t("Cancel the approval"),
            help: _t("It ends without a decision; the requester may submit it again."),
            icon: "fa-ban",
            style: "danger",
            comment: "required",
            commentLabel: _t("Reason"),
            args: (form) => [form.comment],
        },
    };
}

/**
 * Return what the requester and the managers of the flow may do now.
 *
 * @param {object} bar
 * @returns {{main: string[], more: string[]}}
 */
export function runOffersOf(bar) {
    const can = bar.can || {};
    const main = ["submit", "resubmit"].filter((name) => can[name]);
    const more = ["urge", "withdraw"].filter((name) => can[name]);
    if (can.manage) {
        if (bar.state === "running") {
            more.push("reassign");
        }
        more.push("cancel");
    }
    return { main, more };
}

/**
 * Say what is still missing in a dialog, or nothing.
 *
 * @param {object} spec
 * @param {object} form
 * @returns {string}
 */
export function missingOf(spec, form) {
    if (spec.tasks && !form.task) {
        return _t("Choose the open task.");
    }
    if ((spec.person || spec.people) && !form.people.length) {
        return _t("Choose a person.");
    }
    const unchosen = (spec.choices || []).find((node) => !(form.choices[node.key] || []).length);
    if (unchosen) {
        return _t("Choose who decides at '%s'.", unchosen.name);
    }
    if (spec.comment === "required" && !form.comment.trim()) {
        return spec.commentLabel
            ? _t("Please fill in: %s.", spec.commentLabel)
            : _t("Please give a reason.");
    }
    return "";
}

/**
 * Return an empty form for a spec.
 * @param {object} spec
 * @returns {object}
 */
export function emptyForm(spec) {
    return {
        comment: "",
        people: [],
        target: "",
        position: "before",
        task: spec.tasks?.length === 1 ? spec.tasks[0][0] : false,
        choices: {},
    };
}
