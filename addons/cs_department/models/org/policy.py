from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class Policy(models.AbstractModel):
    """A regulation that holds for a company or for one department and those below it.

    The policy of the nearest department upwards counts, else that of the company. A
    model adds its figures and a unique index over company and department where active.
    A copy is archived: it holds for nobody until somebody has chosen for whom.
    """

    _name = "cs.policy"
    _inherit = ["cs.remembered", "cs.copied", "cs.typed"]
    _description = "Regulation of a company or a department"
    _order = "company_id, department_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="With those below it that have no policy of their own. Empty: everybody "
        "in the company without one.",
    )

    _name_not_blank = models.Constraint(
        "CHECK (btrim(name->>'en_US') <> '')", "Give it a name."
    )

    def copy_data(self, default=None):
        return super().copy_data({"active": False} | (default or {}))

    @api.model
    def _nearest(self, places):
        """Return the policy that holds for each place: the nearest department upwards.

        :param places: set of (department id or False, company id)
        :return: ``{place: policy}``, empty where none holds; no query once known
        """
        policies = self.sudo()
        return {
            place: policies.browse(
                self._nearest_id(place[0] or False, place[1] or False)
            )
            for place in places
        }

    @api.model
    @ormcache("self._name", "department_id", "company_id")
    def _nearest_id(self, department_id, company_id):
        """Return the id of the policy of a place, or None; forgotten with any change of
        a policy or of the department tree."""
        policies = (
            self.sudo()
            .with_context({})
            .search_fetch(Domain("company_id", "=", company_id), ["department_id"])
        )
        by_place = {policy.department_id.id: policy.id for policy in policies}
        if not by_place:
            return None
        paths = self.env["hr.department"]._ancestor_ids({department_id} - {False})
        path = (*paths.get(department_id, ()), False)
        return next((by_place[place] for place in path if place in by_place), None)
