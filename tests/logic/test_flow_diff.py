"""What changed between two versions of a flow."""

from hypothesis import given
from hypothesis import strategies as st
from logic.flow_diff import changes


def node(key, *children, kind="approve", **values):
    return {
        "key": key,
        "kind": kind,
        "name": key.upper(),
        "children": list(children),
        **values,
    }


def graph(*nodes, **policy):
    return {"schema": 1, "policy": policy, "nodes": list(nodes)}


def told(old, new):
    return [(change.what, change.key, change.name) for change in changes(old, new)]


def test_the_same_graph_has_no_changes():
    assert changes(graph(node("a"), node("b")), graph(node("a"), node("b"))) == []


def test_added_removed_and_changed_nodes_are_named():
    old = graph(node("a"), node("b", sign="any"))
    new = graph(node("b", sign="all"), node("c"))
    assert told(old, new) == [
        ("removed", "a", "A"),
        ("changed", "b", "B"),
        ("added", "c", "C"),
    ]


def test_a_translation_is_no_change_of_behaviour():
    assert (
        changes(graph(node("a", names={})), graph(node("a", names={"fr_FR": "x"})))
        == []
    )


def test_only_the_node_that_was_moved_is_told():
    old = graph(node("a"), node("b"), node("c"), node("d"))
    new = graph(node("b"), node("c"), node("d"), node("a"))
    assert told(old, new) == [("moved", "a", "A")]


def test_a_node_that_changed_its_holder_was_moved():
    old = graph(node("b", node("c", node("x"), kind="case"), kind="branch"))
    new = graph(node("b", node("c", kind="case"), kind="branch"), node("x"))
    assert told(old, new) == [("moved", "x", "X")]


def test_the_rules_of_the_whole_flow():
    (change,) = changes(
        graph(node("a"), no_requester=True), graph(node("a"), no_requester=False)
    )
    assert (change.what, change.entries) == ("policy", {"no_requester": (True, False)})


@given(st.permutations("abcdef"))
def test_moved_nodes_are_those_that_must_move(order):
    found = told(graph(*map(node, "abcdef")), graph(*map(node, order)))
    moved = {key for _what, key, _name in found}
    kept = [key for key in order if key not in moved]
    assert kept == sorted(kept)
    assert bool(moved) == (list(order) != sorted(order))
