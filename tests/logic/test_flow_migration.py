"""What a run loses when it goes on in another version."""

from logic.flow_diff import changes
from logic.flow_graph import Graph
from logic.flow_migration import examine

from .flow_drawings import branch, by, case, parallel


def graph(*nodes):
    return Graph({"nodes": list(nodes)})


def seen(old, new, active, passed=()):
    return examine(graph(*old), graph(*new), active, passed)


def test_the_same_version_costs_nothing():
    nodes = [by("a"), by("b"), by("c")]
    found = seen(nodes, nodes, ["b"], ["a"])
    assert found.is_possible
    assert (found.forgotten, found.overlooked, found.kept) == ((), (), ())


def test_a_place_that_is_gone_or_another_kind():
    old = [by("a"), by("b")]
    assert seen(old, [by("a")], ["b"]).missing == ("b",)
    assert not seen(old, [by("a"), by("b", kind="fill")], ["b"]).is_possible
    holder = parallel("b", [by("x")], [by("y")])
    assert seen(old, [by("a"), holder], ["b"]).missing == ("b",)


def test_places_that_are_no_longer_side_by_side():
    old = [parallel("p", [by("a")], [by("b")])]
    assert seen(old, [by("a"), by("b")], ["a", "b"]).apart == (("a", "b"),)


def test_what_is_overlooked_and_forgotten():
    old = [by("a"), by("b")]
    new = [by("new"), by("b"), by("later")]
    found = seen(old, new, ["b"], ["a"])
    assert found.is_possible
    assert found.overlooked == ("new",)
    assert found.forgotten == ("a",)


def test_a_new_lane_beside_the_place_is_overlooked():
    found = seen([by("b")], [parallel("p", [by("b")], [by("new")])], ["b"])
    assert found.overlooked == ("new",)


def test_cases_that_were_not_taken_are_not_missed():
    flow = [branch("c", case("x", "u", by("a")), case("y", "", by("n"))), by("b")]
    assert seen(flow, flow, ["b"], ["a"]).overlooked == ()
    assert seen(flow, flow, ["a"]).overlooked == ()


def test_people_who_stay():
    found = seen([by("a", 1)], [by("a", 2)], ["a"])
    assert found.kept == ("a",)


def test_a_returned_run_begins_anew():
    found = seen([by("a")], [by("b")], [], ["a"])
    assert found.is_possible
    assert found.overlooked == ()


# ---- differences ----


def told(old, new, **policy):
    return [
        (change.what, change.key)
        for change in changes({"nodes": old}, {"nodes": new, "policy": policy})
    ]


def test_what_differs_is_told_once():
    assert told([by("a")], [by("a")]) == []
    assert told([by("a")], [by("b")]) == [("removed", "a"), ("added", "b")]
    assert told([by("a"), by("b")], [by("b"), by("a")]) == [("moved", "a")]
    assert told([by("a")], [by("a", 9)]) == [("changed", "a")]
    assert told([by("a")], [by("a") | {"name": "A"}]) == [("renamed", "a")]
    assert told([by("a")], [by("a")], no_requester=True) == [("policy", "")]
    into = [parallel("p", [by("a")])]
    assert told([by("a")], into) == [("added", "p"), ("added", "p0"), ("moved", "a")]


def test_only_what_differs_is_named():
    old, new = by("a", level=1, field=""), by("a", level=2, field=None)
    [change] = changes({"nodes": [old]}, {"nodes": [new]})
    assert change.entries == {"level": (1, 2)}
    [change] = changes({"nodes": [old]}, {"nodes": [{**new, "kind": "fill"}]})
    assert change.entries == {"kind": ("approve", "fill")}
