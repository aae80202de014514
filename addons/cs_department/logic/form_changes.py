"""What is different between two designs of a form, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .form_check_field import place_of
from .form_design import rows_of, text_of


def _(source: str) -> str:
    """Mark a sentence for the translation files; the sentence stays English here."""
    return source


MESSAGES = {
    "added": _("New field '%(field)s'."),
    "removed": _("The field '%(field)s' is gone; older requests still show it."),
    "moved": _("The order of the fields changed."),
    "renamed": _("'%(old)s' is called '%(field)s' now."),
    "kind": _("'%(field)s' is another kind of field now."),
    "choices": _("The options of '%(field)s' changed."),
    "rule": _("The rules of '%(field)s' changed: %(names)s."),
    "validations": _("The validations of the form changed."),
    "nothing": _("Nothing changes for those who file it."),
}
#: attributes in words
WORDS = {
    "help": _("help"),
    "placeholder": _("placeholder"),
    "width": _("width"),
    "digits": _("decimals"),
    "unit": _("unit"),
    "required": _("required"),
    "required_if": _("required if"),
    "required_nodes": _("required at steps"),
    "visible_if": _("visible if"),
    "hidden_nodes": _("hidden at steps"),
    "readonly": _("read-only"),
    "readonly_if": _("read-only if"),
    "editable_nodes": _("filled in at steps"),
    "default": _("default"),
    "computed": _("computed"),
    "minimum": _("minimum"),
    "maximum": _("maximum"),
    "unique": _("unique"),
    "attachment_required": _("attachment needed"),
    "role": _("meaning"),
}

Design = Mapping[str, Any]


class Change:
    """One difference: a code of ``MESSAGES`` and what fills its sentence."""

    def __init__(self, code: str, names: tuple[str, ...] = (), **params: str) -> None:
        """Keep what is different; ``names`` are attributes of ``WORDS``."""
        self.code, self.names, self.params = code, names, params

    def translated(
        self,
        translate: Callable[[str], str],
        listed: Callable[[Sequence[str]], str] = ", ".join,
    ) -> str:
        """Return the sentence in the language of ``translate`` and ``listed``."""
        words = listed([translate(WORDS[name]) for name in self.names])
        return translate(MESSAGES[self.code]) % {**self.params, "names": words}


def changes(old: Design, new: Design) -> list[Change]:
    """Return what is different in ``new``, in the order of its fields."""
    before = {place_of(s): s for s in rows_of(old.get("fields"))}
    after = {place_of(s): s for s in rows_of(new.get("fields"))}
    found: list[Change] = []
    for place, spec in after.items():
        if place in before:
            found += _different(before[place], spec)
        else:
            found.append(Change("added", field=_label(spec, place)))
    for place, spec in before.items():
        if place not in after:
            found.append(Change("removed", field=_label(spec, place)))
    kept = [place for place in before if place in after]
    if kept != [place for place in after if place in before]:
        found.append(Change("moved"))
    if _rules(old) != _rules(new):
        found.append(Change("validations"))
    return found or [Change("nothing")]


def _label(spec: Design, place: str) -> str:
    return text_of(spec.get("label")) or place


def _different(old: Design, new: Design) -> list[Change]:
    label, was = _label(new, ""), _label(old, "")
    found = []
    if label != was:
        found.append(Change("renamed", field=label, old=was))
    if old.get("kind") != new.get("kind"):
        found.append(Change("kind", field=label))
    if _options(old) != _options(new):
        found.append(Change("choices", field=label))
    names = tuple(n for n in WORDS if (old.get(n) or "") != (new.get(n) or ""))
    if names:
        found.append(Change("rule", names, field=label))
    return found


def _options(spec: Design) -> list[tuple[object, object]]:
    return [(c.get("key"), c.get("label")) for c in rows_of(spec.get("choices"))]


def _rules(design: Design) -> list[tuple[object, ...]]:
    names = ("field", "expression", "message", "nodes")
    return [
        tuple(str(rule.get(name) or "") for name in names)
        for rule in rows_of(design.get("rules"))
    ]
