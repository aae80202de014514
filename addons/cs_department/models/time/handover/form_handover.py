from odoo import fields, models


class FormHandover(models.Model):
    """HR says which requests are work that the next shift goes on with."""

    _inherit = "cs.form"

    is_handed_over = fields.Boolean(
        "Work of the shift",
        help="A request that waits for somebody whose shift ends stands in his "
        "hand-over, and whoever relieves him reads what it is about. Not for what "
        "concerns people, such as leave or penalties.",
    )
