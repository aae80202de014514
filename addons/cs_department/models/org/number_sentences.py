from ...logic.number_scheme import LONGEST

#: condition of PostgreSQL for a number that people can read on a badge
PLAIN = (
    f"length(number) BETWEEN 1 AND {LONGEST} AND number = btrim(number) "
    "AND number !~ '[[:cntrl:]]'"
)


def sentence(env, error):
    """Say what is wrong with a number scheme or a number, in the user's language.

    :param env: the environment of whoever reads it
    :param error: a ``NumberSchemeError``
    """
    sentences = {
        "one_sequence": env._(
            "A number needs exactly one sequence: without it two people would get "
            "the same number, and two cannot both count."
        ),
        "empty_text": env._("A text segment needs a text."),
        "sequence_width": env._("The sequence has 1 to 12 digits."),
        "sequence_first": env._("The first number does not fit into the sequence."),
        "year_width": env._("A year has 2 or 4 digits."),
        "width": env._("A width cannot be negative."),
        "too_long": env._("A number can have %(longest)s characters at most."),
        "scope": env._(
            "The sequence starts again with something that is not part of the "
            "number, so numbers would repeat."
        ),
        "used_up": env._(
            "All numbers that begin with '%(head)s' and count in %(width)s digits "
            "are used."
        ),
        "code_too_long": env._(
            "The code '%(text)s' is longer than the %(width)s characters it may "
            "have in the number."
        ),
    }
    return sentences[error.code] % error.params
