"""The people of an automatic roster: what they have, may and are bound to."""

from collections import defaultdict
from datetime import timedelta

from ....logic import roster as rules
from . import roster_people

#: how far before and after the roster shifts are looked at
AROUND = timedelta(days=14)


class Staff:
    """The part of a planning that tells of people."""

    def _away(self, ids):
        """Return ``{employee id: [(first minute, last minute)]}`` of approved leave."""
        found = defaultdict(list)
        rows = roster_people.leaves(self.env, ids, self.first, self.last)
        for person, leaves in rows.items():
            found[person] = [
                (self.minute(a.start), self.minute(a.stop)) for a in leaves
            ]
        return found

    def _spans(self, ids, skip):
        """Return ``{employee id: spans}``: shifts that are no cells of the roster."""
        found = defaultdict(list)
        cells = self.env["cs.shift"].union(*self.at.values())
        duties = roster_people.duties(
            self.env, ids, self.first - AROUND, self.last + AROUND, self.shifts.ids
        )
        for person, rows in duties.items():
            for duty in rows:
                if duty.layer == 0:
                    found[person].append(
                        self._span(duty.day, duty.start, duty.stop, duty.hours)
                    )
        for shift in (self.shifts - cells).filtered("employee_id"):
            if shift.id not in skip:
                found[shift.employee_id.id].append(
                    self._span(shift.date, shift.start, shift.stop, shift.paid_hours)
                )
        return found

    def _span(self, day, start, stop, hours):
        return rules.Span(
            day=(day - self.first).days,
            start=self.minute(start),
            stop=self.minute(stop),
            minutes=round(hours * 60),
        )

    def _person(self, person, spans, away, skills):
        held = skills.get(person.id, ())
        owned = [{one.skill for one in held if one.on(day)} for day in self.days]
        every = {one.skill for one in held}
        return rules.Person(
            key=str(person.id),
            contract=self._contract(person),
            skills=frozenset(map(str, every)),
            lapsed=frozenset(
                (day, str(skill))
                for day, ours in enumerate(owned)
                for skill in every - ours
            ),
            rank=person.level,
            leave=tuple(away[person.id]),
            spans=tuple(spans[person.id]),
            barred=self._barred(owned),
            places=frozenset(map(str, self._path(person))),
        )

    def _path(self, person):
        """Return the departments that shifts of a person belong to."""
        own = self.roster.department_id.id
        return self.paths.get(person.department) or self.paths[own]

    def _barred(self, owned):
        """Return the (day, type) cells for which somebody lacks a skill on the day.

        :param owned: the ids of the skills that count, day by day
        """
        if self.policy and self.policy.skill_outcome == "off":
            return frozenset()
        wanted = [
            (index, set(kind.skill_ids.ids)) for index, kind in enumerate(self.kinds)
        ]
        return frozenset(
            (day, index)
            for index, skills in wanted
            if skills
            for day, ours in enumerate(owned)
            if not skills <= ours
        )

    def _contract(self, person):
        """Return the hard rules of a person out of the policy."""
        figures = self.policy._limits(person.job, self.first.month)
        limits = []
        if figures.week and self.policy.week_outcome != "off":
            limits += self._weekly(figures.week)
        for first, last in self._months():
            if figures.month and self.policy.month_outcome != "off":
                hours = round(figures.month * 60)
                limits.append(rules.Limit("month_hours", first, last, None, hours))
            if figures.free and self.policy.free_outcome != "off":
                most = max(last - first - figures.free, 0)
                limits.append(
                    rules.Limit("free_days", first, last, None, most, in_days=True)
                )
        run = figures.run if self.policy.run_outcome != "off" else 0
        rest = figures.rest if self.policy.rest_outcome != "off" else 0
        return rules.Contract(
            min_rest=round(rest * 60),
            longest_run=run or None,
            limits=tuple(limits),
            is_strict=False,
        )

    def _weekly(self, hours):
        monday = -self.first.weekday()
        return [
            rules.Limit("week_hours", start, start + 7, None, round(hours * 60))
            for start in range(monday, len(self.days), 7)
        ]

    def _months(self):
        """Return the calendar months in the roster as (first, last exclusive)."""
        found, start = [], 0
        for number, day in enumerate(self.days):
            is_end = (day + timedelta(days=1)).day == 1
            if is_end or number == len(self.days) - 1:
                found.append((start, number + 1))
                start = number + 1
        return found
