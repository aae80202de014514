import base64
from datetime import timedelta

from odoo import fields

from ..org.common import OrgCase

#: role → who holds it in the tests, and where
HOLDERS = {
    "team_leader": ("lead", "calls"),
    "supervisor": ("sup", "centre"),
    "manager": ("chief", "centre"),
    "department_manager": ("chief", "centre"),
    "hr": ("hr", None),
    "general_manager": ("boss", None),
    "quality_inspector": ("inspector", None),
    "sales_director": ("sales", None),
    "head_office": ("office", None),
}


class ShippedCase(OrgCase):
    """The forms that come with the module, filed by the people of ``OrgCase``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sup = cls._person("sup", cls.centre, "group_cs_supervisor")
        cls.boss = cls._person("boss", cls.centre, "group_cs_manager")
        cls.inspector = cls._person("inspector", cls.centre, "group_cs_agent")
        cls.sales = cls._person("sales", cls.centre, "group_cs_manager")
        cls.office = cls._person("office", cls.centre, "group_cs_manager")
        # the demo's holders have given up their roles
        held = cls.env["cs.role.assignment"].search([])
        held.date_to = fields.Date.today() - timedelta(days=1)
        for code, (name, place) in HOLDERS.items():
            department = place and getattr(cls, place)
            cls._assign(getattr(cls, name), department, cls.env.ref(f"{ROLE}_{code}"))

    @classmethod
    def shipped(cls, code):
        """Return a form of the module; here everybody who has its role may file it."""
        form = cls.env.ref(f"cs_department.form_{code}")
        assert form.state == "published", form.state
        form.department_ids = cls.centre
        return form

    def requests(self, who):
        return self.env["cs.request"].with_user(who.user_id)

    def file(self, code, who, **values):
        """File a request of a form as somebody does; return it as superuser."""
        model = self.requests(who)
        answer = model.save_page(None, self.shipped(code).id, values, True)
        return self.env["cs.request"].browse(answer["request_id"])

    def paper(self, who):
        """Return a fresh file of somebody, as the value of a field."""
        files = self.env["ir.attachment"].with_user(who.user_id)
        file = files.create({"name": "paper.txt", "datas": base64.b64encode(b"x")})
        return [{"id": file.id}]

    def asked(self, request, kinds=("approve", "fill")):
        """Return the names of those who are asked now."""
        tasks = self.tasks(request).filtered(lambda t: t.kind in kinds)
        return sorted(
            tasks.filtered(lambda t: t.state == "pending").user_id.mapped("name")
        )

    def told(self, request):
        """Return the names of those who got a copy."""
        copies = self.tasks(request).filtered(lambda t: t.kind == "notify")
        return sorted(copies.user_id.mapped("name"))

    def tasks(self, request):
        return self.env["cs.flow.task"].search(
            [("res_model", "=", "cs.request"), ("res_id", "=", request.id)]
        )

    def decide(self, request, who, **values):
        """Fill in what a step opens, and agree."""
        self.assertIn(who.name, self.asked(request))
        if values:
            self.requests(who).save_page(request.id, None, values)
        task = self.tasks(request).filtered(
            lambda t: t.state == "pending" and t.user_id == who.user_id
        )
        task.with_user(who.user_id).action_approve()
        request.invalidate_recordset()


ROLE = "cs_department.role"
