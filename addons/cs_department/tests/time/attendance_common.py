from datetime import date, datetime, timedelta

from odoo.tests import freeze_time

from ...models.time.attendance.fact_mark import posting
from ..org.common import OwnCompanyCase

#: the clock of the tests is UTC; the month is over
NOW = "2024-07-02 01:00:00"


@freeze_time(NOW)
class AttendanceCase(OwnCompanyCase):
    """A company of its own: 9 to 18 with lunch from 12 to 13, Monday to Friday, UTC.

    The policy of the centre has the money bands of S002-q and the points of S002-a;
    grades have level 1 (staff) and 3 (supervisor). The month is June 2024.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "company_id": cls.company.id,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": period,
                            "dayofweek": str(day),
                            "day_period": period,
                            "hour_from": start,
                            "hour_to": stop,
                        },
                    )
                    for day in range(5)
                    for period, start, stop in (
                        ("morning", 9, 12),
                        ("lunch", 12, 13),
                        ("afternoon", 13, 18),
                    )
                ],
            }
        )
        cls.company.resource_calendar_id = cls.calendar
        people = cls.env["hr.employee"].search([("company_id", "=", cls.company.id)])
        people.write({"tz": "UTC", "resource_calendar_id": cls.calendar.id})
        people.user_id.write({"tz": "UTC"})
        ladder = cls.env["cs.grade.ladder"].create(
            {"name": "Seats", "company_id": cls.company.id}
        )
        cls.staff, cls.supervisor = cls.env["cs.grade"].create(
            [
                {"name": n, "code": n, "ladder_id": ladder.id, "level": level}
                for n, level in (("staff", 1), ("supervisor", 3))
            ]
        )
        cls.policy = cls.env["cs.attendance.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id, "absence_factor": 2}
        )
        cls._bands("money", ("late", "early"), [(30, 10, "late"), (60, 20, "late")])
        cls._bands("money", ("late", "early"), [(30, 20, "late"), (60, 40, "late")], 3)
        points = [(30, 2, "late"), (60, 15, "off_post"), (None, 15, "absent")]
        cls._bands("points", ("late", "early"), points)
        for measure in ("late", "early"):
            cls._band("money", measure, None, 0, "absent", unit="none", absent_days=0.5)

    @classmethod
    def _band(cls, table, measure, minutes, amount, kind, **values):
        return cls.env["cs.attendance.band"].create(
            {
                "policy_id": cls.policy.id,
                "table": table,
                "measure": measure,
                "minutes": minutes or 0,
                "is_rest": minutes is None,
                "amount": amount,
                "unit": table,
                "kind_id": cls._kind(kind),
                **values,
            }
        )

    @classmethod
    def _bands(cls, table, measures, rows, level=0):
        for measure in measures:
            for minutes, amount, kind in rows:
                cls._band(table, measure, minutes, amount, kind, level_from=level)

    @classmethod
    def _type(cls, code, start, stop, **values):
        return cls.env["cs.shift.type"].create(
            {
                "name": code,
                "code": code,
                "tz": "UTC",
                "start_hour": start,
                "end_hour": stop,
                **values,
            }
        )

    @classmethod
    def _kind(cls, code):
        return cls.env["cs.fact.kind"]._by_code()[code]

    @classmethod
    def _clock(cls, day, came, left, employee=None):
        """Let somebody clock in and out on a day of June, each at (hour, minute)."""
        employee = employee or cls.agent
        rows = []
        for moment, direction in ((came, "in"), (left, "out")):
            if moment:
                hours, minutes = moment
                at = datetime(2024, 6, day) + timedelta(hours=hours, minutes=minutes)
                rows.append(
                    {
                        "employee_id": employee.id,
                        "company_id": cls.company.id,
                        "department_id": employee.department_id.id,
                        "at": at,
                        "direction": direction,
                        "source": "device",
                    }
                )
        with posting():
            return cls.env["cs.punch"].create(rows)

    @classmethod
    def _work(cls, days=None, employee=None, skip=()):
        """Let somebody be there in time on the working days of June."""
        for day in days or range(1, 31):
            if date(2024, 6, day).weekday() < 5 and day not in skip:
                cls._clock(day, (8, 55), (18, 2), employee)

    def _sheet(self, employee=None):
        employee = employee or self.agent
        return self.env["cs.attendance.month"]._count(employee, date(2024, 6, 1))

    def _day(self, sheet, day):
        return sheet.day_ids.filtered(lambda one: one.date == date(2024, 6, day))

    def _standing(self, sheet, day=None):
        """Return what stands of a sheet, or of a day, as sorted plain rows."""
        facts = self.env["cs.fact"].search(
            [("res_model", "=", sheet._name), ("res_id", "=", sheet.id)]
        )
        facts = facts.filtered(lambda f: not f.reverses_id and not f.reversal_ids)
        if day:
            facts = facts.filtered(lambda f: f.date == date(2024, 6, day))
        return sorted((f.kind, f.unit, f.amount) for f in facts)
