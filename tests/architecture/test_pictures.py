"""README's pictures: each is taken by the tool, and none lies about unused."""

import pathlib
import re

from pictures import PICTURES

ROOT = pathlib.Path(__file__).parents[2]


def test_readme_shows_what_the_tool_takes():
    text = (ROOT / "README.md").read_text()
    shown = re.findall(r"!\[[^]]+\]\(docs/([\w-]+)\.png\)", text)
    assert set(shown) == set(PICTURES)


def test_docs_hold_these_pictures_only():
    assert {file.stem for file in (ROOT / "docs").iterdir()} == set(PICTURES)
