"""Rosters, swaps and free shifts as a machine that Hypothesis drives."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

number = st.integers(0, 40)
days = st.integers(1, 9)
flags = st.booleans()
#: what keeps swaps and rosters from being whole
OVERLAPS = """
    SELECT one.id, other.id
      FROM cs_shift one
      JOIN cs_shift other ON other.employee_id = one.employee_id
       AND other.layer = one.layer AND other.id > one.id
       AND other.start < one.stop AND other.stop > one.start
     WHERE one.state <> 'cancelled' AND other.state <> 'cancelled'
"""


class RosterMachine(RuleBasedStateMachine):
    """Any sequence of what people do with rosters; the laws hold after each step.

    ``case`` is the test of Odoo in whose transaction it runs: every run has a savepoint
    of its own. What is refused in a sentence must have changed nothing.
    """

    case = None
    #: name of what was done, and with its sentence of what was refused → how often
    done = None
    refused = None

    def __init__(self):
        super().__init__()
        self.env = self.case.env
        self.people = [self.case.agent, self.case.agent2, self.case.agent4]
        self.people += [self.case.agent5, self.case.lead]
        self.point = self.env.cr.savepoint()

    def teardown(self):
        for swap in self._swaps().filtered("flow_run_id"):
            assert swap.flow_run_id.action_verify_log() == [], swap.name
        self.point.close(rollback=True)
        self.env.invalidate_all()

    # ---- what is there -----------------------------------------------------------

    def _shifts(self):
        rosters = self.case.roster | self.case.later
        return self.env["cs.shift"].search([("roster_id", "in", rosters.ids)])

    def _kept(self):
        return self._shifts().filtered(lambda s: s.state != "cancelled")

    def _swaps(self):
        return self.env["cs.shift.swap"].search(
            [("department_id", "=", self.case.calls.id)]
        )

    def _offers(self):
        return self.env["cs.shift.offer"].search(
            [("shift_id", "in", self._shifts().ids)]
        )

    def _one(self, records, index):
        return records[index % len(records)] if records else records

    def _hours(self):
        """Return ``{employee id or None: paid hours}``, read past the ORM."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT employee_id, SUM(paid_hours) FROM cs_shift WHERE roster_id IN "
                "%s AND state <> 'cancelled' GROUP BY employee_id",
                tuple((self.case.roster | self.case.later).ids),
            )
        )
        return defaultdict(float, {person: round(hours, 6) for person, hours in rows})

    def _state(self):
        names = ["employee_id", "type_id", "start", "stop", "state", "origin"]
        names += ["is_return", "is_untold", "known_employee_id", "known_start"]
        return [
            self._shifts().read(names),
            self._swaps().read(["flow_state", "moved_at", "undone_at"]),
            self._swaps().leg_ids.read(["is_open", "taker_id", "giver_id"]),
            self._offers().read(["state", "taken_by_id", "wave"]),
            self.case.roster.read(["state", "revision"]),
        ]

    def _try(self, act, is_kept=True):
        """Do something, or find it refused with nothing changed.

        :param is_kept: the hours of all together stay as they are
        :return: what it returned and the hours before; None when it was refused
        """
        before, hours = self._state(), self._hours()
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                found = act()
                self.env.flush_all()
        except (UserError, IntegrityError) as error:
            self.refused[act.__name__, str(error).splitlines()[0][:60]] += 1
            self.env.invalidate_all()
            assert self._state() == before, "refused, but half done"
            return None
        self.env.invalidate_all()
        self.done[act.__name__] += 1
        if is_kept:
            total = sum(self._hours().values())
            assert abs(total - sum(hours.values())) < 1e-6, "hours in = hours out"
        return found, hours

    # ---- rosters -------------------------------------------------------------------

    @rule(who=st.integers(0, 5), day=days, kind=st.integers(0, 3))
    def add(self, who, day, kind):
        case = self.case
        kinds = case.early, case.late, case.night, case.on_call
        person = self.people[who] if who < 5 else None

        def create():
            return case._shift(person, day, kinds[kind])

        found = self._try(create, is_kept=False)
        if found:
            shift, hours = found
            gained = sum(self._hours().values()) - sum(hours.values())
            assert abs(gained - shift.paid_hours) < 1e-6

    @rule(index=number, who=st.integers(0, 5), told=flags)
    @precondition(lambda self: self._kept())
    def move(self, index, who, told):
        shift = self._one(self._kept(), index)
        person = self.people[who] if who < 5 else self.env["hr.employee"]

        def reassign():
            return shift._move(person, "hand", told=told)

        self._try(reassign)

    @rule(index=number, day=days, kind=flags)
    @precondition(lambda self: self._kept())
    def edit(self, index, day, kind):
        shift = self._one(self._kept(), index)
        values = {"date": date(2024, 6, day)}
        if shift.roster_id == self.case.roster and shift.layer == 0:
            values["type_id"] = (self.case.early if kind else self.case.late).id

        def rewrite():
            shift.write(values)

        self._try(rewrite, is_kept=False)

    @rule(index=number)
    @precondition(lambda self: self._kept())
    def take_away(self, index):
        shift = self._one(self._kept(), index)
        hours = shift.paid_hours

        def remove():
            shift._take_away()

        found = self._try(remove, is_kept=False)
        if found:
            lost = sum(found[1].values()) - sum(self._hours().values())
            assert abs(lost - hours) < 1e-6

    @rule(act=st.sampled_from(["publish", "publish", "fill", "copy", "lock"]))
    def roster_step(self, act):
        roster = self.case.roster.with_context(queue_job__no_delay=False)

        def step():
            if act == "publish":
                roster.action_publish()
            elif act == "fill":
                roster.action_fill_by_rotation()
            elif act == "copy":
                self.case.later.action_copy_from(roster)
            else:
                roster.action_lock()

        step.__name__ = act
        found = self._try(step, is_kept=act in ("publish", "lock"))
        if found and act == "publish":
            assert not self.case.roster.untold_count

    @rule()
    @precondition(lambda self: self.case.roster.state == "locked")
    def unlock(self):
        def unlock():
            self.case.roster.with_user(self.case.hr.user_id).action_unlock()

        assert self._try(unlock)

    # ---- swaps ---------------------------------------------------------------------

    def _own(self, index, without=()):
        """Return a shift that somebody can give, of somebody who is not there yet."""
        held = self._kept().filtered(
            lambda s: (
                s.employee_id in self.people
                and s.state == "published"
                and s.employee_id not in without
            )
        )
        return self._one(held, index)

    def _file(self, kind, shifts, taker=None):
        def file_swap():
            return self.case._file(kind, shifts, taker)

        file_swap.__name__ = f"file_{kind}"
        self._try(file_swap)

    @rule(one=number, other=number, back=flags)
    @precondition(lambda self: self._own(0))
    def exchange(self, one, other, back):
        mine = self._own(one)
        theirs = self._own(other, mine.employee_id)
        if theirs:
            self._file("return" if back else "exchange", [mine, theirs])

    @rule(one=number, second=number, third=number)
    @precondition(lambda self: len(self._kept()) > 2)
    def ring(self, one, second, third):
        shifts = self.env["cs.shift"]
        for index in (one, second, third):
            shifts |= self._own(index, shifts.employee_id)
        if len(shifts) > 2:
            self._file("ring", shifts)

    @rule(index=number, who=st.integers(0, 4))
    @precondition(lambda self: self._own(0))
    def give(self, index, who):
        shift = self._own(index)
        others = [one for one in self.people if one != shift.employee_id]
        self._file("give", shift, others[who % len(others)])

    @rule(index=number)
    @precondition(lambda self: self._own(0))
    def pool(self, index):
        self._file("pool", self._own(index))

    @rule(index=number, times=st.integers(1, 5), agrees=st.integers(0, 9))
    @precondition(lambda self: "running" in self._swaps().mapped("flow_state"))
    def decide(self, index, times, agrees):
        running = self._swaps().filtered(lambda s: s.flow_state == "running")
        swap = self._one(running, index)
        for _step in range(times):
            if swap.flow_state == "running":
                self._answer(swap, agrees)

    @rule(one=number, other=number, is_undone=flags)
    @precondition(lambda self: self._own(0))
    def carry_out(self, one, other, is_undone):
        """An exchange all the way to the roster, and back."""
        known = self._swaps()
        self.exchange(one, other, False)
        swap = self._swaps() - known
        for _step in range(5):
            if swap.flow_state == "running":
                self._answer(swap, True)
        if swap.moved_at and is_undone:
            self._undo(swap)

    def _answer(self, swap, agrees):
        task = self.case._tasks(swap)[:1]
        task = task.with_user(task.user_id)
        legs = [(leg.giver_id, leg.taker_id, leg.shift_id) for leg in swap.leg_ids]

        def approve():
            task.action_approve()

        def refuse():
            task.action_refuse("No")

        found = self._try(approve if agrees else refuse)
        if found and swap.moved_at:
            self._check_moved(found[1], legs)

    def _check_moved(self, before, legs):
        """Everybody works less by what he gave and more by what he took."""
        after = self._hours()
        change = defaultdict(float)
        for giver, taker, shift in legs:
            assert shift.employee_id == taker
            change[giver.id] -= shift.paid_hours
            change[taker.id] += shift.paid_hours
        for person in set(before) | set(after):
            moved = after[person] - before[person]
            assert abs(moved - change[person]) < 1e-6, person

    @rule(index=number)
    @precondition(lambda self: "running" in self._swaps().mapped("flow_state"))
    def withdraw(self, index):
        running = self._swaps().filtered(lambda s: s.flow_state == "running")
        swap = self._one(running, index)

        def action_withdraw():
            swap.with_user(swap.employee_id.user_id).action_withdraw("No more")

        self._try(action_withdraw)

    @rule(index=number)
    @precondition(lambda self: self._swaps().filtered("moved_at"))
    def undo(self, index):
        self._undo(self._one(self._swaps().filtered("moved_at"), index))

    def _undo(self, swap):
        legs = [(leg.taker_id, leg.giver_id, leg.shift_id) for leg in swap.leg_ids]

        def action_undo():
            swap.with_user(self.case.hr.user_id).action_undo("Needed")

        found = self._try(action_undo)
        if found:
            self._check_moved(found[1], legs)

    # ---- free shifts ---------------------------------------------------------------

    @rule(index=number)
    @precondition(lambda self: self._own(0))
    def call_in(self, index):
        shift = self._own(index)

        def offer():
            offers = self.env["cs.shift.offer"].with_user(self.case.lead.user_id)
            offers.call_in(shift.id, "Fever")

        self._try(offer)

    @rule(index=number, act=st.integers(0, 9))
    @precondition(lambda self: "open" in self._offers().mapped("state"))
    def answer_offer(self, index, act):
        open_ones = self._offers().filtered(lambda o: o.state == "open")
        offer = self._one(open_ones, index)
        asked = offer.line_ids.filtered(lambda row: row.state == "asked")
        person = self._one(asked, index).employee_id

        def take():
            offer.with_user(person.user_id).action_take()

        def decline():
            offer.with_user(person.user_id).action_decline()

        def close():
            offer.with_user(self.case.hr.user_id).action_close()

        def next_wave():
            offer._next_wave()

        acts = [take] * 6 + [decline, decline, close, next_wave]
        found = self._try(acts[act] if person else close)
        if found and offer.state == "taken" and offer.kind == "sick":
            assert offer.shift_id.employee_id == offer.taken_by_id

    # ---- the laws ------------------------------------------------------------------

    @invariant()
    def nobody_works_twice_at_once(self):
        self.env.flush_all()
        assert self.env.execute_query(SQL(OVERLAPS)) == []

    @invariant()
    def people_know_what_is_so(self):
        """A shift of which nothing is left to tell is as people know it."""
        for shift in self._shifts():
            if shift.roster_id.revision and not shift.is_untold:
                told = shift._told()
                assert told.before == told.after, shift.display_name

    @invariant()
    def counters_equal_a_recount(self):
        for roster in self.case.roster | self.case.later:
            kept = self._kept().filtered(lambda s, r=roster: s.roster_id == r)
            every = self._shifts().filtered(lambda s, r=roster: s.roster_id == r)
            assert roster.shift_count == len(kept)
            assert roster.free_count == len(kept.filtered(lambda s: not s.employee_id))
            assert roster.untold_count == len(every.filtered("is_untold"))

    @invariant()
    def coverage_equals_a_recount(self):
        [measured] = self.case.roster._coverage().measure()
        spans = [
            (shift.start, shift.stop, self._away(shift))
            for shift in self._kept()
            if shift.employee_id and shift.layer == 0 and shift.date.day < 11
        ]
        rows = list(zip(measured.moments, measured.counts, strict=True))
        for moment, count in rows[:440:11]:
            assert count == min(self._recount(spans, moment)), moment

    def _away(self, shift):
        zone = timedelta(hours=8)
        midnight = fields.Datetime.to_datetime(shift.date) - zone
        return [
            tuple(midnight + timedelta(hours=h) for h in (b.start_hour, b.end_hour))
            for b in shift.type_id.break_ids
        ]

    def _recount(self, spans, moment):
        for minute in range(0, 30, 10):
            at = moment + timedelta(minutes=minute)
            yield sum(
                start <= at < stop and not any(one <= at < two for one, two in away)
                for start, stop, away in spans
            )

    @invariant()
    def swaps_hold_shifts_only_while_they_may_move_them(self):
        held = []
        for swap in self._swaps():
            is_held = swap.flow_state == "running" or swap.offer_id.state == "open"
            assert set(swap.leg_ids.mapped("is_open")) <= {is_held}, swap.name
            assert bool(swap.moved_at) == (swap.flow_state == "approved")
            held += swap.leg_ids.filtered("is_open").shift_id.ids
        assert len(held) == len(set(held)), "a shift in two swaps"

    @invariant()
    def one_person_takes_an_offer(self):
        open_ones = self._offers().filtered(lambda offer: offer.state == "open")
        assert len(open_ones.shift_id) == len(open_ones), "a shift on offer twice"
        assert "cancelled" not in open_ones.shift_id.mapped("state")
        for offer in self._offers():
            took = offer.line_ids.filtered(lambda row: row.state == "accepted")
            assert len(took) == (offer.state == "taken")
            assert took.employee_id == offer.taken_by_id
