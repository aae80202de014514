"""Rules of handing over (SH-03..SH-09, SH-12, SH-25..SH-32; TV-130, TV-131)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic import handover
from logic.handover import Demands, Duty, Line, Setting, Slot, Terms

DAY = datetime(2026, 11, 28)
ALL = Demands(roll_call=True, reading=True, not_live=True, nothing_important=True)
NONE = Demands(False, False, False, False)


def at(hour, minute=0):
    return DAY + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("lead", "due"), [(15, at(8, 15)), (10, at(8, 20)), (5, at(8, 25))]
)
def test_tv_131_incoming_come_early(lead, due):
    assert handover.begins(at(8, 30), lead) == due


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(-60, 0), (0, 0), (1, 1), (60, 1), (61, 2), (900, 15)]
)
def test_late_for_hand_over(seconds, minutes):
    assert handover.late_minutes(at(8), at(8) + timedelta(seconds=seconds)) == minutes


def test_tv_130_seat_left_six_minutes():
    assert handover.is_overrun(at(9), at(9, 6), 5)
    assert not handover.is_overrun(at(9), at(9, 5), 5)
    assert handover.minutes_away(at(9), at(9, 6)) == 6
    assert handover.minutes_away(at(9), at(8)) == 0


# ---- who hands over to whom


def duty(key, start, stop, place=1, person=None):
    return Duty(key, place, person or key, start, stop)


MEETING = Terms(30, 0, False)


def found(duties, terms=MEETING):
    return handover.changes(duties, lambda _place: terms, at(0), at(48))


def test_shifts_that_meet_hand_over():
    duties = [
        duty(1, at(8), at(20)),
        duty(2, at(8), at(20)),
        duty(3, at(20), at(32)),
        duty(4, at(20), at(32)),
        duty(9, at(20), at(32), place=2),
    ]
    [change] = found(duties)
    assert change == (1, at(20), (1, 2), (3, 4))


def test_overlap_and_staggered_starts_are_one_change():
    duties = [
        duty(1, at(8), at(20, 15)),
        duty(2, at(8), at(19, 45)),
        duty(3, at(20), at(32)),
        duty(4, at(20, 30), at(32)),
    ]
    [change] = found(duties)
    assert (change.outgoing, change.incoming) == ((1, 2), (3, 4))


def test_a_shift_in_the_middle_of_its_work_does_not_hand_over():
    duties = [duty(1, at(8), at(20)), duty(2, at(12), at(24)), duty(3, at(20), at(32))]
    [change] = found(duties)
    assert (change.start, change.outgoing) == (at(20), (1,))


def test_sh_25_the_book_of_the_evening_before():
    duties = [duty(1, at(16, 30), at(23, 30)), duty(2, at(32, 30), at(40, 30))]
    assert not found(duties)
    [change] = found(duties, Terms(30, 9 * 60, False))
    assert (change.outgoing, change.incoming) == ((1,), (2,))


def test_a_day_with_a_gap_takes_the_last_shift_only():
    duties = [
        duty(1, at(8, 30), at(16, 30)),
        duty(2, at(16, 30), at(23, 30)),
        duty(3, at(32, 30), at(40, 30)),
    ]
    changes = found(duties, Terms(30, 17 * 60, False))
    assert [(c.outgoing, c.incoming) for c in changes] == [((1,), (2,)), ((2,), (3,))]


def test_opening_takes_over_from_nobody():
    duties = [duty(1, at(8), at(20))]
    assert not found(duties)
    [change] = found(duties, Terms(30, 0, True))
    assert (change.outgoing, change.incoming) == ((), (1,))


def test_who_works_both_shifts_stays():
    duties = [
        duty(1, at(8), at(20), person=7),
        duty(2, at(20), at(32), person=7),
        duty(3, at(20), at(32)),
        duty(4, at(8), at(20)),
    ]
    [change] = found(duties)
    assert (change.outgoing, change.incoming) == ((4,), (3,))


def test_places_without_terms_and_times_out_of_the_window():
    duties = [duty(1, at(8), at(20)), duty(2, at(20), at(32))]
    assert not handover.changes(duties, lambda _place: None, at(0), at(48))
    terms = Terms(30, 0, False)
    assert not handover.changes(duties, lambda _place: terms, at(21), at(48))


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 24), st.integers(1, 3)),
        max_size=25,
    ),
    st.integers(0, 60),
    st.integers(0, 600),
    st.booleans(),
)
def test_nobody_comes_twice_and_nobody_hands_over_to_himself(rows, join, gap, alone):
    duties = [
        duty(key, at(start), at(start + length), place, person=key % 7)
        for key, (start, length, place) in enumerate(rows, 1)
    ]
    people = {d.key: d.person for d in duties}
    places = {d.key: d.place for d in duties}
    changes = handover.changes(
        duties, lambda _place: Terms(join, gap, alone), at(0), at(200)
    )
    coming = [key for change in changes for key in change.incoming]
    assert len(coming) == len(set(coming))
    for change in changes:
        both = {people[k] for k in change.outgoing} & {
            people[k] for k in change.incoming
        }
        assert not both
        assert {places[k] for k in change.outgoing + change.incoming} == {change.place}
        assert change.incoming
        assert change.outgoing or alone
    assert len({(change.place, change.start) for change in changes}) == len(changes)


@given(
    st.lists(st.integers(), unique=True),
    st.lists(st.integers(), unique=True, min_size=1),
)
def test_sh_04_everybody_has_relief_and_everybody_a_seat(outgoing, incoming):
    pairs = handover.pairs(outgoing, incoming)
    assert [a for a, _b in pairs if a is not None] == outgoing
    assert {b for _a, b in pairs} == set(incoming)
    assert len(pairs) == max(len(outgoing), len(incoming))


def test_nobody_comes_so_there_are_no_pairs():
    assert handover.pairs([1, 2], []) == []


# ---- what is in the way


def line(key=1, **values):
    given_values = {
        "seat": 0,
        "side": "incoming",
        "verdict": "accepted",
        "is_blocking": False,
        "is_important": False,
        "needs_decision": True,
        "seen": frozenset({7}),
    }
    return Line(key, **given_values | values)


def who(kind="incoming", seat=1, is_live=False, is_present=True):
    return Setting(kind, seat, 7, is_live, is_present)


def names(setting, *lines, demands=ALL):
    return [name for name, _keys in handover.obstacles(setting, lines, demands)]


def test_a_clean_hand_over_is_signed():
    for kind in ("outgoing", "incoming", "leader", "review"):
        assert not names(who(kind), line())


def test_sh_05_nobody_signs_during_a_live_service():
    for kind in ("outgoing", "incoming", "leader"):
        assert names(who(kind, is_live=True)) == ["live"]
    assert not names(who(is_live=True), demands=NONE)


def test_sh_03_the_roll_is_called_before_the_incoming_sign():
    assert names(who(is_present=False)) == ["absent"]
    assert not names(who("outgoing", is_present=False))
    assert not names(who(is_present=False), demands=NONE)


def test_sh_07_every_line_is_read_or_questioned():
    unread = line(seen=frozenset({8}))
    assert names(who(), unread) == ["unread"]
    assert not names(who("outgoing"), unread)
    assert not names(who(), unread, demands=NONE)
    assert not names(who(), line(side="outgoing", seen=frozenset()))


def test_sh_07_an_undecided_line_is_in_the_way():
    undecided = line(verdict="open")
    assert names(who(), undecided) == ["undecided"]
    assert names(who("leader", seat=0), undecided) == ["undecided"]
    assert not names(who("outgoing"), undecided)
    assert not names(who(), line(verdict="open", needs_decision=False))


def test_sh_26_the_outgoing_do_their_part_first():
    tidy = line(side="outgoing", verdict="open")
    assert names(who("outgoing"), tidy) == ["undecided"]
    refused = line(side="outgoing", verdict="refused", is_blocking=True)
    assert names(who("outgoing"), refused) == ["blocked"]


def test_sh_26_important_work_is_not_handed_over():
    important = line(is_important=True)
    assert names(who("outgoing"), important) == ["important"]
    assert names(who(), important) == ["important"]
    assert not names(who("outgoing"), important, demands=NONE)


def test_sh_31_a_refused_blocking_line_stops_everybody_after():
    unclean = line(verdict="refused", is_blocking=True)
    assert names(who(), unclean) == ["blocked"]
    assert names(who("leader", seat=0), unclean) == ["blocked"]
    assert not names(who("outgoing"), unclean)
    assert not names(who(), line(verdict="refused"))


def test_other_seats_are_not_in_the_way():
    other = line(seat=2, verdict="open")
    assert not names(who(seat=1), other)
    assert names(who("leader", seat=0), other) == ["undecided"]


# ---- who signs


def test_sh_09_seats_sign_one_by_one_and_the_leader_last():
    slots = [
        Slot(1, 10, 1, False),
        Slot(2, 20, 1, False),
        Slot(3, 10, 2, True),
        Slot(4, 20, 2, False),
        Slot(5, 30, 0, False),
        Slot(6, 40, 0, False),
    ]
    assert handover.ready(slots) == {1, 4}
    signed = [s._replace(is_signed=True) if s.key < 5 else s for s in slots]
    assert handover.ready(signed) == {5}


def test_sh_28_reviewers_of_one_rank_sign_in_any_order():
    slots = [Slot(1, 10, 0, True), Slot(2, 20, 0, False), Slot(3, 20, 0, False)]
    assert handover.ready(slots) == {2, 3}


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 3), st.booleans()), max_size=12
    )
)
def test_signing_always_comes_to_an_end(rows):
    slots = [Slot(key, *row) for key, row in enumerate(rows)]
    for _turn in range(len(slots) + 1):
        free = handover.ready(slots)
        unsigned = {slot.key for slot in slots if not slot.is_signed}
        assert free <= unsigned
        assert bool(free) == bool(unsigned)
        slots = [s._replace(is_signed=s.is_signed or s.key in free) for s in slots]
    assert all(slot.is_signed for slot in slots)


def test_a_fingerprint_changes_with_what_was_signed():
    assert handover.digest([(1, "a")]) == handover.digest([(1, "a")])
    assert handover.digest([(1, "a")]) != handover.digest([(1, "b")])
    assert len(handover.digest([])) == 64
