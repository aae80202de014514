from odoo import models
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

from ....logic import roster_rules
from ....logic import shift_times as times
from .roster_auto_place import Placing
from .roster_auto_problem import Planning
from .roster_coverage import Coverage, demand_roots

#: the report names so many lines; more are counted
LINES = 200


class RosterAutoEnd(models.Model):
    """The second half of filling a roster: place what was found, and report.

    Runs as a job of its own. The roster is locked, and what is there by now is kept.
    """

    _inherit = "cs.roster"

    def _auto_place(self, turn, found):
        """Place the changes that the solver wants, as far as they fit by now.

        :param turn: the request that this is the answer to
        :param found: ``{"changes": [[employee, day, old type, new type]], ...}`` or
            ``{"error": why there is nothing}``
        """
        self.ensure_one()
        self._lock_rows()
        if self.auto_turn != turn or self.auto_state != "waiting":
            return
        reason = found.get("error") or ("locked" if self.state == "locked" else "")
        if reason:
            self._auto_failed(turn, reason)
            return
        self._auto_check_fresh()
        self.shift_ids._lock_rows()
        planning = Planning(self)
        self._auto_hold(self.env["hr.employee"].browse([p.id for p in planning.people]))
        placing = Placing(planning, found["changes"])
        counts = placing.write()
        self._auto_set("done", auto_report=self._auto_told(placing, found, counts))
        self._log_step("fill", self.env._("Filled automatically."))

    def _auto_check_fresh(self):
        """Begin anew if somebody has saved shifts since this transaction began.

        From here on nobody can: whoever writes shifts waits for the roster's row.
        """
        query = SQL(
            """
            SELECT roster.id, count(shift.id), max(shift.id), max(shift.write_date)
              FROM cs_roster roster
         LEFT JOIN cs_shift shift ON shift.roster_id = roster.id
             WHERE roster.id = %s
          GROUP BY roster.id
            """,
            self.id,
        )
        self.env.flush_all()
        mine = self.env.execute_query(query)
        with self.env.registry.cursor() as cr:
            cr.execute(query)
            theirs = cr.fetchall()
        if theirs and theirs != mine:
            raise RetryableJobError("shifts were saved meanwhile", seconds=1)

    def _auto_hold(self, employees):
        """Hook: nobody decides about the time of these people until this is over."""

    def _auto_told(self, placing, found, counts):
        """Return the report as plain values, the worst first."""
        people = [person.id for person in placing.planning.people]
        rows = sorted(placing.findings(), key=lambda row: (row.is_legal, -row.cost))
        gaps = self._auto_gaps()
        return {
            "gaps": gaps[:LINES],
            "left_out": [list(row) for row in placing.left_out[:LINES]],
            "findings": [
                {
                    "rule": row.rule,
                    "person": people[row.person] if row.person is not None else None,
                    "day": row.day,
                    "found": row.found,
                    "wanted": row.wanted,
                    "cost": row.cost,
                    "key": row.key,
                }
                for row in rows[:LINES]
            ],
            "more": sum(
                max(len(some) - LINES, 0) for some in (gaps, placing.left_out, rows)
            ),
            "seconds": found["seconds"],
            "changed": placing.changed(),
            **counts,
        }

    def _auto_gaps(self):
        """Return ``[[minimum, start, stop, people missing]]``, measured anew."""
        departments = self.env["hr.department"].sudo().with_context(active_test=False)
        below = departments.search([("id", "child_of", self.department_id.ids)])
        measured = Coverage(
            self.env(su=True),
            self.company_id,
            list(demand_roots(self.env, set(below.ids))),
            self.date_from,
            self.date_to,
            self._zone(),
        )
        mine = set(below.ids)
        return [
            [one.need.key, str(start), str(stop), missing]
            for one in measured.measure()
            if one.need.departments & mine and not one.need.layer
            for start, stop, missing in roster_rules.gaps(
                one.moments, one.missing, times.SLOT
            )
        ]
