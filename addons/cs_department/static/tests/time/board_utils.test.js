import { describe, expect, test } from "@odoo/hoot";
import {
    Aliases,
    clearCells,
    copyBlock,
    inverseOf,
    moveShift,
    pasteBlock,
    putType,
    touchedBy,
    withSeen,
} from "@cs_department/time/board/board_changes";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { cellOf, shortOf, wordsOf, zoned } from "@cs_department/time/board/board_cells";
import { barsOf, gapsOf, worstOf } from "@cs_department/time/board/board_coverage";
import { daysFrom, rangeOf, slotTime, stepFrom } from "@cs_department/time/board/board_dates";
import { BoardIndex } from "@cs_department/time/board/board_index";
import { commandOf, findTypes } from "@cs_department/time/board/board_keys";
import { Legality } from "@cs_department/time/board/board_legality";
import { timesOf } from "@cs_department/time/board/board_model";
import {
    isMeant,
    keptRows,
    rowsOf,
    scrollTo,
    windowOf,
} from "@cs_department/time/board/board_rows";
import { Selection } from "@cs_department/time/board/board_selection";
import { makeBoard, makePatch, makePerson, makeShift, TYPES } from "./board_test_helpers";

describe.current.tags("headless");

const DAY = "2026-11-02";
const NEXT = "2026-11-03";
const at = (shifts) => (e, d) => shifts.filter((one) => one.e === e && one.d === d);

test("pages of a week, a fortnight and a month", () => {
    expect(rangeOf("week", "2026-11-04", 1)).toEqual({ first: DAY, last: "2026-11-08" });
    expect(rangeOf("week", "2026-11-04", 7)).toEqual({ first: "2026-11-01", last: "2026-11-07" });
    expect(rangeOf("fortnight", "2026-11-08", 1)).toEqual({ first: DAY, last: "2026-11-15" });
    expect(rangeOf("month", "2024-02-29")).toEqual({ first: "2024-02-01", last: "2024-02-29" });
    expect(stepFrom("month", "2026-01-31", 1)).toBe("2026-02-01");
    expect(stepFrom("fortnight", DAY, -1)).toBe("2026-10-19");
    // no day is left out or doubled where clocks change
    expect(daysFrom("2026-03-28", "2026-03-31")).toHaveLength(4);
    expect([slotTime(0), slotTime(47)]).toEqual(["00:00", "23:30"]);
});

test("a type goes into empty cells and replaces what is there", () => {
    const shifts = [makeShift(1, 7, DAY), makeShift(2, 7, DAY, 2), makeShift(3, 8, DAY, 4)];
    const cells = [7, 8, 9].map((e) => ({ e, d: DAY }));
    expect(putType(cells, TYPES[1], at(shifts))).toEqual([
        { op: "retype", s: 1, t: 2 },
        { op: "remove", s: 2 },
        // on call beside work stays
        { op: "put", e: 8, d: DAY, t: 2 },
        { op: "put", e: 9, d: DAY, t: 2 },
    ]);
    // the free shifts grow: nothing is replaced there
    const free = [makeShift(5, false, DAY, 2)];
    expect(putType([{ e: false, d: DAY }], TYPES[1], at(free))).toEqual([
        { op: "put", e: false, d: DAY, t: 2 },
    ]);
    expect(clearCells(cells, at(shifts)).map((one) => one.s)).toEqual([1, 2, 3]);
});

test("a shift moves, and changes places with the one it meets", () => {
    const shifts = [makeShift(1, 7, DAY), makeShift(2, 8, NEXT, 2), makeShift(3, 8, NEXT, 4)];
    expect(moveShift(shifts[0], { e: 8, d: DAY }, at(shifts))).toEqual([
        { op: "move", s: 1, e: 8, d: DAY },
    ]);
    expect(moveShift(shifts[0], { e: 8, d: NEXT }, at(shifts))).toEqual([
        { op: "move", s: 1, e: 8, d: NEXT },
        { op: "move", s: 2, e: 7, d: DAY },
    ]);
    expect(moveShift(shifts[0], { e: 7, d: DAY }, at(shifts))).toEqual([]);
});

test("a copied block fills a larger selection again and again", () => {
    const shifts = [makeShift(1, 7, DAY), makeShift(2, 8, NEXT, 3)];
    const block = copyBlock(
        [
            [
                { e: 7, d: DAY },
                { e: 7, d: NEXT },
            ],
        ],
        at(shifts)
    );
    expect(block).toEqual([[[1], []]]);
    const rows = [[DAY, NEXT, "2026-11-04"].map((d) => ({ e: 8, d }))];
    expect(pasteBlock(block, rows, at(shifts))).toEqual([
        { op: "put", e: 8, d: DAY, t: 1 },
        { op: "remove", s: 2 },
        { op: "put", e: 8, d: "2026-11-04", t: 1 },
    ]);
});

test("every change has its way back, in reverse order", () => {
    const before = new Map([
        [1, makeShift(1, 7, DAY)],
        [2, makeShift(2, false, DAY, 2)],
    ]);
    const changes = [
        { op: "put", e: 9, d: DAY, t: 1 },
        { op: "move", s: 1, e: 8, d: NEXT },
        { op: "retype", s: 1, t: 3 },
        { op: "remove", s: 2 },
    ];
    expect(inverseOf(changes, [{ s: 40 }, { s: 1 }, { s: 1 }, {}], before)).toEqual([
        { op: "put", e: false, d: DAY, t: 2, was: 2 },
        { op: "retype", s: 1, t: 1 },
        { op: "move", s: 1, e: 7, d: DAY },
        { op: "remove", s: 40 },
    ]);
    expect([...touchedBy(changes, before)]).toEqual([9, 8, 7, false]);
    expect(withSeen(changes, before)[1].seen).toEqual([7, DAY, 1]);
});

test("a shift that came back under another number is still found", () => {
    const aliases = new Aliases();
    aliases.learn([{ op: "put", e: 1, d: DAY, t: 1, was: 5 }], [{ s: 9 }]);
    aliases.learn([{ op: "put", e: 1, d: DAY, t: 1, was: 9 }], [{ s: 12 }]);
    expect(
        aliases.resolve([
            { op: "remove", s: 5 },
            { op: "put", e: 1, d: DAY, t: 1, was: 5 },
        ])
    ).toEqual([
        { op: "remove", s: 12 },
        { op: "put", e: 1, d: DAY, t: 1 },
    ]);
});

test("keys and what they mean", () => {
    const key = (name, values = {}) => commandOf({ key: name, ...values });
    expect(key("ArrowRight")).toEqual({ name: "move", by: [0, 1], isExtending: undefined });
    expect(commandOf({ key: "ArrowRight" }, true).by).toEqual([0, -1]);
    expect(key("ArrowDown", { ctrlKey: true }).name).toBe("edge");
    expect(key("z", { metaKey: true })).toEqual({ name: "undo" });
    expect(key("Z", { ctrlKey: true, shiftKey: true })).toEqual({ name: "redo" });
    expect(key("Delete")).toEqual({ name: "clear" });
    expect(key("e")).toBe(undefined);
    // while Chinese is being composed, keys belong to the input method
    expect(key("Enter", { isComposing: true })).toBe(undefined);
});

test("codes that are typed", () => {
    expect(findTypes(TYPES, "e").starting.map((one) => one.code)).toEqual(["E", "EC"]);
    expect(findTypes(TYPES, "e").exact.code).toBe("E");
    expect(findTypes(TYPES, " n ").exact.code).toBe("N");
    expect(findTypes(TYPES, "").starting).toEqual([]);
    expect(findTypes(TYPES, "(").starting).toEqual([]);
});

test("the worst half hour, and the stretches with too few", () => {
    const day = { need: [0, 2, 2, 2, 1], have: [0, 1, 1, 0, 3] };
    expect(worstOf(day)).toEqual({ slot: 3, need: 2, have: 0, short: 2 });
    expect(gapsOf(day).map((gap) => [gap.from, gap.to, gap.short])).toEqual([
        [1, 3, 1],
        [3, 4, 2],
    ]);
    expect(worstOf({ need: [1, 1], have: [3, 2] }).short).toBe(-1);
    expect(worstOf({ need: [0, 0], have: [3, 2] })).toBe(null);
    expect(worstOf(undefined)).toBe(null);
    expect(barsOf(day).map((bar) => bar.isShort)).toEqual([false, true, true, true, false]);
});

test("rows: the search, the free shifts, headings of departments", () => {
    const people = [
        makePerson(1, "Lotus 小荷"),
        makePerson(2, "Reed", { department_id: 2, department: "Online" }),
    ];
    expect(isMeant(people[0], "荷 HOT")).toBe(true);
    expect(isMeant(people[0], "荷 online")).toBe(false);
    const rows = rowsOf(people, { hasFree: true, isGrouped: true });
    expect(rows.map((row) => row.kind)).toEqual(["free", "group", "person", "group", "person"]);
    expect(rowsOf(people, { text: "reed", isGrouped: true })).toHaveLength(2);
    expect(rowsOf(people, { isWrong: (person) => person.id === 2 })).toHaveLength(1);
});

test("the free shifts of a day fit into their cell", () => {
    const free = (...types) => {
        const shifts = types.map((t, index) => makeShift(index + 1, false, DAY, t));
        const index = new BoardIndex(makeBoard({ shifts }));
        const { chips, more } = cellOf(index, false, index.data.days[0]);
        return [chips.map((chip) => `${chip.code}${chip.count}`).join(" "), more];
    };
    expect(free(1, 2, 1)).toEqual(["E2 L1", 0]);
    expect(free(1, 2, 3)).toEqual(["E1", 2]);
});

test("rows that are as they were stay the same objects", () => {
    const [first, second] = [makePerson(1, "Lotus"), makePerson(2, "Reed")];
    const before = rowsOf([first, second]);
    const kept = keptRows(rowsOf([{ ...first, name: "Lily" }, second]), before);
    expect(kept[0]).toEqual({ key: "p1", kind: "person", id: 1, name: "Lily" });
    expect(kept[1]).toBe(before[1]);
    expect(keptRows(rowsOf([second]), before)).toEqual([before[1]]);
});

test("only rows in sight are drawn", () => {
    expect(windowOf(0, 320, 32, 200)).toEqual({ from: 0, to: 16 });
    expect(windowOf(3200, 320, 32, 200)).toEqual({ from: 94, to: 116 });
    expect(windowOf(9999, 320, 32, 5)).toEqual({ from: 5, to: 5 });
    expect([scrollTo(2, 100, 320, 32), scrollTo(20, 0, 320, 32), scrollTo(3, 0, 320, 32)]).toEqual([
        64, 352, 0,
    ]);
});

test("the cursor steps over headings and keeps inside", () => {
    const selection = new Selection();
    selection.limit(4, 3, (row) => row !== 1);
    selection.move([1, 0]);
    expect(selection.row).toBe(2);
    selection.move([1, 1], true);
    expect(selection.block).toEqual({ top: 2, bottom: 3, left: 0, right: 1 });
    expect(selection.isBlock).toBe(true);
    selection.edge([-1, 0]);
    selection.move([-5, -5]);
    expect([selection.row, selection.column, selection.isBlock]).toEqual([0, 0, false]);
    selection.all();
    expect(selection.block).toEqual({ top: 0, bottom: 3, left: 0, right: 2 });
});

test("what the rules say is asked once for a cell", async () => {
    const legality = new Legality(async (thing, cells) => {
        expect.step(`${JSON.stringify(thing)} ${cells.join(" ")}`);
        return { [`1:${DAY}`]: [{ rule: "rest", sentence: "Too short.", outcome: "block" }] };
    });
    const cells = [
        { e: 1, d: DAY },
        { e: 2, d: DAY },
        { e: false, d: DAY },
    ];
    expect(legality.markAt({ s: 5 }, 1, DAY)).toBe("");
    expect(await legality.learn({ s: 5 }, cells)).toBe(true);
    expect(await legality.learn({ s: 5 }, cells)).toBe(false);
    expect([1, 2].map((e) => legality.markAt({ s: 5 }, e, DAY))).toEqual(["block", "fine"]);
    expect(legality.markAt({ t: 5 }, 1, DAY)).toBe("");
    // only rows of which something is known are drawn anew in a drag
    expect([1, 2, 3].map((e) => legality.answersFor({ s: 5 }, e))).toEqual([1, 1, 0]);
    expect(legality.answersFor({ t: 5 }, 1)).toBe(0);
    legality.forget();
    expect(legality.answersFor({ s: 5 }, 1)).toBe(0);
    expect(legality.markAt({ s: 5 }, 1, DAY)).toBe("");
    expect.verifySteps([`{"s":5} 1,${DAY} 2,${DAY}`]);
});

test("a patch replaces all of the people it names, and nothing of the others", () => {
    const conflicts = [
        { e: 1, d: DAY, s: 11, rule: "rest", sentence: "Too short.", outcome: "block" },
        { e: 2, d: NEXT, s: 12, rule: "rest", sentence: "Too short.", outcome: "warn" },
    ];
    const index = new BoardIndex(makeBoard({ conflicts, known: [{ e: 1, d: DAY, t: [] }] }));
    index.take(makePatch({ employees: [1], shifts: [makeShift(20, 1, NEXT, 3)] }));
    expect([...index.shifts.keys()]).toEqual([12, 20]);
    expect([...index.conflicts.keys()]).toEqual([`2:${NEXT}`]);
    expect(index.known.size).toBe(0);
    expect(index.shiftsAt(1, DAY)).toEqual([]);
});

test("a cell tells all it knows", () => {
    allowTranslations();
    const index = new BoardIndex(
        makeBoard({
            absences: [
                {
                    e: 1,
                    from: "2026-10-01",
                    to: DAY,
                    name: "Annual leave",
                    asked: true,
                    half: "",
                    hours: false,
                },
            ],
            wishes: [{ e: 1, from: DAY, to: DAY, want: "off", t: false }],
            known: [{ e: 1, d: DAY, t: [3] }],
            conflicts: [
                { e: 1, d: DAY, s: 11, rule: "rest", sentence: "Too short.", outcome: "block" },
                {
                    e: 1,
                    d: DAY,
                    s: 11,
                    rule: "waiting",
                    sentence: "A swap waits.",
                    outcome: "hint",
                },
            ],
        })
    );
    const cell = cellOf(index, 1, index.data.days[0]);
    expect([cell.isBlocked, cell.told, cell.absence.short]).toEqual([true, "N", "Annu."]);
    const words = wordsOf(index, cell, "Lotus");
    expect(words.facts).toEqual([
        "Early 07:00–15:00",
        "Annual leave, not decided yet",
        "Wishes to be free",
        "was told: N",
    ]);
    expect(words.conflicts).toEqual(["Too short."]);
    expect(words.hints).toEqual(["A swap waits."]);
    expect([shortOf("年休假"), shortOf("Sick Time Off")]).toEqual(["年休", "Sick"]);
    expect(timesOf(TYPES[2])).toEqual({ from: "20:00", to: "08:00", h: 11 });
});

test("free shifts of one type are one chip with a number", () => {
    const shifts = [1, 2, 3].map((id) => makeShift(id, false, DAY, id === 3 ? 2 : 1));
    const index = new BoardIndex(makeBoard({ shifts }));
    const cell = cellOf(index, false, index.data.days[0]);
    expect(cell.chips.map((chip) => [chip.code, chip.count])).toEqual([
        ["E", 2],
        ["L", 1],
    ]);
});

test("hours of another zone name its place", () => {
    expect(zoned("22:00–06:00", { zone: "Berlin" })).toBe("22:00–06:00 (Berlin)");
    expect(zoned("22:00–06:00", { zone: "" })).toBe("22:00–06:00");
    expect(zoned("22:00–06:00", undefined)).toBe("22:00–06:00");
});
