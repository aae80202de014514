from collections import defaultdict

from odoo import api, models
from odoo.tools import ormcache

from ....logic import handover as rules


class HandoverTemplateAnswers(models.Model):
    """What hand-overs ask of a template: which one holds, and what it demands."""

    _inherit = "cs.handover.template"

    @api.model
    def _holding(self, places):
        """Return how places hand over, the nearest template first.

        :param places: set of (department id or False, company id)
        :return: ``{place: ((template id, ids of shift types), ...)}``; one query
            whatever the number
        """
        paths = self.env["hr.department"]._ancestor_ids({p[0] for p in places if p[0]})
        found = {}
        for department, company in places:
            known = self._ids_of(company)
            path = (*paths.get(department, ()), False)
            found[department, company] = tuple(
                row for place in path for row in known.get(place, ())
            )
        return found

    @api.model
    def _chosen(self, rows, type_id=None):
        """Return the template of some rows that takes a type of shift, as superuser."""
        for template_id, types in rows:
            if type_id is None or not types or type_id in types:
                return self.sudo().browse(template_id)
        return self.sudo()

    @api.model
    @ormcache("company_id")
    def _ids_of(self, company_id):
        """Return ``{department id or False: [(template id, ids of shift types)]}``.

        Forgotten with any change of a template.
        """
        by_place = defaultdict(list)
        templates = self.sudo().search([("company_id", "=", company_id)])
        for template in templates.sorted(lambda t: not t._type_ids()):
            row = template.id, template._type_ids()
            by_place[template.department_id.id].append(row)
        return dict(by_place)

    @api.model
    @ormcache()
    def _longest_ahead(self):
        """Return the most minutes that a page opens ahead; None without a template."""
        return max(self.search([]).mapped("ahead_minutes"), default=None)

    def _type_ids(self):
        """Return the ids of the types of shift that the template is for."""
        return tuple(self.shift_type_ids.ids)

    def _terms(self):
        """Return how shifts follow each other, for ``logic``; None without one."""
        if not self:
            return None
        return rules.Terms(self.join_minutes, round(self.gap_hours * 60), self.is_alone)

    def _demands(self):
        """Return what is demanded before somebody signs, for ``logic``."""
        return rules.Demands(
            roll_call=self.needs_roll_call,
            reading=self.needs_reading,
            not_live=self.is_not_live,
            nothing_important=self.is_nothing_important,
        )
