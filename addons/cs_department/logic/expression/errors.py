"""What the expression language says when it refuses a text or a value."""

from collections.abc import Callable


def _(source: str) -> str:
    """Mark a sentence for the translation files; the sentence stays English here."""
    return source


class Word(str):
    """A parameter of a sentence that is a word to be translated too."""

    __slots__ = ()


WHERE = _("Column %(column)s: %(message)s")

# The place of the word in a sentence follows the language: hence whole sentences.
MESSAGES: dict[str, str] = {
    # the text
    "empty": _("The expression is empty."),
    "not_text": _("An expression is a text."),
    "too_long": _("The expression has more than %(limit)s characters."),
    "too_big": _("The expression has more than %(limit)s parts."),
    "too_deep": _("The expression is nested more than %(limit)s levels deep."),
    "bad_character": _("The character %(character)s has no meaning here."),
    "invisible_character": _(
        "There is an invisible character (%(character)s) here: delete it."
    ),
    "unclosed_text": _("This text has no closing quotation mark."),
    "text_too_long": _("A text has more than %(limit)s characters."),
    "bad_date": _("%(text)s is not a day of the calendar."),
    "bad_time": _("%(text)s is not a time of day."),
    "number_too_long": _("The number %(text)s has more than %(limit)s digits."),
    "dot": _("A dot may stand only inside a number."),
    "use_instead": _("%(found)s is not used here: write %(suggestion)s."),
    "not_available": _("%(found)s is not part of the language."),
    "thousands": _("Write the number %(suggestion)s without a comma inside."),
    # the grammar
    "unclosed_bracket": _("This bracket is never closed."),
    "extra_bracket": _("This closing bracket was never opened."),
    "missing_end": _("Something is missing at the end."),
    "missing_operand": _("A value is missing before %(found)s."),
    "missing_operator": _(
        "An operator (such as +, = or AND) is missing before %(found)s."
    ),
    "extra_comma": _("A comma may stand only between the arguments of a function."),
    "chain": _(
        "A chain of comparisons may only go on rising (<, <=) or only falling (>, >=):"
        " join the comparisons with AND."
    ),
    "misplaced_operator": _(
        "Only the limits of BAND may begin with a comparison such as <=."
    ),
    # names and functions
    "unknown_name": _("%(name)s is not a known name."),
    "unknown_name_near": _("%(name)s is not a known name: is %(suggestion)s meant?"),
    "unknown_function": _("%(name)s is not a known function."),
    "unknown_function_near": _(
        "%(name)s is not a known function: is %(suggestion)s meant?"
    ),
    "function_needs_brackets": _(
        "%(name)s is a function: write its arguments in brackets, %(suggestion)s."
    ),
    "name_is_no_function": _(
        "%(name)s is a name, not a function: an operator is missing before the bracket."
    ),
    "few_arguments": _(
        "%(name)s needs at least %(limit)s arguments but has %(count)s: %(suggestion)s."
    ),
    "many_arguments": _(
        "%(name)s takes at most %(limit)s arguments but has %(count)s: %(suggestion)s."
    ),
    "pairs": _("An argument of %(name)s is missing or one too many: %(suggestion)s."),
    # types
    "wrong_type": _("%(text)s is %(found)s but %(expected)s is needed here."),
    "wrong_result": _("The result is %(found)s but %(expected)s is needed."),
    "date_in_quotes": _("Write the date without quotation marks: %(suggestion)s."),
    "not_comparable": _(
        "%(left)s (%(left_type)s) cannot be compared with %(right)s (%(right_type)s)."
    ),
    "no_order": _(
        "%(text)s is %(found)s: it can be compared with = and <> only, not with"
        " %(operator)s."
    ),
    "bad_operation": _(
        "%(operator)s does not work between %(left_type)s and %(right_type)s."
    ),
    "use_function": _(
        "%(operator)s does not work between %(left_type)s and %(right_type)s:"
        " use %(suggestion)s."
    ),
    "different_results": _(
        "%(text)s is %(found)s but the first result is %(expected)s: all results must"
        " be of one kind."
    ),
    "unreachable_band": _(
        "The limit %(text)s can never be reached: the limit %(earlier)s before it"
        " covers it."
    ),
    # values
    "no_value": _("No value was given for %(name)s."),
    "wrong_value": _("The value of %(name)s is not %(expected)s."),
    "empty_value": _("%(name)s is empty."),
    "list_too_long": _("The list %(name)s has more than %(limit)s items."),
    "wrong_item": _("The list %(name)s holds something other than texts and numbers."),
    "not_numbers": _("A list given to %(name)s holds something other than numbers."),
    "empty_list": _("%(name)s has nothing to choose from: its lists are empty."),
    "division_by_zero": _("%(name)s is zero: nothing can be divided by it."),
    "number_too_large": _("The number is larger than %(limit)s."),
    "out_of_calendar": _("The date is outside the calendar (years 1 to 9999)."),
    "whole_number": _("%(name)s must be a whole number from %(low)s to %(high)s."),
    "whole_days": _("Only a whole number of days can be added to a date."),
    "positive": _("%(name)s must be greater than zero."),
    "refused": _("The expression could not be evaluated."),
}

TYPE_WORDS: dict[str, Word] = {
    "number": Word(_("a number")),
    "text": Word(_("a text")),
    "date": Word(_("a date")),
    "datetime": Word(_("a date and time")),
    "bool": Word(_("a yes or no")),
    "list": Word(_("a list")),
}


class ExpressionError(ValueError):
    """The one error of the language; it names the place and, if it can, the remedy.

    ``code`` is stable and a key of ``MESSAGES``, ``params`` fill that sentence,
    ``column`` counts from 1 in the text as it was typed (``None``: the whole),
    ``suggestion`` is what to write instead, when that is known.
    """

    def __init__(
        self, code: str, column: int | None = None, **params: str | int
    ) -> None:
        """Build the error of ``code`` (a key of ``MESSAGES``) at ``column``."""
        super().__init__(code)
        self.code = code
        self.column = column
        self.params = params

    @property
    def template(self) -> str:
        """Return the English sentence with named places for ``params``."""
        return MESSAGES[self.code]

    @property
    def message(self) -> str:
        """Return the English sentence without the column."""
        return self.template % self.params

    @property
    def suggestion(self) -> str | None:
        """Return what to write instead, or ``None``."""
        suggestion = self.params.get("suggestion")
        return None if suggestion is None else str(suggestion)

    def __str__(self) -> str:
        """Return the English sentence, with the column when there is one."""
        return self.translated(lambda source: source)

    def translated(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of ``translate`` (Odoo: ``env._``)."""
        params = {
            key: translate(str(value)) if isinstance(value, Word) else value
            for key, value in self.params.items()
        }
        message = _filled(translate(self.template), self.template, params)
        if self.column is None:
            return message
        params = {"column": self.column, "message": message}
        return _filled(translate(WHERE), WHERE, params)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling, with column and parameters."""
        return _rebuild, (self.code, self.column, self.params)


def _filled(translation: str, source: str, params: dict[str, str | int]) -> str:
    """Fill ``translation``, or ``source`` when the translator broke a placeholder."""
    try:
        return translation % params
    except (KeyError, TypeError, ValueError):
        return source % params


def _rebuild(
    code: str, column: int | None, params: dict[str, str | int]
) -> ExpressionError:
    return ExpressionError(code, column, **params)
