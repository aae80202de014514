"""What is wrong with a node by itself, or because of where it stands."""

from decimal import Decimal

import pytest
from logic.flow_proof import Setting

from .flow_drawings import FACTS, branch, by, case, codes, only, parallel


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (by("a", who="user", users=[]), ("error", "nobody_named")),
        (by("a", who="role"), ("error", "nobody_named")),
        (by("a", who="field"), ("error", "nobody_named")),
        (by("a", who="field", field="no"), ("error", "unknown_person_field")),
        (by("a", who="field", field="note"), ("error", "no_person_field")),
        (by("a", if_nobody="fallback"), ("error", "no_fallback")),
        (by("a", sign="votes", votes=2), ("error", "too_many_votes")),
        (by("a", sign="votes", votes=2, who="manager"), ("error", "too_many_votes")),
        (by("a", open_fields=["no"]), ("error", "unknown_field")),
        (by("a", required_fields=["no"]), ("error", "unknown_field")),
        (by("a", open_fields=["flow_state"]), ("error", "engine_field")),
        (by("a", open_fields=["total"]), ("error", "not_editable")),
        (by("a", who="requester", if_requester="skip"), ("warning", "always_skipped")),
    ],
)
def test_what_is_wrong_with_an_approval(node, expected):
    assert codes(node) == [(expected[0], "a", expected[1])]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"kind": "branch"}, ("error", "empty")),
        ({"kind": "parallel"}, ("error", "empty")),
        ({"kind": "action"}, ("error", "does_nothing")),
        ({"kind": "action", "effect": "no"}, ("error", "unknown_effect")),
        ({"kind": "wait"}, ("warning", "waits_for_nothing")),
        ({"kind": "wait", "field": "no"}, ("error", "unknown_wait")),
        ({"kind": "wait", "field": "note"}, ("error", "wait_no_moment")),
        ({"kind": "fill", "who": "requester"}, ("warning", "opens_nothing")),
    ],
)
def test_what_is_wrong_with_other_nodes(node, expected):
    assert codes({"key": "x", "name": "x"} | node, by("a")) == [
        (expected[0], "x", expected[1])
    ]


def test_waits_for_facts_and_fields():
    for name in ("start", "until"):
        node = {"key": "w", "kind": "wait", "name": "w", "field": name}
        assert codes(node, by("a")) == []


def test_a_field_that_must_be_filled_in_must_be_open():
    node = by("f", kind="fill", open_fields=["until"], required_fields=["note"])
    assert codes(node, by("a")) == [("warning", "f", "required_closed")]


def test_lanes():
    assert ("warning", "p1", "empty_lane") in codes(parallel("p", [by("a")], []))
    assert codes(parallel("p", [by("a")])) == [("warning", "p", "one_lane")]
    timed = by("a", limit_hours=4, limit_action="return")
    assert codes(parallel("p", [timed], [by("b", 8)])) == [
        ("warning", "a", "return_from_lane")
    ]


def test_the_requester_may_and_may_not_decide():
    node = by("a", if_requester="allow")
    assert codes(node, no_requester=True) == [("error", "a", "allow_contradicts")]
    assert codes(node, no_beneficiary=True) == [("warning", "a", "allow_barred")]
    assert codes(node) == []


# ---- places ----


def test_one_effect_happens_once_in_a_run():
    first, second = (
        {"key": key, "kind": "action", "name": key, "effect": "stamp"} for key in "xy"
    )
    twice = ("error", "y", "effect_twice")
    assert codes(by("a"), first, second) == [twice]
    assert codes(by("a"), parallel("p", [first], [second])) == [twice]
    flow = branch("c", case("c0", "urgent", first), case("c1", "", second))
    assert codes(by("a"), flow) == []


def test_somebody_must_choose_before():
    chosen = by("b", who="previous_choice")
    assert codes(chosen, by("a", 8)) == [("error", "b", "no_chooser")]
    maybe = branch("c", case("c0", "urgent", by("a")), case("c1", ""))
    assert ("warning", "b", "chooser_not_sure") in codes(maybe, chosen)
    assert codes(by("a"), chosen) == []


def test_nobody_can_choose_at_a_gate():
    setting = Setting(FACTS, is_gate=True)
    node = by("a", who="requester_choice")
    assert codes(node, setting=setting) == [("error", "a", "choice_at_gate")]
    assert codes(node) == []


def test_the_same_people_twice_pass_the_second_time():
    twice = by("b", if_repeated="pass")
    assert codes(by("a"), twice) == [("warning", "b", "same_people")]
    assert codes(by("a", 8), twice) == []
    assert codes(by("a", 7, 8), by("b", 7, 8, if_repeated="pass")) == []


def test_nobody_approves():
    assert codes(by("a", kind="notify")) == [("error", "", "no_approver")]


def test_documents_that_pass_without_anybody():
    flow = branch("c", case("c0", "days > 3", by("a")), case("c1", ""))
    finding = only(flow)
    assert (finding.level, finding.code) == ("warning", "undecided_way")
    assert finding.counterexample == {"days": Decimal(3)}
    assert codes(flow, by("z", 9)) == []


def test_two_branches_that_together_ask_always():
    first = branch("c", case("c0", "days > 3", by("a")), case("c1", ""))
    second = branch("d", case("d0", "days <= 3", by("b")), case("d1", ""))
    assert codes(first, second) == []


def test_a_tree_that_is_none():
    assert codes({"key": "x", "kind": "case", "name": "x"}) == [
        ("error", "", "no_tree")
    ]
    twice = by("a"), by("a")
    assert codes(*twice) == [("error", "", "no_tree")]
    holder = by("a", children=[by("b")])
    assert codes(holder) == [("error", "", "no_tree")]
