from odoo import models
from odoo.tools import SQL

from ...flow.engine import inputs


class ShiftLog(models.Model):
    """Shifts of a roster that is out: every change goes to its log, and none gets past
    the lock, not even in SQL."""

    _inherit = "cs.shift"

    def init(self):
        """Let the database itself keep the shifts of locked rosters.

        Whoever writes shifts holds a share of the roster's row until the end: locking
        waits for him, or he finds it locked.
        """
        super().init()
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION cs_shift_respects_the_lock()
                RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    is_locked boolean;
                BEGIN
                    SELECT bool_or(held.state = 'locked') INTO is_locked FROM (
                        SELECT state FROM cs_roster
                         WHERE id IN (SELECT DISTINCT roster_id FROM touched)
                      ORDER BY id FOR SHARE
                    ) held;
                    IF is_locked THEN
                        RAISE EXCEPTION 'the roster is locked for pay';
                    END IF;
                    RETURN NULL;
                END $$;
                DROP TRIGGER IF EXISTS cs_shift_locked_insert ON cs_shift;
                CREATE TRIGGER cs_shift_locked_insert AFTER INSERT ON cs_shift
                    REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_shift_respects_the_lock();
                DROP TRIGGER IF EXISTS cs_shift_locked_update ON cs_shift;
                CREATE TRIGGER cs_shift_locked_update AFTER UPDATE ON cs_shift
                    REFERENCING OLD TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_shift_respects_the_lock();
                DROP TRIGGER IF EXISTS cs_shift_locked_target ON cs_shift;
                CREATE TRIGGER cs_shift_locked_target AFTER UPDATE ON cs_shift
                    REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_shift_respects_the_lock();
                DROP TRIGGER IF EXISTS cs_shift_locked_delete ON cs_shift;
                CREATE TRIGGER cs_shift_locked_delete AFTER DELETE ON cs_shift
                    REFERENCING OLD TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_shift_respects_the_lock();
                """
            )
        )

    def _out(self):
        """Return the shifts whose roster people know already."""
        return self.filtered(lambda shift: shift.roster_id.sudo().revision)

    def _before(self, vals):
        """Return what the log must remember before values are written."""
        logged = {"employee_id", "type_id", "start", "stop", "date", "state"}
        if not logged & vals.keys():
            return {}
        return {
            shift: (
                shift.employee_id,
                shift.type_id,
                (shift.start, shift.stop),
                shift.state,
            )
            for shift in self._out()
        }

    def _log_new(self):
        self._write_log([(shift, "add", None, None) for shift in self._out()])

    def _log_changed(self, before):
        rows = []
        for shift, (person, kind, span, state) in before.items():
            if shift.state == "cancelled" != state:
                rows.append((shift, "cancel", person, kind))
            elif shift.employee_id != person:
                rows.append((shift, "move", person, kind))
            elif (shift.type_id, (shift.start, shift.stop)) != (kind, span):
                rows.append((shift, "change", person, kind))
        self._write_log(rows)

    def _write_log(self, rows):
        """Write rows of (shift, what happened, person before, type before)."""
        self.env["cs.roster.change"]._log(
            {
                "roster_id": shift.roster_id.id,
                "revision": shift.roster_id.sudo().revision,
                "kind": kind,
                "origin": shift.origin,
                "shift_id": shift.id,
                "date": shift.date,
                "old_employee_id": person and person.id,
                "employee_id": shift.state != "cancelled" and shift.employee_id.id,
                "old_type_id": before and before.id,
                "type_id": shift.type_id.id,
            }
            for shift, kind, person, before in rows
        )

    def action_cancel(self):
        """Cancel shifts; people are told when the roster is published again."""
        inputs.rows(self).check_access("write")
        self.filtered(lambda shift: shift.state != "cancelled").state = "cancelled"
        return True

    def _take_away(self):
        """Delete the shifts that nobody knows of, cancel the others."""
        known = self.filtered("known_type_id")
        known.write({"state": "cancelled"})
        (self - known).unlink()
