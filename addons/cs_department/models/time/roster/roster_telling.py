from odoo import models
from odoo.fields import Domain


class RosterTelling(models.Model):
    """Tells people of a published roster: an activity for each, a mail for whoever
    reads mails, and a note for the browser.

    All of it is a job of the queue, so that publishing waits for no mail server.
    """

    _inherit = "cs.roster"

    def _tell(self, revision):
        """Tell everybody who has a notice of a revision and was not told yet.

        Run again, or twice at once, it tells nobody twice.
        """
        self.ensure_one()
        notices = (
            self.env["cs.roster.notice"]
            .sudo()
            .search(
                Domain("roster_id", "=", self.id)
                & Domain("revision", "=", revision)
                & Domain("sent_at", "=", False),
                order="id",
            )
        )
        notices._tell()
