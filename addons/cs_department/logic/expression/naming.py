"""Finding the declared name for a typed one."""

import difflib
import heapq
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
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(name.casefold())

    def likeness(other: str, measure: str) -> float:
        matcher.set_seq1(other.casefold()[:64])
        ratio: float = getattr(matcher, measure)()
        return ratio

    # the exact measure is slow: only for the few that share the most letters
    few = heapq.nlargest(8, known, key=lambda other: likeness(other, "quick_ratio"))
    best = max(few, key=lambda other: likeness(other, "ratio"), default="")
    return best if best and likeness(best, "ratio") >= 0.5 else None


def cut(name: str) -> str:
    """Return ``name`` short enough for a sentence."""
    return name if len(name) <= 60 else name[:59] + "…"
