"""Rosters: a month of a thousand people by rotation, and the board of two hundred."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .case import Case

FIRST = date(2031, 1, 1)
LAST = date(2031, 1, 31)


def department(env: Any, name: str, people: int) -> Any:
    """Return a department of its own with so many people and a rotation of 12 hours."""
    place = env["hr.department"].search([("name", "=", name)])
    if place:
        return place
    place = env["hr.department"].create({"name": name})
    staff = env["hr.employee"].create(
        [
            {"name": f"{name} {number}", "department_id": place.id}
            for number in range(people)
        ]
    )
    kinds = [
        env["cs.shift.type"].create(
            {
                "name": f"{name} {code}",
                "code": code,
                "tz": "Asia/Shanghai",
                "start_hour": start,
                "end_hour": start + 12,
                "department_ids": [(6, 0, place.ids)],
                "break_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Meal",
                            "start_hour": start + 4,
                            "end_hour": start + 4.5,
                        },
                    )
                ],
            }
        )
        for code, start in (("D", 8), ("N", 20))
    ]
    steps = [(kinds[0].id, 1), (kinds[1].id, 1), (False, 2)]
    rotation = env["cs.rotation"].create(
        {
            "name": name,
            "anchor_date": FIRST,
            "step_ids": [
                (0, 0, {"sequence": n, "type_id": kind, "days": days})
                for n, (kind, days) in enumerate(steps)
            ],
        }
    )
    env["cs.rotation.member"].create(
        [
            {
                "rotation_id": rotation.id,
                "employee_id": person.id,
                "offset": number % 4,
                "date_from": "2020-01-01",
            }
            for number, person in enumerate(staff)
        ]
    )
    env["cs.roster.policy"].create({"name": name, "department_id": place.id})
    env["cs.shift.demand"].create({"department_id": place.id, "minimum": people // 8})
    return place


def roster(env: Any, place: Any, first: date = FIRST, last: date = LAST) -> Any:
    """Make an empty roster."""
    return env["cs.roster"].create(
        {"department_id": place.id, "date_from": first, "date_to": last}
    )


class FillByRotation(Case):
    """Half a thousand shifts a day for a month, by rotation.

    The floor inserts as many plain rows.
    """

    name = "time.roster_rotation_1000x31"
    n = 1000
    tenfold = True
    max_queries = 40

    @classmethod
    def place(cls, env: Any) -> Any:
        """Return the department of the case."""
        return department(env, f"Bench rotation {cls.n}", cls.n)

    def prepare(self) -> None:
        """Make the roster, still empty."""
        self.roster = roster(self.env, self.place(self.env))

    def run(self) -> None:
        """Fill it."""
        self.roster._fill()
        with self.aside():
            assert len(self.roster.shift_ids) == self.n * 31 / 2

    def floor(self) -> None:
        """Insert as many rows that mean nothing."""
        self.env.cr.execute(
            "CREATE TEMPORARY TABLE bench_floor ON COMMIT DROP AS "
            "SELECT n, now() AS start, 'draft' AS state FROM generate_series(1, %s) n",
            [self.n * 31 // 2],
        )
        self.env.cr.execute("DROP TABLE bench_floor")


class FillAfterYears(FillByRotation):
    """The same month after ten months that were planned before."""

    name = "time.roster_rotation_history"
    sizes = (15_000, 150_000)
    max_growth = 1.5

    @classmethod
    def grow(cls, env: Any, size: int) -> None:
        """Fill as many months before as it takes."""
        place = cls.place(env)
        shifts = env["cs.shift"]
        month = FIRST
        while shifts.search_count([("department_id", "=", place.id)]) < size:
            last = month - timedelta(days=1)
            month = last.replace(day=1)
            if not env["cs.roster"].search_count(
                [("department_id", "=", place.id), ("date_from", "=", month)]
            ):
                roster(env, place, month, last)._fill()
        env.cr.commit()


class BoardData(Case):
    """Everything the board shows of 200 people in a month."""

    name = "time.board_200x31"
    n = 200
    tenfold = True
    max_queries = 60

    def prepare(self) -> None:
        """Make a filled and published roster."""
        self.place = department(self.env, f"Bench board {self.n}", self.n)
        self.roster = roster(self.env, self.place)
        self.roster._fill()
        self.env.flush_all()
        self.env.invalidate_all()

    def run(self) -> None:
        """Read it."""
        self.env["cs.roster"].board_data(self.place.id, str(FIRST), str(LAST))
