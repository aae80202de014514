from datetime import UTC

from odoo import api, fields, models
from odoo.tools import SQL

from ...logic.form_design import EARLIER
from ..flow.document import SUBMITTABLE
from ..flow.engine import facts
from ..org.zone import zone_of

#: requests in these states count; those refused or taken back do not
COUNTED = ("running", "returned", "approved")


class RequestEarlier(models.Model):
    """How many requests of a form somebody has filed before, this month and this year.

    Expressions of forms and flows ask for it, so that HR says "at most two a month" in
    a rule. Months are those of the person's company.
    """

    _inherit = "cs.request"

    def _counting(self):
        """Return those whose own form counts."""
        return self.filtered(lambda r: r.sudo().version_id._form().counts_earlier)

    def _asking_earlier(self):
        """Return those whose form or flow asks how many there were before."""
        asked = self.env.context.get(facts.ASKED)
        if _is_named(asked if isinstance(asked, tuple) else ()):
            return self
        forms = self.sudo().form_id.filtered(lambda form: _is_named(_texts(form)))
        return self._counting() | self.filtered(lambda r: r.sudo().form_id in forms)

    def _take_turns(self):
        """Let requests of one person that are counted go on one after the other."""
        self.env["cs.turn"]._take(self._asking_earlier()._turns())

    def _turns(self):
        return {(r.employee_id.id, f"cs.form,{r.form_id.id}") for r in self.sudo()}

    def _earlier(self, together=False):
        """Return ``{request id: {"earlier_this_month", "earlier_this_year"}}``.

        One query, whatever the number of requests.

        :param together: of requests submitted in one go, those made first come first
        """
        rows = {r.id: r._earlier_row() for r in self.sudo()}
        found = self._count_earlier(rows)
        if together:
            drafts = self.sudo().filtered(lambda r: r.flow_state in SUBMITTABLE)
            peers = drafts.grouped(lambda r: (r.form_id, r.employee_id))
            for same in peers.values():
                for number, request in enumerate(same.sorted("id")):
                    for name in EARLIER:
                        found[request.id][name] += number
        return found

    @api.model
    def _earlier_of(self, form, employee):
        """Return the counts for a new request of a form, or of none yet."""
        if not form or not employee:
            return dict.fromkeys(EARLIER, 0)
        if not form.sudo().version_id._form().counts_earlier:
            return {}
        row = _row(0, form, employee, employee.sudo().company_id, None)
        return self._count_earlier({0: row})[0]

    def _earlier_row(self):
        moment = None if self.flow_state in SUBMITTABLE else self.submitted_at
        return _row(self.id, self.form_id, self.employee_id, self.company_id, moment)

    @api.model
    def _count_earlier(self, rows):
        """Return the counts for rows of ``_row``, by their keys."""
        if not rows:
            return {}
        names = ["form_id", "employee_id", "submitted_at", "flow_state"]
        self.env["cs.request"].flush_model(names)
        counted = self.env.execute_query(
            SQL(
                """
                SELECT own.id, count(other.id) FILTER (
                           WHERE other.submitted_at >= own.month), count(other.id)
                  FROM (VALUES %s) own (id, form, employee, month, year, moment)
             LEFT JOIN cs_request other ON other.employee_id = own.employee
                       AND other.form_id = own.form AND other.id <> own.id
                       AND other.submitted_at >= own.year
                       AND other.flow_state IN %s
                       AND (own.moment IS NULL
                            OR (other.submitted_at, other.id) < (own.moment, own.id))
              GROUP BY own.id""",
                SQL(", ").join(rows.values()),
                COUNTED,
            )
        )
        return {
            number: dict(zip(EARLIER, (month, year), strict=True))
            for number, month, year in counted
        }


def _texts(form):
    """Return the conditions of a form and of its flow as it is in force."""
    texts, flow = [form.anonymous_if or ""], form.flow_id
    version = flow.version_id
    if version:
        texts += [flow._terms().condition or "", *version._load().conditions]
    return texts


def _is_named(texts):
    """Tell whether an expression names one of the counts, in whatever case."""
    return any(name in text.casefold() for text in texts for name in EARLIER)


def _row(number, form, employee, company, moment):
    """Return what is counted for one request, as a row of SQL.

    :param moment: when it was submitted; ``None``: it is not on its way yet
    """
    zone = zone_of(company)
    here = (moment or fields.Datetime.now()).astimezone(zone)
    month = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begins = [
        start.astimezone(UTC).replace(tzinfo=None)
        for start in (month, month.replace(month=1))
    ]
    return SQL(
        "(%s, %s, %s::int, %s::timestamp, %s::timestamp, %s::timestamp)",
        number,
        form.id,
        employee.id or None,
        *begins,
        moment,
    )
