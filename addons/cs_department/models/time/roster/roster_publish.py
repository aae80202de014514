from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ....logic.roster_diff import differences
from ...flow.engine import inputs

#: so many broken shifts are named in a sentence, more are counted
NAMED = 5


class RosterPublish(models.Model):
    """Publishing, locking and unlocking: what people know, and who is told what."""

    _inherit = "cs.roster"

    def action_publish(self, is_accepted=False):
        """Let people see the roster, and tell each what changed for him since before.

        Two who publish at the same moment tell people once: the second finds nothing
        left to tell.

        :param is_accepted: publish although shifts break rules that may not be broken;
            the log of the roster keeps which
        :raises UserError: they do, and nobody said so
        """
        self._check_may_edit()
        self.sudo()._lock_rows()
        for roster in self.sorted("id"):
            broken = () if self.env.su else roster._broken_told()
            if broken and is_accepted is not True:
                raise UserError(roster._broken_text(broken))
            before = roster.revision
            roster.sudo()._publish()
            if broken and roster.revision != before:
                roster._log_step("accept", "\n".join(map(_told, broken)))
        return True

    def _broken_text(self, broken):
        """Return who would work against which rule; a few are named.

        :param broken: see ``board_publication``
        """
        lines = [_told(row) for row in broken[:NAMED]]
        if len(broken) > NAMED:
            lines.append(self.env._("and %s more", len(broken) - NAMED))
        return "\n".join(
            [
                self.env._("Shifts break rules that may not be broken:"),
                *lines,
                self.env._("Change them, or say that it is published all the same."),
            ]
        )

    def action_lock(self):
        """Close the roster for pay: nobody changes its shifts any more."""
        inputs.rows(self).check_access("write")
        self._lock_rows()
        if any(roster.state != "published" for roster in self):
            raise UserError(self.env._("Publish the roster before it is locked."))
        if self._is_untold():
            raise UserError(
                self.env._("People have not been told of all changes: publish again.")
            )
        self.sudo().write({"state": "locked"})
        self._log_step("lock")
        return True

    def _is_untold(self):
        """Tell whether people do not know yet of some change.

        The rows are locked: who changed shifts is done by now, but this transaction's
        view may be older than that. So one that begins now is asked, too.
        """
        self.env.flush_all()
        with self.env.registry.cursor() as cr:
            return any(
                env["cs.shift"]
                .sudo()
                .search_count(
                    [("roster_id", "in", self.ids), ("is_untold", "=", True)], limit=1
                )
                for env in (self.env, self.env(cr=cr))
            )

    def action_unlock(self):
        """Open a locked roster again, which only HR may."""
        if not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(self.env._("Only HR unlocks a roster."))
        inputs.rows(self).check_access("write")
        self._lock_rows()
        locked = self.filtered(lambda roster: roster.state == "locked")
        locked.sudo().write({"state": "published"})
        locked._log_step("unlock")
        return True

    def _untold(self, more=Domain.TRUE):
        """Return the shifts of which people do not know yet how they are.

        :param more: a domain that narrows them
        """
        return self.env["cs.shift"].search(
            Domain("roster_id", "in", self.ids) & Domain("is_untold", "=", True) & more
        )

    def _lock_rows(self):
        """Let one transaction at a time change the state of these rosters."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM cs_roster WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                tuple(self.ids) or (None,),
            )
        )
        self.invalidate_recordset()

    def _log_step(self, kind, note=False):
        self.env["cs.roster.change"]._log(
            {
                "roster_id": roster.id,
                "revision": roster.sudo().revision,
                "kind": kind,
                "note": note,
            }
            for roster in self
        )

    def _publish(self):
        self.ensure_one()
        shifts = self._untold()
        told = differences(shift._told() for shift in shifts)
        if self.state == "published" and not shifts:
            return
        revision = self.revision + 1
        self.write(
            {
                "state": "published",
                "revision": revision,
                "published_at": fields.Datetime.now(),
                "published_by_id": self.env.uid,
            }
        )
        self._remember()
        self.env["cs.roster.notice"].create(
            [
                {
                    "roster_id": self.id,
                    "revision": revision,
                    "employee_id": person,
                    "lines": lines,
                }
                for person, lines in told.items()
            ]
        )
        self._log_step("publish", self.env._("People told: %s", len(told)))
        if told:
            self.with_delay(description="Tell people of a roster")._tell(revision)

    def _remember(self):
        """Note what people know from now on; one statement."""
        self.env["cs.shift"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_shift
                   SET state = CASE state WHEN 'draft' THEN 'published' ELSE state END,
                       is_untold = FALSE,
                       known_employee_id = CASE WHEN state <> 'cancelled'
                                                THEN employee_id END,
                       known_type_id = type_id, known_start = start, known_stop = stop
                 WHERE roster_id = %s AND is_untold
                """,
                self.id,
            )
        )
        self.env["cs.shift"].invalidate_model()


def _told(row):
    return "{name}, {day}: {what}".format(**row, what=" ".join(row["lines"]))
