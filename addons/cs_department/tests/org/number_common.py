from odoo.fields import Command

from .common import OwnCompanyCase

BADGE = [
    {"kind": "centre", "width": 1},
    {"kind": "department", "width": 2},
    {"kind": "sequence", "width": 3, "scope": "department"},
]
TEN = [
    {"kind": "text", "text": "JW"},
    {"kind": "year", "width": 2},
    {"kind": "month", "width": 2},
    {"kind": "sequence", "width": 4, "scope": "month"},
]
INTERNAL = [{"kind": "sequence", "width": 3}]


class NumberCase(OwnCompanyCase):
    """Schemes of the rules, and people who are hired."""

    @classmethod
    def _scheme(cls, parts, **vals):
        return cls.env["cs.number.scheme"].create(
            {
                "name": "Numbers",
                "segment_ids": [
                    Command.create({**part, "sequence": place})
                    for place, part in enumerate(parts)
                ],
                **vals,
            }
        )

    def _hire(self, name="newcomer", department=None, **vals):
        return self._person(name, department or self.calls, **vals)

    def _counter(self, scheme, key, value):
        self.env["cs.number.counter"].create(
            {"scheme_id": scheme.id, "key": key, "last_value": value}
        )
