"""What can be wrong with one node by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from ..flow_graph import Node
from .finding import MOMENTS, Finding, Level, Setting

#: kinds of 'who' that find one person at most
SINGLE = frozenset({"manager", "department_head", "requester"})
_WITH_PEOPLE = frozenset({"approve", "fill", "notify"})


class NodeCheck:
    """Looks at one node; the findings come from ``run``."""

    def __init__(self, node: Node, setting: Setting, policy: Mapping[str, Any]) -> None:
        """Take the node and what surrounds it."""
        self.node, self.setting, self.policy = node, setting, policy
        self.spec = node.spec

    def run(self) -> Iterator[Finding]:
        """Yield what is wrong or doubtful."""
        kind = self.node.kind
        if kind in _WITH_PEOPLE:
            yield from self._people()
        if kind in ("approve", "fill"):
            yield from self._decision()
        if kind == "approve":
            yield from self._separation()
        own = getattr(self, f"_kind_{kind}", None)
        if own is not None:
            yield from own()

    def _found(self, level: Level, code: str, **params: object) -> Finding:
        return Finding(level, self.node.key, code, {"node": self.node.name, **params})

    # ---- the kinds -----------------------------------------------------------------

    def _kind_branch(self) -> Iterator[Finding]:
        if not self.node.children:
            yield self._found("error", "empty")

    def _kind_parallel(self) -> Iterator[Finding]:
        if not self.node.children:
            yield self._found("error", "empty")
        elif len(self.node.children) == 1:
            yield self._found("warning", "one_lane")

    def _kind_lane(self) -> Iterator[Finding]:
        if not self.node.children:
            yield self._found("warning", "empty_lane")

    def _kind_fill(self) -> Iterator[Finding]:
        if not self.spec.get("open_fields"):
            yield self._found("warning", "opens_nothing")

    def _kind_action(self) -> Iterator[Finding]:
        effect = self.spec.get("effect")
        if not effect and not self.spec.get("server_action"):
            yield self._found("error", "does_nothing")
        if effect and effect not in self.setting.effects:
            yield self._found("error", "unknown_effect", effect=effect)

    def _kind_wait(self) -> Iterator[Finding]:
        name = self.spec.get("field")
        if name:
            fact = self.setting.facts.get(name)
            field = self.setting.fields.get(name)
            if fact is None and field is None:
                yield self._found("error", "unknown_wait", field=name)
            elif fact not in MOMENTS and (field is None or field.type not in MOMENTS):
                yield self._found("error", "wait_no_moment", field=name)
        elif not self.spec.get("hours"):
            yield self._found("warning", "waits_for_nothing")

    # ---- who -----------------------------------------------------------------------

    def _people(self) -> Iterator[Finding]:
        spec, who = self.spec, self.spec.get("who")
        name = spec.get("field")
        if (who == "user" and not spec.get("users")) or (
            who == "role" and not spec.get("role")
        ):
            yield self._found("error", "nobody_named")
        if who == "field":
            field = self.setting.fields.get(str(name or ""))
            if field is None:
                code = "unknown_person_field" if name else "nobody_named"
                yield self._found("error", code, field=name)
            elif not field.is_person:
                yield self._found("error", "no_person_field", field=name)
        if who == "requester_choice" and self.setting.is_gate:
            yield self._found("error", "choice_at_gate")
        if spec.get("if_nobody") == "fallback" and not spec.get("fallback"):
            yield self._found("error", "no_fallback")

    def _decision(self) -> Iterator[Finding]:
        yield from self._votes()
        opened = cast("Sequence[str]", self.spec.get("open_fields") or ())
        required = cast("Sequence[str]", self.spec.get("required_fields") or ())
        for name in dict.fromkeys([*opened, *required]):
            if name not in self.setting.fields:
                yield self._found("error", "unknown_field", field=name)
        for name in opened:
            field = self.setting.fields.get(name)
            if field is not None and field.is_engine:
                yield self._found("error", "engine_field", field=name)
            elif field is not None and not field.is_editable:
                yield self._found("error", "not_editable", field=name)
        if self.node.kind == "fill":
            for name in required:
                if name in self.setting.fields and name not in opened:
                    yield self._found("warning", "required_closed", field=name)

    def _votes(self) -> Iterator[Finding]:
        spec = self.spec
        if spec.get("sign") != "votes" or spec.get("percent"):
            return
        votes, who = spec.get("votes") or 1, spec.get("who")
        count = 1 if who in SINGLE else len(spec.get("users") or ())
        if (who in SINGLE or who == "user") and count and votes > count:
            yield self._found("error", "too_many_votes", votes=votes, count=count)

    def _separation(self) -> Iterator[Finding]:
        own = self.spec.get("if_requester")
        if own == "allow" and self.policy.get("no_requester"):
            yield self._found("error", "allow_contradicts")
        elif own == "allow" and self.policy.get("no_beneficiary"):
            yield self._found("warning", "allow_barred")
        elif own == "skip" and self.spec.get("who") == "requester":
            yield self._found("warning", "always_skipped")
