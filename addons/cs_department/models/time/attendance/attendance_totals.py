from collections import Counter
from datetime import timedelta

from odoo import models

from ....logic import spans
from ....logic.attendance_parts import granted_of, there
from .attendance_day import COUNTED
from .reading_values import is_probation


class AttendanceTotals(models.Model):
    """The days and figures of a month sheet, out of what was found."""

    _inherit = "cs.attendance.month"

    def _days_of(self, counted, last):
        """Return ``{date: values}`` for every day of the month."""
        blank = dict.fromkeys(COUNTED, False) | {
            "state": "off",
            "expected_minutes": 0,
            "worked_minutes": 0,
            "late_minutes": 0,
            "early_minutes": 0,
            "away_minutes": 0,
            "absent_days": 0.0,
            "reasons": False,
        }
        common = {
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
        }
        days = {}
        for offset in range((last - self.month).days + 1):
            days[self.month + timedelta(offset)] = {**blank, **common}
        parts, of_day = {}, {}
        for stay in counted.stays:
            for part in stay.parts:
                if part.day in counted.elsewhere:
                    continue
                parts.setdefault(part.day, []).append(part)
                of_day.setdefault(part.day, []).append(stay)
        for day, values in days.items():
            if day in parts:
                self._fill_day(values, day, parts[day], of_day[day], counted)
            elif day in counted.elsewhere:
                early = counted.since and day < counted.since
                values["state"] = "early" if early else "elsewhere"
            else:
                self._fill_free_day(values, day, counted)
        return days

    def _fill_free_day(self, values, day, counted):
        """A day without work may still have events, a hand-over for somebody, or clock
        times that nobody planned: somebody looks at them, unless that was approved."""
        absent = counted.absences.get(day)
        findings = [one for one in counted.findings if one.day == day]
        charged = any(charge.day == day for charge in counted.charges)
        if absent:
            values |= {"absent_days": absent, "state": "absent"}
        clocked = counted.loose.get(day, [])
        granted, alien = granted_of(clocked, counted.granted)
        if not absent and (findings or charged or alien):
            values["state"] = "case"
        elif clocked and not absent:
            values["state"] = "ok"
        if clocked:
            values |= {"first_in": clocked[0].at, "last_out": clocked[-1].at}
        if absent or findings or charged or clocked:
            values["reasons"] = self._reasons(
                day, [], clocked, [], findings, counted
            ) | {"granted": _plain(granted), "is_loose": bool(alien)}

    def _fill_day(self, values, day, parts, stays, counted):
        stays = list({id(stay): stay for stay in stays}.values())
        span = parts[0].due, max(part.stop for part in parts)
        findings = [one for one in counted.findings if one.day == day]
        excuses = [
            one
            for one in counted.excuses
            if one.start < span[1] and one.stop > span[0] and one.start < one.stop
        ]
        punches = [punch for stay in stays for punch in stay.punches]
        if len(stays[0].parts) > 1:
            punches = [p for p in punches if span[0] - GAP <= p.at <= span[1] + GAP]
        work = [one for part in parts for one in part.work]
        clocked = [
            span for stay in stays if stay.came and stay.left for span in there(stay)
        ]
        lost = {
            name: sum(one.minutes for one in findings if one.measure == name)
            for name in ("late", "early", "away")
        }
        excused = spans.common(work, [(one.start, one.stop) for one in excuses])
        values |= {
            "expected_start": parts[0].start,
            "expected_stop": span[1],
            "expected_minutes": counted.work[day],
            "first_in": stays[0].came or False,
            "last_out": stays[-1].left or False,
            "worked_minutes": spans.minutes(spans.common(work, clocked)),
            "late_minutes": lost["late"],
            "early_minutes": lost["early"],
            "away_minutes": lost["away"],
            "absent_days": counted.absences.get(day, 0.0),
            "is_missing_punch": any(one.is_missing for one in findings),
            "is_on_leave": any(one.key.startswith("leave") for one in excuses),
        }
        rest = [(one.start, one.stop) for one in excuses if one.is_rest]
        is_free = bool(rest) and not spans.minus(work, rest)
        alien = values["worked_minutes"] if is_free else 0
        values["state"] = _state(values, findings, excused, span, counted.now)
        if alien and values["state"] == "excused":
            values["state"] = "case"
        values["is_present"] = _is_present(values)
        values["reasons"] = self._reasons(
            day, parts, punches, excuses, findings, counted
        ) | ({"on_leave": alien} if alien else {})

    def _reasons(self, day, parts, punches, excuses, findings, counted):
        """Return everything that a day's figures come from, as plain values."""
        return {
            "parts": [
                [
                    part.due.isoformat(),
                    part.start.isoformat(),
                    part.stop.isoformat(),
                    part.key,
                ]
                for part in parts
            ],
            "punches": [[p.at.isoformat(), p.direction, p.key] for p in punches],
            "excuses": _plain(excuses),
            "findings": [[f.measure, f.minutes, f.is_missing] for f in findings],
            "events": [e.kind_id.code for e in counted.events if e.date == day],
            "charges": [
                [c.kind, c.unit, float(c.amount)]
                for c in counted.charges
                if c.day == day
            ],
        }

    def _totals_of(self, counted, policy, invited=0, there=0):
        """Return the figures of the sheet.

        :param invited: to so many trainings, of which the person was at ``there``
        """
        days = counted.days.values()
        past = [d for d in days if d["expected_minutes"] and d["state"] != "ahead"]
        leave = [d for d in past if d["is_on_leave"]]
        excused = [
            d for d in past if d["state"] == "excused" and not d["worked_minutes"]
        ]
        present = [d for d in past if d["is_present"]]
        # figures are what was posted: the same facts stand behind them
        found = [charge for charge in counted.charges if charge.unit == "minutes"]
        count = Counter(charge.kind for charge in found)
        kinds = {charge.kind for charge in counted.charges}
        due = len(past) - len(excused)
        absent = sum(counted.absences.values())
        return {
            "expected_days": len([d for d in days if d["expected_minutes"]]),
            "present_days": len(present),
            "leave_days": len(leave),
            "late_count": count["late"],
            "late_minutes": int(sum(c.amount for c in found if c.kind == "late")),
            "early_count": count["early"],
            "away_count": count["away"],
            "handover_late_count": count["handover_late"],
            "handover_left_count": count["handover_left"],
            "missing_count": sum(1 for f in counted.findings if f.is_missing),
            "absent_days": absent,
            "worked_hours": round(sum(d["worked_minutes"] for d in days) / 60, 2),
            "probation_count": self._on_probation(counted),
            "training_count": invited,
            "training_rate": round(100 * there / invited, 2) if invited else 0.0,
            "due_days": due,
            "rate": _rate(present, due, days),
            "is_full": bool(past)
            and not absent
            and not counted.findings
            and not self._breaks_full(counted, policy),
            "needs_hr": "deemed_resigned" in kinds,
            "policy_id": policy.id,
        }

    def _breaks_full(self, counted, policy):
        """Tell whether leave of the month ends full attendance (LV-30)."""
        ids = {
            int(one.key.partition(":")[2])
            for one in counted.excuses
            if one.key.startswith("leave:")
        }
        first, last = min(counted.days), max(counted.days)
        leaves = self.env["hr.leave"].sudo().browse(sorted(ids))
        leaves = leaves.filtered(
            lambda leave: (
                leave.request_date_from <= last and leave.request_date_to >= first
            )
        )
        return bool(leaves.holiday_status_id - policy.full_leave_type_ids)

    def _on_probation(self, counted):
        """Return how many cases fall into a probation (AT-19)."""
        version_on = self.env["cs.attendance.reading"]._version_on
        return sum(
            is_probation(version_on(counted.versions, charge.day), charge.day)
            for charge in counted.charges
            if charge.unit == "minutes" and charge.kind in ("late", "early")
        )


def _plain(times):
    """Return excuses, or times that were approved, as plain values."""
    return [[one.start.isoformat(), one.stop.isoformat(), one.key] for one in times]


def _rate(present, due, days):
    """Return the attendance in percent: half a day counted as absence is half a day
    less, also where nothing was expected."""
    if not due:
        return 0.0
    idle = sum(day["absent_days"] for day in days if not day["expected_minutes"])
    there = sum(1 - day["absent_days"] for day in present) - idle
    return round(100 * max(0.0, there) / due, 2)


#: clock times of a stay over several days belong to a day when they are this near
GAP = timedelta(hours=4)


def _is_present(values):
    """Tell whether the day counts as one on which somebody was there."""
    is_away = values["state"] == "excused" and not values["worked_minutes"]
    return bool(
        values["state"] != "ahead"
        and values["absent_days"] < 1
        and not is_away
        and (values["first_in"] or values["last_out"])
    )


def _state(values, findings, excused, span, now):
    if values["absent_days"] >= 1 or any(one.measure == "absent" for one in findings):
        return "absent"
    if findings or values["absent_days"]:
        return "case"
    if excused:
        return "excused"
    is_there = values["first_in"] or values["last_out"]
    return "ahead" if span[1] > now and not is_there else "ok"
