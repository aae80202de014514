from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ....logic.roster import FREE, Finding
from .roster_auto_problem import Planning
from .roster_auto_words import Sentences
from .roster_fill import say

#: the report names so many lines; more are counted
LINES = 200


class RosterAuto(models.Model):
    """Fills a draft by the solver: hard rules held, wishes weighed, what is there kept.

    Whoever may make the roster may have it filled. The search runs as a job; whoever
    stops it keeps the roster as it was.
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
    auto_progress = fields.Integer(compute="_compute_auto_progress", aggregator=None)
    auto_report = fields.Json(readonly=True, copy=False)
    auto_text = fields.Text("What could not be kept", compute="_compute_auto_text")

    @api.depends("auto_state", "auto_asked_at")
    def _compute_auto_progress(self):
        now = fields.Datetime.now()
        for roster in self:
            seconds = roster.policy_id.solver_seconds or 30
            spent = (now - (roster.auto_asked_at or now)).total_seconds()
            is_waiting = roster.auto_state == "waiting"
            roster.auto_progress = min(
                int(100 * spent / seconds), 99 if is_waiting else 100
            )

    @api.depends("auto_report")
    @api.depends_context("lang")
    def _compute_auto_text(self):
        for roster in self:
            report = roster.auto_report or {}
            rows = [Finding(**row) for row in report.get("findings", ())]
            people = self.env["hr.employee"].sudo()
            people = people.browse({row.person for row in rows if row.person})
            names = {person.id: person.name for person in people.exists()}
            sentences = Sentences(roster, names)
            lines = [sentences.of(row) for row in rows]
            counted = Counter(lines)
            said = [
                f"{line} (×{times})" if times > 1 else line
                for line, times in counted.items()
            ]
            more = report.get("more", 0)
            if more:
                said.append(self.env._("… and %s more.", more))
            roster.auto_text = "\n".join(said) or False

    # ---- asking ----------------------------------------------------------------------

    def action_fill_automatically(self):
        """Have the roster filled by the solver, as a job.

        :raises UserError: it is published or locked, or being filled already
        """
        self._check_may_edit()
        for roster in self:
            if roster.state != "draft":
                raise UserError(
                    self.env._(
                        "%s is published: only a draft is filled automatically.",
                        roster.name,
                    )
                )
            if roster.auto_state == "waiting":
                raise UserError(self.env._("%s is being filled already.", roster.name))
            roster._auto_set("waiting", auto_asked_at=fields.Datetime.now())
            roster.with_delay(description="Fill a roster")._auto_fill(roster.auto_turn)
        return say(self.env._("The roster is being made; this page shows the result."))

    def action_stop_automatically(self):
        """Stop the search: the roster stays as it was."""
        self._check_may_edit()
        for roster in self.filtered(lambda r: r.auto_state == "waiting"):
            roster._auto_set("stopped")
        return say(self.env._("Stopped: the roster stays as it was."))

    def _auto_set(self, state, **values):
        turn = self.auto_turn + (state in ("waiting", "stopped"))
        self.sudo().write({"auto_state": state, "auto_turn": turn} | values)

    # ---- the job ---------------------------------------------------------------------

    def _auto_fill(self, turn):
        """Fill the roster, unless it was stopped or asked for anew in between.

        :param turn: the request that this is the answer to
        """
        self.ensure_one()
        if self.auto_turn != turn or self.state != "draft":
            return
        # loaded only where a roster is made
        from ....logic.roster.solve import solve

        planning = Planning(self)
        if not (planning.people and planning.times):
            self._auto_set("failed", auto_report=None)
            return
        problem = planning.problem()
        if not problem.demands:
            self._auto_set("failed", auto_report=None)
            return
        outcome = solve(
            problem,
            self.policy_id.solver_seconds or 30,
            progress=lambda _progress: not self._auto_is_over(turn),
        )
        if self._auto_is_over(turn):
            return
        if outcome.roster is None:
            self._auto_set("failed", auto_report=None)
            return
        self.env["cs.shift"]._insert(
            self, self._auto_rows(planning, problem, outcome.roster), "automatic"
        )
        report = self._auto_told(planning, outcome.verdict.findings)
        self._auto_set("done", auto_report=report)
        self._log_step("fill", self.env._("Filled automatically."))

    def _auto_is_over(self, turn):
        """Look past the job's own transaction whether somebody stopped it."""
        with self.env.registry.cursor() as cr:
            cr.execute(SQL("SELECT auto_turn FROM cs_roster WHERE id = %s", self.id))
            row = cr.fetchone()
        return bool(row) and row[0] != turn

    def _auto_rows(self, planning, problem, roster):
        """Return the shifts to add as ``_insert`` wants them."""
        found = []
        for index, person in enumerate(planning.people):
            for number, cell in enumerate(roster[index]):
                if cell == FREE or (index, number) in problem.fixed:
                    continue
                day = planning.days[number]
                kind, span = planning.hours.of(planning.kinds[cell].id, day)
                found.append((person.id, kind, day, span))
        return found

    def _auto_told(self, planning, findings):
        """Return what could not be kept, the dearest first, as plain values."""
        people = [person.id for person in planning.people]
        unmet = [row for row in findings if row.rule != "over"]
        rows = sorted(unmet, key=lambda row: (row.is_legal, -row.cost))
        return {
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
            "more": max(len(rows) - LINES, 0),
        }
