from odoo import api, fields, models
from odoo.fields import Domain

from ...org import bulk
from .fact_mark import posting

#: what is told of a fact
COLUMNS = (
    "employee_id",
    "company_id",
    "department_id",
    "date",
    "kind_id",
    "amount",
    "unit",
    "res_model",
    "res_id",
    "key",
    "revision",
    "reverses_id",
    "because",
    "posted_at",
    "posted_by_id",
)
#: rows of one INSERT
MANY = 5000

#: amounts that differ by less are the same
SAME = 5e-7


class FactSettling(models.Model):
    """How facts come about: a source says what holds now, the difference is posted."""

    _inherit = "cs.fact"

    @api.model
    def _settle(self, sources, wanted):
        """Make the standing facts of sources those that are wanted.

        What stands already stays, what differs or is not wanted any more is reversed,
        what is new is posted: saying the same again posts nothing. The caller holds a
        lock on the sources.

        :param sources: records of one model
        :param wanted: ``{(source id, key): values}`` with ``employee_id``,
            ``company_id``, ``department_id``, ``date``, ``kind`` (a code), ``amount``,
            ``unit`` and ``because``
        :return: the facts that were added, reversals among them
        """
        facts = self.sudo()
        known = facts.search(
            Domain("res_model", "=", sources._name)
            & Domain("res_id", "in", sources.ids)
        )
        reversed_ids = set(known.reverses_id.ids)
        kinds = self.env["cs.fact.kind"]._by_code()
        revisions, standing = {}, {}
        for fact in known:
            place = fact.res_id, fact.key
            revisions[place] = max(revisions.get(place, 0), fact.revision)
            if not fact.reverses_id and fact.id not in reversed_ids:
                standing[place] = fact
        added = []
        for place, fact in standing.items():
            if not fact._is_same(wanted.get(place), kinds):
                added.append(fact._reversal_values())
        for place, values in wanted.items():
            fact = standing.get(place)
            if fact is None or not fact._is_same(values, kinds):
                revision = revisions.get(place, 0) + 1
                added.append(
                    self._fact_values(sources._name, place, values, kinds)
                    | {"revision": revision}
                )
        with posting():
            return facts._post(added)

    @api.model
    def _post(self, rows):
        """Add the many facts of many sources with few statements.

        :param rows: dicts of plain values
        :return: the facts, in order
        """
        self._check_posting()
        now, user = fields.Datetime.now(), self.env.uid
        posted = [row | {"posted_at": now, "posted_by_id": user} for row in rows]
        facts = self.browse(bulk.insert(self, COLUMNS, posted, MANY))
        if facts:
            self.invalidate_model(["reversal_ids"])
            self.env["cs.attendance.month"].invalidate_model(["fact_ids"])
        return facts

    @api.model
    def _fact_values(self, model, place, values, kinds):
        values = dict(values)
        return values | {
            "res_model": model,
            "res_id": place[0],
            "key": place[1],
            "kind_id": kinds[values.pop("kind")],
        }

    def _is_same(self, values, kinds):
        """Tell whether the fact says what is wanted."""
        self.ensure_one()
        return bool(values) and (
            self.kind_id.id == kinds[values["kind"]]
            and self.unit == values["unit"]
            and abs(self.amount - float(values["amount"])) < SAME
            and self.date == values["date"]
            and self.employee_id.id == values["employee_id"]
        )

    def _reversal_values(self):
        self.ensure_one()
        return {
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "date": self.date,
            "kind_id": self.kind_id.id,
            "amount": -self.amount,
            "unit": self.unit,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "key": self.key,
            "revision": self.revision,
            "reverses_id": self.id,
        }

    @api.model
    def _totals(self, employees, first, last):
        """Return ``{(employee id, kind code, unit): sum}`` of a period; one query.

        Reversals count against what they reverse, so the sums are what stands.
        """
        rows = self.sudo()._read_group(
            Domain("employee_id", "in", employees.ids)
            & Domain("date", ">=", first)
            & Domain("date", "<=", last),
            ["employee_id", "kind_id", "unit"],
            ["amount:sum"],
        )
        return {
            (employee.id, kind.code, unit): total
            for employee, kind, unit, total in rows
        }
