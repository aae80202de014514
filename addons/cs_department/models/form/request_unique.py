import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...logic import form_values


class RequestUnique(models.Model):
    """A value of a unique field that a request holds: the database lets one hold it.

    Nobody reads or writes these rows but the server itself, when a request is submitted
    or ends without approval.
    """

    _name = "cs.request.unique"
    _inherit = ["cs.typed"]
    _description = "Unique value of a request"
    _log_access = False

    form_id = fields.Many2one("cs.form", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    digest = fields.Char(required=True)
    request_id = fields.Many2one(
        "cs.request", required=True, index=True, ondelete="cascade"
    )

    _value_uniq = models.UniqueIndex(
        "(form_id, key, digest)", "Another request has this value already."
    )

    def _claim(self, requests, claims):
        """Make the held values of requests those of ``claims``, and no others.

        :param claims: ``[(form id, key, value, request id)]``
        :raises UserError: when another request holds one of them
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM cs_request_unique WHERE request_id = ANY(%s)",
                requests.ids,
            )
        )
        if not claims:
            return
        rows = {
            (form, key, _digest(value)): (value, request)
            for form, key, value, request in claims
        }
        if len(rows) < len(claims):
            raise UserError(
                self.env._("Two of these requests have the same unique value.")
            )
        values = [
            SQL("(%s, %s, %s, %s)", form, key, digest, request)
            for (form, key, digest), (_value, request) in sorted(rows.items())
        ]
        held = self.env.execute_query(
            SQL(
                "INSERT INTO cs_request_unique (form_id, key, digest, request_id)"
                " VALUES %s ON CONFLICT (form_id, key, digest) DO NOTHING"
                " RETURNING form_id, key, digest",
                SQL(", ").join(values),
            )
        )
        self.invalidate_model()
        for place in rows.keys() - {tuple(row) for row in held}:
            value, request = rows[place]
            found = requests.browse(request)
            label = found._labels().get(place[1], place[1])
            raise UserError(
                self.env._(
                    "%(field)s: another request has '%(value)s' already.",
                    field=label,
                    value=value[:80],
                )
            )


def _digest(value):
    """Return what an index can hold of a value of any length."""
    text = " ".join(value.split()).casefold()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class RequestUniqueValues(models.Model):
    """What a request holds while it is on its way: nobody else may have it."""

    _inherit = "cs.request"

    def _claim_unique(self, states):
        """Hold the values of unique fields; the database sees that each is held once.

        :raises UserError: naming the field and the request that has the value
        """
        claims = []
        for request in self.sudo():
            for one in request.version_id._form().top():
                entry = states[request.id]["fields"][one.key]
                if one.spec.get("unique") is True and entry["value"] is not None:
                    fact = str(form_values.as_fact(one, entry["value"]))
                    claims.append((request.form_id.id, one.key, fact, request.id))
        self.env["cs.request.unique"]._claim(self, claims)

    def _release_unique(self):
        self.env["cs.request.unique"]._claim(self, [])
