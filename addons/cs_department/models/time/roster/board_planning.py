"""What changes on the board would make of shifts, before anything is written."""

from dataclasses import dataclass
from typing import Any

from odoo.exceptions import UserError
from odoo.tools import format_date

from ....logic.board import Change


@dataclass(slots=True)
class Step:
    """One change, with what it makes.

    :ivar shift: as it is now, empty for a new one
    :ivar now: as it would be: a record that is not in the database, or empty
    :ivar employee: whose it would be, or an empty record
    """

    change: Any
    shift: Any
    now: Any
    employee: Any

    @property
    def moves(self):
        """The moves that ``_legality`` judges: what goes, and what comes instead."""
        if not self.now:
            return [(self.shift, self.employee)]
        nobody = self.employee.browse()
        gone = [(self.shift, nobody)] if self.shift else []
        return [*gone, (self.now, self.employee)]

    @property
    def changed(self):
        """The shift that would be another, or gone; empty where nothing changes."""
        is_same = not self.now and self.employee == self.shift.sudo().employee_id
        is_kept = is_same and self.change.op != "remove"
        return self.shift.browse() if is_kept else self.shift

    @property
    def days(self):
        """The days whose coverage the change may touch."""
        return [record.date for record in (self.shift, self.now) if record]

    def values(self):
        """Return what the shift would be, to write it."""
        new = self.now or self.shift.sudo()
        return {
            "employee_id": self.employee.id or None,
            "roster_id": new.roster_id.id,
            "department_id": new.department_id.id,
            "type_id": new.type_id.id,
            "date": new.date,
            "start": new.start,
            "stop": new.stop,
            "paid_hours": new.paid_hours,
            "layer": new.layer,
        }


class BoardPlanning:
    """Turns changes into steps; reads in batches.

    :param reading: a ``BoardReading`` of the people who are touched
    """

    def __init__(self, reading):
        self.reading, self.env = reading, reading.env
        self.rosters = {roster.id: roster for roster in reading.rosters}
        self.kinds = {kind.id: kind for kind in reading.types}
        self._spans = {}

    def steps(self, changes, shifts):
        """Return a step for each change.

        :param shifts: ``{id: shift}`` of those that the changes name
        """
        return [self._step(change, shifts.get(change.shift)) for change in changes]

    def _step(self, change, shift):
        employees, shifts = self.env["hr.employee"].sudo(), self.env["cs.shift"]
        if change.op == "remove":
            return Step(change, shift, shifts, employees)
        if change.op == "retype":
            employee, day = shift.sudo().employee_id, shift.date
            kind = self.kind(change.type)
        elif change.op == "move":
            employee, day = employees.browse(change.person or ()), change.day
            kind = shift.sudo().type_id
        else:
            employee, day = employees.browse(change.person or ()), change.day
            kind = self.kind(change.type)
        is_same = shift and shift.date == day and shift.sudo().type_id == kind
        if is_same:
            return Step(change, shift, shifts, employee)
        return Step(
            change, shift or shifts, self.new(shift, employee, kind, day), employee
        )

    def trial(self, shift, type_id, person, day, at):
        """Return the steps that a drop on a cell would be, without making them.

        What stands there goes to where the shift came from, or away for a new one.

        :param at: ``{(person, day): shifts}``
        """
        employee = self.env["hr.employee"].sudo().browse(person)
        here = at.get((person, day), self.env["cs.shift"]) - shift
        if shift:
            there = {"person": shift.sudo().employee_id.id or None, "day": shift.date}
            changes = [Change("move", shift.id, person, day)]
            met = here.filtered(lambda other: other.layer == shift.layer)
            changes += [Change("move", other.id, **there) for other in met]
            return self.steps(changes, {one.id: one for one in shift | met})
        kind = self.kind(type_id)
        met = here.filtered(lambda other: other.layer == kind._layer())
        new = Step(
            Change("put", None, person, day, type_id),
            self.env["cs.shift"],
            self.new(None, employee, kind, day),
            employee,
        )
        gone = [self._step(Change("remove", other.id), other) for other in met]
        return [new, *gone]

    def kind(self, type_id):
        """Return a shift type that this board offers."""
        if type_id not in self.kinds:
            raise UserError(
                self.env._("This shift type does not exist here (any more).")
            )
        return self.kinds[type_id]

    def roster(self, employee, day):
        """Return the roster that a shift of somebody belongs to on a day."""
        person = self.reading.people.get(employee.id)
        ids = self.reading.roster_ids(person) if person else list(self.rosters)
        for key in ids:
            roster = self.rosters[key]
            if roster.date_from <= day <= roster.date_to:
                return roster
        raise UserError(
            self.env._("There is no roster for %s yet.", format_date(self.env, day))
        )

    def span(self, kind, day, turn):
        """Return the times of a type on a day, each reckoned once."""
        key = kind.id, day, turn
        if key not in self._spans:
            self._spans[key] = kind._times_on(day, turn)
        return self._spans[key]

    def new(self, shift, employee, kind, day):
        """Return a shift as it would be, which is not in the database.

        :param shift: the one that it would be made of; none for a new one
        """
        roster = self.roster(employee, day)
        turn = shift.break_turn if shift else 0
        span = self.span(kind, day, turn)
        person = self.reading.people.get(employee.id)
        values = {
            "roster_id": roster.id,
            "department_id": self._department(roster, person),
            "type_id": kind.id,
            "date": day,
            "start": span.start,
            "stop": span.stop,
            "paid_hours": span.hours,
            "layer": kind._layer(),
            "break_turn": turn,
            "state": "draft",
        }
        return self.env["cs.shift"].sudo().new(values)

    def _department(self, roster, person):
        """Return the person's department if it is below the roster's, as shifts do."""
        own = roster.department_id.id
        path = self.reading.paths.get(person.department, ()) if person else ()
        return person.department if own in path else own
