from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list


class ShiftTypeCode(models.Model):
    """Wherever two types could both be worked, their codes differ: cells hold codes."""

    _inherit = "cs.shift.type"

    @api.constrains("code", "company_id", "department_ids", "active")
    def _check_code_alone(self):
        """Refuse a code that means another type in the same departments, be it that
        one is for all of them or for one above; a constant number of queries."""
        mine = self.filtered("active")
        every = self.sudo().search(
            [("company_id", "in", mine.company_id.ids), ("active", "=", True)]
        )
        every = every.grouped(lambda kind: (kind.company_id, kind.code.casefold()))
        paths = self.env["hr.department"]._ancestor_ids(
            {i for kinds in every.values() for i in kinds.department_ids.ids}
        )
        for kind in mine.sudo():
            for other in every[kind.company_id, kind.code.casefold()] - kind:
                if _meet(kind, other, paths):
                    raise ValidationError(kind._taken_by(other))

    def _taken_by(self, other):
        names = other.department_ids.mapped("display_name")
        return self.env._(
            "The code %(code)s means %(other)s (%(hours)s) already, in %(where)s. "
            "Where both could be worked a code means one shift type: choose another.",
            code=self.code,
            other=other.name,
            hours=other._hours_text(),
            where=format_list(self.env, names)
            if names
            else self.env._("all departments"),
        )


def _meet(first, second, paths):
    """Tell whether some department works both types."""
    mine, theirs = set(first.department_ids.ids), set(second.department_ids.ids)
    if not mine or not theirs:
        return True
    return any(theirs & set(paths.get(one, ())) for one in mine) or any(
        mine & set(paths.get(one, ())) for one in theirs
    )
