from odoo import api, fields, models


def limit_lines(screen, document, *kinds, **defaults):
    """Return the field by which a screen holds limits of some kinds as its lines.

    :param screen: name of the model that has the field
    :param document: name of the model that the limits are about
    :param kinds: kinds of ``cs.limit``; a new line is of the first
    :param defaults: what else a new line begins with, by field
    """
    return fields.One2many(
        "cs.limit",
        "origin_id",
        domain=[("origin_model", "=", screen), ("kind", "in", kinds)],
        context={
            "default_origin_model": screen,
            "limit_model": document,
            "default_kind": kinds[0],
            **{f"default_{name}": value for name, value in defaults.items()},
        },
        copy=True,
    )


class LimitScreen(models.AbstractModel):
    """A screen with a company whose lines are limits: they live and go with it.

    Whoever may edit the screen edits its limits.
    """

    _name = "cs.limit.screen"
    _description = "Screen with limits as lines"

    @api.model_create_multi
    def create(self, vals_list):
        screens = super().create(vals_list)
        screens._align_limits()
        return screens

    def write(self, vals):
        result = super().write(vals)
        self._align_limits()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_limits(self):
        self._all_limits().unlink()

    def _all_limits(self):
        return (
            self.env["cs.limit"]
            .with_context(active_test=False)
            .search([("origin_model", "=", self._name), ("origin_id", "in", self.ids)])
        )

    def _align_limits(self):
        """A limit on the screen belongs to the company of the screen."""
        limits = self._all_limits().grouped("origin_id")
        for screen in self:
            own = limits.get(screen.id, self.env["cs.limit"])
            strangers = own.filtered(
                lambda limit, company=screen.company_id: limit.company_id != company
            )
            strangers.company_id = screen.company_id
