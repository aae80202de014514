"""A small evaluator over fractions: what random expressions must mean.

The reference works on trees of its own, which are printed with as few brackets as the
order of the operators allows: so it also proves that order.
"""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

NAMES = {
    "n": "number",
    "数": "number",
    "t": "text",
    "d": "date",
    "m": "datetime",
    "b": "bool",
    "l": "list",
}
ATOM, UNARY, TIMES, PLUS, JOIN, COMPARE, NOT, AND, OR = range(9, 0, -1)
LARGEST = 10**15
TINY = Fraction(1, 10**13)


class RefusedError(Exception):
    """The reference cannot compute this, so the language must refuse it too."""


@dataclass
class Tree:
    """``level`` is how tightly the outermost operator binds."""

    level: int
    text: str
    run: object


def inside(tree, level):
    return tree.text if tree.level >= level else f"({tree.text})"


def needed(value):
    if value is None:
        raise RefusedError
    return value


def fit(number):
    if abs(number) > LARGEST:
        raise RefusedError
    return number


def sure(distance):
    """Skip what is decided by less than the noise that a division leaves."""
    assume(distance == 0 or abs(distance) > TINY)
    return distance


# -- leaves ----------------------------------------------------------------------


def name(key):
    return st.just(Tree(ATOM, key, lambda values: values[key]))


def constant(text, value):
    return Tree(ATOM, text, lambda _values: value)


PLAIN = st.decimals(0, 500, places=2).map(
    lambda number: constant(str(number), Fraction(number))
)
PERCENT = st.integers(0, 300).map(
    lambda number: constant(f"{number}%", Fraction(number, 100))
)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 1, 1))
DATE = DAYS.map(lambda day: constant(day.isoformat(), day)) | DAYS.map(
    lambda day: constant(f"{day.year}年{day.month}月{day.day}日", day)
)
TEXT = st.text(st.sampled_from("ab“'夜 \""), max_size=4).map(
    lambda text: constant('"' + text.replace('"', '""') + '"', text)
)
FLAG = st.sampled_from([constant("TRUE", True), constant("false", False)])


# -- operators -------------------------------------------------------------------


def remainder(left, right):
    whole = left / right
    sure(whole - round(whole))
    return left - right * (left // right)


ARITHMETIC = {
    "+": (PLUS, lambda left, right: left + right),
    "-": (PLUS, lambda left, right: left - right),
    "*": (TIMES, lambda left, right: left * right),
    "/": (TIMES, lambda left, right: left / right),
    "%": (TIMES, remainder),
}
ORDER = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def arithmetic(symbol, left, right):
    level, apply = ARITHMETIC[symbol]

    def run(values):
        first, second = needed(left.run(values)), needed(right.run(values))
        if symbol in "/%" and second == 0:
            raise RefusedError
        return fit(apply(first, second))

    text = f"{inside(left, level)} {symbol} {inside(right, level + 1)}"
    return Tree(level, text, run)


def negative(tree):
    return Tree(
        UNARY, f"-{inside(tree, UNARY)}", lambda values: -needed(tree.run(values))
    )


def day_of(value):
    return value.date() if isinstance(value, datetime.datetime) else value


def holds(symbol, left, right):
    if left is None or right is None:
        return False
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        sure(left - right)
    elif type(left) is not type(right):
        left, right = day_of(left), day_of(right)
    return ORDER[symbol](left, right)


def comparison(symbol, left, right):
    return Tree(
        COMPARE,
        f"{inside(left, JOIN)}{symbol}{inside(right, JOIN)}",
        lambda values: holds(symbol, left.run(values), right.run(values)),
    )


def chain(symbols, trees):
    def run(values):
        left = trees[0].run(values)
        for symbol, tree in zip(symbols, trees[1:], strict=True):
            right = tree.run(values)
            if not holds(symbol, left, right):
                return False
            left = right
        return True

    words = [inside(tree, JOIN) for tree in trees]
    text = words[0] + "".join(
        f" {symbol} {word}" for symbol, word in zip(symbols, words[1:], strict=True)
    )
    return Tree(COMPARE, text, run)


def membership(word, left, items):
    def run(values):
        value = left.run(values)
        found = []
        for item in items:
            each = item.run(values)
            found += each if isinstance(each, list) else [each]
        if value is None:
            return False
        is_in = any(
            type(value) is type(item) and holds("=", value, item) for item in found
        )
        return is_in is (word == "IN")

    choice = ", ".join(item.text for item in items)
    return Tree(COMPARE, f"{inside(left, JOIN)} {word} ({choice})", run)


def logical(word, trees):
    level = AND if word == "AND" else OR

    def run(values):
        for tree in trees:
            if bool(tree.run(values)) is (word == "OR"):
                return word == "OR"
        return word == "AND"

    return Tree(level, f" {word} ".join(inside(t, level + 1) for t in trees), run)


def negated(tree):
    return Tree(NOT, f"not {inside(tree, NOT)}", lambda values: not tree.run(values))


def joined(left, right):
    return Tree(
        JOIN,
        f"{inside(left, JOIN)} & {inside(right, JOIN + 1)}",
        lambda values: needed(left.run(values)) + needed(right.run(values)),
    )


# -- functions -------------------------------------------------------------------


def call(function, trees, apply):
    def run(values):
        return apply(*[needed(tree.run(values)) for tree in trees])

    return Tree(ATOM, f"{function}({', '.join(tree.text for tree in trees)})", run)


def chosen(condition, yes, no):
    def run(values):
        return (yes if condition.run(values) else no).run(values)

    return Tree(ATOM, f"If({condition.text}, {yes.text}, {no.text})", run)


def band(value, limits, results, otherwise):
    def run(values):
        found = needed(value.run(values))
        for (symbol, limit), result in zip(limits, results, strict=True):
            if holds(symbol, found, needed(limit.run(values))):
                return result.run(values)
        return otherwise.run(values)

    words = [
        f"{symbol} {limit.text}, {result.text}"
        for (symbol, limit), result in zip(limits, results, strict=True)
    ]
    text = f"BAND({', '.join([value.text, *words, otherwise.text])})"
    return Tree(ATOM, text, run)


def rounded(number, digits):
    scaled = abs(number) * 10**digits
    sure(scaled - scaled // 1 - Fraction(1, 2))
    whole = (scaled + Fraction(1, 2)) // 1
    return fit((whole if number >= 0 else -whole) / Fraction(10**digits))


def floored(number):
    sure(number - round(number))
    return Fraction(number // 1)


def shifted(day, number):
    if number != int(number):
        sure(number - round(number))
        raise RefusedError
    try:
        return day + datetime.timedelta(days=int(number))
    except OverflowError:
        raise RefusedError from None
