"""No text and no value gets anything but the language's own error, nor takes long."""

import datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from logic.expression import ExpressionError, compile  # noqa: A004

from .expression_attacks import (
    NAMES,
    OUTSIDE,
    PIECES,
    SETTINGS,
    TODAY,
    VALID,
    VALUES,
    harmless,
)

CHARACTERS = st.characters(exclude_categories=())
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "double", "swap"]),
        st.integers(0, 200),
        st.integers(0, 20),
        st.sampled_from(PIECES) | st.text(CHARACTERS, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


def mutated(text, edits):
    for kind, at, length, piece in edits:
        start = at % (len(text) + 1)
        stop = start + length
        replacement = {
            "insert": piece + text[start:stop],
            "delete": "",
            "replace": piece,
            "double": text[start:stop] * 2,
            "swap": text[start:stop][::-1],
        }[kind]
        text = text[:start] + replacement + text[stop:]
    return text


@pytest.mark.parametrize("text", VALID)
def test_the_valid_ones_are_valid(text):
    assert harmless(text)


@pytest.mark.parametrize("text", OUTSIDE)
def test_python_stays_outside(text):
    assert not harmless(text)


@SETTINGS
@given(st.text(CHARACTERS, max_size=300))
@example("\x00")
@example("\ud800")
@example('"\udfff"')
@example("\u202e1 + 1")
@example("²")
@example("٣ + 1")
@example("ǅ")
@example("\N{KELVIN SIGN}")
@example("ﬁ + ﬀ")
@example("\U0001d7d9")
def test_any_text(text):
    harmless(text)


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["", " "]))
def test_any_pieces(pieces, between):
    harmless(between.join(pieces))


@SETTINGS
@given(st.sampled_from(VALID), EDITS)
def test_any_mutation(text, edits):
    harmless(mutated(text, edits))


@SETTINGS
@given(
    st.sampled_from(
        [
            "(",
            "（",
            "-",
            "+ -",
            "NOT ",
            "1 + ",
            "1 + (",
            "urgent AND ",
            "urgent AND (",
            "1 = ",
            "1 < ",
            "MAX(",
            "MAX(1, ",
            "IF(urgent, 1, ",
            "IF(",
            "BAND(",
            "BAND(1, ",
            "BAND(days, 1, 2, ",
            "BAND(days, < (",
            "1 IN (",
            "IN(1, ",
            '"a" & ',
            "day + ",
            "days % ",
            "days, ",
            "a",
            "天",
            "9",
            "0.",
            '"',
            "“",
            " ",
            "\n",
            "=",
            ")",
        ]
    ),
    st.integers(1, 6000),
    st.sampled_from(["", "1", "urgent", "1" + ")" * 40, '"a"', "day"]),
    st.booleans(),
)
def test_any_depth(piece, count, end, is_closed):
    text = piece * count + end
    if is_closed:
        text += ")" * min(piece.count("(") * count, 4000)
    harmless(text)


@SETTINGS
@given(
    st.integers(0, 10**400) | st.sampled_from([10**15, 10**15 - 1, 10**14]),
    st.integers(0, 60),
    st.sampled_from(["{0} * {0}", "{0} / 0.{1:060d}", "{0} % 0.{1}", "1e{1} - {0}"]),
)
def test_any_number(number, small, pattern):
    harmless(pattern.format(number, small))


ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.decimals()
    | st.text(CHARACTERS)
    | st.binary(max_size=3)
    | st.dates()
    | st.datetimes()
    | st.datetimes(timezones=st.just(datetime.UTC))
    | st.timedeltas()
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.sets(st.integers() | st.text(), max_size=3)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@SETTINGS
@given(st.sampled_from(VALID), st.dictionaries(st.sampled_from([*NAMES]), ANY_VALUE))
def test_any_value(text, values):
    harmless(text, values)
    harmless(text, {**VALUES, **values})


class Trap:
    """An object whose attributes nobody may touch."""

    def __getattribute__(self, name):
        if name == "__class__":  # isinstance() asks
            return Trap
        raise AssertionError(f"{name} was read")


@pytest.mark.parametrize("name", NAMES)
def test_attributes_of_values_are_not_read(name):
    text = f"COUNT({name}) > 1"
    with pytest.raises(ExpressionError, match="is not a"):
        compile(text, NAMES).evaluate({name: Trap()})


@SETTINGS
@given(st.sampled_from(VALID), st.data())
def test_width_and_spaces_do_not_change_the_meaning(text, data):
    assume('"' not in text)
    wide = "".join(
        chr(ord(character) + 0xFEE0)
        if "!" <= character <= "~" and data.draw(st.booleans())
        else character
        for character in text
    )
    assume("＂" not in wide and "＇" not in wide)
    found, again = (
        compile(each, NAMES).evaluate(VALUES, today=TODAY) for each in (text, wide)
    )
    assert found == again
