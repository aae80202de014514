"""What an automatic roster must meet and what people wish, out of HR's own records."""

from collections import defaultdict
from datetime import timedelta

from odoo.fields import Domain

from ....logic import roster as rules
from ....logic import shift_times as times

HALF_HOUR = 30
#: the price of somebody more than needed: so little that it only breaks ties
MORE_THAN_NEEDED = 1


class Wanted:
    """The part of a planning that says what is wanted: minimums, wishes, fairness.

    ``Planning`` reads who and what there is.
    """

    # ---- minimums --------------------------------------------------------------------

    def _demands(self):
        """Return what must be met: each minimum as the sets of types that serve it."""
        place = self.roster.department_id
        rows = self.env["cs.shift.demand"].search(
            Domain("department_id", "child_of", place.ids) & Domain("kind", "=", "work")
        )
        found = []
        for row in rows:
            for number, day in enumerate(self.days):
                if row._holds_on(day, self.holidays, self.flagged):
                    found += self._pieces(row, number)
        return tuple(found + self._seniors())

    def _pieces(self, row, number):
        """Return the demands of one minimum on one day.

        Half hours that the same types cover are one demand.
        """
        day = self.days[number]
        start = self._minute(times.at(day, row.start_hour, self.zone))
        stop = self._minute(times.at(day, row.end_hour, self.zone))
        sets = {}
        for minute in range(start, stop, HALF_HOUR):
            today = self._covering(number, minute)
            before = self._covering(number - 1, minute)
            sets[today, before] = None
        return [
            rules.Demand(
                key=str(row.id),
                day=number,
                types=today,
                types_before=before,
                minimum=row.minimum,
                maximum=row.minimum,
                over=MORE_THAN_NEEDED,
                rule="skill" if row.skill_id else "minimum",
                skill=str(row.skill_id.id) if row.skill_id else "",
                rank=row.grade_id.level or 0,
                under=max(self.policy.weight_cover, 1) if self.policy else 1000,
            )
            for today, before in sets
            if today or before
        ]

    def _covering(self, number, minute):
        """Return the types of a day that are worked at a minute."""
        return frozenset(
            index
            for index in range(len(self.kinds))
            if (number, index) in self.times
            and self.times[number, index][0] <= minute < self.times[number, index][1]
        )

    def _seniors(self):
        """Return the demand of somebody senior on special days (SH-33)."""
        grade = self.policy.senior_grade_id
        if not grade or self.policy.senior_outcome == "off":
            return []
        return [
            rules.Demand(
                key="senior",
                day=number,
                types=frozenset(range(len(self.kinds))),
                minimum=1,
                rule="senior",
                rank=grade.level,
                under=max(self.policy.weight_cover, 1),
            )
            for number, day in enumerate(self.days)
            if day in self.holidays or day in self.flagged
        ]

    # ---- wishes ----------------------------------------------------------------------

    def _requests(self, ids):
        wishes = self.env["cs.roster.wish"].search(
            Domain("employee_id", "in", ids)
            & Domain("state", "!=", "refused")
            & Domain("date_from", "<=", self.last)
            & Domain("date_to", ">=", self.first)
        )
        for wish in wishes:
            kind = self.index_of_kind.get(wish.type_id.id) if wish.type_id else None
            if (wish.type_id and kind is None) or not wish.weight:
                continue
            for number, day in enumerate(self.days):
                if wish.date_from <= day <= wish.date_to:
                    yield rules.Request(
                        person=self.index_of_person[wish.employee_id.id],
                        day=number,
                        type=kind,
                        is_on=wish.want == "on",
                        weight=wish.weight,
                    )

    def _night_cells(self):
        nights = {
            index
            for index, kind in enumerate(self.kinds)
            if kind._is_night(self.policy)
        }
        return {(d, k) for d, k in self.times if k in nights}

    def _carried(self):
        """Return what three months before gave: ``{key: {employee id: shifts}}``."""
        since = self.first - timedelta(days=91)
        shifts = self.env["cs.shift"].search_fetch(
            Domain("employee_id", "in", [person.id for person in self.people])
            & Domain("state", "=", "published")
            & Domain("layer", "=", 0)
            & Domain("date", ">=", since)
            & Domain("date", "<", self.first),
            ["employee_id", "date", "type_id"],
        )
        holidays = set(self.roster._holidays(since, self.first))
        found = {key: defaultdict(int) for key in ("nights", "weekends", "holidays")}
        nights = {k.id: k._is_night(self.policy) for k in shifts.type_id}
        for shift in shifts:
            person = shift.employee_id.id
            found["nights"][person] += nights[shift.type_id.id]
            found["weekends"][person] += shift.date.weekday() >= 5
            found["holidays"][person] += shift.date in holidays
        return found

    def _fairness(self, key, cells, weight, demands, carried):
        """Return the fairness of some cells: everybody's part of what is wanted, less
        what earlier months gave beyond it."""
        wanted = sum(
            demand.minimum
            for demand in demands
            if demand.rule == "minimum"
            and demand.types
            and {(demand.day, kind) for kind in demand.types} <= cells
        )
        given = [carried[key].get(person.id, 0) for person in self.people]
        share = (wanted + sum(given)) / len(self.people)
        return rules.Fairness(
            key=key,
            cells=cells,
            weight=weight,
            targets=tuple(max(round(share - had), 0) for had in given),
        )
