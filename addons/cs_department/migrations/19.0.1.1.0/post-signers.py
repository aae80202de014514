"""People named in flows get a place: those of each step in the order asked so far."""

from odoo.tools import sql


def migrate(cr, version):
    """Turn the relation between nodes and people into signers."""
    if not sql.table_exists(cr, "cs_flow_node_user_rel"):
        return
    cr.execute(
        """
        INSERT INTO cs_flow_signer (node_id, user_id, sequence)
        SELECT cs_flow_node_id, res_users_id,
               10 * ROW_NUMBER() OVER (
                   PARTITION BY cs_flow_node_id ORDER BY res_users_id)
          FROM cs_flow_node_user_rel
            ON CONFLICT DO NOTHING
        """
    )
    cr.execute("DROP TABLE cs_flow_node_user_rel")
