from ..org.common import OrgCase

#: a design with one of most things
DESIGN = {
    "fields": [
        {
            "key": "kind",
            "kind": "choice",
            "label": "Kind",
            "required": "submit",
            "choices": [
                {"key": "planned", "label": "Planned"},
                {"key": "emergency", "label": "Emergency"},
            ],
        },
        {"key": "start", "kind": "date", "label": "Start", "role": "start"},
        {"key": "end", "kind": "date", "label": "End", "role": "end"},
        {
            "key": "days",
            "kind": "number",
            "label": "Days",
            "digits": 0,
            "computed": "DAYS(start, end) + 1",
        },
        {
            "key": "reason",
            "kind": "long_text",
            "label": "Reason",
            "visible_if": "kind = 'emergency'",
            "required": "submit",
        },
        {
            "key": "verdict",
            "kind": "text",
            "label": "Verdict",
            "readonly": "nodes",
            "editable_nodes": ["head"],
            "required": "nodes",
            "required_nodes": ["head"],
        },
        {
            "key": "badge",
            "kind": "text",
            "label": "Badge",
            "unique": True,
        },
        {"key": "lines", "kind": "table", "label": "Lines"},
        {
            "key": "what",
            "kind": "text",
            "label": "What",
            "parent": "lines",
            "required": "submit",
        },
        {"key": "price", "kind": "money", "label": "Price", "parent": "lines"},
        {
            "key": "pieces",
            "kind": "number",
            "label": "Pieces",
            "digits": 0,
            "parent": "lines",
            "default": "1",
        },
    ],
    "rules": [
        {
            "field": "end",
            "expression": "end >= start",
            "message": "The end lies before the start.",
            "nodes": [],
        }
    ],
}


class FormCase(OrgCase):
    """The people of ``OrgCase`` and a published form whose flow asks the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls._form("Test form", "test_form", DESIGN)

    @classmethod
    def _form(cls, name, code, design, publish=True):
        """Make a form with a flow of one step, the head of the department."""
        form = cls.env["cs.form"].create({"name": name, "code": code})
        cls.env["cs.flow.node"].create(
            {
                "flow_id": form.flow_id.id,
                "key": "head",
                "name": "Head",
                "kind": "approve",
                "approver_kind": "department_head",
                "if_nobody": "skip",
            }
        )
        forms = cls.env["cs.form"]
        answer = forms.save_design(form.id, design, form.rev)
        assert answer["saved"], answer
        if publish:
            forms.publish(form.id)
        return form

    @classmethod
    def _user_of(cls, employee):
        return employee.user_id

    def requests(self, employee):
        """Return the model of requests as an employee sees it."""
        return self.env["cs.request"].with_user(employee.user_id)

    def filed(self, values, employee=None, submit=True):
        """File a request of the test form; return it as the employee sees it."""
        model = self.requests(employee or self.agent)
        answer = model.save_page(None, self.form.id, values, submit)
        return model.browse(answer["request_id"])
