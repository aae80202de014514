from collections import Counter
from datetime import date, timedelta
from random import Random

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase

STEPS = 30


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterRandom(RosterCase):
    """After any sequence of operations the laws of conservation hold."""

    def test_any_sequence_of_operations(self):
        self._rotation("R", [(self.day, 1), (self.night, 1), (None, 2)], self.agent)
        self.env["cs.shift.demand"].create({"department_id": self.calls.id})
        for seed in range(4):
            with self.subTest(seed=seed), self.env.cr.savepoint() as point:
                self._play(Random(seed))
                point.close(rollback=True)
            self.env.invalidate_all()

    def _play(self, chance):
        acts = (self._add, self._move, self._swap, self._cancel, self._publish)
        acts += (self._fill_up, self._import)
        done = Counter()
        for _step in range(STEPS):
            act = chance.choice(acts)
            hours = self._hours()
            try:
                with self.env.cr.savepoint():
                    act(chance)
                    self.env.flush_all()
                done[act.__name__] += 1
                if act in (self._move, self._swap, self._publish):
                    self.assertEqual(self._hours(), hours, "hours in = hours out")
            except UserError:
                self.env.invalidate_all()
                self.assertEqual(self._hours(), hours, "refused, but half done")
            self._check_laws()
        self.assertGreater(len(done), 3, done)

    def _kept(self):
        return self.env["cs.shift"].search(
            [("roster_id", "=", self.roster.id), ("state", "!=", "cancelled")]
        )

    def _hours(self):
        shifts = self._kept()
        return len(shifts), round(sum(shifts.mapped("paid_hours")), 6)

    def _somebody(self, chance):
        return chance.choice([self.agent, self.agent2, self.lead, None])

    def _add(self, chance):
        kind = chance.choice([self.day, self.night, self.on_call])
        self._shift(self._somebody(chance), chance.randint(1, 8), kind)

    def _some(self, chance, count):
        shifts = list(self._kept())
        return [chance.choice(shifts) for _ in range(count)] if shifts else []

    def _move(self, chance):
        for shift in self._some(chance, 1):
            person = self._somebody(chance) or self.env["hr.employee"]
            shift._move(person, "sick", told=chance.random() < 0.5)

    def _swap(self, chance):
        pair = self._some(chance, 2)
        if len(set(pair)) == 2:
            moves = [(pair[0], pair[1].employee_id), (pair[1], pair[0].employee_id)]
            self.env["cs.shift"]._move_all(moves, "swap", told=True)

    def _cancel(self, chance):
        for shift in self._some(chance, 1):
            shift._take_away()

    def _publish(self, chance):
        self.roster.action_publish()

    def _fill_up(self, chance):
        self.roster._fill()

    def _import(self, chance):
        day = date(2024, 6, chance.randint(1, 8))
        person = chance.choice([self.agent, self.agent2])
        wanted = {(person.id, day): [self.day.id] if chance.random() < 0.5 else []}
        self.roster._apply_plan(wanted, "hand", "import")

    def _check_laws(self):
        shifts = self._kept()
        for first in shifts.filtered("employee_id"):
            for other in shifts.filtered(
                lambda s, first=first: (
                    s != first
                    and s.employee_id == first.employee_id
                    and s.layer == first.layer
                )
            ):
                is_met = other.start < first.stop and other.stop > first.start
                self.assertFalse(is_met, "somebody is on two shifts")
        self._check_coverage(shifts)
        if self.roster.revision:
            self._check_known()

    def _check_coverage(self, shifts):
        """The counters equal a recount, minute by minute of some half hours."""
        [measured] = self.roster._coverage().measure()
        work = shifts.filtered(lambda s: s.employee_id and s.layer == 0)
        spans = []
        for shift in work:
            zone = timedelta(hours=8)
            away = [
                tuple(
                    timedelta(hours=hour) - zone
                    for hour in (pause.start_hour, pause.end_hour)
                )
                for pause in shift.type_id.break_ids
            ]
            spans.append((shift, away))
        for moment, count in list(zip(measured.moments, measured.counts, strict=True))[
            :400:7
        ]:
            self.assertEqual(count, min(self._recount(spans, moment)), moment)

    def _recount(self, spans, moment):
        for minute in range(0, 30, 10):
            at = moment + timedelta(minutes=minute)
            count = 0
            for shift, away in spans:
                base = self._midnight(shift)
                is_away = any(base + one <= at < base + two for one, two in away)
                count += shift.start <= at < shift.stop and not is_away
            yield count

    def _midnight(self, shift):
        day = shift.date
        return shift.start.replace(
            year=day.year, month=day.month, day=day.day, hour=0, minute=0
        )

    def _check_known(self):
        """What people know of a shift that nothing is left to tell of is the truth."""
        shifts = self.env["cs.shift"].search([("roster_id", "=", self.roster.id)])
        for shift in shifts.filtered(lambda s: not s.is_untold):
            told = shift._told()
            self.assertEqual(told.before, told.after)
