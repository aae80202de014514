from odoo.exceptions import UserError
from odoo.tests import tagged

from ..flow.committed import CommittedCase
from .test_form_earlier import DESIGN

REQUEST = "cs.request"


@tagged("post_install", "-at_install")
class TestFormRaces(CommittedCase):
    """One person files several requests at the same moment: each one is counted."""

    append_only = (
        *CommittedCase.append_only,
        "cs_form_version",
        "cs_form_field",
        "cs_form_choice",
        "cs_form_rule",
        "cs_form_table",
    )

    @classmethod
    def _prepare(cls):
        cls.counting = cls._form("counting", DESIGN)
        plain = {**DESIGN, "fields": DESIGN["fields"][:1]}
        cls.asking = cls._form("asking", plain, publish=False)
        nodes, head = cls.env["cs.flow.node"], cls.asking.flow_id.node_ids
        base = {"flow_id": cls.asking.flow_id.id, "name": "x"}
        branch = nodes.create(base | {"key": "often", "kind": "branch"})
        case = base | {"kind": "case", "parent_id": branch.id}
        head.parent_id = nodes.create(
            case | {"key": "yes", "condition": "Earlier_This_Month >= 1"}
        )
        nodes.create(case | {"key": "no", "sequence": 99})
        cls.env["cs.form"].publish(cls.asking.id)

    @classmethod
    def _form(cls, code, design, publish=True):
        form = cls.env["cs.form"].create({"name": code, "code": f"race_{code}"})
        step = {"flow_id": form.flow_id.id, "kind": "approve", "name": "Lead"}
        cls.env["cs.flow.node"].create(cls._by(cls.leader, key="lead") | step)
        cls.env["cs.form"].save_design(form.id, design, form.rev)
        if publish:
            cls.env["cs.form"].publish(form.id)
        return form

    def _file(self, form):
        number = form.id
        return lambda env: env[REQUEST].save_page(None, number, {"why": "Exam"}, True)

    def _filed(self, form, user):
        mine = [("form_id", "=", form.id), ("employee_id.user_id", "=", user.id)]
        return self.env[REQUEST].search([*mine, ("flow_state", "!=", "none")])

    def test_at_most_two_a_month_are_two(self):
        form = self.counting
        answers = self.together(*((self.agent, self._file(form)) for _n in range(4)))
        refused = [str(a) for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(refused), 2, answers)
        for sentence in refused:
            self.assertIn("At most 2", sentence)
        filed = self._filed(form, self.agent).sorted("id")
        counts = [request._stored_values()["count"] for request in filed]
        self.assertEqual(sorted(counts), [1, 2])

    def test_others_are_not_counted(self):
        users, form = (self.colleague, self.outsider), self.counting
        answers = self.together(*((user, self._file(form)) for user in users))
        self.assertFalse([a for a in answers if isinstance(a, UserError)], answers)
        for user in users:
            self.assertEqual(len(self._filed(form, user)), 1)

    def test_a_flow_that_asks_sees_the_other_one(self):
        act = self._file(self.asking)
        answers = self.together((self.agent, act), (self.agent, act))
        self.assertFalse([a for a in answers if isinstance(a, UserError)], answers)
        states = self._filed(self.asking, self.agent).mapped("flow_state")
        self.assertEqual(sorted(states), ["approved", "running"])
