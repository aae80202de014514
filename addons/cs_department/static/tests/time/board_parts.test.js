import { expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { cellOf, wordsOf } from "@cs_department/time/board/board_cells";
import { BoardIndex } from "@cs_department/time/board/board_index";
import { makeBoard, makeShift, TYPES } from "./board_test_helpers";

/** What the line below the grid says of the shifts of one cell. */
function factsOf(employee, ...values) {
    allowTranslations();
    const shifts = values.map((one, number) =>
        makeShift(number + 1, employee, "2026-11-02", 1, one)
    );
    const data = makeBoard({ shifts });
    const cell = cellOf(new BoardIndex(data), employee, data.days[0]);
    return wordsOf(new BoardIndex(data), cell, employee && "Lotus").facts;
}

const name = TYPES.find((type) => type.id === 1).name;

test("a split shift says its parts, and whoever has a break reads when", () => {
    const parts = [
        ["07:00", "11:00"],
        ["16:00", "20:00"],
    ];
    expect(factsOf(1, {})).toEqual([`${name} 07:00–15:00`]);
    expect(factsOf(1, { breaks: [["11:00", "11:30"]] })).toEqual([
        `${name} 07:00–15:00, break 11:00–11:30`,
    ]);
    expect(factsOf(1, { parts })).toEqual([`${name} 07:00–11:00, 16:00–20:00`]);
});

test("free shifts of one type have no break of their own", () => {
    const breaks = [["11:00", "11:30"]];
    expect(factsOf(false, { breaks }, { breaks })).toEqual([`2 × ${name} 07:00–15:00`]);
});
