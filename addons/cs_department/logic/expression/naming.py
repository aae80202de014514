"""Finding the declared name for a typed one."""

import difflib
from collections.abc import Iterable


def declared(name: str, known: Iterable[str]) -> str | None:
    """Return ``name`` as declared: exactly, or else the only one but for the case."""
    known = list(known)
    if name in known:
        return name
    folded = name.casefold()
    same = [other for other in known if other.casefold() == folded]
    return same[0] if len(same) == 1 else None


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``name`` is most likely meant to be."""
    if len(name) > 64:
        return None
    folded = {other.casefold(): other for other in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else None


def cut(name: str) -> str:
    """Return ``name`` short enough for a sentence."""
    return name if len(name) <= 60 else name[:59] + "…"
