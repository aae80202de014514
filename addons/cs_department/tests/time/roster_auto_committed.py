from datetime import timedelta

from ..flow.committed import CommittedCase


class CommittedRosterCase(CommittedCase):
    """Two people and a week to fill, each act in a transaction of its own."""

    @classmethod
    def _prepare_week(cls, first):
        """Make the roster of the week that begins on a day."""
        cls.people = (cls.agent + cls.colleague).employee_id
        cls.people.department_id = cls.team
        cls.early = cls.env["cs.shift.type"].create(
            {
                "name": "Early",
                "code": "RA",
                "tz": cls.env.company.resource_calendar_id.tz,
                "start_hour": 8,
                "end_hour": 16,
                "department_ids": [(6, 0, cls.team.ids)],
            }
        )
        cls.env["cs.shift.demand"].create(
            {
                "department_id": cls.team.id,
                "start_hour": 8,
                "end_hour": 16,
                "minimum": 1,
            }
        )
        cls.env["cs.roster.policy"].create(
            {"name": "Team", "department_id": cls.team.id, "solver_seconds": 2}
        )
        cls.roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.team.id,
                "date_from": first,
                "date_to": first + timedelta(days=6),
            }
        )
        cls.planner = cls.env.ref("base.user_admin")
