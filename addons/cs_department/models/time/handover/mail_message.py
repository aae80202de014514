from markupsafe import Markup

from odoo import fields, models

from odoo.addons.mail.tools.discuss import Store


class MailMessage(models.Model):
    """A sentence that a record wrote into its talk by itself is read in the language of
    the reader, whoever acted."""

    _inherit = "mail.message"

    cs_words = fields.Json(
        groups="base.group_system",
        export_string_translation=False,
        help="The plain sentence in other languages than that of whoever acted.",
    )

    def _to_store_defaults(self, target):
        return [
            Store.Attr("body", value=lambda message: message._cs_body())
            if name == "body"
            else name
            for name in super()._to_store_defaults(target)
        ]

    def _cs_body(self):
        """Return the text of the message as the reader reads it."""
        words = (self.model == "cs.handover" and self.sudo().cs_words) or {}
        told = words.get(self.env.lang or "en_US")
        return Markup("<p>%s</p>") % told if told else self.body
