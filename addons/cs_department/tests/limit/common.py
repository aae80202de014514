from odoo.orm.model_classes import add_to_registry

from ..org.common import OrgCase

MODEL = "cs.limit.test.document"


class LimitCase(OrgCase):
    """The people of the organisation, and a document that limits apply to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from .limit_document import LimitTestDocument

        add_to_registry(cls.registry, LimitTestDocument)
        cls.registry._setup_models__(cls.env.cr, [MODEL])
        cls.registry.init_models(cls.env.cr, [MODEL], {"models_to_check": True})
        cls.addClassCleanup(cls.registry.__delitem__, MODEL)

    @classmethod
    def _limit(cls, **values):
        return cls.env["cs.limit"].create(
            {"name": "Limit", "model_id": cls.env["ir.model"]._get(MODEL).id} | values
        )

    @classmethod
    def _document(cls, start, end=None, employee=None, **values):
        return cls.env[MODEL].create(
            {
                "employee_id": (employee or cls.agent).id,
                "start": start,
                "end": end or start,
            }
            | values
        )

    def _outcomes(self, document, moment="2024-06-01 08:00:00"):
        from odoo.fields import Datetime

        found = self.env["cs.limit"]._check(document, Datetime.to_datetime(moment))
        return [row.outcome for row in found[document.id]]
