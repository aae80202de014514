from odoo import api, fields, models
from odoo.tools import SQL


class CsNumberCounter(models.Model):
    """Where a sequence of a number scheme stands; HR may set where it goes on.

    Rows are made when the first number is issued. The row is locked until the
    transaction ends, so two people who hire at the same time get different numbers.
    """

    _name = "cs.number.counter"
    _inherit = ["cs.typed"]
    _description = "Counter of a Number Scheme"
    _order = "scheme_id, key"
    _rec_name = "key"

    scheme_id = fields.Many2one(
        "cs.number.scheme", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(
        "Of",
        readonly=True,
        help="The centre and department, the year or the month of this counter. It is "
        "empty when the sequence counts on for ever.",
    )
    last_value = fields.Integer(
        "Last number", help="The next person gets the number after this one."
    )

    _key_uniq = models.Constraint(
        "UNIQUE (scheme_id, key)", "There is already a counter for this."
    )
    _not_negative = models.Constraint(
        "CHECK (last_value >= 0)", "The last number cannot be negative."
    )

    @api.model
    def _lock(self, scheme, keys, first):
        """Lock the counters of a scheme and return ``{key: last value}``.

        Missing ones are made. Whoever comes second waits, then starts again by Odoo's
        own repetition of the request, and finds the new value.

        :param first: the first value of the sequence
        """
        self.flush_model()
        ordered = sorted(keys)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO cs_number_counter (scheme_id, key, last_value)
                     SELECT %s, key, %s FROM unnest(%s::varchar[]) key
                ON CONFLICT DO NOTHING
                """,
                scheme.id,
                first - 1,
                ordered,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT key, last_value FROM cs_number_counter
                 WHERE scheme_id = %s AND key = ANY(%s::varchar[])
              ORDER BY key FOR UPDATE
                """,
                scheme.id,
                ordered,
            )
        )
        return dict(rows)

    @api.model
    def _advance(self, scheme, counters):
        """Write where the locked counters of a scheme stand now, in one query."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_number_counter counter SET last_value = new.value
                  FROM unnest(%s::varchar[], %s::int[]) new(key, value)
                 WHERE counter.scheme_id = %s AND counter.key = new.key
                """,
                list(counters),
                list(counters.values()),
                scheme.id,
            )
        )
        self.invalidate_model(["last_value"], flush=False)
