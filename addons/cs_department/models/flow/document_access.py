from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .engine import turn


class FlowDocumentAccess(models.AbstractModel):
    """Lets the people who are asked read the document.

    ``flow_asks_me`` is true for whoever was asked on any approval of the document,
    stands
    in for such a person, got a copy, or may take a shared task. A model gives them the
    right to read with a rule of its own, beside the rules for everybody else::

        <record id="rule_x_asked" model="ir.rule">
            <field name="name">X: those who are asked read it</field>
            <field name="model_id" ref="model_x" />
            <field name="domain_force">[("flow_asks_me", "=", True)]</field>
            <field name="groups" eval="[Command.link(ref('base.group_user'))]" />
            <field name="perm_write" eval="False" />
            <field name="perm_create" eval="False" />
            <field name="perm_unlink" eval="False" />
        </record>

    It costs one look into an index for each document, however long the history.
    """

    _inherit = "cs.flow.document"

    def _flow_readers(self):
        """Return who reads one document and its way besides those who take part.

        ``False``: leaders of the requester's departments, HR and auditors; ``hr``: HR
        and auditors; ``asked``: nobody. The run keeps what it was when submitted.
        """
        return False

    def _flow_place(self):
        """Return the department of one document that names no person concerned.

        As in ``cs_person``: ``{"department_id", "path"}``, or nothing.
        """
        return {}

    def _flow_has_author(self):
        """Tell whether somebody can answer when one document is sent back."""
        return True

    flow_asks_me = fields.Boolean(
        compute="_compute_flow_asks_me",
        search="_search_flow_asks_me",
        export_string_translation=False,
    )

    @api.depends("flow_run_id", "flow_state")
    @api.depends_context("uid")
    def _compute_flow_asks_me(self):
        mine = self._flow_asked_sql()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT task.res_id FROM cs_flow_task task"
                " WHERE task.res_id IN %s AND %s",
                tuple(self._origin.ids) or (None,),
                mine,
            )
        )
        asked = {row[0] for row in rows}
        for document in self:
            document.flow_asks_me = document._origin.id in asked

    def _search_flow_asks_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self._flow_asked_sql()
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "EXISTS (SELECT 1 FROM cs_flow_task task "
                "WHERE task.res_id = %s AND %s)",
                SQL.identifier(alias, "id"),
                mine,
            )
        )

    def _flow_asked_sql(self):
        """Return the condition under which a row ``task`` is one that the user is
        asked."""
        self.env["cs.flow.task"].flush_model()
        user, now = self.env.user, fields.Datetime.now()
        absences = (
            self.env["cs.substitution"]
            .sudo()
            .search(
                [
                    ("substitute_id", "=", user.id),
                    ("date_from", "<=", now),
                    ("date_to", ">", now),
                ]
            )
        )
        shared = [
            SQL("(%s, %s, %s)", *pool)
            for pool in sorted(turn.pools_of(self.env(su=True), user, now))
        ]
        return SQL(
            "task.res_model = %s AND (task.user_id = ANY(%s) OR task.owner_id = %s"
            " OR task.done_by_id = %s OR (%s))",
            self._name,
            [user.id, *absences.user_id.ids],
            user.id,
            user.id,
            SQL(
                "(task.pool_role_id, COALESCE(task.pool_department_id, 0),"
                " task.company_id) IN (%s)",
                SQL(", ").join(shared),
            )
            if shared
            else SQL("FALSE"),
        )
