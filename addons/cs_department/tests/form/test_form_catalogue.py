from odoo.exceptions import UserError
from odoo.tests import tagged

from ..org.common import OrgCase
from .catalogue import FORMS
from .catalogue_more import MORE

ROLES = {
    "hr": "role_hr",
    "general": "role_general_manager",
    "admin": "role_admin_supervisor",
}
HOLDERS = {"hr": "hr", "general": "boss", "admin": "clerk"}
SHIPPED = (
    "overtime",
    "outing",
    "general",
    "report",
    "document_loan",
    "expense_exception",
    "visitor",
    "recruitment",
    "reduce_seats",
    "badge_reissue",
    "badge_breach",
    "suspension",
    "recommendation",
    "probation",
    "promotion",
    "peer_review",
    "investigation",
    "penalty",
    "improvement",
)


@tagged("post_install", "-at_install")
class TestFormCatalogue(OrgCase):
    """HR makes every request form of the regulations with what the designers send."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._person("boss", cls.centre, "group_cs_manager")
        cls.clerk = cls._person("clerk", cls.centre, "group_cs_agent")
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.roles = {
            code: cls.env.ref(f"cs_department.{xmlid}") for code, xmlid in ROLES.items()
        }
        cls.env["cs.role.assignment"].create(
            [
                {
                    "role_id": cls.roles[code].id,
                    "employee_id": getattr(cls, name).id,
                    "department_id": cls.centre.id,
                }
                for code, name in HOLDERS.items()
            ]
        )
        cls.forms = cls.env["cs.form"].with_user(cls.hr.user_id)

    def _id(self, value):
        """Put ids in the place of names, at any depth."""
        if isinstance(value, dict):
            return {name: self._id(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._id(one) for one in value]
        if isinstance(value, str) and value.startswith("@"):
            return getattr(self, value[1:]).id
        return value

    def _drawn(self, nodes):
        """Return steps as the flow's drawing sends them."""
        drawn = []
        for node in nodes:
            sent = node | {"children": self._drawn(node["children"])}
            if "role_id" in sent:
                sent["role_id"] = self.roles[sent["role_id"]].id
            if "user_ids" in sent:
                people = [getattr(self, name[1:]) for name in sent["user_ids"]]
                sent["user_ids"] = sorted(person.user_id.id for person in people)
            drawn.append(sent)
        return drawn

    def _built(self, code, spec):
        """Make, draw and publish a form as HR does; return it."""
        form = self.forms.create({"name": spec["name"], "code": code})
        self.assertTrue(
            self.forms.save_design(form.id, spec["design"], form.rev)["saved"], code
        )
        flow = form.flow_id
        answer = flow.save_designer(
            self._drawn(spec["flow"]), flow.get_designer()["rev"]
        )
        self.assertTrue(answer["saved"], (code, answer["problems"]))
        self.assertFalse(self.forms.get_design(form.id)["problems"], code)
        self.forms.publish(form.id)
        return form

    def _path(self, form, values):
        answer = self.forms.try_design(form.id, values, self.agent.id)
        self.assertTrue(answer["ok"], (form.code, answer["messages"]))
        return [sorted(s["names"]) for s in answer["path"] if s["kind"] != "notify"]

    def test_every_form_is_built_without_code(self):
        table = FORMS | MORE
        self.assertEqual(list(table), [f"F-{number:02}" for number in range(1, 21)])
        for code, spec in table.items():
            with self.subTest(code):
                self._file_both(code, spec)

    def _file_both(self, code, spec):
        """File one request that is right and one that is wrong."""
        form = self._built(code, spec)
        values = self._id(spec["valid"])
        self.assertEqual(self._path(form, values), spec["path"], code)
        requests = self.env["cs.request"].with_user(self.agent.user_id)
        filed = requests.save_page(None, form.id, values, True)
        request = requests.browse(filed["request_id"])
        self.assertEqual(request.flow_state, "running", code)
        asked = request.sudo().flow_run_id.task_ids.user_id.mapped("name")
        self.assertEqual(sorted(asked), spec["path"][0], code)
        wrong, sentence = spec["invalid"]
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            requests.save_page(None, form.id, values | self._id(wrong), True)
        self.assertIn(sentence, str(error.exception), code)
        self.assertEqual(requests.search_count([("form_id", "=", form.id)]), 1, code)

    def test_who_draws_the_flow_chooses_from_the_fields_of_the_form(self):
        form = self._built("F-02", FORMS["F-02"])
        shown = form.flow_id.get_designer()
        self.assertIn(["counterpart", "With"], shown["choices"]["people"])
        self.assertNotIn("my_shift", dict(shown["choices"]["people"]))
        self.assertIn(["consent", "Agrees"], shown["choices"]["editable"])
        options = {fact["name"]: fact["options"] for fact in shown["facts"]}
        self.assertEqual(options["level"], [["one", "One"], ["two", "Two"]])
        node = form.flow_id.node_ids.filtered(lambda n: n.key == "consent")
        self.assertIn(["counterpart", "With"], node.choices["people"])

    def test_the_forms_that_everybody_needs_are_there(self):
        forms = self.env["cs.form"].search([("code", "in", SHIPPED)])
        self.assertEqual(sorted(forms.mapped("code")), sorted(SHIPPED))
        for form in forms:
            self.assertEqual(form.state, "published", form.code)
            self.assertEqual(form.flow_id.state, "published", form.code)
