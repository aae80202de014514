"""The largest expressions that are allowed take little time."""

from decimal import Decimal

import pytest
from logic.expression import MAX_ITEMS, Expression, ExpressionError

from .expression_attacks import NAMES, VALUES, quick


@pytest.mark.parametrize(
    "text",
    [
        "SUM(" + "tags, " * 240 + "tags)",
        "MAX(" + "tags, " * 240 + "tags)",
        "days IN (" + "tags, " * 240 + "tags)",
        " OR ".join(["days IN tags"] * 110),
        "SUM(" + ", ".join(["days / 3 * 7 % 11"] * 55) + ")",
        "SUM(" + ", ".join(["ROUND(days / 7, 5)"] * 90) + ")",
        "COUNT(" + ", ".join(["start & day"] * 90) + ")",
        "COUNT(" + ", ".join(["DAYS(start, day)"] * 120) + ")",
        "BAND(days, " + ", ".join(f"> {400 - n}, {n}" for n in range(110)) + ", 1)",
        " OR ".join(f"BAND(days, < {n}, 1, 2) > 5" for n in range(60)),
        "IF(" * 12 + "urgent" + ", urgent, urgent)" * 12,
        "BAND(" * 12 + "days" + ", < 1, 1, < 2, 2, < 3, 3, 4)" * 12,
        "x" * 4000,
        "namex_1_" + "x" * 50,
        "x " * 2000,
        " ".join(f"名{n}" for n in range(900)),
        '"' + "a" * 1000 + '"',
    ],
)
def test_the_largest_allowed_are_quick(text):
    """Lists of the largest size, texts of the largest length, hundreds of names."""
    names = {**NAMES, **{f"name_{n}_{'x' * 50}": "number" for n in range(300)}}
    values = {**VALUES, "tags": [Decimal(n) / 7 for n in range(MAX_ITEMS)]}
    try:
        expression = Expression(text, names, None)
    except ExpressionError:
        quick(lambda: Expression(text, names, None))
        return
    quick(lambda: Expression(text, names, None))
    quick(lambda: expression.evaluate(values))
    quick(lambda: expression.explain(values))
