"""The proof of a flow: what is wrong with a design, before anybody meets it.

``prove`` looks at a compiled graph and at what its documents are. Whether every
document finds its case in a branch, and every case its documents, is tried with all
combinations of values at, between and beyond the constants of the conditions; where
that is complete it is a proof, and each defect comes with a document that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..flow_graph import Graph, GraphError
from . import places
from .branches import check_branch
from .context import Context, text_of
from .finding import MOMENTS, Field, Finding, Setting
from .nodes import NodeCheck
from .reach import Reach
from .trials import Another, Trials

__all__ = ["MOMENTS", "Another", "Field", "Finding", "Reach", "Setting", "prove"]


def prove(data: Mapping[str, Any], setting: Setting) -> list[Finding]:
    """Return what is wrong (``error``) or doubtful (``warning``) in a flow.

    :param data: the compiled graph, see :class:`..flow_graph.Graph`.
    :param setting: what is known of the documents.
    """
    try:
        graph = Graph(data)
    except GraphError as error:
        return [Finding("error", "", "no_tree", {"reason": str(error)})]
    context = Context(graph, Trials(setting))
    found = [*_conditions(context), *_whole(context)]
    policy = data.get("policy") or {}
    for node in graph.nodes.values():
        found += NodeCheck(node, setting, policy).run()
        if node.kind == "branch":
            found += check_branch(context, node)
    found += places.repeated_effects(graph)
    found += places.choices_without_chooser(graph)
    found += places.repeated_people(graph)
    found += places.returns_from_lane(graph)
    found += places.undecided_way(context)
    order = {key: place for place, key in enumerate(["", *graph.nodes])}
    return sorted(
        found, key=lambda finding: (finding.level != "error", order[finding.node])
    )


def _conditions(context: Context) -> Iterator[Finding]:
    for key, error in context.bad.items():
        node = context.graph.nodes.get(key)
        text = text_of(node) if node else context.trials.setting.condition
        name = node.name if node else ""
        yield Finding(
            "error", key, "bad_condition", {"node": name, "text": text, "reason": error}
        )


def _whole(context: Context) -> Iterator[Finding]:
    """Yield a finding when the flow's own condition takes no document at all."""
    condition = context.whole
    if condition is None:
        return
    tries = context.trials.over([condition])
    demand = [(condition, True)]
    if not any(context.trials.meets(demand, sample) for sample in tries.samples):
        params = {"text": condition.text}
        if tries.is_complete:
            yield Finding("error", "", "takes_none", params)
        else:
            yield Finding("warning", "", "takes_none_tried", params)
