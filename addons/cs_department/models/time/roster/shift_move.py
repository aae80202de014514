from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ...org.deferred import deferred
from .shift import ORIGINS


class ShiftMove(models.Model):
    """How shifts change hands: all of them in one statement, or none."""

    _inherit = "cs.shift"

    def _move(self, employee, origin, told=False):
        """Give these shifts to one person, or to nobody; see ``_move_all``."""
        return self._move_all([(shift, employee) for shift in self], origin, told)

    @api.model
    def _move_all(self, moves, origin, told=False):
        """Give shifts to other people, all at once, whatever they swap with each other.

        The rows are locked in the order of their ids. No person is checked: the caller
        has decided who may, and checks ``_legality`` before. Hours, times and breaks
        stay with the shift.

        :param moves: ``[(shift, employee or an empty record)]``, each shift once
        :param origin: why, one of the origins of a shift
        :param told: the people are told at once; otherwise publishing tells them
        :raise UserError: when a shift was cancelled or locked, or somebody would have
            two shifts at once; nothing has moved then
        :return: the shifts
        """
        assert origin in dict(ORIGINS)
        targets = {shift.id: employee.id or None for shift, employee in moves}
        shifts = self.sudo().browse(sorted(targets))
        shifts._lock_rows()
        shifts._check_movable(targets)
        before = shifts._before({"employee_id": True})
        known = shifts._known() if told else {}
        with deferred(self, "_no_overlap"):
            self._write_moves(targets, origin, told)
            shifts._check_alone()
        shifts._log_changed(before)
        if told:
            shifts._tell_moved(known, origin)
        return shifts.with_env(self.env)

    def _lock_rows(self):
        """Lock the shifts and read them as they are now."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM cs_shift WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                tuple(self.ids) or (None,),
            )
        )
        found = [row[0] for row in self.env.cr.fetchall()]
        if len(found) != len(self):
            raise UserError(self.env._("A shift does not exist any more."))
        self.invalidate_recordset()

    def _check_movable(self, targets):
        self._check_unlocked()
        people = (
            self.env["hr.employee"].sudo().browse({i for i in targets.values() if i})
        )
        for shift in self:
            if shift.state == "cancelled":
                raise UserError(
                    self.env._(
                        "The shift %(type)s on %(day)s was cancelled.",
                        type=shift.type_id.name,
                        day=format_date(self.env, shift.date),
                    )
                )
            person = people.browse(targets[shift.id] or ())
            if person and (not person.active or person.company_id != shift.company_id):
                raise UserError(
                    self.env._(
                        "%(person)s does not work in %(company)s (any more).",
                        person=person.name,
                        company=shift.company_id.name,
                    )
                )

    @api.model
    def _write_moves(self, targets, origin, told):
        rows = SQL(", ").join(
            SQL("(%s, %s::int)", shift, person) for shift, person in targets.items()
        )
        known = SQL(
            ", known_employee_id = move.person, known_type_id = type_id, "
            "known_start = start, known_stop = stop"
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_shift
                   SET employee_id = move.person, origin = %s, is_untold = %s,
                       write_uid = %s, write_date = now() AT TIME ZONE 'UTC' %s
                  FROM (VALUES %s) AS move (shift, person)
                 WHERE id = move.shift
                """,
                origin,
                not told,
                self.env.uid,
                known if told else SQL(),
                rows,
            )
        )
        moved = self.browse(targets)
        moved.invalidate_recordset(flush=False)
        moved.modified(["employee_id"])
