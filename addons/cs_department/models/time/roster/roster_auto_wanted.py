"""What an automatic roster must meet and what people wish, out of HR's own records."""

from collections import Counter, defaultdict
from datetime import timedelta

from odoo.fields import Domain

from ....logic import roster as rules
from .board_hours import target_hours


class Wanted:
    """The part of a planning that says what is wanted: minimums, wishes, fairness.

    ``Planning`` reads who and what there is.
    """

    # ---- minimums --------------------------------------------------------------------

    def _demands(self, skip):
        """Return what must be met, free shifts included."""
        return (*self.needs.demands(skip), *self._seniors(), *self._open())

    def _seniors(self):
        """Return the demand of somebody senior on special days (SH-33)."""
        grade = self.policy.senior_grade_id
        if not grade or self.policy.senior_outcome == "off":
            return []
        # those whom other rosters plan
        there = self.needs.coverage.days_of(grade.level, set(self.shifts.ids))
        return [
            rules.Demand(
                key="senior",
                day=number,
                types=frozenset(range(len(self.kinds))),
                minimum=1,
                rule="senior",
                rank=grade.level,
                there=len(there[day]),
                under=self.cover_price,
            )
            for number, day in enumerate(self.days)
            if day in self.holidays or day in self.flagged
        ]

    def _open(self):
        """Return the demand that free shifts find somebody, of each day and type."""
        free = Counter(
            ((shift.date - self.first).days, self.index_of_kind[shift.type_id.id])
            for shift in self.shifts
            if not shift.employee_id and shift.type_id.id in self.index_of_kind
        )
        had = Counter(
            (day, kind)
            for (_person, day), kind in (self.fixed | self.told).items()
            if kind != rules.FREE
        )
        return [
            rules.Demand(
                key="free",
                day=day,
                types=frozenset([kind]),
                minimum=had[day, kind] + count,
                rule="free",
                under=self.cover_price,
            )
            for (day, kind), count in free.items()
            if (day, kind) in self.times
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

    def _fair(self, spans, away):
        """Return what is to be spread: nights, weekends, holidays and hours.

        Each has the part that the working calendar owes, less leave and less what
        earlier months gave beyond it.
        """
        if not self.people:
            return []
        shares, carried = self._shares(away), self._carried()
        found = []
        for key, cells, weight in (
            ("nights", self._night_cells(), self.policy.weight_nights),
            ("weekends", self._cells_of(self._is_weekend), self.policy.weight_weekends),
            ("holidays", self._cells_of(self._is_holiday), self.policy.weight_holidays),
        ):
            if weight and cells:
                had = [carried[key][person.id] for person in self.people]
                wanted = sum(self.fewest[cell] for cell in cells)
                targets = _targets(wanted, had, shares)
                found.append(rules.Fairness(key, frozenset(cells), weight, targets))
        if self.policy.weight_hours and self.times:
            found.append(self._fair_hours(spans, shares))
        return found

    def _fair_hours(self, spans, shares):
        """Return the fairness of hours; a shift of mean length is one step."""
        had = [
            sum(s.minutes for s in spans[p.id] if 0 <= s.day < len(self.days))
            for p in self.people
        ]
        wanted = sum(self.times[cell][2] * n for cell, n in self.fewest.items())
        minutes = [paid for _start, _stop, paid in self.times.values()]
        return rules.Fairness(
            "hours",
            frozenset(self.times),
            self.policy.weight_hours,
            _targets(wanted, had, shares),
            max(sum(minutes) // len(minutes), 1),
        )

    def _shares(self, away):
        """Return what each person owes, as parts of 1."""
        hours = target_hours(self.env, [p.id for p in self.people], self)
        known = [value for value in hours.values() if value]
        usual = sum(known) / len(known) if known else 1.0
        horizon = len(self.days) * 24 * 60
        parts = []
        for person in self.people:
            gone = sum(
                max(0, min(stop, horizon) - max(start, 0))
                for start, stop in away[person.id]
            )
            owed = hours.get(person.id) or usual
            parts.append(owed * max(1 - gone / horizon, 0))
        total = sum(parts)
        return [part / total if total else 1 / len(parts) for part in parts]

    def _cells_of(self, is_wanted):
        return {(d, k) for d, k in self.times if is_wanted(self.days[d])}

    def _is_weekend(self, day):
        return day.weekday() >= 5

    def _is_holiday(self, day):
        return day in self.holidays


def _targets(wanted, had, shares):
    """Return everybody's part of what is wanted and was had, less what he had."""
    total = wanted + sum(had)
    return tuple(
        max(round(total * share - own), 0)
        for share, own in zip(shares, had, strict=True)
    )
