from odoo import models

from .engine.retell import retell


class BaseLanguageInstall(models.TransientModel):
    """Whoever adds a language reads the requests under way in it."""

    _inherit = "base.language.install"

    def lang_install(self):
        result = super().lang_install()
        open_runs = (
            self.env["cs.flow.run"]
            .sudo()
            .search([("state", "in", ("running", "returned"))])
        )
        retell(self.env, open_runs)
        return result
