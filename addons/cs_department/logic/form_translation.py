"""The words of a design in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .form_design import rows_of, text_of

_WORDS = ("label", "help", "placeholder", "unit")


def _entries(design: Mapping[str, Any]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield the words of a design: where they stand, and what they are."""
    for spec in rows_of(design.get("fields")):
        key = str(spec.get("key"))
        for name in _WORDS:
            yield (key, name), text_of(spec.get(name))
        for choice in rows_of(spec.get("choices")):
            yield (key, "choice", str(choice.get("key"))), text_of(choice.get("label"))
    for index, rule in enumerate(rows_of(design.get("rules"))):
        yield ("rule", str(index)), text_of(rule.get("message"))


def translations(
    source: Mapping[str, Any], translated: Mapping[str, Any]
) -> dict[str, str]:
    """Return ``{word: translation}`` of two designs that differ in language only."""
    words = dict(_entries(source))
    return {
        words[place]: word
        for place, word in _entries(translated)
        if words.get(place) and word and word != words[place]
    }


def translate(
    design: dict[str, Any], source: Mapping[str, Any], known: Mapping[str, str]
) -> dict[str, Any]:
    """Return ``design`` with the words that are still as in ``source`` translated."""
    plain = dict(_entries(source))

    def word(place: tuple[str, ...], text: object) -> object:
        same = isinstance(text, str) and text.strip() == plain.get(place)
        return known.get(str(text).strip(), text) if same else text

    fields = []
    for spec in rows_of(design.get("fields")):
        key = str(spec.get("key"))
        done = dict(spec) | {name: word((key, name), spec.get(name)) for name in _WORDS}
        choices = rows_of(spec.get("choices"))
        places = [(key, "choice", str(choice.get("key"))) for choice in choices]
        done["choices"] = [
            dict(choice) | {"label": word(place, choice.get("label"))}
            for place, choice in zip(places, choices, strict=True)
        ]
        fields.append(done)
    rules = [
        dict(rule) | {"message": word(("rule", str(index)), rule.get("message"))}
        for index, rule in enumerate(rows_of(design.get("rules")))
    ]
    return design | {"fields": fields, "rules": rules}
