"""Whether every document finds its case in a branch, and every case its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..expression import Expression, ExpressionError
from ..flow_graph import Node
from .context import Case, Context, text_of
from .finding import Finding
from .trials import Sample, plain


@dataclass
class _Seen:
    """What came of trying documents on the cases of one branch."""

    is_complete: bool = True
    count: int = 0
    is_met: bool = False
    gap: Sample | None = None
    taken: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    blockers: dict[int, set[int]] = field(default_factory=dict)
    undecided: dict[int, tuple[Sample, ExpressionError]] = field(default_factory=dict)


def check_branch(context: Context, branch: Node) -> Iterator[Finding]:
    """Yield gaps and dead cases of one branch, each with its counter-example."""
    cases = context.cases(branch)
    if not cases:
        return
    yield from _misplaced(context, branch)
    last = next((i for i, case in enumerate(cases) if case.condition is None), None)
    tried = cases if last is None else cases[: last + 1]
    seen = _try(context, tried, context.outer(branch))
    if not seen.is_met:  # it stands in a dead case, which is reported itself
        return
    if last is None:
        yield from _gap(branch, tried, seen)
    yield from _dead(context, branch, tried, seen)
    for index, (sample, error) in seen.undecided.items():
        yield Finding(
            "warning",
            tried[index].node.key,
            "undecided",
            {**_case(tried[index]), "node": branch.name, "reason": error},
            _shown(sample, tried),
        )


def _misplaced(context: Context, branch: Node) -> Iterator[Finding]:
    nodes = [context.graph.nodes[key] for key in branch.children]
    for node in nodes[:-1]:
        if not text_of(node):
            params = {"node": branch.name, "case": node.name}
            yield Finding("error", node.key, "otherwise_not_last", params)
    if len(nodes) == 1 and not text_of(nodes[0]):
        yield Finding("warning", branch.key, "no_choice", {"node": branch.name})


def _try(
    context: Context, cases: Sequence[Case], outer: Sequence[tuple[Expression, bool]]
) -> _Seen:
    conditions = [case.condition for case in cases if case.condition]
    tries = context.trials.over([*conditions, *(c for c, _wanted in outer)])
    seen = _Seen(tries.is_complete)
    for sample in tries.samples:
        seen.count += 1
        if context.trials.meets(outer, sample):
            seen.is_met = True
            _put(context, cases, sample, seen)
    return seen


def _put(context: Context, cases: Sequence[Case], sample: Sample, seen: _Seen) -> None:
    """Note which case a sample takes, and which others would have taken it."""
    first = None
    for index, case in enumerate(cases):
        try:
            holds = case.condition is None or context.trials.holds(
                case.condition, sample
            )
        except ExpressionError as error:
            if first is None:
                seen.undecided.setdefault(index, (sample, error))
            return
        if holds:
            first = index if first is None else first
            seen.held.add(index)
            seen.blockers.setdefault(index, set()).add(first)
    if first is None:
        seen.gap = seen.gap or sample
    else:
        seen.taken.add(first)


def _gap(branch: Node, cases: Sequence[Case], seen: _Seen) -> Iterator[Finding]:
    params = {"node": branch.name}
    if seen.gap is not None:
        yield Finding("error", branch.key, "gap", params, _shown(seen.gap, cases))
    elif not seen.is_complete:
        yield Finding("error", branch.key, "gap_possible", params)


def _dead(
    context: Context, branch: Node, cases: Sequence[Case], seen: _Seen
) -> Iterator[Finding]:
    dead = [index for index in range(len(cases)) if index not in seen.taken]
    if not dead:
        return
    alone = _try(context, cases, ()) if context.outer(branch) else seen
    for index in dead:
        params = {"node": branch.name, **_case(cases[index])}
        blockers = seen.blockers.get(index, set()) - {index}
        names = [_label(cases[blocker]) for blocker in sorted(blockers)]
        if cases[index].condition is None:
            if cases[index].node.children and seen.is_complete:
                yield Finding(
                    "warning", cases[index].node.key, "otherwise_unused", params
                )
        elif not seen.is_complete:
            params["count"] = seen.count
            yield Finding("warning", cases[index].node.key, "not_tried", params)
        elif index in alone.taken:
            yield Finding("warning", cases[index].node.key, "never_here", params)
        elif index not in alone.held:
            yield Finding("error", cases[index].node.key, "never_true", params)
        else:
            params["others"] = names or [
                _label(cases[other])
                for other in sorted(alone.blockers[index] - {index})
            ]
            yield Finding("error", cases[index].node.key, "never_reached", params)


def _label(case: Case) -> str:
    return text_of(case.node) or case.node.name


def _case(case: Case) -> dict[str, object]:
    return {"case": _label(case)}


def _shown(sample: Sample, cases: Sequence[Case]) -> dict[str, object]:
    """Return the part of a sample that the cases look at."""
    names = {name for case in cases if case.condition for name in case.condition.names}
    return {name: value for name, value in plain(sample).items() if name in names}
