from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from .cs_substitution import SCOPE_ALL


class Present(NamedTuple):
    """An active user: whether somebody decides for him now, where he may work."""

    partner_id: int
    is_away: bool
    company_ids: frozenset[int]


class CsSubstitutionPresence(models.Model):
    """Who is there to decide; the engine asks it once for a batch."""

    _inherit = "cs.substitution"

    @api.model
    def _present(self, user_ids, moment, scope=SCOPE_ALL):
        """Say who of some users is active, and whether he is away.

        :param moment: naive UTC datetime
        :param scope: as for ``_substitutes``
        :return: ``{user id: Present}`` of the active ones; one query whatever the
            number
        """
        if not user_ids:
            return {}
        self.env["res.users"].flush_model(["active", "company_ids", "partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.id, person.partner_id,
                       EXISTS (SELECT 1 FROM (%s) away WHERE away.user_id = person.id),
                       ARRAY(SELECT reach.cid FROM res_company_users_rel reach
                              WHERE reach.user_id = person.id)
                  FROM res_users person
                 WHERE person.id IN %s AND person.active
                """,
                self._absence_query(user_ids, moment, scope),
                tuple(user_ids),
            )
        )
        return {
            user: Present(partner, away, frozenset(companies))
            for user, partner, away, companies in rows
        }

    @api.model
    def _absences(self, user_ids, moment, scope):
        """Return ``{user id: substitute's user id}`` of those who are away, one
        step."""
        rows = self.env.execute_query(
            SQL(
                "SELECT away.user_id, away.substitute_id FROM (%s) away "
                "ORDER BY away.rank, away.since",
                self._absence_query(user_ids, moment, scope),
            )
        )
        return dict(rows)

    def _absence_query(self, user_ids, moment, scope):
        queries = self._absence_queries(tuple(user_ids) or (None,), moment, scope)
        return SQL(" UNION ALL ").join(queries)

    @api.model
    def _absence_queries(self, user_ids, moment, scope):
        """Return the queries that tell who is away and has a substitute with a user.

        Each gives rows (user_id, substitute_id, rank, since): of several for a user the
        one with the highest rank counts, then the one that began last. Hook: the room
        of time off adds approved leave with a stand-in, of rank 0.

        :param user_ids: tuple of ids, never empty
        """
        self.flush_model()
        self.env["res.users"].flush_model(["active"])
        return [
            SQL(
                """
                SELECT away.user_id, away.substitute_id, away.date_from AS since,
                       CASE away.scope WHEN %(all)s THEN 1 ELSE 2 END AS rank
                  FROM cs_substitution away
                  JOIN res_users substitute
                    ON substitute.id = away.substitute_id AND substitute.active
                 WHERE away.active
                   AND away.user_id IN %(users)s
                   AND away.date_from <= %(moment)s
                   AND away.date_to > %(moment)s
                   AND away.scope IN (%(all)s, %(scope)s)
                """,
                all=SCOPE_ALL,
                scope=scope,
                users=user_ids,
                moment=moment,
            )
        ]
