"""However a tree is drawn and decided, a run ends, joins wait, returns lose nothing."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logic.flow_graph import Graph, GraphError

STOPS = ("approve", "fill", "notify", "action", "wait")


def _stop(kind):
    return {"kind": kind}


def _holder(kind, inner):
    def build(lists):
        return {
            "kind": kind,
            "children": [{"kind": inner, "children": children} for children in lists],
        }

    return build


def _lists(nodes):
    return st.lists(nodes, max_size=3)


NODES = st.recursive(
    st.sampled_from(STOPS).map(_stop),
    lambda nodes: st.one_of(
        st.lists(_lists(nodes), min_size=1, max_size=3).map(_holder("branch", "case")),
        st.lists(_lists(nodes), min_size=1, max_size=3).map(
            _holder("parallel", "lane")
        ),
    ),
    max_leaves=12,
)
TREES = st.lists(NODES, max_size=5).map(
    lambda nodes: Graph({"nodes": _numbered(nodes, itertools.count())})
)


def _numbered(nodes, numbers):
    return [
        node
        | {"key": f"n{next(numbers)}"}
        | {"children": _numbered(node.get("children", ()), numbers)}
        for node in nodes
    ]


def chooser(graph, chance):
    """Choose a case of every branch once; the same one at every visit."""
    taken = {
        key: chance.randrange(len(node.children))
        for key, node in graph.nodes.items()
        if node.kind == "branch"
    }
    return lambda node: taken[node.key]


def expected(graph, keys, choose):
    """Return what a run must meet, read straight from the tree."""
    found = set()
    for key in keys:
        node = graph.nodes[key]
        inner = node.children
        if node.kind == "branch":
            inner = (node.children[choose(node)],)
        if node.kind in STOPS:
            found.add(key)
        for lane in inner:
            found |= expected(graph, graph.nodes[lane].children, choose)
    return found


def side_by_side(graph, keys):
    return all(graph.order(a, b) is None for a, b in itertools.permutations(keys, 2))


@settings(deadline=None)
@given(TREES, st.randoms(use_true_random=False))
def test_a_run_meets_every_node_of_its_cases_once_and_ends(graph, chance):
    choose = chooser(graph, chance)
    active, met = list(graph.start(choose)), []
    met += active
    while active:
        assert side_by_side(graph, active)
        key = active.pop(chance.randrange(len(active)))
        opened = graph.after(key, active, choose)
        # what opens comes after what was left, and nothing before it is still open
        for other in opened:
            assert graph.order(key, other) == -1
            assert all(graph.order(o, other) is None for o in active)
        active += opened
        met += opened
    assert len(met) == len(set(met))
    assert set(met) == expected(graph, graph.root, choose)


@settings(deadline=None)
@given(TREES, st.randoms(use_true_random=False))
def test_after_any_returns_a_run_still_ends(graph, chance):
    choose = chooser(graph, chance)
    active, passed, returns = list(graph.start(choose)), set(), 6
    for _step in range(1000):
        if not active:
            break
        key = chance.choice(active)
        targets = [p for p in sorted(passed) if graph.order(p, key) == -1]
        if targets and returns and chance.random() < 0.5:
            returns -= 1
            target = chance.choice(targets)
            left = graph.leave_for(key, target, active)
            assert key in left
            beside = [other for other in active if other not in left]
            assert all(graph.order(target, other) is None for other in beside)
            active = [*beside, target]
        else:
            active.remove(key)
            passed.add(key)
            active += graph.after(key, active, choose)
        assert side_by_side(graph, active)
        assert len(set(active)) == len(active)
    assert not active
    assert passed == expected(graph, graph.root, choose)


@settings(deadline=None)
@given(TREES)
def test_the_order_of_nodes_is_an_order(graph):
    for first, second in itertools.product(graph.nodes, repeat=2):
        order, back = graph.order(first, second), graph.order(second, first)
        assert (order is None) is (back is None)
        if order is not None:
            assert order == -back
        assert (order == 0) is (first == second)
    keys = [*graph.nodes][:12]
    for a, b, c in itertools.permutations(keys, 3):
        if graph.order(a, b) == -1 and graph.order(b, c) == -1:
            assert graph.order(a, c) == -1


@settings(deadline=None)
@given(TREES)
def test_stops_are_given_from_top_to_bottom(graph):
    stops = [node.key for node in graph.stops()]
    assert set(stops) == {k for k, n in graph.nodes.items() if n.kind in STOPS}
    for earlier, later in itertools.combinations(stops, 2):
        assert graph.order(earlier, later) in (-1, None)


@pytest.mark.parametrize(
    "nodes",
    [
        [{"key": "a", "kind": "approve"}, {"key": "a", "kind": "approve"}],
        [{"key": "", "kind": "approve"}],
        [{"key": "a", "kind": "nothing"}],
        [{"key": "a", "kind": "lane"}],
        [{"key": "a", "kind": "case"}],
        [{"key": "a", "kind": "branch", "children": [{"key": "b", "kind": "lane"}]}],
        [{"key": "a", "kind": "approve", "children": [{"key": "b", "kind": "fill"}]}],
    ],
)
def test_what_is_no_tree(nodes):
    with pytest.raises(GraphError):
        Graph({"nodes": nodes})


def test_one_cannot_return_beside_or_ahead():
    lanes = [
        {"key": f"l{n}", "kind": "lane", "children": [{"key": n, "kind": "approve"}]}
        for n in "ab"
    ]
    graph = Graph(
        {
            "nodes": [
                {"key": "p", "kind": "parallel", "children": lanes},
                {"key": "z", "kind": "approve"},
            ]
        }
    )
    for source, target in (("a", "b"), ("a", "z")):
        with pytest.raises(GraphError):
            graph.leave_for(source, target, {"a", "b"})
