from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

from ....logic.roster_diff import differences
from ...flow.engine import inputs
from ...org.dated import short_day
from .board_place import BoardPlace


class BoardPublication(models.Model):
    """What the board's buttons tell before they do something, and new rosters."""

    _inherit = "cs.roster"

    def board_publication(self):
        """Return what publishing these rosters would tell to whom.

        :return: ``{"sentence", "warnings": [sentence], "broken": [{"id", "name",
            "day", "lines": [sentence]}], "people": [{"id", "name", "lines":
            [sentence]}]}``; ``broken`` are shifts that break a rule that may not be
            broken
        """
        inputs.rows(self)
        self._check_may_edit()
        shifts = self.sudo()._untold()
        told = differences(shift._told() for shift in shifts)
        kinds = (
            self.env["cs.shift.type"]
            .sudo()
            .browse(
                {
                    state["type"]
                    for lines in told.values()
                    for line in lines
                    for state in (line["before"], line["after"])
                    if state
                }
            )
        )
        codes = {kind.id: kind.code for kind in kinds}
        people = self.env["hr.employee"].sudo().browse(told)
        is_first = all(not roster.revision for roster in self)
        return {
            "sentence": self._publication_sentence(len(told), is_first),
            "warnings": self._publication_warnings(),
            "broken": self._broken_told(),
            "people": [
                {
                    "id": person.id,
                    "name": person.name,
                    "lines": self._publication_lines(told[person.id], codes, is_first),
                }
                for person in people.sorted("name")
            ],
        }

    def action_ask_publish(self):
        """Open the question whether to publish, with who is told what."""
        inputs.rows(self)
        self._check_may_edit()
        return {
            "type": "ir.actions.client",
            "tag": "cs_roster_publish",
            "params": {"ids": self.ids},
        }

    @api.model
    def _publication_sentence(self, count, is_first):
        if is_first:
            return self.env._("People who are told of their shifts: %s.", count)
        if not count:
            return self.env._("Nobody has to be told anything new.")
        return self.env._("People who are told what has changed for them: %s.", count)

    def _publication_lines(self, lines, codes, is_first):
        """Say what somebody is told: a number at first, then each difference."""
        if is_first:
            return [self.env._("Shifts: %s", len(lines))]
        return [
            "{day} {what}".format(
                day=short_day(self.env, line["day"], "MMMd"),
                what=self._publication_words(line, codes),
            )
            for line in lines
        ]

    def _publication_words(self, line, codes):
        """Say of one difference what came, went, or took the place of what."""
        new, old = (
            codes.get((line[side] or {}).get("type"), "?")
            for side in ("after", "before")
        )
        if line["kind"] == "added":
            return self.env._("new: %s", new)
        if line["kind"] == "removed":
            return self.env._("no longer: %s", old)
        if new == old:
            return self.env._("other hours: %s", new)
        return self.env._("changed from %(old)s to %(new)s", old=old, new=new)

    def _publication_warnings(self):
        """Return what is still wrong: people short, free shifts, no senior there."""
        found = []
        for roster in self:
            found += self._board_warnings(self.board_data(*roster._page()))
            found += roster.sudo()._unled_warnings()
        return list(dict.fromkeys(found))

    def _page(self):
        """Return the page of the board that shows this roster."""
        self.ensure_one()
        return self.department_id.id, str(self.date_from), str(self.date_to)

    def _broken_hard(self):
        """Return ``[{"e", "d", "s", "sentence", ...}]``: the rules that may not be
        broken and that people of these rosters break, as the board shows them.

        The board shows rosters of departments below as well: they are not published.
        """
        found = {}
        for roster in self:
            people = roster._working()
            for row in roster.board_conflicts(*roster._page()):
                if row["outcome"] == "block" and row["e"] in people:
                    found[row["s"], row["sentence"]] = row
        return sorted(found.values(), key=lambda row: (row["d"], row["e"]))

    def _working(self):
        """Return the ids of the people who have shifts of these rosters."""
        found = (
            self.env["cs.shift"]
            .sudo()
            ._read_group(
                Domain("roster_id", "in", self.ids)
                & Domain("state", "!=", "cancelled"),
                ["employee_id"],
            )
        )
        return {employee.id for [employee] in found}

    def _broken_told(self):
        """Return the same for people: who, when, and which rules."""
        rows = defaultdict(list)
        for row in self._broken_hard():
            rows[row["d"], row["e"], row["s"]].append(row["sentence"])
        people = self.env["hr.employee"].sudo().browse({key[1] for key in rows})
        names = {person.id: person.name for person in people}
        return [
            {
                "id": shift,
                "name": names[person],
                "day": short_day(self.env, fields.Date.to_date(day)),
                "lines": sentences,
            }
            for (day, person, shift), sentences in rows.items()
        ]

    def _unled_warnings(self):
        """Name the special days that lack the senior of the policy (SH-33)."""
        days = self._unled_days()
        if not days:
            return []
        texts = [
            self.env._(
                "%(day)s (%(name)s)", day=short_day(self.env, day, "MMMd"), name=name
            )
            for day, name in days.items()
        ]
        return [
            self.env._(
                "Nobody of grade %(grade)s or above works on %(days)s.",
                grade=self.policy_id.senior_grade_id.name,
                days=format_list(self.env, texts),
            )
        ]

    @api.model
    def _board_warnings(self, data):
        """Count what a page of the board shows in red."""
        short = sum(
            any(
                have < need for have, need in zip(day["have"], day["need"], strict=True)
            )
            for day in data["coverage"].values()
        )
        free = sum(not shift["e"] for shift in data["shifts"])
        sentences = {
            self.env._("Days with too few people at some time: %s.", short): short,
            self.env._("Shifts that have nobody yet: %s.", free): free,
        }
        return [sentence for sentence, count in sentences.items() if count]

    @api.model
    def board_create(self, department_id, first, last):
        """Begin a roster for the days of a page; return its id."""
        place = BoardPlace(self.env, department_id, first, last)
        if not place.department:
            raise UserError(self.env._("Choose the department that the roster is for."))
        roster = self.create(
            {
                "department_id": place.department.id,
                "company_id": place.company.id,
                "date_from": str(place.first),
                "date_to": str(place.last),
            }
        )
        return roster.id

    @api.model
    def board_print(self, department_id, first, last):
        """Return the action that prints the rosters of a page on A3."""
        place = BoardPlace(self.env, department_id, first, last)
        rosters = place.rosters().with_env(self.env)._filtered_access("read")
        if not rosters:
            raise UserError(self.env._("There is no roster for these days yet."))
        report = self.env.ref("cs_department.report_cs_roster")
        return report.report_action(rosters)
