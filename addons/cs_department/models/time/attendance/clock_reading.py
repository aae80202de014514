from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ....logic import clock_file as rules
from ....logic.clock_sides import LONGEST, one_sided
from . import clock_table

#: so many problems of a file are kept
MOST_PROBLEMS = 500
#: a clock may go ahead by so much
AHEAD = timedelta(hours=1)


class ClockReading(models.Model):
    """Reads a clock file: what is new in it, and what is wrong in which row."""

    _inherit = "cs.clock.import"

    def _rows(self):
        rows = clock_table.rows_of(self.with_context(bin_size=False).data)
        if rows is None:
            raise UserError(
                self.env._(
                    "This file cannot be read: it must be XLSX or CSV, with a heading "
                    "and rows below it."
                )
            )
        if len(rows) > clock_table.MOST_ROWS:
            raise UserError(
                self.env._("At most %s rows at once.", clock_table.MOST_ROWS)
            )
        return rows

    def _read(self):
        """Read the file; keep counts and problems; return the clock times that are new.

        :return: clock times, or None with an error
        """
        rows, layout = self._rows(), self.mapping_id._layout()
        places = self._places(rows)
        people = self.mapping_id._people(rules.person_keys(rows[1:], places))
        outcome = rules.read(rows[1:], layout, places, people)
        clocked = self._without_known(outcome)
        self._flag_ahead(outcome)
        self._flag_locked(outcome, clocked)
        self._keep(outcome, len(rows) - 1, len(clocked))
        return None if outcome.errors else clocked

    def _places(self, rows):
        """Return where each column stands.

        :raises UserError: the first row lacks one
        """
        places, missing = rules.heading(rows[0], self.mapping_id._layout())
        if missing:
            raise UserError(
                self.env._(
                    "The first row has no column '%(name)s'. It has: %(names)s",
                    name=missing[0],
                    names=format_list(
                        self.env, [cell for cell in rows[0][:12] if cell]
                    ),
                )
            )
        return places

    def _without_known(self, outcome):
        """Leave out and flag what earlier files brought, and flag what stands alone."""
        if not outcome.clocked:
            return []
        times = [one.at for one in outcome.clocked]
        people = {one.person for one in outcome.clocked}
        known = self.env["cs.punch"]._known(
            people, min(times) - LONGEST, max(times) + LONGEST
        )
        if self.mapping_id._layout().direction:
            zone = self.mapping_id.tz
            outcome.problems += one_sided(outcome.clocked, known, zone)
        fresh = []
        for one in outcome.clocked:
            if (one.person, one.at, one.direction) in known:
                problem = rules.Problem(one.row, "", "known", is_error=False)
                outcome.problems.append(problem)
            else:
                fresh.append(one)
        return fresh

    @api.model
    def _flag_ahead(self, outcome):
        """What lies ahead is a date in the wrong order, or of a clock that is wrong."""
        until = fields.Datetime.now() + AHEAD
        rows = {}
        for one in outcome.clocked:
            if one.at > until:
                rows.setdefault(one.row, self._day_of(one.at))
        outcome.problems += [
            rules.Problem(row, "", "ahead", str(day)) for row, day in rows.items()
        ]

    def _flag_locked(self, outcome, clocked):
        """A month that is locked for pay takes no clock times any more."""
        days = self._days_of({(one.person, one.at) for one in clocked})
        locked = set(self.env["cs.attendance.month"]._locked_days(days))
        months = {(owner, day.replace(day=1)) for owner, day in locked}
        rows = {
            one.row
            for one in (clocked if months else ())
            if (one.person, self._day_of(one.at).replace(day=1)) in months
        }
        outcome.problems += [rules.Problem(row, "", "locked") for row in sorted(rows)]

    def _keep(self, outcome, row_count, fresh):
        codes = [problem.code for problem in outcome.problems]
        self.problem_ids.unlink()
        self.env["cs.clock.problem"].create(
            [
                {
                    "import_id": self.id,
                    "row": one.row,
                    "column": one.column,
                    "code": one.code,
                    "value": one.value[:80],
                    "is_error": one.is_error,
                }
                for one in sorted(
                    dict.fromkeys(outcome.problems),
                    key=lambda one: (not one.is_error, one.row),
                )[:MOST_PROBLEMS]
            ]
        )
        self._set(
            state="failed" if outcome.errors else "draft",
            row_count=row_count,
            punch_count=fresh,
            doubled_count=codes.count("doubled") + codes.count("known"),
            missing_count=sum(code.startswith("missing") for code in codes),
            error_count=len({one.row for one in outcome.errors}),
        )
