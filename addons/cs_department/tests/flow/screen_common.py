"""The call centre of the flow tests with a document that has a screen."""

from odoo.orm.model_classes import add_to_registry

from .common import FlowCase

CLAIM = "cs.flow.test.claim"
UGLY = "<b>\"Bo\"</b> & 'Åsa' 😀"
FORM = """
<form>
    <widget name="cs_flow_bar" />
    <sheet>
        <group>
            <field name="name" />
            <field name="amount" />
            <field name="cost_centre" />
        </group>
    </sheet>
</form>
"""


class ScreenCase(FlowCase):
    """Claims on a flow of two steps: team leader, then manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.manager, cls.supervisor, cls.leader, cls.agent, cls.colleague):
            user.email = f"{user.login}@example.com"
        cls.env["ir.ui.view"].create(
            {"name": "claim", "model": CLAIM, "type": "form", "arch": FORM}
        )

    @classmethod
    def _register_document(cls):
        cls._register_claim()
        return super()._register_document()

    @classmethod
    def _register_claim(cls):
        from .screen_document import FlowTestClaim

        add_to_registry(cls.registry, FlowTestClaim)
        cls.registry._setup_models__(cls.env.cr, [CLAIM])
        cls.registry.init_models(cls.env.cr, [CLAIM], {"models_to_check": True})
        cls.addClassCleanup(cls.registry.__delitem__, CLAIM)
        cls.env["ir.model.access"].create(
            {
                "name": "test claim",
                "model_id": cls.env["ir.model"]._get(CLAIM).id,
                "group_id": cls.env.ref("base.group_user").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )

    @classmethod
    def _two_steps(cls, **values):
        """Publish: the team leader, then the manager of the centre."""
        return cls._claims_flow(
            cls._by(cls.leader, key="one", name="Team leader"),
            cls._by(cls.manager, key="two", name="Manager"),
            **values,
        )

    @classmethod
    def _claims_flow(cls, *nodes, **values):
        model = cls.env["ir.model"]._get(CLAIM)
        common = {
            "model_id": model.id,
            "name": "Claims",
            "manager_ids": [(6, 0, cls.designer.ids)],
        }
        return cls._flow(*nodes, **(common | values))

    def _claim(self, user=None, **values):
        user = user or self.agent
        claim = self.env[CLAIM].create(
            {"name": "Train ticket", "employee_id": user.employee_id.id, "amount": 42.5}
            | values
        )
        claim.with_user(user).action_submit()
        return claim
