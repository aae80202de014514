from odoo import api, fields, models
from odoo.tools import SQL


class RosterSearch(models.Model):
    """How far the search for a roster is, for those who watch.

    A table of its own: writing it disturbs nobody who works on the roster. Only the
    server reads and writes it.
    """

    _name = "cs.roster.search"
    _inherit = ["cs.typed"]
    _description = "Search for a roster"
    _log_access = False

    roster_id = fields.Many2one("cs.roster", required=True, ondelete="cascade")
    turn = fields.Integer(required=True, export_string_translation=False)
    seconds = fields.Float(required=True, export_string_translation=False)
    cost = fields.Integer(export_string_translation=False)
    missing = fields.Integer(export_string_translation=False)

    _one_each = models.UniqueIndex("(roster_id)")

    @api.model
    def _note(self, roster_id, turn, progress):
        """Write down how far a search is, in a transaction of its own.

        :return: whether it may go on: nobody has stopped it
        """
        with self.env.registry.cursor() as cr:
            cr.execute(SQL("SELECT auto_turn FROM cs_roster WHERE id = %s", roster_id))
            row = cr.fetchone()
            if not row or row[0] != turn:
                return not row
            cr.execute(
                SQL(
                    """
                    INSERT INTO cs_roster_search
                                (roster_id, turn, seconds, cost, missing)
                         VALUES (%s, %s, %s, %s, %s)
                    ON CONFLICT (roster_id) DO UPDATE
                            SET turn = EXCLUDED.turn, seconds = EXCLUDED.seconds,
                                cost = EXCLUDED.cost, missing = EXCLUDED.missing
                    """,
                    roster_id,
                    turn,
                    progress.seconds,
                    progress.cost,
                    progress.missing,
                )
            )
        return True
