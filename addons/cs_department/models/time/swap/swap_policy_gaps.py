from odoo import api, fields, models

from ..roster import roster_people

SWAP = "cs.shift.swap"


class SwapPolicyGaps(models.Model):
    """What would keep people from swapping, or let them swap with anybody, although the
    policy looks complete; HR reads it on the policy."""

    _inherit = "cs.swap.policy"

    gaps = fields.Text(compute="_compute_gaps", export_string_translation=False)

    @api.depends("flow_id", "peer", "department_id", "company_id")
    @api.depends_context("lang")
    def _compute_gaps(self):
        for policy in self:
            found = [policy._flow_gap(), policy._grade_gap()]
            policy.gaps = "\n".join(filter(None, found)) or False

    def _flow_gap(self):
        """Return a sentence when nobody would decide about swaps."""
        if self.flow_id:
            if self.flow_id.sudo().version_id:
                return ""
            return self.env._(
                "The workflow %s is not published: nobody could ask for a swap.",
                self.flow_id.name,
            )
        department = self.department_id._origin.id
        above = self.env["hr.department"]._ancestor_ids({department} - {False})
        path = above.get(department, ())
        for flow in self.env["cs.flow"]._published_for(SWAP):
            terms = flow._terms()
            is_near = not department and terms.company_id in (
                False,
                self.company_id._origin.id,
            )
            if is_near or flow._takes(self.company_id._origin.id, path):
                return ""
        return self.env._(
            "No published workflow takes swaps of these departments: nobody could ask "
            "for one. Publish one under Approval Flows."
        )

    def _grade_gap(self):
        """Return a sentence when grades that the policy compares are not set."""
        if self.peer == "any":
            return ""
        places = self.department_id._origin or self.env["hr.department"].search(
            [("company_id", "=", self.company_id._origin.id)]
        )
        ids = roster_people.members(self.env, places.ids, self.company_id._origin.id)
        people = roster_people.people(self.env, ids).values()
        count = sum(not person.grade for person in people)
        if not count:
            return ""
        return self.env._(
            "People without a grade: %(count)s of %(all)s. They pass for one grade, "
            "leaders as well; grades are set in the employee forms.",
            count=count,
            all=len(people),
        )
