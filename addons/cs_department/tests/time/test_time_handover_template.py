from odoo.tests import Form, tagged

from .handover_common import HandoverCase


@tagged("post_install", "-at_install")
class TestHandoverTemplate(HandoverCase):
    """Who signs, as HR finds it in a template and adds to it."""

    def _form(self, template=None):
        templates = self.env["cs.handover.template"].with_user(self.hr.user_id)
        return Form(template.with_user(self.hr.user_id) if template else templates)

    def _order(self, template):
        return [(row.kind, row.sequence) for row in template.signer_ids]

    def _add(self, form, kind, role=None):
        with form.signer_ids.new() as row:
            row.kind = kind
            if role:
                row.role_id = role

    def test_a_new_template_has_the_usual_signers(self):
        with self._form() as form:
            form.name = "New"
            form.department_id = self.calls
        self.assertEqual(
            self._order(form.record),
            [("outgoing", 10), ("incoming", 10), ("leader", 20)],
        )

    def test_a_line_that_is_added_comes_after_those_that_are_there(self):
        with self._form() as form:
            form.name = "New"
            with form.signer_ids.new() as row:
                row.role_id = self.duty
        self.assertEqual(self._order(form.record)[-1], ("review", 30))
        template = self._template(signers=[{"kind": "outgoing"}])
        with self._form(template) as form:
            self._add(form, "review", self.duty)
            self._add(form, "leader")
            self._add(form, "incoming")
        kinds = [kind for kind, _number in self._order(template)]
        self.assertEqual(kinds, ["outgoing", "incoming", "leader", "review"])
        numbers = template.signer_ids.mapped("sequence")
        self.assertEqual(sorted(set(numbers)), numbers)

    def test_a_saved_line_stays_where_hr_put_it(self):
        template = self._template(
            signers=[{"kind": "outgoing"}, {"kind": "leader", "sequence": 77}]
        )
        with self._form(template) as form, form.signer_ids.edit(1) as row:
            row.kind = "incoming"
        self.assertEqual(self._order(template), [("outgoing", 10), ("incoming", 77)])

    def test_a_copy_keeps_its_own_signers(self):
        self.assertEqual(self._order(self.template.copy()), self._order(self.template))
