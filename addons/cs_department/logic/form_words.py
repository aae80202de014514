"""What the rules of forms say when they refuse a design or a value."""

from collections.abc import Callable, Sequence

from .expression.errors import Word

Params = dict[str, str | int | float]


def _(source: str) -> str:
    """Mark a sentence for the translation files; the sentence stays English here."""
    return source


MESSAGES: dict[str, str] = {
    # the design
    "not_design": _("This is not the design of a form."),
    "too_many_fields": _("A form has at most %(limit)s fields."),
    "too_many_rules": _("A form has at most %(limit)s rules."),
    "no_field": _("The form has no field yet."),
    "no_key": _("The field needs a technical name."),
    "bad_key": _(
        "A technical name begins with a small letter and has only small letters, digits"
        " and underscores, at most %(limit)s."
    ),
    "reserved_key": _("'%(name)s' has a meaning of its own: choose another name."),
    "same_key": _("Two fields have the technical name '%(name)s'."),
    "no_label": _("The field needs a label."),
    "long": _("The text has more than %(limit)s characters."),
    "not_text": _("A text is needed."),
    "unknown_kind": _("There is no such kind of field."),
    "unknown_value": _("'%(value)s' is not one of the possible values."),
    "no_table": _("There is no detail table '%(name)s'."),
    "bad_column": _("This kind of field cannot be a column of a detail table."),
    "no_column": _("The detail table has no column yet."),
    "no_choices": _("Give at least one option to choose from."),
    "too_many_choices": _("A field has at most %(limit)s options."),
    "same_choice": _("Two options have the technical name '%(name)s'."),
    "no_choice_label": _("Every option needs a label."),
    "bad_digits": _("The number of decimals is a whole number from 0 to 6."),
    "bad_limit": _("A limit has no meaning for this kind of field."),
    "cannot_compute": _("This kind of field cannot be computed."),
    "cannot_default": _("This kind of field cannot have a default."),
    "computed_default": _("A computed field has no default."),
    "computed_required": _("A computed field is never filled in by a person."),
    "cannot_be_unique": _("This kind of field cannot be unique."),
    "role_kind": _("This role needs another kind of field."),
    "same_role": _("Another field has this role already."),
    "no_nodes": _("Choose at least one step of the flow."),
    "unknown_node": _("The flow has no step '%(name)s'."),
    "circle": _("The fields depend on each other in a circle: %(names)s."),
    "bad_expression": _("%(reason)s"),
    "no_expression": _("The rule needs a condition."),
    "no_message": _("The rule needs a sentence that tells people what is wrong."),
    "unknown_field": _("There is no field '%(name)s'."),
    # the values
    "wrong_value": _("This is not a value for this field."),
    "long_value": _("At most %(limit)s characters."),
    "large_number": _("The number is too large."),
    "no_option": _("This option does not exist."),
    "many_rows": _("At most %(limit)s lines."),
    "many_items": _("At most %(limit)s entries."),
    "cannot_compute_value": _("This cannot be computed: %(reason)s"),
    "too_small": _("At least %(limit)s."),
    "too_large": _("At most %(limit)s."),
    "too_early": _("Not before %(limit)s."),
    "too_late": _("Not after %(limit)s."),
    "too_short": _("At least %(limit)s characters."),
    "too_long": _("At most %(limit)s characters."),
    "too_few": _("At least %(limit)s entries."),
    "too_many": _("At most %(limit)s entries."),
    "attachment_missing": _("Please attach a document."),
    "missing": _("Please fill this in."),
    # the cells of a spreadsheet
    "no_number": _("'%(text)s' is not a number."),
    "no_day": _("'%(text)s' is not a date; write it as 2026-03-31."),
    "no_yes": _("'%(text)s' is neither yes nor no."),
    "no_such_option": _("There is no option '%(text)s'."),
    "not_found": _("Nothing is called '%(text)s' here."),
    "found_several": _("Several are called '%(text)s'."),
    "no_files": _("Files cannot be imported from a table."),
}


class Sentence:
    """A sentence with its parameters, to be put into the reader's language."""

    __slots__ = ("code", "params")

    def __init__(self, code: str, **params: object) -> None:
        """Keep the code (a key of ``MESSAGES``) and what fills the sentence."""
        self.code, self.params = code, params

    def translated(
        self,
        translate: Callable[[str], str],
        listed: Callable[[Sequence[str]], str] = ", ".join,
    ) -> str:
        """Return the sentence in the language of ``translate`` (Odoo: ``env._``).

        :param listed: writes words one after the other in that language
        """
        params = {
            name: listed(value) if isinstance(value, list) else _said(value, translate)
            for name, value in self.params.items()
        }
        source = MESSAGES[self.code]
        try:
            return translate(source) % params
        except (KeyError, TypeError, ValueError):
            return source % params

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.translated(lambda source: source)

    def __repr__(self) -> str:
        """Return code and parameters, for a test that fails."""
        return f"<Sentence {self.code} {self.params}>"

    def __eq__(self, other: object) -> bool:
        """Compare by what is said."""
        return isinstance(other, Sentence) and str(self) == str(other)

    def __hash__(self) -> int:
        """Hash by what is said."""
        return hash(str(self))


def _said(value: object, translate: Callable[[str], str]) -> object:
    if hasattr(value, "translated"):
        return value.translated(translate)
    return translate(str(value)) if isinstance(value, Word) else value
