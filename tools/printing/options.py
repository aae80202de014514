"""The command line of wkhtmltopdf, as far as Odoo uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

INCH = 25.4  # mm
PAPER = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "A7": (74, 105),
    "A8": (52, 74),
    "A9": (37, 52),
    "B0": (1000, 1414),
    "B1": (707, 1000),
    "B2": (500, 707),
    "B3": (353, 500),
    "B4": (250, 353),
    "B5": (176, 250),
    "B6": (125, 176),
    "B7": (88, 125),
    "B8": (62, 88),
    "B9": (44, 62),
    "B10": (31, 44),
    "C5E": (163, 229),
    "Comm10E": (105, 241),
    "DLE": (110, 220),
    "Executive": (190.5, 254),
    "Folio": (210, 330),
    "Ledger": (431.8, 279.4),
    "Legal": (215.9, 355.6),
    "Letter": (215.9, 279.4),
    "Tabloid": (279.4, 431.8),
}
FLAGS = {
    "--disable-javascript",
    "--disable-local-file-access",
    "--disable-smart-shrinking",
    "--enable-local-file-access",
    "--footer-line",
    "--header-line",
    "--no-print-media-type",
    "--print-media-type",
    "--quiet",
    "-q",
}
TWO_VALUES = {"--cookie", "--custom-header", "--post"}
# wkhtmltopdf's "smart shrinking" shows about this share of a CSS pixel's size: an A4
# page is some 1020 pixels wide, for which Odoo's layouts are drawn
SHRINK = 0.78


def millimetres(value: str | None, default: float) -> float:
    """Return a length such as ``10mm``, ``1in`` or ``96px``, without a unit in mm."""
    match = re.fullmatch(r"\s*([\d.]+)\s*(mm|cm|in|px)?\s*", value or "")
    if not match:
        return default
    factor = {"cm": 10, "in": INCH, "px": INCH / 96}.get(match[2], 1)
    return float(match[1]) * factor


@dataclass
class Paper:
    """A page and its margins, in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass
class Options:
    """A command line: switches by name, bodies to print, the file to write."""

    switches: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @classmethod
    def parse(cls, arguments: list[str]) -> Options:
        """Return the options that ``arguments`` give."""
        options, rest = cls(), iter(arguments)
        for argument in rest:
            name = argument.lstrip("-")
            if argument in FLAGS:
                options.switches[name] = True
            elif argument in TWO_VALUES:
                pair = next(rest), next(rest)
                options.switches.setdefault(name, []).append(pair)
            elif argument.startswith("--"):
                options.switches[name] = next(rest)
            else:
                options.files.append(argument)
        return options

    def length(self, name: str, default: float) -> float:
        """Return the switch ``name`` in mm."""
        return millimetres(self.switches.get(name), default)

    @property
    def paper(self) -> Paper:
        """The page to print on."""
        width, height = PAPER.get(self.switches.get("page-size", "A4"), PAPER["A4"])
        width = self.length("page-width", width)
        height = self.length("page-height", height)
        if self.switches.get("orientation", "").lower() == "landscape":
            width, height = height, width
        margins = (
            self.length(f"margin-{side}", 10)
            for side in ("top", "bottom", "left", "right")
        )
        return Paper(width, height, *margins)

    @property
    def scale(self) -> float:
        """How large a CSS pixel is printed."""
        return 1.0 if self.switches.get("disable-smart-shrinking") else SHRINK

    @property
    def patience(self) -> float:
        """How many seconds a page may take to load."""
        return 10 + float(self.switches.get("javascript-delay", 0)) / 1000
