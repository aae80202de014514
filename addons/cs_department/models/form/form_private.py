from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...logic import form_check

#: who reads a request besides those who take part, from the many to none
READERS = [
    ("line", "Leaders of the requester's departments, HR and auditors"),
    ("hr", "HR and auditors"),
    ("asked", "Nobody"),
]


class FormPrivate(models.Model):
    """Who reads the requests of a form, and whether they bear a name: HR decides."""

    _inherit = "cs.form"

    readers = fields.Selection(
        READERS,
        string="Read by others",
        required=True,
        default="line",
        tracking=True,
        help="Who reads a request besides its requester and those who are asked. "
        "Requests keep what was set when they were begun.",
    )
    anonymous_if = fields.Char(
        string="Without a name if",
        tracking=True,
        help="When this holds at submitting, such as a field 'anonymous', the request "
        "forgets who wrote it: nobody finds out, and the author cannot open it again.",
    )

    @api.constrains("anonymous_if")
    def _check_anonymous_if(self):
        for form in self:
            found = form._anonymous_problem()
            if found:
                raise ValidationError(found)

    def _anonymous_problem(self):
        """Return why the condition for requests without a name is none, or nothing."""
        if not self.anonymous_if or not self.draft_id:
            # a copy gets its fields after it was made
            return ""
        found = form_check.check_expression(
            self.draft_id._design(), self.anonymous_if, "", ""
        )
        if found is None:
            return ""
        return self.env._(
            "'Without a name if': %s", found["message"].translated(self.env._)
        )

    def _privacy_words(self):
        """Return the sentence that tells a requester who will read it."""
        if self.readers == "asked":
            return self.env._("Besides you, only those who are asked read it.")
        if self.readers == "hr":
            return self.env._(
                "Besides you, those who are asked, HR and auditors read it."
            )
        return ""
