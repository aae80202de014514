from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .attendance_today import PRESENCE

#: who is looked for stands first
ORDER = [name for name, _label in PRESENCE]
MISSING = ("late", "absent")
THERE = ("here", "came_late")


class TodayPage(models.Model):
    """Today as leaders read it: by department and shift, whoever is missing first.

    It shows the days that the user may read; nothing is written but what counting
    writes.
    """

    _inherit = "cs.attendance.day"

    @api.model
    def today_page(self):
        """Count today and return it.

        :return: ``groups`` of expected people, the ``unplanned``: who clocked although
            nobody expected him, the names of those who are ``free``, ``unwatched``:
            sentences on departments whose people nobody expects, and whether the user
            is an ``employee``
        """
        self.env["cs.attendance.month"]._refresh_today()
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        night = Domain("date", "=", today - timedelta(1)) & Domain(
            "expected_stop", ">", now
        )
        days = self.search(Domain("date", "=", today) | night)
        expected = days.filtered("expected_minutes")
        unplanned = (days - expected).filtered("first_in")
        free = (days - expected - unplanned).filtered(
            lambda d: d.state not in ("elsewhere", "early")
        )
        return {
            "groups": expected._today_groups(today),
            "unplanned": unplanned._today_unplanned(),
            "free": sorted(free.sudo().employee_id.mapped("name")),
            "unwatched": self._unwatched(days.employee_id, today),
            "employee": bool(self.env.user.employee_ids),
        }

    def _today_unplanned(self):
        """Return who clocked today although nothing was planned: who is here first."""
        _, rows = self.env._, []
        for day in self:
            punches = (day.reasons or {}).get("punches") or [[False, "in"]]
            is_gone = punches[-1][1] == "out"
            span = f"{day.came_clock} – {day.left_clock}"
            note = span if is_gone else _("came %s", day.came_clock)
            if day.reasons and day.reasons.get("granted"):
                note = f"{note} · {day.summary}"
            rows.append(
                {
                    "id": day.id,
                    "name": day.sudo().employee_id.name,
                    "presence": "gone" if is_gone else "here",
                    "label": _("Gone") if is_gone else _("Here"),
                    "note": note,
                    "due": "",
                    "since": False,
                }
            )
        return sorted(rows, key=lambda row: (row["presence"] == "gone", row["name"]))

    def _today_groups(self, today):
        # by the kind of shift, else by the schedule
        names, groups = self._planned("type_id.display_name", "name"), {}
        for day in self:
            place = day.department_id, day.date, names[day] or ""
            groups[place] = groups.get(place, self.browse()) | day
        ordered = sorted(
            groups.items(),
            key=lambda group: (
                group[0][0].sudo().complete_name or "",
                min(group[1].mapped("expected_start")),
                group[0][2],
            ),
        )
        return [
            rows._today_group(department, name, day < today)
            for (department, day, name), rows in ordered
        ]

    def _today_group(self, department, name, is_yesterday):
        clocks = set(self.mapped("expected_clock"))
        clock = clocks.pop() if len(clocks) == 1 else ""
        labels = dict(self._fields["presence"]._description_selection(self.env))
        people = sorted(
            self,
            key=lambda day: (ORDER.index(day.presence), day.sudo().employee_id.name),
        )
        return {
            "key": f"{department.id}/{self[0].date}/{name}",
            "department": department.sudo().name or "",
            "name": name,
            "clock": clock,
            "is_yesterday": is_yesterday,
            "counts": self._today_counts(),
            "missing": self._missing_text(),
            "people": [day._today_row(clock, labels) for day in people],
        }

    def _today_counts(self):
        """Return how many are there of those who are expected, in words."""
        _ = self.env._
        count = Counter(self.mapped("presence"))
        due = len(self) - count["excused"]
        texts = [
            _("%s to come", count["ahead"]) if count["ahead"] else "",
            _("%s gone", count["gone"]) if count["gone"] else "",
            _("%s excused", count["excused"]) if count["excused"] else "",
        ]
        if count["ahead"] + count["gone"] < due:
            there = sum(count[name] for name in THERE)
            texts.insert(0, _("%(there)s of %(due)s here", there=there, due=due))
        return " · ".join(filter(None, texts))

    def _missing_text(self):
        missing = len(self.filtered(lambda day: day.presence in MISSING))
        return self.env._("%s missing", missing) if missing else ""

    def _today_row(self, clock, labels):
        is_late = self.presence == "late"
        return {
            "id": self.id,
            "name": self.sudo().employee_id.name,
            "presence": self.presence,
            "label": labels[self.presence],
            "note": self._presence_note(clock),
            # who has not come yet is later with each minute
            "due": self.due_clock,
            "since": fields.Datetime.to_string(self._due()) if is_late else False,
        }

    def _presence_note(self, clock):
        _ = self.env._
        if self.presence == "late":
            return ""
        if self.presence in THERE and self.came_clock:
            came = _("came %s", self.came_clock)
            return f"{came} · {self.summary}" if self.state == "case" else came
        if self.presence == "ahead":
            return "" if clock else self.expected_clock
        if self.presence == "gone" and self.state == "ok":
            return f"{self.came_clock} – {self.left_clock}"
        return self.summary

    @api.model
    def _unwatched(self, watched, today):
        """Return why nobody expects the people on shift, for each such department."""
        shifts = self.env["cs.shift"].search(
            Domain("date", "=", today)
            & Domain("state", "=", "published")
            & Domain("layer", "=", 0)
            & Domain("employee_id", "!=", False)
            & Domain("employee_id", "not in", watched.ids)
        )
        groups = shifts.grouped("department_id")
        places = {(d.id, rows.company_id[:1].id) for d, rows in groups.items()}
        policies = self.env["cs.attendance.policy"]._nearest(places)
        return [
            {
                "department": department.sudo().name,
                "text": self._unwatched_text(len(rows.employee_id)),
            }
            for department, rows in groups.items()
            if not policies[department.id, rows.company_id[:1].id]
        ]

    @api.model
    def _unwatched_text(self, count):
        text = self.env._(
            "On shift today: %s. Nobody is expected to clock in, because the "
            "department has no attendance policy.",
            count,
        )
        who = (
            self.env._("You can add one under Configuration, Attendance Policies.")
            if self.env.user.has_group("cs_department.group_cs_hr")
            else self.env._("HR can add one under Configuration, Attendance Policies.")
        )
        return f"{text} {who}"
