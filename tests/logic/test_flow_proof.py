"""What the proof says holds for every document, and it says it quickly."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from logic.expression import compile as compile_expression
from logic.flow_proof import Reach, Setting

from .flow_drawings import FACTS, branch, by, case, proved, ways

ATOMS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["days", "amount"]),
        st.sampled_from(["<", "<=", "=", "<>", ">", ">="]),
        st.integers(0, 4),
    ),
    st.builds(
        'kind {} "{}"'.format, st.sampled_from(["=", "<>"]), st.sampled_from("ab")
    ),
    st.sampled_from(["urgent", "NOT urgent"]),
    st.builds(
        '"{}" {} roles'.format,
        st.sampled_from("xyz"),
        st.sampled_from(["IN", "NOT IN"]),
    ),
    st.builds(
        "start {} 2026-06-0{}".format, st.sampled_from(["<", ">="]), st.integers(1, 3)
    ),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=4,
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "days": st.decimals(-1, 5, places=1),
        "amount": st.decimals(-1, 5, places=1),
        "kind": st.sampled_from(["a", "b", "c", "", None]),
        "urgent": st.booleans(),
        "roles": st.lists(st.sampled_from("xyzw"), unique=True),
        "start": st.dates(
            min_value=datetime.date(2026, 5, 30), max_value=datetime.date(2026, 6, 5)
        ),
    }
)
OPTIONAL = Setting(FACTS, optional=frozenset({"kind"}))


def taken(conditions, document):
    """Return the case a document takes, as the engine finds it."""
    for index, text in enumerate(conditions):
        if not text or compile_expression(text, FACTS, "bool").evaluate(document):
            return index
    return None


@settings(deadline=None, max_examples=150)
@given(
    st.lists(CONDITIONS, min_size=1, max_size=4),
    st.booleans(),
    st.lists(DOCUMENTS, min_size=1, max_size=30),
)
def test_what_the_proof_says_is_true_of_every_document(
    conditions, otherwise, documents
):
    conditions = [*conditions, ""] if otherwise else conditions
    found = proved(ways(*conditions), setting=OPTIONAL)
    said = {f.code: f for f in found if f.node == "choice"}
    dead = {f.node for f in found if f.code in ("never_true", "never_reached")}
    for document in documents:
        index = taken(conditions, document)
        assert index is not None or {"gap", "gap_possible"} & said.keys()
        assert f"choice{index}" not in dead
    if "gap" in said:
        example = {"days": 0, "amount": 0, "kind": "", "urgent": False, "roles": []}
        example |= {"start": None} | said["gap"].counterexample
        assert taken(conditions, example) is None


@settings(deadline=None, max_examples=60)
@given(st.lists(CONDITIONS, min_size=2, max_size=3), st.lists(DOCUMENTS, max_size=20))
def test_a_document_that_nobody_approves_is_real(conditions, documents):
    flow = [
        branch(f"b{i}", case(f"b{i}c", text, by(f"b{i}by")), case(f"b{i}o", ""))
        for i, text in enumerate(conditions)
    ]
    found = {f.code: f for f in proved(*flow, setting=OPTIONAL)}
    for document in documents:
        asked = any(taken([text], document) == 0 for text in conditions)
        assert asked or "undecided_way" in found


# ---- speed ----


def sixty_nodes():
    """Fifteen branches in a row and nested, each with its own conditions."""
    nodes = []
    for number in range(12):
        nodes.append(
            ways(
                f"days <= {number} AND urgent",
                f'amount > {number * 100} AND kind = "k{number}"',
                "",
                key=f"n{number}-",
            )
        )
    return nodes


def test_sixty_nodes_are_proved():
    """How long it takes is in ``make bench CASE=flow.proof_60_nodes``."""
    assert [f.code for f in proved(*sixty_nodes())] == []


def test_too_many_combinations_are_tried_in_part():
    facts = {f"f{i}": "number" for i in range(20)}
    text = " AND ".join(f"{name} > 1" for name in facts)
    setting = Setting(facts)
    found = proved(ways(text, f"NOT ({text})"), setting=setting)
    assert [f.code for f in found] == ["gap_possible"]
    assert [f.code for f in proved(ways(text, ""), setting=setting)] == []


# ---- what a person's documents come to ----


def test_people_come_only_to_their_cases():
    flow = {
        "nodes": [
            branch(
                "c",
                case("c0", '"boss" IN roles AND days > 3', by("a")),
                case("c1", "days > 3", by("b")),
                case("c2", "", by("d")),
            ),
            by("z"),
        ]
    }
    reach = Reach(flow, Setting(FACTS, condition="days >= 2"))
    assert reach.names == {"roles", "days"}
    assert reach.keys({}) == {"a", "b", "d", "z"}
    assert reach.keys({"roles": ["boss"]}) == {"a", "d", "z"}
    assert reach.keys({"roles": []}) == {"b", "d", "z"}
    assert reach.keys({"days": 2}) == {"d", "z"}
    assert reach.keys({"days": 1}) == frozenset()
