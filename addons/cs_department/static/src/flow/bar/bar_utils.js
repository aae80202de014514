import { _t } from "@web/core/l10n/translation";
import { joinNames } from "../common/flow_format";

const OPEN = ["pending", "waiting"];

/** How a state looks: icon and colour. */
export const LOOKS = {
    none: { icon: "fa-file-o", colour: "secondary" },
    running: { icon: "fa-hourglass-half", colour: "info" },
    pending: { icon: "fa-hourglass-half", colour: "info" },
    waiting: { icon: "fa-pause", colour: "secondary" },
    approved: { icon: "fa-check", colour: "success" },
    refused: { icon: "fa-times", colour: "danger" },
    returned: { icon: "fa-undo", colour: "warning" },
    transferred: { icon: "fa-share", colour: "secondary" },
    skipped: { icon: "fa-forward", colour: "secondary" },
    cancelled: { icon: "fa-ban", colour: "secondary" },
    withdrawn: { icon: "fa-reply", colour: "secondary" },
    ahead: { icon: "fa-circle-o", colour: "secondary" },
};

const KIND_ICONS = { notify: "fa-envelope-o", action: "fa-bolt", wait: "fa-clock-o" };

/**
 * Name the state of a run.
 *
 * @param {string} state
 * @returns {string}
 */
export function stateLabel(state) {
    const labels = {
        none: _t("Not submitted"),
        running: _t("In approval"),
        returned: _t("Returned"),
        approved: _t("Approved"),
        refused: _t("Refused"),
        withdrawn: _t("Withdrawn"),
        cancelled: _t("Cancelled"),
    };
    return labels[state] || state;
}

/**
 * Name the state of one person's task.
 *
 * @param {{state: string, kind: string}} task
 * @returns {string}
 */
export function taskLabel(task) {
    if (task.kind === "notify") {
        return _t("got a copy");
    }
    if (task.kind === "answer") {
        return OPEN.includes(task.state) ? _t("is asked a question") : _t("answered");
    }
    const labels = {
        pending: _t("is asked"),
        waiting: _t("comes later"),
        approved: task.kind === "fill" ? _t("filled in") : _t("approved"),
        refused: _t("refused"),
        returned: _t("returned it"),
        transferred: _t("handed it over"),
        skipped: _t("passed"),
        cancelled: _t("not needed any more"),
    };
    return labels[task.state] || task.state;
}

/**
 * Say why the forecast passes a step.
 *
 * @param {string} why
 * @param {boolean} blocks whether the document will wait there
 * @returns {string}
 */
export function whyPassed(why, blocks) {
    const sentences = {
        nobody: blocks ? _t("nobody is found") : _t("not needed: nobody else has to decide"),
        requester: _t("own approval, passed"),
        repeated: _t("approved before, passed"),
    };
    return sentences[why] || "";
}

/**
 * Return what the bar draws, from the first step to the last.
 *
 * @param {object} bar what `get_bar` returned
 * @returns {object[]} steps with `id`, `phase` ("walked", "now", "ahead"), `name`, `state`,
 *  `icon`, `colour`, `people`, `more` (people not named) and `note`
 */
export function stepsOf(bar) {
    const steps = bar.run_id ? [submitted(bar)] : [];
    steps.push(...visits(bar), ...bar.ahead.map(forecastStep));
    return steps;
}

function submitted(bar) {
    const person = { ...bar.requester, key: "requester", state: "approved", at: bar.opened_at };
    return {
        id: "submitted",
        phase: "walked",
        kind: "submit",
        name: _t("Submitted"),
        state: "approved",
        icon: "fa-paper-plane",
        colour: "success",
        people: [{ ...person, label: _t("submitted"), comment: "", reason: "" }],
        more: 0,
        note: "",
    };
}

/** Group the tasks by the visit of a node: a step is one visit. */
function visits(bar) {
    const found = new Map();
    for (const task of [...bar.path, ...bar.now]) {
        const id = `${task.key}/${task.round || 1}`;
        if (!found.has(id)) {
            found.set(id, []);
        }
        found.get(id).push(task);
    }
    const walked = [];
    const now = [];
    for (const [id, tasks] of found) {
        const step = visitStep(id, tasks);
        (step.phase === "now" ? now : walked).push(step);
    }
    return [...walked, ...now];
}

function visitStep(id, tasks) {
    const open = tasks.some((task) => OPEN.includes(task.state));
    const state = open ? "pending" : outcome(tasks);
    const kind = tasks.find((task) => task.kind !== "answer")?.kind || tasks[0].kind;
    const look = LOOKS[state];
    return {
        id,
        phase: open ? "now" : "walked",
        kind,
        name: tasks[0].name,
        state,
        icon: (!open && state === "approved" && KIND_ICONS[kind]) || look.icon,
        colour: look.colour,
        people: tasks.map(personOf),
        more: 0,
        note: "",
    };
}

function outcome(tasks) {
    const states = tasks.filter((task) => task.kind !== "answer").map((task) => task.state);
    for (const state of ["returned", "refused", "approved", "skipped"]) {
        if (states.includes(state)) {
            return state;
        }
    }
    return states[0] || tasks[0].state;
}

function personOf(task) {
    const user = task.user || { id: 0, name: task.pool };
    return {
        key: `task-${task.id}`,
        task: task.id,
        id: user.id,
        name: user.name,
        state: task.state,
        label: taskLabel(task),
        at: task.done_at || task.opened_at,
        deadline: OPEN.includes(task.state) ? task.deadline : false,
        overdue: task.is_overdue,
        comment: task.comment,
        question: task.question,
        owner: task.owner?.name || "",
        reason: task.reason,
        shared: !task.user,
        isQuestion: task.kind === "answer",
    };
}

function forecastStep(step) {
    return {
        id: `ahead-${step.key}`,
        phase: "ahead",
        kind: step.kind,
        name: step.name,
        state: "ahead",
        icon: KIND_ICONS[step.kind] || LOOKS.ahead.icon,
        colour: "secondary",
        people: step.users.map((user) => ({
            key: `ahead-${step.key}-${user.id}`,
            id: user.id,
            name: user.name,
            state: "ahead",
            label: "",
            comment: "",
            reason: user.reason,
        })),
        more: Math.max(0, (step.count || 0) - step.users.length),
        note: whyPassed(step.why, step.blocks),
        isPassed: Boolean(step.why && !step.blocks),
    };
}

/**
 * Count the steps for "2 of 5": where a running document stands, or how far it came.
 * What the forecast passes is no step on the way.
 *
 * @param {object[]} steps
 * @returns {{at: number, total: number}}
 */
export function progressOf(steps) {
    const counted = steps.filter((step) => step.kind !== "submit" && !step.isPassed);
    const done = counted.filter((step) => step.phase === "walked").length;
    const isOpen = counted.some((step) => step.phase === "now");
    return { at: isOpen ? done + 1 : done, total: counted.length };
}

/**
 * Say in a sentence where the document is.
 *
 * @param {object} bar
 * @returns {string}
 */
export function headlineOf(bar) {
    if (bar.state === "running") {
        const asked = bar.now.filter(
            (task) => task.state === "pending" && ["approve", "fill"].includes(task.kind)
        );
        if (!asked.length) {
            return _t("It goes on by itself.");
        }
        const names = [...new Set(asked.map((task) => task.user?.name || task.pool))];
        return _t("Waits for %s", joinNames(names));
    }
    if (bar.state === "returned") {
        return _t("Waits for %s", bar.requester?.name || "");
    }
    if (bar.state === "none") {
        return bar.can.submit ? _t("This is the way it will take.") : "";
    }
    return "";
}

/**
 * Return the earliest time limit of those who are asked now.
 *
 * @param {object} bar
 * @returns {string|false}
 */
export function deadlineOf(bar) {
    const limits = bar.now.filter((task) => task.state === "pending" && task.deadline);
    return limits.map((task) => task.deadline).sort()[0] || false;
}

/**
 * Return the events of the log that carry somebody's words, oldest first.
 *
 * @param {object} bar
 * @returns {object[]}
 */
export function remarksOf(bar) {
    return bar.log.filter((event) => event.comment);
}
