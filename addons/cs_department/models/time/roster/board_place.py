"""Whose board somebody may see, and which days: checked before anything is read."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ....logic import board as rules


class BoardPlace:
    """A department, or all that somebody leads, and the days of a page.

    :param department_id: False for every department that the user may read
    :raise UserError: for what is no department, or no days
    :raise AccessError: for departments that are not the user's to read
    """

    def __init__(self, env, department_id, first, last):
        self.env = env
        try:
            self.first, self.last = rules.read_days(first, last)
            chosen = rules.read_person(department_id)
        except rules.UnreadableError:
            raise UserError(
                env._("Choose a department, and at most three months.")
            ) from None
        self.allowed = self._allowed()
        departments = env["hr.department"].sudo()
        self.department = departments.browse(chosen or ()).exists()
        if chosen and self.department not in self.allowed:
            raise AccessError(env._("You may not read the shifts of this department."))
        self.company = self.department.company_id or env.company
        self.zone = self.company.resource_calendar_id.tz or env.user.tz or "UTC"
        self.roots = self.department or self._tops()

    def _allowed(self):
        """Return the departments whose board the user may read."""
        user, departments = self.env.user, self.env["hr.department"].sudo()
        ours = Domain("company_id", "in", [False, *self.env.companies.ids])
        if any(user.has_group(f"cs_department.{name}") for name in READERS):
            return departments.search(ours)
        if user.has_group("cs_department.group_cs_leader"):
            led = Domain("id", "in", user.cs_led_department_ids.ids)
            return departments.search(ours & led)
        raise AccessError(
            self.env._(
                "The roster board is for leaders, HR and auditors. Your own shifts "
                "are under 'My Shifts'."
            )
        )

    def _tops(self):
        """Return the departments that are below no other one of those allowed."""
        ours = self.allowed.filtered(
            lambda d: d.company_id in (self.company, self.company.browse())
        )
        return ours.filtered(lambda d: d.parent_id not in ours)

    def rosters(self):
        """Return the rosters of the days that are for people of the departments.

        A roster of a department above counts, too.
        """
        below = (
            self.env["hr.department"]
            .sudo()
            .search([("id", "child_of", self.roots.ids)])
        )
        paths = self.env["hr.department"]._ancestor_ids(set(self.roots.ids))
        above = {i for path in paths.values() for i in path}
        return (
            self.env["cs.roster"]
            .sudo()
            .search(
                Domain("department_id", "in", [*below.ids, *above])
                & Domain("company_id", "=", self.company.id)
                & Domain("date_from", "<=", self.last)
                & Domain("date_to", ">=", self.first),
                order="date_from, id",
            )
        )

    def editable(self, rosters):
        """Return the rosters that the user may change now."""
        open_ones = rosters.filtered(lambda roster: roster.state != "locked")
        return open_ones.with_env(self.env)._filtered_access("write").sudo()


#: who reads the board of every department
READERS = ("group_cs_hr", "group_cs_auditor")
