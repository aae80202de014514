from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .fact_mark import is_posting

UNITS = [
    ("minutes", "minutes"),
    ("hours", "hours"),
    ("days", "days"),
    ("times", "times"),
    ("points", "points"),
    ("money", "money"),
    ("percent_base", "% of base wage"),
    ("percent_bonus", "% of bonus"),
    ("day_wage", "day wages"),
]


class Fact(models.Model):
    """What happened to a person's record on a day: scores and pay read nothing else.

    Only the server posts facts; nobody changes or deletes one, and a trigger in the
    database refuses it too. What turns out wrong is reversed by a fact of the same
    amount with the other sign: the sum over all facts is always right. Employees read
    their own, leaders those of the departments they lead, HR and auditors all.
    """

    _name = "cs.fact"
    _inherit = ["cs.typed", "cs.money.unit"]
    _description = "Fact"
    _order = "date desc, id desc"
    _rec_name = "kind_id"
    _log_access = False
    _allow_sudo_commands = False

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict"
    )
    date = fields.Date(required=True)
    kind_id = fields.Many2one(
        "cs.fact.kind", "Kind of fact", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Char(related="kind_id.code", export_string_translation=False)
    amount = fields.Float("How much", digits=(16, 6), required=True)
    unit = fields.Selection(UNITS, required=True)
    res_model = fields.Char("Source model", required=True)
    res_id = fields.Many2oneReference("Source", model_field="res_model", required=True)
    key = fields.Char("Item", required=True, help="Which item of the source it is.")
    revision = fields.Integer(required=True, default=1, aggregator=None)
    reverses_id = fields.Many2one("cs.fact", ondelete="restrict")
    reversal_ids = fields.One2many("cs.fact", "reverses_id", "Reversed by")
    because = fields.Json(export_string_translation=False)
    posted_at = fields.Datetime(required=True, default=lambda _s: fields.Datetime.now())
    posted_by_id = fields.Many2one(
        "res.users", default=lambda self: self.env.uid, ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(res_model, res_id, key, revision) WHERE reverses_id IS NULL",
        "A fact is posted once for each item of its source.",
    )
    _reversed_once = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL", "A fact is reversed once."
    )
    _person_idx = models.Index("(employee_id, date, kind_id, unit)")
    _source_idx = models.Index("(res_model, res_id)")
    _sane = models.Constraint(
        "CHECK (abs(amount) <= 1000000000 AND revision BETWEEN 1 AND 1000000)",
        "The amount of a fact is out of all bounds.",
    )

    def init(self):
        """Let the database itself refuse to change a fact."""
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION cs_fact_is_append_only()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'facts are append-only';
                END $$;
                DROP TRIGGER IF EXISTS cs_fact_append_only ON cs_fact;
                CREATE TRIGGER cs_fact_append_only
                    BEFORE UPDATE OR DELETE ON cs_fact
                    FOR EACH ROW EXECUTE FUNCTION cs_fact_is_append_only();
                DROP TRIGGER IF EXISTS cs_fact_never_emptied ON cs_fact;
                CREATE TRIGGER cs_fact_never_emptied
                    BEFORE TRUNCATE ON cs_fact
                    FOR EACH STATEMENT EXECUTE FUNCTION cs_fact_is_append_only();
                """
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_posting()
        return super().create(vals_list)

    def _check_posting(self):
        if not is_posting():
            raise AccessError(self.env._("Only the server posts facts."))

    def write(self, vals):
        raise AccessError(self.env._("Facts cannot be changed: they are reversed."))

    def unlink(self):
        if self:
            raise AccessError(self.env._("Facts cannot be deleted: they are reversed."))
        return super().unlink()

    @api.model
    def _figure(self, amount, unit, company):
        """Return an amount with its unit; money in the currency of the company."""
        sign, figure = ("−" if amount < 0 else ""), f"{abs(amount):g}"
        currency = company.sudo().currency_id
        if unit != "money" or not currency:
            units = dict(self._fields["unit"]._description_selection(self.env))
            return f"{sign}{figure} {units.get(unit, unit)}"
        if currency.position == "before":
            return f"{sign}{currency.symbol}{figure}"
        return f"{sign}{figure} {currency.symbol}"
