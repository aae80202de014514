from odoo import models
from odoo.tools import SQL


class FormNumber(models.Model):
    """The number series of a form."""

    _inherit = "cs.form"

    def _next_numbers(self, count):
        """Return the next numbers of the form's series; one query where it is gapless
        neither in time nor in number."""
        self.ensure_one()
        series = self.sudo().sequence_id
        if not series:
            series = self.sudo().sequence_id = self._new_sequence()
        if count < 2 or series.implementation != "standard" or series.use_date_range:
            return [series.next_by_id() for _index in range(count)]
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{series.id:03d}",
                count,
            )
        )
        return [series.get_next_char(number) for (number,) in rows]
