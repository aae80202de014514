import { daysFrom } from "./board_dates";

/** The place of a cell: whose row, which day; the row of free shifts has no employee. */
export const placeOf = (employee, day) => `${employee || 0}:${day}`;

function push(map, key, value) {
    if (map.has(key)) {
        map.get(key).push(value);
    } else {
        map.set(key, [value]);
    }
}

/** What the server told of a page, found by cell in no time. */
export class BoardIndex {
    constructor(data) {
        this.data = data;
        this.types = new Map(data.types.map((type) => [type.id, type]));
        this.people = new Map(data.people.map((person) => [person.id, person]));
        this.days = new Map(data.days.map((day, index) => [day.date, { ...day, index }]));
        this.rosters = new Map(data.rosters.map((roster) => [roster.id, roster]));
        this.shifts = new Map();
        this.cells = new Map();
        this.known = new Map();
        this.conflicts = new Map();
        this.absences = this.spread(data.absences);
        this.wishes = this.spread(data.wishes);
        data.shifts.forEach((shift) => this.add(shift));
        this.addFindings({ known: data.known, conflicts: data.conflicts || [] });
    }

    spread(rows) {
        const found = new Map();
        const { first, last } = this.data;
        for (const row of rows) {
            const from = row.from < first ? first : row.from;
            const to = row.to > last ? last : row.to;
            daysFrom(from, to).forEach((day) => push(found, placeOf(row.e, day), row));
        }
        return found;
    }

    add(shift) {
        this.shifts.set(shift.id, shift);
        push(this.cells, placeOf(shift.e, shift.d), shift);
    }

    drop(id) {
        const shift = this.shifts.get(id);
        if (shift) {
            const place = placeOf(shift.e, shift.d);
            this.cells.set(
                place,
                this.cells.get(place).filter((one) => one.id !== id)
            );
            this.shifts.delete(id);
        }
    }

    addFindings({ known, conflicts }) {
        known.forEach((row) => this.known.set(placeOf(row.e, row.d), row));
        conflicts.forEach((row) => push(this.conflicts, placeOf(row.e, row.d), row));
    }

    shiftsAt(employee, day) {
        return this.cells.get(placeOf(employee, day)) || [];
    }

    /**
     * Take over what the server told anew of some people; free shifts always come whole.
     *
     * @param {object} patch
     */
    take(patch) {
        const touched = new Set([...patch.employees, false]);
        const isTouched = (row) => touched.has(row.e || false);
        [...this.shifts.values()].filter(isTouched).forEach((shift) => this.drop(shift.id));
        for (const map of [this.known, this.conflicts]) {
            for (const place of [...map.keys()]) {
                if (touched.has(Number(place.split(":")[0]) || false)) {
                    map.delete(place);
                }
            }
        }
        patch.shifts.forEach((shift) => this.add(shift));
        this.addFindings(patch);
        patch.people.forEach((person) => this.people.set(person.id, person));
        patch.rosters.forEach((roster) => this.rosters.set(roster.id, roster));
        Object.assign(this.data.coverage, patch.coverage);
    }

    /** Every shift of the page as it stands, to go back to it. */
    snapshot() {
        return [...this.shifts.values()];
    }

    restore(shifts) {
        this.shifts.clear();
        this.cells.clear();
        shifts.forEach((shift) => this.add(shift));
    }
}
