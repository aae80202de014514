from odoo import api, fields, models
from odoo.tools import SQL


class CsTurn(models.Model):
    """The turns of a person at what is counted, such as "at most two a month".

    Two transactions that begin together do not see each other's documents, and both
    would find that one is left. Whoever takes the turn second is refused by PostgreSQL;
    Odoo then tries that request again, and it sees what the first one did.

    Nobody reads or writes these rows but the server itself.
    """

    _name = "cs.turn"
    _inherit = ["cs.typed"]
    _description = "Turn of a person at what is counted"
    _log_access = False

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    topic = fields.Char(required=True)
    number = fields.Integer(required=True)

    _topic_uniq = models.UniqueIndex("(employee_id, topic)")

    @api.model
    def _take(self, turns):
        """Take turns until the transaction ends; one query, in one order.

        :param turns: ``{(employee id, topic)}``
        """
        rows = [SQL("(%s, %s, 1)", *turn) for turn in sorted(turns) if turn[0]]
        if rows:
            self.env.execute_query(
                SQL(
                    "INSERT INTO cs_turn (employee_id, topic, number) VALUES %s"
                    " ON CONFLICT (employee_id, topic)"
                    " DO UPDATE SET number = cs_turn.number + 1 RETURNING id",
                    SQL(", ").join(rows),
                )
            )

    @api.model
    def _forget(self, turns):
        """Keep no trace of turns, for what is done without a name."""
        rows = [SQL("(%s, %s)", *turn) for turn in sorted(turns) if turn[0]]
        if rows:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM cs_turn WHERE (employee_id, topic) IN (%s)",
                    SQL(", ").join(rows),
                )
            )
