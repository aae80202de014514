"""Keeps the translations complete.

Usage: i18n.py check FRESH.pot FOLDER   fail when FOLDER's files are not up to date
       i18n.py merge FRESH.pot FOLDER   bring them up to date
"""

import re
import sys
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdrf]|\{\w*\}")


def defects(template: polib.POFile, fresh: polib.POFile) -> list[str]:
    """Return how ``template`` differs from the ``fresh`` export."""
    had, has = ({entry.msgid for entry in file} for file in (template, fresh))
    return [f"not in the template: {text!r}" for text in sorted(has - had)] + [
        f"no longer in the source: {text!r}" for text in sorted(had - has)
    ]


def translation_defects(po: polib.POFile, fresh: polib.POFile) -> list[str]:
    """Return what is missing or wrong in the translation ``po``."""
    entries = {entry.msgid: entry for entry in po if not entry.obsolete}
    found = []
    for text in sorted(entry.msgid for entry in fresh):
        entry = entries.get(text)
        if entry is None or not entry.msgstr.strip():
            found.append(f"untranslated: {text!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {text!r}")
        elif set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgstr)):
            found.append(f"other placeholders: {text!r} -> {entry.msgstr!r}")
    return found


def check(fresh: polib.POFile, folder: Path) -> list[str]:
    """Return all defects of the files in ``folder``."""
    templates = list(folder.glob("*.pot"))
    found = [] if templates else [f"no template in {folder}"]
    for file in templates:
        found += [f"{file.name}: {text}" for text in defects(polib.pofile(file), fresh)]
    languages = list(folder.glob("*.po"))
    found += [] if languages else [f"no translation in {folder}"]
    for file in languages:
        po = polib.pofile(file)
        found += [f"{file.name}: {text}" for text in translation_defects(po, fresh)]
    return found


def merge(fresh: polib.POFile, folder: Path) -> None:
    """Rewrite the template and add what is new to the translations."""
    name = folder.parent.name
    folder.mkdir(exist_ok=True)
    for header in ("POT-Creation-Date", "PO-Revision-Date"):
        fresh.metadata.pop(header, None)
    fresh.save(folder / f"{name}.pot")
    for file in folder.glob("*.po"):
        po = polib.pofile(file, wrapwidth=fresh.wrapwidth)
        po.merge(fresh)
        for entry in po.obsolete_entries():
            po.remove(entry)
        po.save()


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in {"check", "merge"}:
        sys.exit(__doc__)
    export, directory = polib.pofile(sys.argv[2]), Path(sys.argv[3])
    if sys.argv[1] == "merge":
        merge(export, directory)
        sys.exit()
    problems = check(export, directory)
    print("\n".join(problems))
    sys.exit(bool(problems))
