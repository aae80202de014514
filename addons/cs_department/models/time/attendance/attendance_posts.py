from odoo import fields, models
from odoo.fields import Domain

from ....logic.attendance import stays
from ....logic.attendance_parts import answers, empty_posts
from .reading_values import MARGIN


class AttendancePosts(models.Model):
    """Posts that were empty: the leader on duty answers for them, else the head of the
    department (AT-20)."""

    _inherit = "cs.attendance.month"

    def _read_book(self, first, last):
        read = super()._read_book(first, last)
        return read | {"posts": self._empty_posts(read["book"], first, last)}

    def _empty_posts(self, book, first, last):
        """Return ``{employee id: findings}`` of those who answer for empty posts."""
        places = self._posts_of(book, last)
        if not places:
            return {}
        people = self.env["hr.employee"].sudo()
        people = people.search(Domain("department_id", "in", list(places)))
        leaders = people.browse({i for _p, _h, ids in places.values() for i in ids})
        read = self._read_posts(people | leaders, places, first, last)
        until, found = fields.Datetime.now(), {}
        for department, (_policy, head, holders) in places.items():
            team, duties = self._team(read, department, {head, *holders}, holders)
            for gap in empty_posts(team, until):
                owner = answers(gap, duties, head)
                if owner in book and first <= gap.day <= last:
                    found.setdefault(owner, []).append(gap)
        return found

    def _posts_of(self, book, day):
        """Return ``{department id: (policy, head, leaders)}`` where a policy prices
        empty posts and somebody of the book answers for them."""
        bands = self.env["cs.attendance.band"].sudo()
        priced = bands.search([("measure", "=", "empty_post")]).policy_id
        priced = priced.filtered("active")
        if not priced:
            return {}
        departments = (
            self.env["hr.department"]
            .sudo()
            .search(Domain("company_id", "in", priced.company_id.ids))
        )
        keys = {(one.id, one.company_id.id) for one in departments}
        nearest = self.env["cs.attendance.policy"].sudo()._nearest(keys)
        found, holders = {}, self._leaders(nearest, day)
        for department in departments:
            policy = nearest[department.id, department.company_id.id]
            head = department.manager_id.id
            leaders = holders.get(department.id, ())
            if policy in priced and not {head, *leaders}.isdisjoint(book):
                found[department.id] = policy, head, leaders
        return found

    def _leaders(self, nearest, day):
        """Return ``{department id: employee ids}`` of who holds the policies' roles."""
        keys = {
            (policy.post_role_id.id, *place): place[0]
            for place, policy in nearest.items()
            if policy.post_role_id
        }
        if not keys:
            return {}
        held = self.env["cs.role"]._resolve_holders(set(keys), day)
        users = self.env["res.users"].sudo()
        found = {}
        for key, department in keys.items():
            people = users.browse(held[key][0]).employee_ids
            mine = people.filtered(lambda e, own=key[2]: e.company_id.id == own)
            found[department] = tuple(mine.ids)
        return found

    def _read_posts(self, people, places, first, last):
        """Return what people were expected for, where they were, what excuses them."""
        reading = self.env["cs.attendance.reading"]
        versions, own, place = reading._versions(people), {}, {}
        every = {policy.id: policy for policy, _h, _l in places.values()}
        any_policy = next(iter(every.values()))
        for person in people.ids:
            version = reading._version_at(versions.get(person), first, last)
            if version:
                place[person] = version.department_id.id
                policy = places.get(place[person], (any_policy,))[0]
                own[person] = versions[person], policy
        early, late = first - MARGIN, last + MARGIN
        parts = reading._parts(own, early, late)
        return {
            "own": own,
            "place": place,
            "parts": parts,
            "punches": reading._punches(own, early, late),
            "excuses": reading._excuses(own, parts, early, late),
        }

    def _team(self, read, department, outside, leaders):
        """Return the stays of the people of a department, and when its leaders were on
        duty.

        :param outside: who answers for the post does not hold it himself
        """
        team = []
        for person, place in read["place"].items():
            if place == department and person not in outside:
                rules = read["own"][person][1]._rules()
                found = stays(read["parts"][person], read["punches"][person], rules)
                team += [(stay, read["excuses"][person]) for stay in found]
        duties = [
            (leader, (part.due, part.stop))
            for leader in leaders
            for part in read["parts"].get(leader, ())
        ]
        return team, duties
