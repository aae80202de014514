from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time

from .roster_common import RosterCase

#: half past seven in the evening in Shanghai: the night shift begins at eight
EVENING = "2024-06-03 11:30:00"
CHANGE = datetime(2024, 6, 3, 12)


@freeze_time(EVENING)
class HandoverCase(RosterCase):
    """The call centre changes its shift on Monday, 3 June 2024, at 20:00.

    agent and agent2 go, moon and star come; lead leads the team, boss the centre. The
    template demands everything, seat by seat; duty is the role that reviews.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cs.handover.template"].search([]).active = False
        cls.env["cs.announcement"].search([]).unlink()
        cls.moon = cls._person("moon", cls.calls, "group_cs_agent")
        cls.star = cls._person("star", cls.calls, "group_cs_agent")
        cls.director = cls._person("director", cls.centre, "group_cs_agent")
        cls._assign(cls.director, cls.centre)
        cls.template = cls._template(
            lines=[
                {"section": "equipment", "name": "Headset works"},
                {"section": "hygiene", "name": "Desk is clean", "is_blocking": True},
                {"section": "property", "name": "Phone", "expected": 2},
                {"section": "hygiene", "name": "Bin is empty", "side": "outgoing"},
            ],
            signers=[
                {"sequence": 10, "kind": "outgoing"},
                {"sequence": 20, "kind": "incoming"},
                {"sequence": 30, "kind": "leader"},
                {"sequence": 40, "kind": "review", "role_id": cls.duty.id},
            ],
        )
        cls.shifts = cls._shifts(3, cls.agent, cls.agent2, cls.moon, cls.star)

    @classmethod
    def _template(cls, lines=(), signers=(), **vals):
        return cls.env["cs.handover.template"].create(
            {
                "name": "Seats",
                "department_id": cls.centre.id,
                "lead_minutes": 15,
                "is_nothing_important": True,
                "line_ids": [Command.create(line) for line in lines],
                "signer_ids": [Command.create(signer) for signer in signers],
            }
            | vals
        )

    @classmethod
    def _shifts(cls, day, *people):
        """Publish a day for the first half of the people, a night for the others."""
        half = len(people) // 2
        rows = [(person, cls.day) for person in people[:half]]
        rows += [(person, cls.night) for person in people[half:]]
        return cls.env["cs.shift"].union(
            *(cls._shift(person, day, kind, state="published") for person, kind in rows)
        )

    @classmethod
    def _open(cls, moment=EVENING):
        """Open the hand-overs that are due, as the cron does."""
        with freeze_time(moment):
            return cls.env["cs.handover"]._make_due(datetime.fromisoformat(moment))

    def _as(self, person, handover):
        return handover.with_user(person.user_id)

    def _item(self, handover, name):
        found = handover.item_ids.filtered(lambda item: item.name == name)
        self.assertEqual(len(found), 1, f"{name}: {handover.item_ids.mapped('name')}")
        return found

    def _seat(self, handover, person):
        return handover.seat_ids.filtered(
            lambda seat: person in (seat.outgoing_id | seat.incoming_id)
        )

    def _write(self, handover, person, name="Refund of Mr Li", **values):
        values = {"kind": "open_item", "name": name, **values}
        item_id = self._as(person, handover).action_add(values)
        return self.env["cs.handover.item"].browse(item_id)

    def _finish_outgoing(self, handover, *people):
        """Those who go do their duties and sign."""
        bin_line = self._item(handover, "Bin is empty")
        self._as(people[0], handover).action_accept(bin_line.ids)
        for person in people:
            self._as(person, handover).action_sign()

    def _take_over(self, handover, *people):
        """Those who come are there, read and accept everything, and sign."""
        for person in people:
            mine = self._as(person, handover)
            mine.action_here()
            seats = self._seat(handover, person)
            lines = handover.item_ids.filtered(
                lambda item, seats=seats: (
                    handover.mode == "team" or not item.seat_id or item.seat_id in seats
                )
            )
            mine.action_read(lines.ids)
            to_do = lines.filtered(
                lambda item: (
                    item.side == "incoming"
                    and item.verdict == "open"
                    and item.kind not in ("lesson", "swap", "announcement")
                )
            )
            if to_do:
                mine.action_accept(to_do.ids)
            mine.action_sign()

    def assertRefused(self, sentence, method, *args, error=UserError):
        """Call, and expect a sentence; nothing is left behind."""
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            method(*args)
        self.assertIn(sentence, str(caught.exception))
        self.env.invalidate_all()

    def assertForbidden(self, method, *args):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            method(*args)
        self.env.invalidate_all()
