from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import attendance_month as month_rules
from ....logic import bands, spans
from ....logic.attendance import loose, measure, stays
from ....logic.attendance_parts import later_starts
from ....logic.shift_times import local
from .fact_mark import posting
from .reading_values import MARGIN, Counted

#: so many sheets are counted together
BATCH = 500


class AttendanceCounting(models.Model):
    """How a month sheet comes about; counting again changes nothing."""

    _inherit = "cs.attendance.month"

    @api.model
    def _open(self, employees, month):
        """Return the sheets of people for a month, made where they are missing.

        Whoever has no policy or is not tracked gets none.
        """
        first = month.replace(day=1)
        last = fields.Date.end_of(first, "month")
        known = self.sudo().search(
            Domain("employee_id", "in", employees.ids) & Domain("month", "=", first)
        )
        missing = employees - known.employee_id
        reading = self.env["cs.attendance.reading"]
        versions, values = reading._versions(missing), []
        for terms in reading._terms(versions, missing, first, last).values():
            version, policy = terms.version, terms.policy
            begins_later = policy.counts_from and policy.counts_from > last
            if version and policy and policy._tracks(version) and not begins_later:
                values.append(
                    {
                        "employee_id": version.employee_id.id,
                        "company_id": version.company_id.id,
                        "department_id": version.department_id.id,
                        "policy_id": policy.id,
                        "month": first,
                    }
                )
        with posting():
            quiet = self.sudo().with_context(tracking_disable=True)
            return known | quiet.create(values).with_env(known.env)

    @api.model
    def _count(self, employees, month):
        """Open and count the sheets of people for a month; locked ones stay, and so do
        those that were checked before it was over."""
        sheets = self._open(employees, month)
        stays = sheets.filtered(lambda s: s.state == "locked") | sheets._checked_early()
        (sheets - stays)._recount()
        return sheets

    def _recount(self):
        """Count sheets that are not locked from what is known now."""
        for _month, sheets in self.grouped("month").items():
            for start in range(0, len(sheets), BATCH):
                sheets[start : start + BATCH]._recount_batch()

    def _recount_batch(self):
        self._lock()
        month = self[0].month
        last = fields.Date.end_of(month, "month")
        read = self._read_book(month, last)
        now, facts, changes = fields.Datetime.now(), {}, {}
        for sheet in self:
            counted = sheet._counted(read, last, now)
            changes[sheet] = counted
            for charge in counted.charges:
                facts[sheet.id, charge.key] = sheet._fact_of(charge)
        with posting():
            self._write_days({sheet: c.days for sheet, c in changes.items()})
            for sheet, counted in changes.items():
                sheet._write_totals(counted.totals, now)
        added = self.env["cs.fact"]._settle(self, facts)
        self._changed(added.mapped("res_id"))
        self._ask_hr()

    def _lock(self):
        """Let one count at a time: whoever comes second waits, then tries again."""
        self.flush_model(["revision"])
        self.env.execute_query(
            SQL(
                "SELECT id FROM cs_attendance_month WHERE id IN %s ORDER BY id"
                " FOR UPDATE",
                tuple(self.ids),
            )
        )

    @api.model
    def _changed(self, sheet_ids):
        """Mark sheets with new facts, so that whoever waited for them starts anew."""
        if sheet_ids:
            self.env.execute_query(
                SQL(
                    "UPDATE cs_attendance_month SET revision = revision + 1"
                    " WHERE id IN %s",
                    tuple(set(sheet_ids)),
                )
            )
            self.invalidate_model(["revision"])

    def _read_book(self, first, last):
        """Read everything that the sheets are made of, for all of them together."""
        reading = self.env["cs.attendance.reading"]
        versions = reading._versions(self.employee_id)
        kept = {sheet.employee_id.id: sheet for sheet in self if sheet.counted_at}
        current = reading._terms(versions, self.employee_id, first, last, kept)
        nobody = self.env["hr.version"]
        book = {
            e: (versions.get(e, nobody), terms.policy) for e, terms in current.items()
        }
        # neighbours of the month show which clock times belong to it
        early, late = first - MARGIN, last + MARGIN
        homes = {e: terms.home for e, terms in current.items() if terms.home}
        parts = reading._parts(book, early, late, homes)
        every = {policy for _versions, policy in book.values() if policy}
        return {
            "terms": {policy: (policy._rules(), policy._tariff()) for policy in every},
            "book": book,
            "current": current,
            "parts": parts,
            "punches": reading._punches(book, early, late),
            "excuses": reading._excuses(book, parts, early, late),
            "late_work": reading._late_work(book, early, late),
            "granted": reading._granted(book, early, late),
            "events": reading._events(list(book), first, last),
            "trained": self.env["cs.attendance.sheet"]._trained(
                list(book), first, last
            ),
        }

    def _counted(self, read, last, now):
        """Return days, totals and charges of one sheet."""
        owner = self.employee_id.id
        versions, _policy = read["book"][owner]
        version, policy, elsewhere, _home = read["current"][owner]
        if not policy or not policy._tracks(version):
            counted = Counted()
            counted.totals = self._totals_of(counted, policy)
            return counted
        rules, tariff = read["terms"][policy]
        level = version.cs_grade_id.level if version.cs_grade_id else 0
        found = stays(read["parts"][owner], read["punches"][owner], rules)
        excuses = [
            *read["excuses"][owner],
            *later_starts(found, read["late_work"][owner]),
        ]
        findings = [one for stay in found for one in measure(stay, excuses, rules, now)]
        findings += self._relief_findings(read, found, excuses, now)
        findings = [
            one
            for one in findings
            if self.month <= one.day <= last and one.day not in elsewhere
        ]
        work = defaultdict(int)
        for stay in found:
            for part in stay.parts:
                if part.day not in elsewhere:
                    work[part.day] += spans.minutes(part.work)
        absences = month_rules.absent_days(findings, work, tariff, level)
        events = [
            one for one in read["events"].get(owner, ()) if one.date not in elsewhere
        ]
        self._add_events(events, policy, absences)
        since = policy.counts_from or self.month
        posts = [
            post
            for post in read.get("posts", {}).get(owner, ())
            if post.day >= since or post.day not in elsewhere
        ]
        charges = month_rules.charges([*findings, *posts], absences, tariff, level)
        charges += self._event_charges(events)
        counted = Counted(
            stays=found,
            excuses=excuses,
            findings=findings,
            absences=absences,
            charges=charges,
            work=work,
            versions=versions,
            elsewhere=elsewhere,
            since=policy.counts_from or None,
            now=now,
            events=events,
            loose=self._loose(read["punches"][owner], found, rules, version),
            granted=read["granted"][owner],
        )
        counted.days = self._days_of(counted, last)
        counted.totals = self._totals_of(
            counted, policy, *read["trained"].get(owner, ())
        )
        return counted

    @api.model
    def _loose(self, punches, found, rules, version):
        """Return ``{day: clock times}`` at which nothing was planned, by the clock of
        the person."""
        zone = version.resource_calendar_id.tz or version.employee_id.tz or "UTC"
        by_day = defaultdict(list)
        for punch in loose(punches, found, rules):
            by_day[local(punch.at, zone).date()].append(punch)
        return by_day

    @api.model
    def _add_events(self, events, policy, absences):
        """Events that count as absence add to the days absent (AT-12)."""
        days = policy._event_days()
        for event in events:
            extra = days.get(event.kind_id.id, 0.0)
            if extra:
                absences[event.date] = min(absences.get(event.date, 0.0) + extra, 1.0)

    @api.model
    def _event_charges(self, events):
        return [
            month_rules.Charge(
                f"{event.date}/event/{event.kind_id.code}",
                event.date,
                event.kind_id.code,
                "times",
                1,
                {"event": event.id},
            )
            for event in events
        ]

    def _fact_of(self, charge):
        return {
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "date": charge.day,
            "kind": charge.kind,
            "unit": charge.unit,
            "amount": charge.amount,
            "because": dict(charge.because),
        }

    def _share(self):
        """Return the part of the month that counts (AT-06): all of it, unless the
        person is deemed to have left."""
        self.ensure_one()
        if not self.is_resigned or not self.expected_days:
            return 1.0
        threshold = self.policy_id.resign_threshold
        return bands.resigned_share(self.present_days, self.expected_days, threshold)

    def _write_days(self, wanted):
        """Write the days that changed, make those that are missing; few queries.

        :param wanted: ``{sheet: {date: values}}``
        """
        days = self.env["cs.attendance.day"].sudo()
        known = {
            (day.sheet_id, day.date): day
            for day in days.search([("sheet_id", "in", self.ids)])
        }
        fresh = []
        for sheet, own in wanted.items():
            for date, values in own.items():
                day = known.get((sheet, date))
                if day is None:
                    fresh.append(values | {"sheet_id": sheet.id, "date": date})
                else:
                    changed = {n: v for n, v in values.items() if day._plain(n) != v}
                    if changed:
                        day.write(changed)
        gone = days.browse(
            day.id for (s, date), day in known.items() if date not in wanted.get(s, ())
        )
        gone.unlink()
        days._insert(fresh)

    def _write_totals(self, totals, now):
        """Write the figures that changed.

        ``policy_id`` is compared as an id, as counting gives it.
        """
        known = {name: self[name] for name in totals} | {"policy_id": self.policy_id.id}
        changed = {
            name: value for name, value in totals.items() if known[name] != value
        }
        if changed or self.is_stale or not self.counted_at:
            quiet = self.with_context(tracking_disable=True)
            quiet.write(changed | {"is_stale": False, "counted_at": now})
