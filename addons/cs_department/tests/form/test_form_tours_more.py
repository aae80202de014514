from odoo.tests import tagged

from ..flow.wire import listening
from .test_form_tours import FormTourCase

CLAIM = {
    "fields": [
        {"key": "topic", "kind": "text", "label": "Topic"},
        {"key": "amount", "kind": "number", "label": "Amount", "digits": 0},
        {
            "key": "proof",
            "kind": "attachment",
            "label": "Proof",
            "required": "submit",
        },
    ],
    "rules": [
        {
            "field": "",
            "expression": "amount <= 500",
            "message": "More than 500 goes to the bank.",
            "nodes": [],
        }
    ],
}


@tagged("post_install", "-at_install")
class TestFormTwoTaps(FormTourCase):
    """On a phone: a claim with its paper is filed, read and approved."""

    browser_size = "390x844"
    touch_enabled = True

    def test_attach_and_approve(self):
        form = self._form("Claim", "claim", CLAIM)
        self.start_tour(
            "/odoo/cs-forms-home", "cs_form_attach_phone", login=self.user.login
        )
        request = self.env["cs.request"].search([("form_id", "=", form.id)])
        [file] = request.attachment_ids
        self.assertEqual(file.raw, b"paid 120")
        self.assertEqual((file.res_model, file.res_id), (request._name, request.id))
        self.lead.user_id.password = self.lead.user_id.login
        self.start_tour(
            "/odoo/my-approvals",
            "cs_form_approve_phone",
            login=self.lead.user_id.login,
        )
        self.assertEqual(request.flow_state, "approved")


@tagged("post_install", "-at_install")
class TestFormTwoDesigners(FormTourCase):
    """On a desktop: two people design one form."""

    browser_size = "1400x900"

    def test_a_stale_draft_overwrites_nothing(self):
        user = self.hr.user_id
        user.password = user.login
        address = f"/odoo/cs-forms/{self.form.id}"
        with listening() as said:
            self.start_tour(address, "cs_form_stale", login=user.login)
        self.assertEqual(len(said), 1, "one save is refused, with a sentence")
        labels = self.form.draft_id.field_ids.mapped("label")
        self.assertEqual((labels[0], labels[-1]), ("Theirs", "Date"))
        self.assertEqual(labels.count("Date"), 1)
