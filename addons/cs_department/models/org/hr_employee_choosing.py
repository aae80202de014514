from odoo import api, models

#: the lists in which somebody is chosen, and the search above them
CHOOSERS = {"list", "kanban", "search"}
VIEW = "cs_department.hr_employee_public_view_%s_choose"


class HrEmployeeChoosing(models.Model):
    """Whoever may not read the files of employees still chooses a colleague.

    On a phone a field opens the whole list, for which Odoo wants the right to read the
    files. What the list shows here is what everybody knows of colleagues.
    """

    _inherit = "hr.employee"

    @api.model
    def get_views(self, views, options=None):
        kinds = {kind for _view, kind in views}
        if not (kinds & {"list", "kanban"} and kinds <= CHOOSERS):
            return super().get_views(views, options)
        if self.browse().has_access("read"):
            return super().get_views(views, options)
        public = self.env["hr.employee.public"]
        wanted = [(self.env.ref(VIEW % kind).id, kind) for kind in sorted(kinds)]
        found = public.get_views(wanted, options)
        models_found = found["models"]
        models_found[self._name] = models_found.pop(public._name)
        return found
