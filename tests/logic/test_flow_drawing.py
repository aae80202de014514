"""Whatever a browser hands in as a drawing: rows, and sentences for their nodes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logic.flow_definition import MOST_LEVELS, MOST_NODES, DefinitionError
from logic.flow_drawing import LARGEST_ID, read
from logic.flow_estimate import expected_hours
from logic.flow_graph import Graph

ALLOWED = {
    "kind": {"approve", "branch", "case", "parallel", "lane"},
    "sign_mode": {"any", "all"},
}


def node(key, kind="approve", children=(), **values):
    return {"key": key, "kind": kind, "name": key, "children": list(children)} | values


def test_rows_come_holders_first_with_their_places():
    lanes = [node("l1", "lane", [node("x"), node("y")]), node("l2", "lane")]
    drawing = read([node("a"), node("p", "parallel", lanes)], ALLOWED)
    assert drawing.problems == []
    assert [(r.key, r.parent, r.index, r.level) for r in drawing.rows] == [
        ("a", "", 0, 0),
        ("p", "", 1, 0),
        ("l1", "p", 0, 1),
        ("x", "l1", 0, 2),
        ("y", "l1", 1, 2),
        ("l2", "p", 1, 1),
    ]


def test_values_are_taken_as_they_are_meant():
    data = node(
        "a",
        sign_mode="all",
        level=2.0,
        limit_hours="",
        votes_needed=False,
        condition=None,
        user_ids=[3, 1, 3],
        role_id=False,
        unknown="left out",
    )
    [row] = read([data], ALLOWED).rows
    assert row.values["level"] == 2
    assert row.values["limit_hours"] == 0
    assert row.values["user_ids"] == [1, 3]
    assert row.values["role_id"] is False
    assert row.values["condition"] is False
    assert not {"votes_needed", "unknown"} & set(row.values)


@pytest.mark.parametrize(
    ("data", "entry", "code"),
    [
        (node("a", name=" "), "name", "missing"),
        (node("a", name="n" * 201), "name", "long"),
        (node("a", name="\ud800"), "name", "letters"),
        (node("a", "case"), "kind", "place"),
        (node("a", "nothing"), "kind", "choice"),
        (node("a", "approve", [node("b")]), "children", "place"),
        (node("a", sign_mode="x"), "sign_mode", "choice"),
        (node("a", limit_hours=-1), "limit_hours", "range"),
        (node("a", limit_hours=float("nan")), "limit_hours", "range"),
        (node("a", limit_hours=10**400), "limit_hours", "range"),
        (node("a", level=1.5), "level", "whole"),
        (node("a", votes_percent=True, votes_needed=101), "votes_needed", "range"),
        (node("a", comment_required=1), "comment_required", "flag"),
        (node("a", user_ids=["1"]), "user_ids", "gone"),
        (node("a", user_ids=[True]), "user_ids", "gone"),
        (node("a", user_ids=7), "user_ids", "list"),
        (node("a", user_ids=list(range(1, 202))), "user_ids", "many"),
        (node("a", role_id=LARGEST_ID + 1), "role_id", "gone"),
        (node("a", role_id=-1), "role_id", "gone"),
    ],
)
def test_each_fault_is_told_with_its_node(data, entry, code):
    assert (entry, code) in [(p.entry, p.code) for p in read([data], ALLOWED).problems]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "list"),
        ({}, "list"),
        ([7], "no_node"),
        ([{"name": "a"}], "key"),
        ([node("")], "key"),
        ([node("a b")], "key"),
        ([node("a"), node("a")], "key"),
        ([node("a") | {"children": 7}], "list"),
        ([node(str(n)) for n in range(MOST_NODES + 1)], "many"),
    ],
)
def test_what_is_no_tree_is_refused(data, code):
    with pytest.raises(DefinitionError) as error:
        read(data, ALLOWED)
    assert error.value.code == code


def test_too_deep_is_refused():
    data = node("0")
    for number in range(1, MOST_LEVELS + 3):
        data = node(str(number), "lane", [data])
    with pytest.raises(DefinitionError, match="deep"):
        read([data], ALLOWED)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["key", "kind", "name", "children", "user_ids", "role_id", "level"]
            ),
            inner,
            max_size=7,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=400)
@given(st.lists(anything, max_size=4))
def test_anything_at_all_is_read_or_refused(data):
    try:
        drawing = read(data, ALLOWED)
    except DefinitionError:
        return
    keys = [row.key for row in drawing.rows]
    assert len(keys) == len(set(keys))
    seen = {""}
    for row in drawing.rows:
        assert row.parent in seen
        seen.add(row.key)
    if not drawing.problems:
        Graph({"nodes": _tree(drawing.rows, "")})


def _tree(rows, parent):
    return [
        {
            "key": row.key,
            "kind": row.values["kind"],
            "children": _tree(rows, row.key),
        }
        for row in rows
        if row.parent == parent
    ]


def test_a_way_takes_the_sum_of_its_steps_and_the_longest_lane():
    lanes = [
        node("l1", "lane", [node("x"), node("y")]),
        node("l2", "lane", [node("z")]),
    ]
    graph = Graph({"nodes": [node("a"), node("p", "parallel", lanes), node("b")]})
    hours = {"a": 1, "x": 2, "y": 3, "z": 4}
    asked = {"a", "x", "y", "z", "b"}
    assert expected_hours(graph, asked, hours, 10) == 1 + 5 + 10
    assert expected_hours(graph, asked - {"y", "b"}, hours, 10) == 1 + 4
    assert expected_hours(graph, set(), hours) == 0
