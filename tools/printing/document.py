"""Prints bodies, headers and footers into one PDF with an outline."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from .chromium import Chromium, base_url
from .options import INCH, Options, Paper

STRIPS = Path(__file__).with_name("strips.js").read_text().strip().rstrip(";")
TITLE = "(document.querySelector('h1,h2,h3') || document.body).innerText.slice(0, 80)"
COOKIE = re.compile(r"\s*([^=;]+)=([^;]*).*?domain=([^;]*)")


def print_document(options: Options) -> None:
    """Print what ``options`` name; the last of its files is written."""
    *bodies, output = options.files
    with tempfile.TemporaryDirectory(
        prefix="odoo-print-", ignore_cleanup_errors=True
    ) as directory:
        browser = Chromium(directory)
        try:
            _set_cookies(browser, options, bodies[0])
            printed = _Print(browser, options)
            for body in bodies:
                printed.add_body(body)
            for kind in ("header", "footer"):
                if options.switches.get(f"{kind}-html"):
                    printed.add_strips(kind, options.switches[f"{kind}-html"])
        finally:
            browser.close()
    printed.write(output)


def _set_cookies(browser: Chromium, options: Options, body: str) -> None:
    if jar := options.switches.get("cookie-jar"):
        for match in filter(None, map(COOKIE.match, Path(jar).read_text().split("\n"))):
            name, value, domain = match[1], match[2], match[3].strip()
            browser.set_cookie(
                name=name, value=value, domain=domain, path="/", httpOnly=True
            )
    for name, value in options.switches.get("cookie", []):
        url = base_url(Path(body).read_bytes())
        browser.set_cookie(name=name, value=value, url=url)


class _Print:
    """The pages so far, and where each document begins."""

    def __init__(self, browser: Chromium, options: Options):
        self.browser = browser
        self.options = options
        self.paper = options.paper
        self.writer = PdfWriter()
        self.starts: list[tuple[int, str]] = []
        self.pages: list[dict[str, int]] = []

    def _pdf(self, paper: Paper) -> PdfReader:
        return PdfReader(BytesIO(self.browser.pdf(paper, self.options.scale)))

    def add_body(self, path: str) -> None:
        """Print a document; its page numbers begin with 1."""
        document = len(self.starts)
        self.browser.load(path, f"body{document}", self.options.patience)
        self.starts.append((len(self.pages), self.browser.run(TITLE) or ""))
        part = self._pdf(self.paper)
        for number, page in enumerate(part.pages, 1):
            self.writer.add_page(page)
            self.pages.append(
                {"doc": document, "page": number, "topage": len(part.pages)}
            )

    def add_strips(self, kind: str, path: str) -> None:
        """Lay the headers or footers over the pages."""
        self.browser.load(path, kind, self.options.patience)
        self.browser.run(f"({STRIPS})({json.dumps(self.pages)})")
        top = self.paper.height - self.paper.bottom
        if kind == "header":
            top = max(self.paper.top - self.options.length("header-spacing", 0), 0)
        strips = self._pdf(replace(self.paper, top=top, bottom=0))
        for page, strip in zip(self.writer.pages, strips.pages, strict=False):
            page.merge_page(strip)

    def write(self, path: str) -> None:
        """Write the PDF."""
        width, height = (
            round(side * 72 / INCH) for side in (self.paper.width, self.paper.height)
        )
        for page in self.writer.pages:  # Chromium's is a fraction of a pixel larger
            page.mediabox = page.cropbox = RectangleObject((0, 0, width, height))
        self._write_outline()
        self.writer.compress_identical_objects()
        with Path(path).open("wb") as file:
            self.writer.write(file)

    def _write_outline(self) -> None:
        """Add the outline by which Odoo splits a print into records.

        Odoo reads named destinations that hold page numbers.
        """
        writer, root = self.writer, self.writer.root_object
        outline = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Outlines"),
                NameObject("/Count"): NumberObject(len(self.starts)),
            }
        )
        reference = writer._add_object(outline)
        destinations, items = DictionaryObject(), []
        for number, (page, title) in enumerate(self.starts):
            name = NameObject(f"/__WKANCHOR_{number}")
            destinations[name] = ArrayObject(
                [NumberObject(page), NameObject("/XYZ"), *[NumberObject(0)] * 3]
            )
            entry = {
                NameObject("/Title"): TextStringObject(title or str(number + 1)),
                NameObject("/Dest"): name,
                NameObject("/Parent"): reference,
            }
            items.append(writer._add_object(DictionaryObject(entry)))
        for before, after in zip(items, items[1:], strict=False):
            before.get_object()[NameObject("/Next")] = after
            after.get_object()[NameObject("/Prev")] = before
        if items:
            outline[NameObject("/First")] = items[0]
            outline[NameObject("/Last")] = items[-1]
            root[NameObject("/Outlines")] = reference
            root[NameObject("/Dests")] = writer._add_object(destinations)
