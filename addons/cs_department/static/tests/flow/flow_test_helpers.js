import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, onRpc } from "@web/../tests/web_test_helpers";

/** A name that would do harm if anything took it for markup. */
export const UGLY = `<img src=x onerror=alert(1)> "Bo" & 'Åsa' 😀`;

/** A document with an approval. */
export class Claim extends models.Model {
    _name = "claim";

    name = fields.Char();
    note = fields.Char();
    flow_state = fields.Char();
    flow_run_id = fields.Many2one({ relation: "cs.flow.run" });

    _records = [{ id: 1, name: "Train ticket", flow_state: "running" }];
}

/** A run, only as far as the client looks at it. */
export class Run extends models.Model {
    _name = "cs.flow.run";

    subject = fields.Char();
}

/** A task of the inbox. */
export class Task extends models.Model {
    _name = "cs.flow.task";

    title = fields.Char();
    step_name = fields.Char();
    kind = fields.Char();
    buttons = fields.Char();
    state = fields.Char();
    facts = fields.Json();
    objection = fields.Text();
    gaps = fields.Char();
    is_inbox = fields.Boolean();
    opened_at = fields.Datetime();
    deadline = fields.Datetime();

    _records = ["Train", "Hotel", UGLY].map((title, index) => ({
        id: index + 1,
        title,
        step_name: "Team leader",
        kind: index === 1 ? "answer" : "approve",
        state: "pending",
        facts: [
            ["Amount", "42.50"],
            ["Note", UGLY],
            ["Empty", ""],
        ],
        is_inbox: true,
        opened_at: "2026-03-10 08:00:00",
        deadline: index ? false : "2026-03-10 09:00:00",
    }));
}

/** Define the models and answer what every screen asks. */
export function defineFlowModels() {
    defineMailModels();
    defineModels([Claim, Run, Task]);
    onRpc("cs.flow.task", "inbox_count", () => 3);
}

/** An error as the server sends it when it speaks to people. */
export function userError(sentence) {
    return { type: "UserError", message: sentence };
}

let number = 0;

/** A task in `get_bar`. */
export function barTask(values) {
    number += 1;
    return {
        id: number,
        key: "one",
        name: "Team leader",
        kind: "approve",
        round: 1,
        state: "approved",
        user: { id: 7, name: "Lena" },
        pool: "",
        owner: null,
        comment: "",
        question: "",
        source: "flow",
        opened_at: "2026-03-10 08:00:00",
        done_at: "2026-03-10 09:00:00",
        deadline: false,
        is_overdue: false,
        reason: "direct manager of the person concerned",
        ...values,
    };
}

/** What `get_bar` returns for a claim between its first and its second approver. */
export function makeBar(values = {}) {
    return {
        run_id: 5,
        state: "running",
        subject: "Train ticket",
        flow: "Claims",
        version: 2,
        round: 1,
        requester: { id: 3, name: "Anna" },
        opened_at: "2026-03-10 07:00:00",
        closed_at: false,
        path: [barTask({ id: 11, comment: "Fine" })],
        now: [
            barTask({
                id: 12,
                key: "two",
                name: "Manager",
                state: "pending",
                user: { id: 2, name: "Mitchell" },
                done_at: false,
                deadline: "2026-03-10 17:00:00",
            }),
        ],
        ahead: [
            {
                key: "three",
                name: "Finance",
                kind: "approve",
                sign: "all",
                why: null,
                count: 9,
                users: [{ id: 8, name: "Dora", reason: "holds the role Finance" }],
            },
        ],
        log: [
            {
                id: 1,
                kind: "submitted",
                label: "Submitted",
                node: "",
                actor: { id: 3, name: "Anna" },
                on_behalf_of: null,
                comment: "",
                at: "2026-03-10 07:00:00",
            },
            {
                id: 2,
                kind: "approved",
                label: "Approved",
                node: "Team leader",
                actor: { id: 7, name: "Lena" },
                on_behalf_of: { id: 9, name: "Samir" },
                comment: "Fine",
                at: "2026-03-10 09:00:00",
            },
        ],
        mine: [],
        choices: [],
        can: {},
        ...values,
    };
}

/** A task of the user in `get_bar().mine`. */
export function makeMine(values = {}) {
    return {
        id: 12,
        name: "Manager",
        kind: "approve",
        shared: false,
        buttons: "approve",
        comment_required: false,
        transfer: true,
        return: true,
        add_signer: true,
        targets: [],
        editable: [],
        choices: [],
        ...values,
    };
}
