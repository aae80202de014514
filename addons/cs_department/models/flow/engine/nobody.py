"""Who would be asked if each employee filed a document: for the proof at publishing."""

from ....logic import flow_graph
from .batch import Batch
from .people import Resolver

#: kinds of 'who' that only a document or somebody on the way can tell
UNKNOWN = ("field", "requester_choice", "previous_choice")
_WHO = (
    "who",
    "users",
    "role",
    "level",
    "until_role",
    "sign",
    "votes",
    "percent",
    "if_nobody",
    "fallback",
    "if_requester",
)


class _Filer:
    """An employee as the author of a document that does not exist yet."""

    def __init__(self, employee, flow, policy):
        self.employee, self.person = employee, employee.cs_person
        self.company, self.requester = employee.company_id, employee.user_id
        self.policy, self.choices, self.document = policy, {}, None
        self.flow = flow


class _Missing(Resolver):
    """Notes where a node finds too few people by itself."""

    def __init__(self, batch):
        super().__init__(batch)
        self.found = {}

    def _or_else(self, motion, node, kept, *barred):
        instead = super()._or_else(motion, node, kept, *barred)
        if instead is not kept:
            kinds = {reason["kind"] for reason in instead.reasons.values()}
            self.found[motion, node.key] = "fallback" in kinds
        return instead

    def _substitute(self, wanted, found):
        """Who is away today says nothing about the design."""


def look(flow, employees, reached, data):
    """Return for whom the nodes of a draft find nobody; constant queries.

    :param employees: who may file documents.
    :param reached: ``{employee: node keys}`` that a document of theirs can come to.
    :param data: the compiled draft.
    :return: ``{node key: {employee: True when those named instead can decide}}``.
    """
    graph = flow_graph.Graph(data)
    asking = [
        n for n in graph.stops() if n.kind in ("approve", "fill") and _is_known(n)
    ]
    alike = {}
    for node in asking:
        alike.setdefault(str([node.kind, *map(node.spec.get, _WHO)]), []).append(node)
    policy = data.get("policy") or {}
    filers = [_Filer(employee, flow, policy) for employee in employees]
    wanted = [
        (filer, nodes[0])
        for filer in filers
        for nodes in alike.values()
        if any(node.key in reached[filer.employee] for node in nodes)
    ]
    resolver = _Missing(Batch(flow.env, flow.env.user))
    resolver.resolve(wanted)
    missing = {}
    for nodes in alike.values():
        for filer in filers:
            instead = resolver.found.get((filer, nodes[0].key))
            for node in nodes if instead is not None else ():
                if node.key in reached[filer.employee]:
                    missing.setdefault(node.key, {})[filer.employee] = instead
    return missing


def _is_known(node):
    who = node.spec.get("who")
    return who not in UNKNOWN and not (node.kind == "fill" and who == "requester")
