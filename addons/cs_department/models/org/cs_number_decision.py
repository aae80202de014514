from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class CsNumberDecision(models.Model):
    """Who asked for an old employee number, and who gave it back, when (EN-10).

    The ledger adds rows; nobody changes or deletes one, and the database refuses it
    too. Who reads a number reads what was decided about it.
    """

    _name = "cs.number.decision"
    _inherit = ["cs.typed"]
    _description = "Decision About an Old Employee Number"
    _order = "id desc"
    _rec_name = "kind"
    _log_access = False

    number_id = fields.Many2one(
        "cs.employee.number", "Row", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="number_id.company_id")
    number = fields.Char(related="number_id.number")
    kind = fields.Selection(
        [
            ("asked", "Asked for"),
            ("allowed", "Allowed"),
            ("refused", "Refused"),
            ("given", "Given back at once"),
        ],
        "What",
        required=True,
    )
    # a name: the row outlives the employee's record
    person = fields.Char("Employee", required=True)
    user_id = fields.Many2one("res.users", "Who", required=True, ondelete="restrict")
    moment = fields.Datetime("On", required=True)

    def init(self):
        """Let the database itself refuse to change what was decided."""
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION cs_number_decision_is_append_only()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'decisions about numbers are append-only';
                END $$;
                DROP TRIGGER IF EXISTS cs_number_decision_append_only
                    ON cs_number_decision;
                CREATE TRIGGER cs_number_decision_append_only
                    BEFORE UPDATE OR DELETE ON cs_number_decision
                    FOR EACH ROW EXECUTE FUNCTION cs_number_decision_is_append_only();
                """
            )
        )

    def write(self, vals):
        raise AccessError(self.env._("What was decided about a number stays."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise AccessError(self.env._("What was decided about a number stays."))
