import { WhyDialog } from "./why_dialog";

/** The shift of work in the cell with the cursor that somebody may ask about. */
export function askedShift(board) {
    const { selection, model } = board;
    const line = board.rows[selection.row];
    const day = model.data.days[selection.column];
    if (!line || line.kind === "group" || !day || !model.canEditCell(line.id, day.date)) {
        return null;
    }
    return model.at(line.id || false, day.date).find((shift) => shift.l === 0 && shift.id > 0);
}

/** Show why somebody has the shift at the cursor, and who else could have it. */
export function showWhy(board) {
    const shift = askedShift(board);
    if (!shift) {
        return;
    }
    board.dialog.add(WhyDialog, {
        shift: shift.id,
        assign: async (e) => {
            const change = { op: "move", s: shift.id, e, d: shift.d };
            const done = await board.guard(() => board.editor.send([change]));
            return Boolean(done?.ok);
        },
    });
}
