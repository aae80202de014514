import { _t } from "@web/core/l10n/translation";
import { namesOf } from "../../fields/fields_utils";
import { joinNames } from "../../common/flow_format";
import { conditionWords } from "../condition/condition_words";

const WITH_PEOPLE = ["approve", "fill", "notify"];

/**
 * Says what nodes do, as the server says it of a published flow (flow_words.py).
 *
 * @param {object} design what `get_designer` returned
 */
export class NodeWords {
    constructor(design) {
        this.design = design;
        const { people, dates, editable, effects } = design.choices;
        const facts = design.facts.map(({ name, label }) => [name, label]);
        this.labels = Object.fromEntries([...facts, ...people, ...dates, ...editable]);
        this.effects = Object.fromEntries(effects);
    }

    label(name) {
        return this.labels[name] || name;
    }

    user(id) {
        return this.design.names.users[id] || "";
    }

    role(id) {
        return this.design.names.roles[id] || "";
    }

    /** Return the line below the name. */
    text(node) {
        switch (node.kind) {
            case "action":
                return this.effects[node.effect] || node.effect || this.action(node);
            case "wait":
                return this.wait(node);
            case "branch":
                return _t("the first case that fits is taken");
            case "case":
                return node.condition
                    ? _t("if %s", conditionWords(node.condition, this.design.facts))
                    : _t("otherwise");
            case "parallel":
                return _t("all lanes run at the same time");
        }
        return WITH_PEOPLE.includes(node.kind) ? this.who(node) : "";
    }

    action(node) {
        return this.design.names.actions[node.server_action_id] || _t("Nothing chosen yet");
    }

    wait(node) {
        const hours = node.wait_hours;
        const field = node.wait_field && this.label(node.wait_field);
        if (field && hours) {
            return _t("%(hours)s hours after '%(field)s'", { hours, field });
        }
        return field ? _t("until '%s'", field) : _t("%s hours", hours);
    }

    who(node) {
        const level = Math.max(node.level || 1, 1);
        switch (node.approver_kind) {
            case "user":
                return this.people(node.user_ids) || _t("Nobody chosen yet");
            case "role":
                return this.ofRole(this.role(node.role_id));
            case "manager_chain":
                return this.chain(node, level);
            case "manager":
                return level === 1
                    ? _t("the direct manager")
                    : _t("the manager of level %s", level);
            case "department_head":
                return this.head(level);
            case "field":
                return _t("the person named in '%s'", this.label(node.field_name || ""));
        }
        return this.whoElse(node);
    }

    people(ids) {
        return joinNames(
            ids.map((id) => this.user(id)),
            4
        );
    }

    ofRole(role) {
        return role
            ? _t("%s of the department, or the nearest one above", role)
            : _t("No role chosen yet");
    }

    head(level) {
        return level === 1
            ? _t("the head of the department")
            : _t("the head of the department, level %s", level);
    }

    whoElse(node) {
        return (
            {
                requester: _t("the requester"),
                requester_choice: _t("whom the requester chooses"),
                previous_choice: _t("whom the approver before chooses"),
            }[node.approver_kind] || _t("Nobody chosen yet")
        );
    }

    chain(node, level) {
        const until = this.role(node.until_role_id);
        return until
            ? _t("every manager up to the role %s", until)
            : _t("every manager up to level %s", level);
    }

    /** Return what else matters on a card: short texts. */
    badges(node) {
        if (!WITH_PEOPLE.includes(node.kind)) {
            return [];
        }
        const found = [this.nobody(node)];
        if (node.kind !== "notify") {
            found.unshift(this.sign(node), this.limit(node));
            if (node.comment_required) {
                found.push(_t("comment required"));
            }
            const fields = namesOf(node.open_fields).map((name) => this.label(name));
            if (fields.length) {
                found.push(_t("may edit %s", joinNames(fields, 4)));
            }
        }
        return found.filter(Boolean);
    }

    sign(node) {
        const votes = node.votes_needed;
        if (node.sign_mode === "votes") {
            return node.votes_percent ? _t("%s %% of the votes", votes) : _t("%s votes", votes);
        }
        return { all: _t("all sign"), in_turn: _t("one after the other") }[node.sign_mode] || "";
    }

    limit(node) {
        if (!node.limit_hours) {
            return "";
        }
        const then = {
            remind: _t("remind"),
            escalate: _t("ask the manager"),
            approve: _t("approve"),
            refuse: _t("refuse"),
            return: _t("return"),
        };
        return _t("%(hours)s h, then %(action)s", {
            hours: node.limit_hours,
            action: then[node.limit_action] || "",
        });
    }

    nobody(node) {
        if (node.if_nobody === "skip") {
            return _t("skipped if nobody");
        }
        const names = this.people(node.fallback_user_ids);
        return node.if_nobody === "fallback" && names ? _t("else %s", names) : "";
    }
}

/**
 * Name a new node.
 *
 * @param {string} kind
 * @param {number} number which case or lane it is
 * @returns {string}
 */
export function newName(kind, number) {
    return {
        approve: _t("Approval"),
        fill: _t("Fill in"),
        notify: _t("Copy to"),
        action: _t("Action"),
        wait: _t("Wait"),
        branch: _t("Branch"),
        case: number === 1 ? _t("If ...") : _t("Otherwise"),
        parallel: _t("Side by side"),
        lane: _t("Lane %s", number),
    }[kind];
}
