"""From the typed text to tokens; full-width punctuation reads like the ASCII one."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .errors import ExpressionError

MAX_LENGTH = 4000
MAX_TEXT = 1000
MAX_DIGITS = 15

Kind = Literal["number", "text", "date", "name", "word", "symbol", "end"]

# One character for one character, so that columns stay those of the typed text.
_PLAIN: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= {
    ord(typed): read
    for typed, read in {
        "\N{FULLWIDTH QUOTATION MARK}": "\N{FULLWIDTH QUOTATION MARK}",
        "\N{FULLWIDTH APOSTROPHE}": "\N{FULLWIDTH APOSTROPHE}",
        "\N{IDEOGRAPHIC COMMA}": ",",
        "\N{IDEOGRAPHIC FULL STOP}": ".",
        "\N{FULLWIDTH FULL STOP}": ".",
        "\N{MULTIPLICATION SIGN}": "*",
        "\N{DIVISION SIGN}": "/",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT BLACK LENTICULAR BRACKET}": "[",
        "\N{RIGHT BLACK LENTICULAR BRACKET}": "]",
        "\N{BYTE ORDER MARK}": " ",
    }.items()
}

# A text ends with a mark of the family it began with; the mark doubled is a mark.
_DOUBLE = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}＂"
_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}＇"
_CLOSING = {'"': '"', "'": "'"}
_CLOSING |= dict.fromkeys(_DOUBLE, _DOUBLE) | dict.fromkeys(_SINGLE, _SINGLE)
_CLOSING |= {"\N{LEFT CORNER BRACKET}": "\N{RIGHT CORNER BRACKET}"}

WORDS = frozenset({"AND", "OR", "NOT", "IN", "TRUE", "FALSE"})
# what other languages write, and what to write here
_INSTEAD = {
    "&&": "AND",
    "||": "OR",
    "|": "OR",
    "!": "NOT",
    ";": ",",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
    ":=": "=",
    "===": "=",
}
_ALIASES = {
    "==": "=",
    "!=": "<>",
    "\N{NOT EQUAL TO}": "<>",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "=<": "<=",
    "=>": ">=",
}
_SYMBOL = re.compile(
    r":=|&&|\|\||===|==|!=|<>|<=|>=|=<|=>|\*\*|//|[-+*/%&(),<>=≠≤≥.;!|\[\]{}^@]"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})(?![0-9.])|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_TIME = re.compile(r"(?:[ \u3000]+|T)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?![0-9:])")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: ``start`` and ``stop`` are offsets in the typed text."""

    kind: Kind
    value: str | Decimal | datetime.date
    start: int
    stop: int


def tokenize(text: str) -> list[Token]:
    """Return the tokens of ``text``, the last one of kind ``end``.

    Raises ExpressionError for a character without meaning, a text without end, a day
    that does not exist or a number with too many digits.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too_long", limit=MAX_LENGTH)
    return list(_Lexer(text).tokens())


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_PLAIN)
        self.at = 0

    def tokens(self) -> list[Token]:
        found: list[Token] = []
        while self.at < len(self.text):
            if self.plain[self.at].isspace():
                self.at += 1
                continue
            token = self._next()
            self.at = token.stop
            found.append(token)
        found.append(Token("end", "", len(self.text), len(self.text)))
        return found

    def _next(self) -> Token:
        character = self.plain[self.at]
        if character in _CLOSING:
            return self._text(_CLOSING[character])
        if match := _DATE.match(self.plain, self.at):
            return self._date(match)
        if match := _NUMBER.match(self.plain, self.at):
            return self._number(match)
        if character.isidentifier():
            return self._name()
        if match := _SYMBOL.match(self.plain, self.at):
            return self._symbol(match)
        raise self._unexpected()

    def _text(self, closing: str) -> Token:
        content: list[str] = []
        start, at = self.at, self.at + 1
        while at < len(self.text):
            character = self.text[at]
            if character in closing:
                if self.text[at + 1 : at + 2] != character:
                    return Token("text", self._content(content, start), start, at + 1)
                at += 1
            elif character in "\r\n":
                break
            elif not _is_visible(character):
                self.at = at
                raise self._unexpected()
            content.append(character)
            at += 1
        raise ExpressionError("unclosed_text", start + 1)

    @staticmethod
    def _content(content: list[str], start: int) -> str:
        if len(content) > MAX_TEXT:
            raise ExpressionError("text_too_long", start + 1, limit=MAX_TEXT)
        return "".join(content)

    def _date(self, match: re.Match[str]) -> Token:
        year, *rest = (int(part) for part in match.groups() if part)
        try:
            day = datetime.date(year, *rest)
        except ValueError:
            raise ExpressionError(
                "bad_date", self.at + 1, text=self.text[self.at : match.end()]
            ) from None
        if clock := _TIME.match(self.plain, match.end()):
            return Token("date", self._moment(day, clock), self.at, clock.end())
        return Token("date", day, self.at, match.end())

    def _moment(self, day: datetime.date, clock: re.Match[str]) -> datetime.datetime:
        try:
            hour, minute, second = map(int, clock.groups(default="0"))
            time = datetime.time(hour, minute, second)
        except ValueError:
            shown = self.text[clock.start() : clock.end()].strip()
            raise ExpressionError(
                "bad_time", clock.start() + 2, text=shown.lstrip("T")
            ) from None
        return datetime.datetime.combine(day, time)

    def _number(self, match: re.Match[str]) -> Token:
        digits = match.group()
        if any(len(part) > MAX_DIGITS for part in digits.split(".")):
            raise ExpressionError(
                "number_too_long", self.at + 1, text=_cut(digits), limit=MAX_DIGITS
            )
        return Token("number", Decimal(digits), self.at, match.end())

    def _name(self) -> Token:
        stop = self.at + 1
        while stop < len(self.plain) and ("a" + self.plain[stop]).isidentifier():
            stop += 1
        name = self.plain[self.at : stop]
        if name.upper() in WORDS:
            return Token("word", name.upper(), self.at, stop)
        return Token("name", name, self.at, stop)

    def _symbol(self, match: re.Match[str]) -> Token:
        symbol = match.group()
        if symbol in _INSTEAD:
            raise ExpressionError(
                "use_instead",
                self.at + 1,
                found=self.text[self.at : match.end()],
                suggestion=_INSTEAD[symbol],
            )
        if symbol == ".":
            raise ExpressionError("dot", self.at + 1)
        if symbol in ("**", "//", "^", "@"):
            raise ExpressionError("not_available", self.at + 1, found=symbol)
        return Token("symbol", _ALIASES.get(symbol, symbol), self.at, match.end())

    def _unexpected(self) -> ExpressionError:
        character = self.text[self.at]
        if _is_visible(character):
            return ExpressionError("bad_character", self.at + 1, character=character)
        return ExpressionError(
            "invisible_character", self.at + 1, character=f"U+{ord(character):04X}"
        )


def _is_visible(character: str) -> bool:
    """Tell whether nothing is hidden: no control, direction mark or lone surrogate."""
    return character in "\t\u200c\u200d" or (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def _cut(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
