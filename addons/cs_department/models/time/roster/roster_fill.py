from collections import Counter
from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_list

from ....logic import rotation as cycles
from ....logic import shift_times as times
from ....logic.roster_rules import Duty
from ...limit.worktime import public_holidays
from . import roster_people

#: so many people are named in a sentence, more are counted
NAMED = 5


class RosterFill(models.Model):
    """Shifts out of rotations: one statement for thousands of them."""

    _inherit = "cs.roster"

    def action_fill_by_rotation(self):
        """Add the shifts of the rotations that people follow; what is there stays.

        Nobody gets a second shift at the same time, none on approved leave, none out of
        season and none that his department does not use.
        """
        self._check_may_edit()
        return say("\n".join([roster._fill() for roster in self]))

    def action_refill_by_rotation(self):
        """Make the shifts of rotations anew: those that nobody was told of and that
        nobody has changed since go first; what is by hand or published stays."""
        self._check_may_edit()
        for roster in self:
            old = roster.shift_ids.filtered(
                lambda shift: shift.origin == "rotation" and not shift.known_type_id
            )
            old.filtered(lambda shift: shift.state == "draft").unlink()
        return self.action_fill_by_rotation()

    def _fill(self):
        """Fill one roster; return what was done, as a sentence."""
        self.ensure_one()
        return self._add_fitting(self._rotation_shifts(), "rotation", "fill")

    def _add_fitting(self, fitting, origin, step):
        """Add what fits, log it and say it in a sentence."""
        wanted, counts = fitting
        self.env["cs.shift"]._insert(self, wanted, origin)
        note = self.env._(
            "Shifts added: %(added)s; left out: %(busy)s where somebody has a shift "
            "already, %(freed)s given away or cancelled before, %(leave)s on leave, "
            "%(season)s out of season.",
            added=len(wanted),
            freed=counts["freed"],
            busy=counts["busy"],
            leave=counts["leave"],
            season=counts["season"],
        )
        if names := counts.get("names"):
            note += " " + self.env._(
                "%(number)s more left out: the department of %(people)s does not use "
                "that shift; let them follow another rotation.",
                number=counts["department"],
                people=format_list(self.env, names),
            )
        note = " ".join([note, *counts.get("idle", ())])
        self._log_step(step, note)
        return note

    def _idle(self, people, members):
        """Return sentences on those whom no rotation gives a shift; some are named.

        :param people: ids of those who could be on the roster
        :param members: who of them follows which rotation meanwhile
        """
        empty = members.filtered(lambda member: not member.rotation_id.step_ids)
        names = roster_people.people(
            self.env, set(people) - set(members.employee_id.ids)
        )
        alone = self._few([one.name for one in names.values()])
        return [
            *(
                self.env._(
                    "The rotation %(rotation)s has no steps: %(people)s get nothing.",
                    rotation=rotation.name,
                    people=self._few(rows.employee_id.mapped("name")),
                )
                for rotation, rows in empty.grouped("rotation_id").items()
            ),
            *([self.env._("Who follows no rotation: %s.", alone)] if alone else []),
        ]

    def _few(self, names):
        """Return names in a row, of many the first."""
        more = len(names) - NAMED
        shown = sorted(names)[:NAMED]
        if more > 0:
            shown.append(self.env._("%s more", more))
        return format_list(self.env, shown) if shown else ""

    def _rotation_shifts(self):
        """Return the shifts to add as ``[(employee id, type, day, Times)]``."""
        first, last = self.date_from, self.date_to
        people = roster_people.members(
            self.env, self.department_id.ids, self.company_id.id
        )
        members = (
            self.env["cs.rotation.member"]
            .sudo()
            .search(
                Domain("employee_id", "in", people)
                & Domain("rotation_id.active", "=", True)
                & Domain("date_from", "<=", last)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", first)),
                order="employee_id, date_from, id",
            )
        )
        holidays = self._holidays(first, last)
        candidates = [
            (member.employee_id.id, type_id, day)
            for member in members
            for day, type_id in cycles.plan(
                member.rotation_id._cycle(), member._place(), first, last, holidays
            ).items()
        ]
        freed = self._freed()
        found, counts = self._fitting(
            one for one in candidates if (one[0], one[2]) not in freed
        )
        counts["freed"] = sum((one[0], one[2]) in freed for one in candidates)
        counts["idle"] = self._idle(people, members)
        return found, counts

    def _freed(self):
        """Return ``{(employee id, day)}`` whose shift somebody took away on purpose.

        Of a roster that people know: swaps, sick calls and changes by hand hold.
        """
        rows = (
            self.env["cs.roster.change"]
            .sudo()
            ._read_group(
                Domain("roster_id", "=", self.id)
                & Domain("kind", "in", ("move", "cancel"))
                & Domain("old_employee_id", "!=", False),
                ["old_employee_id", "date:day"],
            )
        )
        return {(person.id, day) for person, day in rows}

    def _fitting(self, candidates):
        """Leave out what does not fit: busy people, people on leave, out of season,
        types that the department of somebody does not use.

        :param candidates: (employee id, type id, day), of which earlier ones go first
        :return: ``[(employee id, type, day, Times)]`` and how many were left out, why
        """
        candidates = list(candidates)
        first, last = self.date_from, self.date_to
        people = {person for person, _type, _day in candidates}
        busy = roster_people.duties(
            self.env, people, first - timedelta(days=2), last + timedelta(days=2)
        )
        away = roster_people.leaves(self.env, people, first, last)
        hours = Hours(self.env["cs.shift.type"].sudo())
        places = Places(self.env, people)
        found, counts, strangers = [], Counter(), {}
        for person, type_id, day in candidates:
            kind, span = hours.of(type_id, day)
            taken = busy[person]
            reason = _why_not(kind, span, taken, away.get(person, ()))
            if not reason and not places.use(person, kind):
                reason, strangers[person] = "department", places.name(person)
            if reason:
                counts[reason] += 1
                continue
            found.append((person, kind, day, span))
            duty = Duty(0, day, span.start, span.stop, span.hours, kind._layer())
            taken.append(duty)
        counts["names"] = list(strangers.values())
        return found, counts

    def _holidays(self, first, last):
        """Return ``{date: name}`` of the public holidays of the company; one query."""
        company = self.company_id
        found = public_holidays(self.env, company.ids, first, last)
        return {
            **found.get((company.id, False), {}),
            **found.get((company.id, company.resource_calendar_id.id), {}),
        }

    def _departments_for(self, ids):
        """Return ``{employee id or None: department id}`` for shifts of this roster.

        A shift belongs to the department of its person, when that is below the
        roster's; else to the roster's own.
        """
        own = self.department_id.id
        departments = self.env["hr.department"].sudo().with_context(active_test=False)
        below = set(departments.search([("id", "child_of", own)]).ids)
        found = {None: own}
        for key, person in roster_people.people(self.env, ids - {None}).items():
            found[key] = person.department if person.department in below else own
        return found


def say(message):
    """Return an action that shows a sentence and reads the form again."""
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "message": message,
            "type": "success",
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
        },
    }


class Hours:
    """The times of shift types on days, each reckoned once."""

    def __init__(self, types):
        self._types = types
        self._patterns = {}
        self._found = {}

    def of(self, type_id, day):
        """Return the type and its times on a day, None where it is not worked."""
        if type_id not in self._patterns:
            kind = self._types.browse(type_id)
            self._patterns[type_id] = kind, kind._pattern()
        kind, pattern = self._patterns[type_id]
        if (type_id, day) not in self._found:
            span = times.times(day, pattern) if kind._is_in_season(day) else None
            self._found[type_id, day] = span
        return kind, self._found[type_id, day]


class Places:
    """Where people work, and which shift types are used there."""

    def __init__(self, env, ids):
        self._people = roster_people.people(env, ids)
        departments = {one.department for one in self._people.values()} - {None}
        self._paths = env["hr.department"]._ancestor_ids(departments)

    def use(self, person_id, kind):
        """Tell whether somebody's department, or one above it, uses a type."""
        return kind._is_used_in(self._paths.get(self._people[person_id].department, ()))

    def name(self, person_id):
        """Return what somebody is called."""
        return self._people[person_id].name


def _why_not(kind, span, taken, away):
    """Return why somebody gets no shift on a day, or None."""
    if span is None or span.start >= span.stop:
        return "season"
    layer = kind._layer()
    for duty in taken:
        if duty.layer == layer and duty.start < span.stop and duty.stop > span.start:
            return "busy"
    if any(leave.start < span.stop and leave.stop > span.start for leave in away):
        return "leave"
    return None
