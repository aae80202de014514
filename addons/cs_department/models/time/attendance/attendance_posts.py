from odoo import fields, models
from odoo.fields import Domain

from ....logic.attendance import stays
from ....logic.attendance_parts import empty_posts
from .reading_values import MARGIN


class AttendancePosts(models.Model):
    """Posts that were empty: the head of the department answers for them (AT-20)."""

    _inherit = "cs.attendance.month"

    def _read_book(self, first, last):
        read = super()._read_book(first, last)
        return read | {"posts": self._empty_posts(read["book"], first, last)}

    def _empty_posts(self, book, first, last):
        """Return ``{employee id of a head: findings}`` where a policy prices them."""
        heads = [
            employee_id
            for employee_id, (_versions, policy) in book.items()
            if "empty_post" in policy.money_band_ids.mapped("measure")
            or "empty_post" in policy.points_band_ids.mapped("measure")
        ]
        departments = self.env["hr.department"].sudo()
        led = (
            departments.search([("manager_id", "in", heads)]) if heads else departments
        )
        if not led:
            return {}
        people = self.env["hr.employee"].sudo()
        people = people.search(Domain("department_id", "in", led.ids))
        until = fields.Datetime.now()
        teams = self._teams(people, book, led, first, last)
        return {
            head: [one for one in empty_posts(team, until) if first <= one.day <= last]
            for head, team in teams.items()
        }

    def _teams(self, people, book, led, first, last):
        """Return ``{employee id of a head: [(stay, excuses)]}`` of their people."""
        reading = self.env["cs.attendance.reading"]
        heads = {department.id: department.manager_id.id for department in led}
        versions = reading._versions(people)
        own, head_of = {}, {}
        for person in people:
            history = versions.get(person.id)
            version = reading._version_at(history, first, last)
            head = heads.get(version.department_id.id)
            if version and head and head != person.id:
                head_of[person.id] = head
                own[person.id] = (history, book[head][1])
        early, late = first - MARGIN, last + MARGIN
        parts = reading._parts(own, early, late)
        punches = reading._punches(own, early, late)
        excuses = reading._excuses(own, parts, early, late)
        teams = {}
        for person, head in head_of.items():
            rules = own[person][1]._rules()
            teams.setdefault(head, []).extend(
                (stay, excuses[person])
                for stay in stays(parts[person], punches[person], rules)
            )
        return teams
