"""The findings of the proof in sentences."""

from datetime import date, datetime

from odoo.tools import format_date, format_datetime, format_list

from ...logic.expression import ExpressionError
from ...logic.flow_proof import Another
from .flow_words import field_label, listed

#: people named in a sentence before it says 'and 12 more'
NAMES = 8


def sentence(model, finding, labels):
    """Return what a finding says, with its example.

    :param model: that of the documents; its environment is the reader's.
    :param finding: a ``logic.flow_proof.Finding``.
    :param labels: ``{name of a fact: label}``.
    """
    env = model.env
    params = {name: _readable(env, value) for name, value in finding.params.items()}
    params |= _labels(model, finding.params, labels)
    text = _TEXTS[finding.code](env._) % params
    if finding.counterexample:
        shown = example(env, finding.counterexample, labels)
        text = env._("%(finding)s Example: %(example)s.", finding=text, example=shown)
    return text


def _labels(model, params, labels):
    """Return what fields, facts and effects are called on the screen."""
    found = {}
    if params.get("field"):
        name = params["field"]
        found["field"] = labels.get(name) or field_label(model.env, model._name, name)
    if params.get("effect") and hasattr(model, "_flow_effects"):
        name = params["effect"]
        found["effect"] = str(model._flow_effects().get(name, name))
    return found


def example(env, values, labels):
    """Return values of facts as people read them: 'Days = 3.5, Urgent = no'."""
    shown = [
        f"{labels.get(name, name)} = {_readable(env, value)}"
        for name, value in values.items()
    ]
    return format_list(env, shown) if shown else ""


def people(env, names):
    """Return a list of names, cut after some of them."""
    return listed(env, names, NAMES)


def _readable(env, value):
    for kind, text in _READABLE:
        if isinstance(value, kind):
            return text(env, value)
    return str(value)


_READABLE = (
    (type(None), lambda env, value: env._("(empty)")),
    (ExpressionError, lambda env, value: value.translated(env._)),
    (Another, lambda env, value: env._("(any other text)")),
    (bool, lambda env, value: env._("yes") if value else env._("no")),
    (
        list,
        lambda env, value: (
            format_list(env, [_readable(env, item) for item in value])
            if value
            else env._("(none)")
        ),
    ),
    (datetime, format_datetime),
    (date, format_date),
)

_TEXTS = {
    # the whole
    "no_tree": lambda _: _("The tree is not a flow: %(reason)s."),
    "no_approver": lambda _: _("Nobody approves anything in this flow."),
    "undecided_way": lambda _: _(
        "Some documents are approved without anybody deciding."
    ),
    "takes_none": lambda _: _("No document can fulfil the condition '%(text)s'."),
    "takes_none_tried": lambda _: _(
        "No document was found that fulfils the condition '%(text)s'."
    ),
    "bad_condition": lambda _: _("The condition '%(text)s': %(reason)s"),
    # branches
    "gap": lambda _: _(
        "The cases of '%(node)s' do not take every document: add 'otherwise' as the "
        "last case, or close the gap."
    ),
    "gap_possible": lambda _: _(
        "Whether the cases of '%(node)s' take every document cannot be proved: add "
        "'otherwise' as the last case."
    ),
    "otherwise_not_last": lambda _: _(
        "In '%(node)s' the case '%(case)s' has no condition, so it takes every "
        "document: it must be the last."
    ),
    "otherwise_unused": lambda _: _(
        "The 'otherwise' of '%(node)s' is never reached: the cases before it take "
        "every document."
    ),
    "no_choice": lambda _: _(
        "'%(node)s' has only one case, which takes every document."
    ),
    "never_true": lambda _: _("No document can fulfil '%(case)s' in '%(node)s'."),
    "never_here": lambda _: _(
        "'%(case)s' in '%(node)s' is never reached: documents for which it holds do "
        "not come here."
    ),
    "never_reached": lambda _: _(
        "'%(case)s' in '%(node)s' is never reached: all its documents are taken "
        "before by %(others)s."
    ),
    "not_tried": lambda _: _(
        "None of %(count)s documents that were tried comes to '%(case)s' in '%(node)s'."
    ),
    "undecided": lambda _: _(
        "There are documents for which '%(case)s' in '%(node)s' cannot be decided: "
        "%(reason)s"
    ),
    # nodes
    "empty": lambda _: _("'%(node)s' holds nothing."),
    "empty_lane": lambda _: _("The lane '%(node)s' holds nothing."),
    "one_lane": lambda _: _("'%(node)s' has only one lane."),
    "opens_nothing": lambda _: _("'%(node)s' does not say which fields to fill in."),
    "does_nothing": lambda _: _("'%(node)s' does nothing."),
    "unknown_effect": lambda _: _(
        "'%(node)s' names the effect '%(effect)s', which the document does not know."
    ),
    "unknown_wait": lambda _: _(
        "'%(node)s' waits for '%(field)s', which the document does not have."
    ),
    "wait_no_moment": lambda _: _(
        "'%(node)s' waits for '%(field)s', which is not a date."
    ),
    "waits_for_nothing": lambda _: _("'%(node)s' does not say how long it waits."),
    "nobody_named": lambda _: _("'%(node)s' does not say who."),
    "unknown_person_field": lambda _: _(
        "'%(node)s' asks the person in '%(field)s', which the document does not have."
    ),
    "no_person_field": lambda _: _(
        "'%(node)s' asks the person in '%(field)s', but no person stands there."
    ),
    "choice_at_gate": lambda _: _(
        "'%(node)s' lets the requester choose, but nobody can choose when a change is "
        "guarded."
    ),
    "no_fallback": lambda _: _("'%(node)s' does not say whom to ask instead."),
    "unknown_field": lambda _: _(
        "'%(node)s' names the field '%(field)s', which the document does not have."
    ),
    "engine_field": lambda _: _(
        "'%(node)s' opens the field '%(field)s', which only an approval may set."
    ),
    "not_editable": lambda _: _(
        "'%(node)s' opens the field '%(field)s', which nobody can edit."
    ),
    "required_closed": lambda _: _(
        "In '%(node)s' the field '%(field)s' must be filled in, but it is not open."
    ),
    "too_many_votes": lambda _: _(
        "'%(node)s' needs %(votes)s votes but asks only %(count)s."
    ),
    "allow_contradicts": lambda _: _(
        "'%(node)s' lets the requester decide, but the flow forbids it."
    ),
    "allow_barred": lambda _: _(
        "'%(node)s' lets the requester decide, but not on an own document: the person "
        "concerned may not decide in this flow."
    ),
    "always_skipped": lambda _: _(
        "'%(node)s' asks the requester but skips own approvals: it is always skipped."
    ),
    # places
    "effect_twice": lambda _: _(
        "'%(node)s' and '%(other)s' both do '%(effect)s' in one run."
    ),
    "action_twice": lambda _: _("'%(node)s' and '%(other)s' do the same in one run."),
    "no_chooser": lambda _: _(
        "Nobody decides before '%(node)s' who could choose the person."
    ),
    "chooser_not_sure": lambda _: _(
        "Not everybody who comes to '%(node)s' was decided on before: then nobody has "
        "chosen the person."
    ),
    "same_people": lambda _: _(
        "'%(node)s' always passes: the same people have decided at '%(other)s' already."
    ),
    "return_from_lane": lambda _: _(
        "When the time of '%(node)s' is over, all lanes of '%(other)s' are cancelled."
    ),
    # people
    "nobody": lambda _: _(
        "Nobody can be asked on '%(node)s' for %(people)s. Say whom to ask instead, or "
        "let the node be skipped."
    ),
    "nobody_instead": lambda _: _(
        "Nobody can be asked on '%(node)s' for %(people)s, also none of those named "
        "instead."
    ),
    "skipped": lambda _: _(
        "'%(node)s' is skipped for %(people)s: nobody can be asked."
    ),
    # gates
    "gate_computed": lambda _: _(
        "'%(field)s' is computed: nobody changes it, so there is nothing to guard."
    ),
    "gate_field": lambda _: _(
        "'%(field)s' cannot be guarded: it has several values or lies elsewhere."
    ),
    "gate_value": lambda _: _("'%(field)s' has no value '%(value)s'."),
}
