"""Attendance: counting the month of a large department."""

from datetime import date, datetime, timedelta

from .case import Case

MONTH = date(2024, 6, 1)
KIND = "late"


class MonthFacts(Case):
    """The month sheets of a thousand people with office hours, counted together.

    Every tenth clock time is late. The floor creates as many plain rows as there are
    days.
    """

    name = "time.month_facts_1000"
    n = 1000
    tenfold = True
    max_queries = 150
    repeat = 1

    @property
    def place_name(self):
        """The department of the case, one for each number of people."""
        return f"Bench attendance {self.n}"

    def prepare(self):
        self.people = self._people()
        self._clock()
        self.env.flush_all()
        self.env.invalidate_all()

    def _people(self):
        """Return the people of the case, made when they are missing."""
        place = self._place()
        employees = self.env["hr.employee"]
        found = employees.search([("department_id", "=", place.id)], order="id")
        if found:
            return found
        calendar = self.env.company.resource_calendar_id.copy({"tz": "UTC"})
        return employees.create(
            [
                {
                    "name": f"Clocked {number}",
                    "department_id": place.id,
                    "resource_calendar_id": calendar.id,
                    "date_version": "2024-01-01",
                    "tz": "UTC",
                }
                for number in range(self.n)
            ]
        )

    def _place(self):
        departments = self.env["hr.department"]
        place = departments.search([("name", "=", self.place_name)], limit=1)
        if place:
            return place
        place = departments.create({"name": self.place_name})
        kind = self.env["cs.fact.kind"]._by_code()[KIND]
        band = {"measure": "late", "is_rest": True, "kind_id": kind, "amount": 10}
        self.env["cs.attendance.policy"].create(
            {
                "name": "Bench",
                "department_id": place.id,
                "money_band_ids": [(0, 0, band)],
            }
        )
        return place

    def _clock(self):
        """Clock everybody in and out, past the models: that is not what is measured."""
        company, rows = self.env.company.id, []
        for number, person in enumerate(self.people.ids):
            for offset in range(30):
                day = MONTH + timedelta(offset)
                if day.weekday() < 5:
                    start = datetime(day.year, day.month, day.day, 7, 50)
                    is_late = (number + offset) % 10 == 0
                    came = start + timedelta(minutes=40 if is_late else 0)
                    rows.append((person, company, came, "in", "device"))
                    left = start + timedelta(hours=10)
                    rows.append((person, company, left, "out", "device"))
        for start in range(0, len(rows), 10_000):
            some = rows[start : start + 10_000]
            marks = ", ".join(["%s"] * len(some))
            self.env.cr.execute(
                "INSERT INTO cs_punch (employee_id, company_id, at, direction, source)"
                f" VALUES {marks}",
                some,
            )

    def run(self):
        self.env["cs.attendance.month"]._count(self.people, MONTH)

    def prepare_floor(self):
        self.rows = [{"name": f"Row {number}"} for number in range(self.n * 30)]

    def floor(self):
        self.env["res.partner.category"].create(self.rows)

    def verify(self):
        """Each person was late on some of the twenty working days."""
        sheets = self.env["cs.attendance.month"]._count(self.people, MONTH)
        wrong = sheets.filtered(
            lambda s: not 1 <= s.late_count <= 3 or s.absent_days or s.early_count
        )
        if len(sheets) != self.n or wrong:
            return [
                f"{len(wrong)} of {len(sheets)} sheets are not as they were clocked"
            ]
        return []
