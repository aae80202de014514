from odoo import api, models
from odoo.exceptions import UserError

from ...org.mark import Mark
from .roster_judge import Judge

#: the rules were asked before the shifts are written
judged = Mark("cs_shift_judged")
#: what a rule may be about
JUDGED = {"employee_id", "type_id", "date", "start", "stop", "roster_id"}


class ShiftLegality(models.Model):
    """Which rules a change would break, asked before it is made."""

    _inherit = "cs.shift"

    @api.model_create_multi
    def create(self, vals_list):
        shifts = super().create(vals_list)
        shifts._refuse_broken()
        return shifts

    def write(self, vals):
        result = super().write(vals)
        if JUDGED & vals.keys():
            self._refuse_broken()
        return result

    def _refuse_broken(self):
        """Refuse what somebody writes in a list or a form as the board would.

        :raises UserError: with the hard rules that these shifts break
        """
        if self.env.su or judged.is_set():
            return
        broken = self._broken_hard_rules().values()
        sentences = [sentence for found in broken for sentence in found]
        if sentences:
            raise UserError("\n".join(dict.fromkeys(sentences)))

    def _broken_hard_rules(self):
        """Return ``{shift id: [sentences]}`` of the rules that forbid these shifts."""
        found = {
            shift_id: [r["sentence"] for r in rules if r["outcome"] == "block"]
            for shift_id, rules in self._broken_rules().items()
        }
        return {
            shift_id: sentences for shift_id, sentences in found.items() if sentences
        }

    @api.model
    def _legality(self, moves, by_staff=False):
        """Return the rules that changes would break, all of them made together.

        Shifts may be new records that are not in the database.

        :param moves: ``[(shift, employee or an empty record)]``
        :param by_staff: staff ask for it, who may not move fixed rest days (SW-14)
        :return: for each move a list of ``{"rule", "sentence", "outcome"}``, where the
            outcome is ``block`` or ``warn``; a constant number of queries
        """
        return self._legality_each([moves], by_staff)[0]

    @api.model
    def _legality_each(self, scenarios, by_staff=False):
        """Answer ``_legality`` for many alternatives, each as if it alone were made.

        :param scenarios: list of lists of moves
        """
        scenarios = self._read_together(scenarios)
        moves = [move for scenario in scenarios for move in scenario]
        if not moves:
            return [[] for _scenario in scenarios]
        facts = Judge(self.env(su=True), moves)
        return [facts.judge(scenario, by_staff) for scenario in scenarios]

    @api.model
    def _read_together(self, scenarios):
        """Let the shifts of all moves be read in one go, wherever they come from."""
        moves = [move for scenario in scenarios for move in scenario]
        ids = [shift.id for shift, _employee in moves if shift.id]
        shifts = {shift.id: shift for shift in self.browse(dict.fromkeys(ids))}
        return [
            [(shifts.get(shift.id, shift), employee) for shift, employee in scenario]
            for scenario in scenarios
        ]

    def _broken_rules(self):
        """Return ``{shift id: broken rules}`` of these shifts as they stand.

        Minimums are not looked at: they belong to a day, not to a shift. A constant
        number of queries.
        """
        if not self:
            return {}
        shifts = self.sudo()
        judge = Judge(shifts.env, [(shift, shift.employee_id) for shift in shifts])
        return judge.standing(shifts)

    def _stakes(self):
        """Return ``{shift id: [sentences]}`` of what fails if these shifts change.

        Nothing that stands in a roster itself; later rooms add what waits for a shift
        as it is. Constant queries.
        """
        return {}
