import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import {
    emptyForm,
    missingOf,
    offersOf,
    runOffersOf,
    runSpecs,
    taskSpecs,
} from "@cs_department/flow/decision/decision_specs";
import { buttonWords } from "@cs_department/flow/decision/decision_words";
import { makeBar, makeMine } from "./flow_test_helpers";

describe.current.tags("headless");
beforeEach(allowTranslations);

test("a person is offered what the step allows", () => {
    expect(offersOf(makeMine())).toEqual({
        main: ["approve", "refuse"],
        more: ["return", "transfer", "delegate", "add_signer", "ask"],
    });
    expect(
        offersOf(makeMine({ return: false, transfer: false, add_signer: false, shared: true }))
    ).toEqual({ main: ["approve", "refuse"], more: ["ask", "claim"] });
    expect(offersOf(makeMine({ kind: "fill" })).main).toEqual(["approve"]);
    expect(offersOf(makeMine({ kind: "answer" }))).toEqual({ main: ["answer"], more: [] });
});

test("requester and managers are offered what the server allows", () => {
    const can = { urge: true, withdraw: true, manage: true };
    expect(runOffersOf(makeBar({ can })).more).toEqual(["urge", "withdraw", "reassign", "cancel"]);
    expect(runOffersOf(makeBar({ can, state: "returned" })).more).not.toInclude("reassign");
    expect(runOffersOf(makeBar({ can: { submit: true } })).main).toEqual(["submit"]);
    expect(runOffersOf(makeBar({ can: undefined }))).toEqual({ main: [], more: [] });
});

test("the server gets what the form holds, in its order", () => {
    const specs = taskSpecs(makeMine());
    const form = {
        comment: "why",
        people: [4, 5],
        target: "one",
        position: "after",
        choices: { next: [6] },
    };
    expect(specs.approve.args(form)).toEqual(["why", { next: [6] }]);
    expect(specs.refuse.args(form)).toEqual(["why"]);
    expect(specs.return.args(form)).toEqual(["one", "why"]);
    expect(specs.return.args({ ...form, target: "" })).toEqual([false, "why"]);
    expect(specs.transfer.args(form)).toEqual([4, "why"]);
    expect(specs.delegate.args(form)).toEqual([4, "why"]);
    expect(specs.add_signer.args(form)).toEqual([[4, 5], "after", "why"]);
    expect(specs.ask.args(form)).toEqual([4, "why"]);
    expect(specs.answer.args(form)).toEqual(["why"]);
    expect(specs.claim.args(form)).toEqual([]);
    const run = runSpecs(makeBar());
    expect(run.reassign.args({ ...form, task: 12 })).toEqual([12, 4, "why"]);
    expect(run.cancel.args(form)).toEqual(["why"]);
    expect(run.withdraw.args(form)).toEqual(["why"]);
});

test("what is missing is said before the server is asked", () => {
    const specs = taskSpecs(makeMine({ choices: [{ key: "next", name: "Finance" }] }));
    const filled = { ...emptyForm(specs.approve), comment: "x", people: [4] };
    expect(missingOf(specs.approve, filled)).toBe("Choose who decides at 'Finance'.");
    expect(missingOf(specs.approve, { ...filled, choices: { next: [1] } })).toBe("");
    expect(missingOf(specs.refuse, { ...filled, comment: " \n" })).toBe("Please give a reason.");
    expect(missingOf(specs.ask, { ...filled, comment: "" })).toBe("Please fill in: Question.");
    expect(missingOf(specs.transfer, { ...filled, people: [] })).toBe("Choose a person.");
    const reassign = runSpecs(makeBar()).reassign;
    expect(missingOf(reassign, { ...filled, task: false })).toBe("Choose the open task.");
    expect(emptyForm(reassign).task).toBe(12);
});

test("a comment is asked for where the step wants one", () => {
    expect(taskSpecs(makeMine()).approve.comment).toBe("optional");
    expect(taskSpecs(makeMine({ comment_required: true })).approve.comment).toBe("required");
});

test("the buttons say what the step wants them to say", () => {
    const labels = (buttons) => {
        const { approve, refuse } = taskSpecs(makeMine({ buttons }));
        return [approve.label, approve.title, refuse.label].map(String);
    };
    expect(labels("agree")).toEqual(["Agree", "Agree", "Decline"]);
    expect(labels("confirm")).toEqual(["Confirm", "Confirm", "Object"]);
    expect(labels(undefined)).toEqual(["Approve", "Approve", "Refuse"]);
    expect(String(buttonWords("agree").approved("A swap"))).toBe("Agreed: A swap");
    expect(taskSpecs(makeMine({ kind: "fill", buttons: "agree" })).approve.label).toBe("Done");
});

test("submitting asks only when people are to be chosen", () => {
    expect(runSpecs(makeBar()).submit.direct).toBe(true);
    const choices = [{ key: "mine", name: "Boss" }];
    expect(runSpecs(makeBar({ choices })).submit.direct).toBe(false);
});
