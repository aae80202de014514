import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sentenceOrThrow } from "../../flow/common/flow_format";
import { BOTH_WAYS, divided, filing, matching, missingWords, NOBODY, toldOnce } from "./swap_utils";

/** So many colleagues are shown at once. */
const FEW = 50;

/**
 * One page, made for the phone: how to swap a shift, with whom, and why not with the
 * others.
 */
export class SwapPage extends Component {
    static template = "cs_department.SwapPage";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({
            start: null,
            people: null,
            kind: "",
            person: null,
            shift: null,
            ring: [],
            text: "",
            reasonId: 0,
            note: "",
            error: "",
            busy: false,
            isAll: false,
        });
        const { action, resId } = this.props;
        this.shiftId = resId || action.params?.shift_id || action.context?.active_id;
        this.env.config.setDisplayName(_t("Swap"));
        onWillStart(() => this.load());
        // so that the page finds its shift again after a reload or the way back
        onMounted(() => this.props.updateActionState?.({ resId: this.shiftId }));
    }

    async load() {
        if (!this.shiftId) {
            this.state.error = _t("Choose one of your shifts in My Shifts first.");
            return;
        }
        await this.carefully(async () => {
            this.state.start = await this.orm.silent.call("cs.shift.swap", "swap_start", [
                this.shiftId,
            ]);
            const [first] = this.state.start.kinds;
            if (first && !this.state.start.problem) {
                await this.choose(first.kind);
            }
        });
    }

    /** Run something; what the server refuses is said on the page. */
    async carefully(act) {
        this.state.error = "";
        try {
            await act();
        } catch (error) {
            this.state.error = sentenceOrThrow(error);
        }
    }

    // ---- what is shown ------------------------------------------------------------------

    get start() {
        return this.state.start;
    }

    get isBothWays() {
        return BOTH_WAYS.includes(this.state.kind);
    }

    get choosesSomebody() {
        return !NOBODY.includes(this.state.kind);
    }

    get explanation() {
        const { person } = this.start;
        return {
            exchange: _t("Your shift goes to a colleague, and one of theirs comes to you."),
            give: _t("A colleague takes your shift; nothing comes back."),
            return: _t("A colleague takes your shift; you work one of theirs in return."),
            ring: _t("Three or more of you hand a shift on, until the last comes to you."),
            pool: _t("Everybody who may take it is asked. The first one gets it."),
            appoint: _t("The supervisor appoints who works for %(person)s.", { person }),
        }[this.state.kind];
    }

    get people() {
        const chosen = this.state.ring.map((step) => step.person.id);
        const found = matching(this.told.people, this.state.text);
        return divided(found.filter((person) => !chosen.includes(person.id)));
    }

    /** What keeps the requester himself stands on top, not under each colleague. */
    get told() {
        return toldOnce(this.state.people || []);
    }

    get able() {
        return this.people.able.slice(0, FEW);
    }

    get excluded() {
        const { excluded } = this.people;
        return this.state.isAll ? excluded : excluded.slice(0, 5);
    }

    /** The ring so far, as lines: who takes which shift. */
    get ringLines() {
        let shift = this.start.shift;
        const lines = this.state.ring.map((step) => {
            const line = { shift, taker: step.person.name };
            shift = step.shift;
            return line;
        });
        return lines.length ? [...lines, { shift, taker: this.start.person }] : [];
    }

    get ringProblems() {
        const last = this.state.ring.at(-1);
        return this.state.ring.length > 1 ? last.shift.closing : [];
    }

    get notePlaceholder() {
        const reason = this.start.reasons.find((row) => row.id === this.state.reasonId);
        const isNeeded = Boolean(reason && reason.needs_note);
        return isNeeded ? _t("Say more about it, please") : _t("More about it, if you like");
    }

    get values() {
        return filing(this.start, this.state);
    }

    get missing() {
        return missingWords(this.start, this.state);
    }

    shiftsOf(person) {
        return [...person.shifts].sort((a, b) => a.problems.length - b.problems.length);
    }

    // ---- what is chosen -----------------------------------------------------------------

    async choose(kind) {
        Object.assign(this.state, {
            kind,
            person: null,
            shift: null,
            ring: [],
            people: null,
            text: "",
        });
        if (this.choosesSomebody) {
            await this.loadPeople();
        }
    }

    loadPeople() {
        return this.carefully(async () => {
            const legs = [this.start.shift, ...this.state.ring.map((step) => step.shift)];
            const call = this.orm.silent.call("cs.shift.swap", "candidates", [
                this.start.shift.id,
                this.state.kind,
                this.state.ring.length ? legs.map((shift) => shift.id) : false,
            ]);
            this.state.people = await this.keepLast.add(call);
        });
    }

    pickPerson(person) {
        this.state.person = this.state.person?.id === person.id ? null : person;
        this.state.shift = null;
    }

    async pickShift(person, shift) {
        if (shift.problems.length) {
            return;
        }
        if (this.state.kind !== "ring") {
            this.state.shift = shift;
            return;
        }
        this.state.ring.push({ person, shift });
        Object.assign(this.state, { person: null, text: "", people: null });
        await this.loadPeople();
    }

    async dropLast() {
        this.state.ring.pop();
        this.state.people = null;
        await this.loadPeople();
    }

    setReason(ev) {
        this.state.reasonId = Number(ev.target.value);
    }

    async send() {
        const values = this.values;
        if (!values || this.state.busy) {
            return;
        }
        this.state.busy = true;
        await this.carefully(async () => {
            const found = await this.orm.call("cs.shift.swap", "file_swap", [], values);
            this.notification.add(_t("On its way: %(swap)s", { swap: found.name }), {
                type: "success",
            });
            await this.open(found.id);
        }).finally(() => {
            this.state.busy = false;
        });
    }

    open(id) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "cs.shift.swap",
                res_id: id,
                views: [[false, "form"]],
            },
            { stackPosition: "replaceCurrentAction" }
        );
    }
}

registry.category("actions").add("cs_department.swap", SwapPage);
