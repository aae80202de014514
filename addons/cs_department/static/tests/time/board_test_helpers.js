import { defineModels, fields, models } from "@web/../tests/web_test_helpers";
import { defineFlowModels } from "../flow/flow_test_helpers";

/** A roster, only as far as the client looks at it. */
export class Roster extends models.Model {
    _name = "cs.roster";

    name = fields.Char();

    _records = [{ id: 1, name: "November" }];
}

/** The address of a calendar, only as far as the client looks at it. */
export class Feed extends models.Model {
    _name = "cs.shift.feed";
}

/** Define the models that the screens of shifts ask. */
export function defineBoardModels() {
    defineFlowModels();
    defineModels([Feed, Roster]);
}

export const TYPES = [
    {
        id: 1,
        name: "Early",
        code: "E",
        color: 3,
        start: 7,
        end: 15,
        hours: 8,
        night: false,
        kind: "work",
    },
    {
        id: 2,
        name: "Late",
        code: "L",
        color: 4,
        start: 14,
        end: 22,
        hours: 8,
        night: false,
        kind: "work",
    },
    {
        id: 3,
        name: "Night",
        code: "N",
        color: 5,
        start: 20,
        end: 32,
        hours: 11,
        night: true,
        kind: "work",
    },
    {
        id: 4,
        name: "Call",
        code: "EC",
        color: 6,
        start: 0,
        end: 24,
        hours: 0,
        night: false,
        kind: "on_call",
    },
];

/** A shift as the server tells of it. */
export function makeShift(id, e, d, t = 1, values = {}) {
    const type = TYPES.find((one) => one.id === t);
    const layer = type.kind === "on_call" ? 1 : 0;
    const times = { from: "07:00", to: "15:00", h: type.hours };
    return { id, e, d, t, r: 1, s: "draft", o: "hand", l: layer, n: "", ...times, ...values };
}

export function makePerson(id, name, values = {}) {
    return {
        id,
        name,
        number: `00${id}`,
        department_id: 1,
        department: "Hotline",
        grade: "Ordinary",
        hours: 8,
        target: 40,
        nights: 0,
        off: 2,
        can_edit: true,
        roster_ids: [1],
        ...values,
    };
}

/** The days from 2 November 2026, a Monday. */
export function makeDays(count = 7) {
    return [...Array(count).keys()].map((index) => {
        const date = luxon.DateTime.fromISO("2026-11-02").plus({ days: index });
        return {
            date: date.toISODate(),
            weekday: date.weekday - 1,
            weekend: date.weekday > 5,
            holiday: "",
            flagged: false,
        };
    });
}

/** What `board_data` gives. */
export function makeBoard(values = {}) {
    const days = values.days || makeDays();
    const need = Array(48).fill(0).fill(2, 14, 30);
    const have = Array(48).fill(0).fill(1, 14, 30);
    return {
        first: days[0].date,
        last: days.at(-1).date,
        today: "2026-11-03",
        department: { id: 1, name: "Hotline" },
        departments: [{ id: 1, name: "Hotline" }],
        can_edit: true,
        can_publish: true,
        can_lock: true,
        can_unlock: false,
        can_fill: true,
        can_create: true,
        rosters: [
            {
                id: 1,
                name: "November",
                department_id: 1,
                date_from: "2026-11-01",
                date_to: "2026-11-30",
                state: "draft",
                revision: 1,
                published_at: false,
                can_edit: true,
                is_changed: false,
                auto: "",
            },
        ],
        days,
        types: TYPES,
        people: [makePerson(1, "Lotus"), makePerson(2, "Reed"), makePerson(3, "Ivy")],
        shifts: [makeShift(11, 1, "2026-11-02"), makeShift(12, 2, "2026-11-03", 2)],
        absences: [],
        wishes: [],
        coverage: { [days[0].date]: { need, have } },
        known: [],
        conflicts: [],
        ...values,
    };
}

/** The part of a board that `board_apply` gives back. */
export function makePatch(values = {}) {
    return {
        employees: [],
        people: [],
        shifts: [],
        known: [],
        conflicts: [],
        coverage: {},
        rosters: [],
        ...values,
    };
}
