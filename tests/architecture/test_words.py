"""Words are said as the reader's language does it, and each is translated once."""

import re
from collections import Counter
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons" / "cs_department"
#: a list that is put together with the punctuation of English
WESTERN = re.compile(
    r"""["'][,;:] ["']\.join|\.join\(["'][,;:] ["']\)|f["']\{[^"']*\}[,;:] \{"""
)
PLACES = [
    *(ADDON / name for name in ("models", "wizard", "controllers")),
    ADDON / "static" / "src",
]
#: lists of names that the program reads, or that somebody types
NOT_SAID = (
    'SQL(", ").join',
    '", ".join(spec[n])',
    '(value || []).join(", ")',
    '(names || []).join(", ")',
    'this.many.join(", ")',
    '.map(quoted).join(", ")',
)


def test_no_list_has_the_punctuation_of_one_language() -> None:
    found = [
        f"{path.relative_to(ADDON)}:{number}"
        for place in PLACES
        for path in sorted(place.rglob("*"))
        if path.suffix in (".py", ".js")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if WESTERN.search(line) and not any(code in line for code in NOT_SAID)
    ]
    assert not found, "use format_list, or listed in JavaScript"


def test_the_pattern_finds_what_it_looks_for() -> None:
    for line in ('", ".join(names)', "names.join(', ')", 'f"{name}: {figure}"'):
        assert WESTERN.search(line), line


def test_no_place_of_the_catalogue_has_two_texts() -> None:
    """A renamed label that keeps its old entry is shown with the old translation."""
    for path in sorted((ADDON / "i18n").glob("*.po*")):
        places = Counter(re.findall(r"^#: (model:\S+)", path.read_text(), re.MULTILINE))
        assert not [place for place, count in places.items() if count > 1], path.name
