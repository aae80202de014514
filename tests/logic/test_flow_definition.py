"""Whatever is handed in as a flow, it is read well or refused with a place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logic.flow_definition import (
    MOST_LEVELS,
    MOST_NODES,
    NODE,
    Definition,
    DefinitionError,
    read,
)
from logic.flow_graph import Graph

ALLOWED = {"kind": {"approve", "branch", "case", "parallel", "lane"}}


def flow(*nodes, **entries):
    head = {"code": "c", "name": "n", "model": "m", "nodes": list(nodes)}
    return head | entries


def node(kind="approve", **entries):
    return {"name": "n", "kind": kind} | entries


def refused(data):
    with pytest.raises(DefinitionError) as error:
        read(data, ALLOWED)
    return error.value.code, " / ".join(error.value.place)


def test_a_good_one():
    found = read(flow(node(key="a", level=2.0, users=["x"]), colour=1), ALLOWED)
    [first] = found.nodes
    assert first["level"] == 2
    assert first["users"] == ["x"]
    assert found.ignored == ["colour"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, ("no_definition", "")),
        ([], ("no_definition", "")),
        ({}, ("missing", "code")),
        (flow(schema=2), ("schema", "schema")),
        (flow(nodes=None), ("list", "nodes")),
        (flow(nodes={}), ("list", "nodes")),
        (flow(3), ("no_node", "nodes / 1")),
        (flow(name=3), ("text", "name")),
        (flow(name="x" * 300), ("long", "name")),
        (flow(name="\x00"), ("letters", "name")),
        (flow(name="\udc00"), ("letters", "name")),
        (flow(pool_size=0), ("range", "pool_size")),
        (flow(pool_size=1.5), ("whole", "pool_size")),
        (flow(node(kind="x")), ("choice", "nodes / 1 / kind")),
        (flow(node(kind="")), ("missing", "nodes / 1 / kind")),
        (flow(node(level=True)), ("number", "nodes / 1 / level")),
        (flow(node(level=float("nan"))), ("range", "nodes / 1 / level")),
        (flow(node(wait_hours=float("inf"))), ("range", "nodes / 1 / wait_hours")),
        (flow(node(comment_required=1)), ("flag", "nodes / 1 / comment_required")),
        (flow(node(users="x")), ("list", "nodes / 1 / users")),
        (flow(node(users=["x"] * 201)), ("many", "nodes / 1 / users")),
        (flow(node(users=[1])), ("text", "nodes / 1 / users / 1")),
        (flow(*[node()] * (MOST_NODES + 1)), ("many", "nodes")),
        (flow(node(key="a"), node(key="a")), ("tree", "")),
        (flow(node("lane")), ("tree", "")),
        (flow(node(children=[node()])), ("tree", "")),
        (
            flow(node(votes_needed=101, votes_percent=True)),
            ("range", "nodes / 1 / votes_needed"),
        ),
    ],
)
def test_what_is_refused(data, expected):
    assert refused(data) == expected


def test_a_tree_too_deep_is_refused_before_it_is_walked():
    deep = node()
    for _level in range(5000):
        deep = node("branch", children=[node("case", children=[deep])])
    code, _place = refused(flow(deep))
    assert code == "deep"
    assert MOST_LEVELS < 5000


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([*ALLOWED["kind"]]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "kind", "key", "children", "nodes", *NODE])
            | st.text(max_size=3),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=100)
@given(ANY, st.lists(ANY, max_size=4), st.dictionaries(st.sampled_from([*NODE]), ANY))
def test_any_data_is_read_or_refused(anything, nodes, entries):
    for data in (anything, flow(*nodes), flow(node(**entries)), flow(**entries)):
        try:
            found = read(data, ALLOWED)
        except DefinitionError:
            continue
        assert isinstance(found, Definition)
        json.dumps(found.nodes).encode()
        Graph({"nodes": [_keyed(n, f"{i}") for i, n in enumerate(found.nodes)]})


def _keyed(data, path):
    children = [_keyed(c, f"{path}.{i}") for i, c in enumerate(data["children"])]
    return {**data, "key": path, "children": children}
