from datetime import date

from odoo.tests import freeze_time

from ..org.common import OrgCase


@freeze_time("2024-05-20 01:00:00")
class RosterCase(OrgCase):
    """The call centre of the organisation tests makes its roster of June 2024.

    Day (D) 08:00–20:00 with a meal break, night (N) 20:00–08:00, on call (P) by night.
    ``boss`` supervises the centre; the clock is that of Shanghai.
    """

    ZONE = "Asia/Shanghai"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = cls.ZONE
        cls._free_codes()
        cls.boss = cls._person("boss", cls.centre, "group_cs_supervisor")
        cls.centre.manager_id = cls.boss
        cls.day = cls._type("D", 8, 20, breaks=[(12, 13, False)])
        cls.night = cls._type("N", 20, 32, breaks=[(24, 25, True)])
        cls.on_call = cls._type("P", 18, 32, kind="on_call")
        cls.policy = cls.env["cs.roster.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id}
        )
        cls.roster = cls._roster(cls.calls)

    @classmethod
    def _free_codes(cls):
        """Call what the demo's departments work otherwise: tests have types for all."""
        kinds = cls.env["cs.shift.type"].with_context(active_test=False).search([])
        cls._codes = {kind: kind.code for kind in kinds}
        for kind in kinds:
            kind.code = f"{kind.code[:2]}{kind.id}"

    @classmethod
    def _follow_packs(cls):
        """Leave the codes to the shift types of the regulations, instead of these."""
        (cls.day + cls.night + cls.on_call).active = False
        for kind, code in cls._codes.items():
            kind.code = code

    @classmethod
    def _type(cls, code, start, stop, breaks=(), **vals):
        return cls.env["cs.shift.type"].create(
            {
                "name": vals.pop("name", f"Shift {code}"),
                "code": code,
                "tz": cls.ZONE,
                "start_hour": start,
                "end_hour": stop,
                "break_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Meal",
                            "start_hour": first,
                            "end_hour": last,
                            "is_paid": paid,
                        },
                    )
                    for first, last, paid in breaks
                ],
                **vals,
            }
        )

    @classmethod
    def _roster(cls, department, first="2024-06-01", last="2024-06-30", **vals):
        return cls.env["cs.roster"].create(
            {
                "department_id": department.id,
                "date_from": first,
                "date_to": last,
                **vals,
            }
        )

    @classmethod
    def _shift(cls, employee, day, kind=None, roster=None, **vals):
        if isinstance(day, int):
            day = date(2024, 6, day)
        return cls.env["cs.shift"].create(
            {
                "roster_id": (roster or cls.roster).id,
                "employee_id": employee and employee.id,
                "type_id": (kind or cls.day).id,
                "date": day,
                **vals,
            }
        )

    @classmethod
    def _rotation(cls, name, steps, people=(), **vals):
        """Make a rotation; people stand one step further along each."""
        rotation = cls.env["cs.rotation"].create(
            {
                "name": name,
                "anchor_date": "2024-06-01",
                "step_ids": [
                    (0, 0, {"sequence": n, "type_id": kind and kind.id, "days": days})
                    for n, (kind, days) in enumerate(steps)
                ],
                **vals,
            }
        )
        cls.env["cs.rotation.member"].create(
            [
                {
                    "rotation_id": rotation.id,
                    "employee_id": person.id,
                    "offset": number,
                    "date_from": "2024-01-01",
                }
                for number, person in enumerate(people)
            ]
        )
        return rotation

    def _broken(self, *moves, **kwargs):
        """Return the names of the rules that moves break, of each."""
        nobody = self.env["hr.employee"]
        moves = [(shift, employee or nobody) for shift, employee in moves]
        found = self.env["cs.shift"]._legality(moves, **kwargs)
        return [[rule["rule"] for rule in rules] for rules in found]


class PlannedRosterCase(RosterCase):
    """A roster that follows the rotations of a shipped regulation, see ``_ref``."""

    @classmethod
    def _join(cls, rotation, people, step=1):
        """Let people follow a rotation of the pack, each ``step`` further on."""
        cls.env["cs.rotation.member"].create(
            [
                {
                    "rotation_id": cls._ref(f"rotation_{rotation}").id,
                    "employee_id": person.id,
                    "offset": number * step,
                    "date_from": "2024-01-01",
                }
                for number, person in enumerate(people)
            ]
        )

    @classmethod
    def _plan(cls):
        """The supervisor makes the roster of the month and publishes it (SH-02)."""
        cls.roster.with_user(cls.boss.user_id).action_fill_by_rotation()
        cls.roster.with_user(cls.boss.user_id).action_publish()
