import time

from odoo import fields, models
from odoo.exceptions import UserError

from ....logic.roster import FREE
from ....logic.roster.outcome import Progress
from .roster_auto_problem import Planning
from .roster_fill import say

#: the methods that run as jobs
STEPS = ("_auto_fill", "_auto_place")
#: how often the search says how far it is, in seconds
EVERY = 1.0


class RosterAuto(models.Model):
    """Fills a roster by the solver: hard rules kept, wishes weighed, what is there too.

    Whoever may make the roster may have it filled; of a published one, people are told
    of nothing before it is published again. The search runs as a job and writes
    nothing; a second job places what was found (``_auto_place``), so that it sees what
    people have done meanwhile. Whoever stops it keeps the roster as it was.
    """

    _inherit = "cs.roster"

    auto_state = fields.Selection(
        [
            ("waiting", "Being made"),
            ("done", "Made"),
            ("stopped", "Stopped"),
            ("failed", "Not possible"),
        ],
        "Automatic filling",
        readonly=True,
        copy=False,
    )
    auto_asked_at = fields.Datetime(readonly=True, copy=False)
    auto_turn = fields.Integer(
        readonly=True, copy=False, aggregator=None, export_string_translation=False
    )
    auto_report = fields.Json(readonly=True, copy=False)

    # ---- asking ----------------------------------------------------------------------

    def action_fill_automatically(self):
        """Have the roster filled by the solver, as a job.

        :raises UserError: it is locked, or being filled already
        """
        self._check_may_edit()
        self._lock_rows()
        self._check_open()
        for roster in self:
            if roster.auto_state == "waiting":
                raise UserError(
                    self.env._("%s is being filled already.", roster.display_name)
                )
            roster._auto_set("waiting", auto_asked_at=fields.Datetime.now())
            roster.with_delay(description="Fill a roster")._auto_fill(roster.auto_turn)
        return say(self.env._("The roster is being made; this page shows the result."))

    def action_stop_automatically(self):
        """Stop the search: the roster stays as it was."""
        self._check_may_edit()
        self._lock_rows()
        for roster in self.filtered(lambda r: r.auto_state == "waiting"):
            roster._auto_set("stopped")
        return say(self.env._("Stopped: the roster stays as it was."))

    def _auto_set(self, state, **values):
        turn = self.auto_turn + (state in ("waiting", "stopped"))
        self.sudo().write({"auto_state": state, "auto_turn": turn} | values)

    def _auto_failed(self, turn, reason):
        """Say that nothing was filled, and why; unless it was asked for anew."""
        self._lock_rows()
        for roster in self:
            if roster.auto_state == "waiting" and roster.auto_turn == turn:
                roster._auto_set("failed", auto_report={"error": reason})

    # ---- the search ------------------------------------------------------------------

    def _auto_fill(self, turn):
        """Search, unless it was stopped or asked for anew in between.

        :param turn: the request that this is the answer to
        """
        self.ensure_one()
        if self.auto_turn != turn or self.auto_state != "waiting":
            return
        planning = Planning(self)
        problem, reason = self._auto_problem(planning)
        if problem is None:
            self._auto_next(turn, {"error": reason})
            return
        outcome = self._auto_search(turn, planning, problem)
        if outcome is None:
            return
        if outcome.roster is None:
            self._auto_next(turn, {"error": "impossible"})
            return
        self._auto_next(turn, self._auto_found(planning, outcome))

    def _auto_next(self, turn, found):
        """Have the result placed by a transaction that sees what is so by then."""
        self.with_delay(description="Place a roster", priority=5)._auto_place(
            turn, found
        )

    def _auto_problem(self, planning):
        """Return the problem, or None and why there is none."""
        if not planning.people:
            return None, "people"
        if not planning.times:
            return None, "types"
        problem = planning.problem()
        return (problem, None) if problem.demands else (None, "minimum")

    def _auto_search(self, turn, planning, problem):
        """Return what the solver has found; None when somebody stopped it."""
        # loaded only where a roster is made
        from ....logic.roster.solve import solve

        search = self.env["cs.roster.search"].sudo()
        told = [0.0, True]

        def go_on(progress):
            now = time.monotonic()
            if now - told[0] >= EVERY:
                told[:] = now, search._note(self.id, turn, progress)
            return told[1]

        outcome = solve(
            problem,
            self.policy_id.solver_seconds or 30,
            progress=go_on,
            start=planning.rows(),
        )
        last = Progress(outcome.seconds, outcome.cost, outcome.bound, outcome.missing)
        return outcome if search._note(self.id, turn, last) else None

    def _auto_found(self, planning, outcome):
        """Return what was found as plain values: the cells to change."""
        changes = []
        for index, (old, new) in enumerate(
            zip(planning.rows(), outcome.roster, strict=True)
        ):
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    changes.append(
                        [
                            planning.people[index].id,
                            str(planning.days[number]),
                            before != FREE and planning.kinds[before].id,
                            after != FREE and planning.kinds[after].id,
                        ]
                    )
        return {
            "changes": changes,
            "cost": outcome.cost,
            "bound": outcome.bound,
            "seconds": round(outcome.seconds, 1),
        }
