"""Designs and values of all sorts for the tests of forms."""

from hypothesis import strategies as st
from logic.form_kinds import KINDS

KEYS = ["a", "b", "c", "d", "e"]
COLUMNS = ["x", "y"]
NAMES = [*KEYS, *COLUMNS, "lines_count", "lines_x", "department"]

#: what somebody may have typed: good, half good, and none at all
TEXTS = st.sampled_from(
    [
        "",
        "a > 1",
        "b = 'one'",
        "c",
        "a + b",
        "lines_x * 2",
        "lines_count > 0",
        "x * 2",
        "x + a",
        "y = 'two'",
        "TODAY()",
        "DAYS(a, b) + 1",
        "1 / a",
        "IF(a > 2, 3, 4)",
        "'text'",
        "5",
        "TRUE",
        "d IN ('one', 'two')",
        "nothing + ",
        "(",
        "\x00😀",
    ]
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["one", "two", "2026-02-29", "2026-03-01", "2026-03-01 08:00:00", 3, 2.5]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, *COLUMNS, "id"]), inner, max_size=4)
    ),
    max_leaves=8,
)


RULES = (
    "visible_if",
    "required_if",
    "readonly_if",
    "default",
    "computed",
    "minimum",
    "maximum",
    "attachment_required",
)


def spec(key, kinds, parent=""):
    """Return a strategy for one field."""
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "parent": st.just(parent),
            "label": st.just(key.upper()),
            "kind": st.sampled_from(kinds),
            "choices": st.just(
                [{"key": "one", "label": "1"}, {"key": "two", "label": "2"}]
            ),
            "required": st.sampled_from(["never", "always", "submit", "nodes"]),
            "required_nodes": st.just(["n1"]),
            "readonly": st.sampled_from(["never", "never", "always", "nodes"]),
            "editable_nodes": st.just(["n1"]),
        },
        optional=dict.fromkeys(
            (
                "visible_if",
                "required_if",
                "readonly_if",
                "default",
                "computed",
                "minimum",
                "maximum",
                "attachment_required",
            ),
            TEXTS,
        ),
    )


_TOP = [kind for kind in KINDS if kind != "table"]
_COLUMN = [kind for kind, can in KINDS.items() if can.can_be_column]

DESIGNS = st.tuples(
    st.tuples(*(spec(key, _TOP) for key in KEYS)),
    spec("lines", ["table"]),
    st.tuples(*(spec(key, _COLUMN, "lines") for key in COLUMNS)),
    st.lists(
        st.fixed_dictionaries(
            {
                "field": st.sampled_from(["", *KEYS, "x", "lines.y"]),
                "expression": TEXTS,
                "message": st.just("no"),
                "nodes": st.sampled_from([[], ["n1"], ["submit"]]),
            }
        ),
        max_size=2,
    ),
).map(lambda d: {"fields": [*d[0], d[1], *d[2]], "rules": d[3]})

VALUES = st.dictionaries(st.sampled_from([*KEYS, "lines"]), ANYTHING, max_size=6) | (
    st.fixed_dictionaries(
        {
            "a": st.integers(0, 5) | st.just("one"),
            "lines": st.lists(
                st.dictionaries(st.sampled_from(COLUMNS), ANYTHING, max_size=2),
                max_size=3,
            ),
        }
    )
)
