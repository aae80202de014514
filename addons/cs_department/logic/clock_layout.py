"""What a file of clock times looks like: its columns, formats and zone."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

#: what a format is written with, and what strptime calls it
TOKENS = {
    "YYYY": "%Y",
    "YY": "%y",
    "MM": "%m",
    "DD": "%d",
    "HH": "%H",
    "mm": "%M",
    "ss": "%S",
}
_TOKEN = re.compile("|".join(sorted(TOKENS, key=len, reverse=True)))
#: Excel counts days from here
EXCEL_EPOCH = datetime.datetime(1899, 12, 30)
MIDNIGHT = datetime.time()


@dataclass(frozen=True)
class Layout:
    """Which columns a file has, by the words of its first row.

    One row holds one clock time (``moment``, perhaps with a ``direction``) or a coming
    and a leaving (``came``, ``left``). With a column ``day`` these are times of it.
    """

    person: str
    moment: str = ""
    came: str = ""
    left: str = ""
    day: str = ""
    direction: str = ""
    day_format: str = "YYYY-MM-DD"
    time_format: str = "HH:mm"
    in_words: frozenset[str] = frozenset()
    out_words: frozenset[str] = frozenset()
    zone: str = "UTC"

    @property
    def columns(self) -> dict[str, str]:
        """Return what is read and the heading it stands below."""
        named = {
            "person": self.person,
            "day": self.day,
            "moment": self.moment,
            "direction": self.direction,
            "came": self.came,
            "left": self.left,
        }
        return {role: name for role, name in named.items() if name}


def pattern(text: str) -> str | None:
    """Return a format such as ``YYYY/MM/DD`` as strptime knows it, None if it is none.

    No token may come twice, and nothing but separators may stand between them.
    """
    found = _TOKEN.findall(text)
    rest = _TOKEN.sub("", text)
    if not found or len(set(found)) < len(found):
        return None
    if any(letter.isalnum() and letter.isascii() for letter in rest) or "%" in rest:
        return None
    return _TOKEN.sub(lambda match: TOKENS[match.group()], text)


def parsed(text: str, pattern_: str) -> datetime.datetime | None:
    """Return a text in a format as a moment, None when it is none."""
    try:
        return datetime.datetime.strptime(text, pattern_)  # noqa: DTZ007
    except ValueError:
        return None


def from_excel(number: float) -> datetime.datetime | None:
    """Return a number of a spreadsheet as a moment, None when it is none."""
    try:
        moment = EXCEL_EPOCH + datetime.timedelta(days=float(number))
        half = datetime.timedelta(microseconds=500_000)
        return (moment + half).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None
