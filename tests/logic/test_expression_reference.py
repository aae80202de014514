"""Random expressions mean what a small evaluator over fractions says they mean."""

import datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from logic.expression import ExpressionError, compile  # noqa: A004

from . import expression_reference as ref

# -- random trees ----------------------------------------------------------------

LEAVES = {
    "number": st.one_of(ref.PLAIN, ref.PERCENT, ref.name("n"), ref.name("数")),
    "text": st.one_of(ref.TEXT, ref.name("t")),
    "date": st.one_of(ref.DATE, ref.name("d")),
    "moment": st.one_of(ref.DATE, ref.name("d"), ref.name("m")),
    "bool": st.one_of(ref.FLAG, ref.name("b")),
    "list": ref.name("l"),
}


class Grower:
    """Draws a tree of a given type, at most so many levels deep."""

    def __init__(self, draw):
        self.draw = draw

    def grow(self, kind, depth):
        ways = self.WAYS.get(kind)
        if depth == 0 or not ways or self.draw(st.integers(0, 4)) == 0:
            return self.draw(LEAVES[kind])
        return self.draw(st.sampled_from(ways))(self, kind, depth - 1)

    def pick(self, *choices):
        return self.draw(st.sampled_from(choices))

    def some(self, kind, depth, least=1):
        count = self.draw(st.integers(least, 3))
        return [self.grow(kind, depth) for _index in range(count)]

    def choice(self, kind, depth):
        return ref.chosen(
            self.grow("bool", depth), self.grow(kind, depth), self.grow(kind, depth)
        )

    def band(self, kind, depth):
        limits = [(self.pick(*ref.ORDER), self.draw(ref.name("n")))]
        value, *results = (self.grow("number", depth) for _index in range(2))
        return ref.band(value, limits, results, self.grow("number", depth))

    def calculation(self, _kind, depth):
        left, right = self.grow("number", depth), self.grow("number", depth)
        return ref.arithmetic(self.pick(*ref.ARITHMETIC), left, right)

    def negative(self, _kind, depth):
        return ref.negative(self.grow("number", depth))

    def of_numbers(self, _kind, depth):
        function, apply = self.pick(
            ("MIN", lambda *each: min(each)),
            ("max", lambda *each: max(each)),
            ("Sum", lambda *each: ref.fit(sum(each))),
        )
        return ref.call(function, self.some("number", depth), apply)

    def of_number(self, _kind, depth):
        function, apply = self.pick(
            ("ABS", abs),
            ("FLOOR", ref.floored),
            ("CEIL", lambda each: -ref.floored(-each)),
        )
        return ref.call(function, [self.grow("number", depth)], apply)

    def rounding(self, _kind, depth):
        digits = self.draw(st.integers(0, 4))
        trees = [
            self.grow("number", depth),
            ref.constant(str(digits), Fraction(digits)),
        ]
        return ref.call(
            "ROUND", trees, lambda number, _digits: ref.rounded(number, digits)
        )

    def of_days(self, _kind, depth):
        if self.draw(st.booleans()):
            trees = [self.grow("moment", depth)]
            return ref.call("WEEKDAY", trees, lambda day: Fraction(day.isoweekday()))
        trees = [self.grow("moment", depth), self.grow("moment", depth)]
        return ref.call(
            "DAYS", trees, lambda a, b: Fraction((ref.day_of(b) - ref.day_of(a)).days)
        )

    def later(self, _kind, depth):
        day, number = self.grow("date", depth), self.grow("number", depth)
        return ref.Tree(
            ref.PLUS,
            f"{ref.inside(day, ref.PLUS)} + {ref.inside(number, ref.TIMES)}",
            lambda values: ref.shifted(
                ref.needed(day.run(values)), ref.needed(number.run(values))
            ),
        )

    def joining(self, _kind, depth):
        return ref.joined(self.grow("text", depth), self.grow("text", depth))

    def comparing(self, _kind, depth):
        kind = self.pick("number", "moment", "text", "bool")
        symbols = ref.ORDER if kind in ("number", "moment") else ("=", "<>")
        left, right = self.grow(kind, depth), self.grow(kind, depth)
        return ref.comparison(self.pick(*symbols), left, right)

    def chaining(self, _kind, depth):
        symbols = self.pick(["<", "<="], ["<=", "<"], [">", ">="], [">", ">"])
        return ref.chain(symbols, [self.grow("number", depth) for _index in range(3)])

    def belonging(self, _kind, depth):
        kind = self.pick("number", "text")
        items = [self.grow(self.pick(kind, kind, "list"), depth) for _item in range(2)][
            : self.draw(st.integers(1, 2))
        ]
        return ref.membership(self.pick("IN", "NOT IN"), self.grow(kind, depth), items)

    def logic(self, _kind, depth):
        return ref.logical(self.pick("AND", "OR"), self.some("bool", depth, 2))

    def negation(self, _kind, depth):
        return ref.negated(self.grow("bool", depth))

    WAYS = {
        "number": [
            calculation,
            calculation,
            negative,
            of_numbers,
            of_number,
            rounding,
            of_days,
            choice,
            band,
        ],
        "text": [joining, choice],
        "date": [later, choice],
        "bool": [comparing, comparing, chaining, belonging, logic, negation, choice],
    }


@st.composite
def any_tree(draw):
    kind = draw(st.sampled_from(["number", "number", "bool", "bool", "text", "date"]))
    return Grower(draw).grow(kind, 4)


NUMBERS = (
    st.none()
    | st.integers(-500, 500).map(Fraction)
    | st.decimals(-500, 500, places=2).map(Fraction)
)
VALUES = st.fixed_dictionaries(
    {
        "n": NUMBERS,
        "数": NUMBERS,
        "t": st.none() | st.sampled_from(["", "a", "夜"]),
        "d": st.none() | ref.DAYS,
        "m": st.none()
        | st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2050, 1, 1)),
        "b": st.none() | st.booleans(),
        "l": st.lists(st.integers(-3, 3).map(Fraction) | st.sampled_from(["a", "夜"])),
    }
)


def outside(value):
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / value.denominator
    return [outside(item) for item in value] if isinstance(value, list) else value


def reference(tree, values):
    try:
        return tree.run(values), False
    except ref.RefusedError:
        return None, True


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(any_tree(), VALUES)
def test_like_the_reference(tree, values):
    expected, is_refused = reference(tree, values)
    try:
        expression = compile(tree.text, ref.NAMES)
        given_values = {key: outside(value) for key, value in values.items()}
        found = expression.evaluate(given_values)
    except ExpressionError as error:
        # a constant part may be refused when saved, although it is never reached
        saved = error.code in ("division_by_zero", "whole_days", "unreachable_band")
        assert is_refused or saved, f"{tree.text}: {error}"
        return
    assert not is_refused, f"{tree.text} = {found}"
    assert expression.explain(given_values).value == found
    if expression.type == "bool":
        expected = bool(expected)
    if isinstance(expected, Fraction):
        assert abs(Fraction(found) - expected) <= abs(expected) * ref.TINY + ref.TINY, (
            tree.text
        )
    else:
        assert found == expected, tree.text
        assert type(found) is type(expected), tree.text
