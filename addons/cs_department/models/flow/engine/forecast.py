"""Looking ahead: the way of a document as if everybody agreed, in memory only."""

from collections import deque

from . import clock, start, walk
from .people import Resolver


def forecast(document):
    """Return the way that lies ahead of one document, as if everybody agreed.

    :return: list of ``{"key", "name", "kind", "users", "reasons", "why"}`` in the order
        of the run; ``why`` says why a node is passed (``nobody``, ``requester``,
        ``repeated``) or is empty, ``repeated`` who of the users passes because of an
        approval before, ``blocks`` that the run cannot go on there.
    """
    return look(document)[2]


def look(document):
    """Return ``(batch, motion, way)`` of a document that is on no way yet."""
    batch = start.prepare(document)
    motion = batch.motions[0]
    batch.load_facts()
    return batch, motion, ahead(batch, motion, motion.begin())


def ahead(batch, motion, keys, agreed=(), people=None):
    """Walk on from ``keys``, which are active; people decide in the order of opening.

    :param agreed: who approved before.
    :param people: ``{node key: people}`` of the motion, where they are known already.
    """
    if people is None:
        people = everybody(batch, [motion])[motion]
    steps, signed, waiting = [], set(agreed), deque()
    opened = deque(keys)
    while opened or waiting:
        if not opened:
            key = waiting.popleft()
            signed |= _signers(motion.graph.nodes[key], people.get(key))
            opened += motion.leave(key)
            continue
        node = motion.graph.nodes[opened.popleft()]
        step = _step(batch.env.lang, node, people.get(node.key), signed)
        steps.append(step)
        if _holds(batch, motion, node, step):
            waiting.append(node.key)
        else:
            opened += motion.leave(node.key)
    return steps


def ahead_of(batch, motion, people=None):
    """Return the rest of a running way, as if all who are asked now agreed.

    The motion has left where it stood: it is of no use afterwards but to look at.
    """
    agreed, keys = motion.approvers(), []
    for key in list(motion.active):
        agreed |= {t.user for t in motion.at_node(key) if t.is_open and t.user}
        keys += motion.leave(key)
    return ahead(batch, motion, keys, agreed, people)


def is_asked(step):
    """Tell whether somebody decides at a step of the forecast."""
    is_decision = step["kind"] in ("approve", "fill")
    return bool(is_decision and step["users"] and not step["why"])


def everybody(batch, motions):
    """Return ``{motion: {node key: people}}`` of whole graphs; constant queries."""
    asking = [
        (motion, node)
        for motion in motions
        for node in motion.graph.stops()
        if node.kind in walk.WITH_PEOPLE
    ]
    people = {motion: {} for motion in motions}
    if asking:
        for (motion, key), found in Resolver(batch).resolve(asking).items():
            people[motion][key] = found
    return people


def _signers(node, found):
    """Return who has approved for certain when a node is passed."""
    if node.kind != "approve" or not found:
        return set()
    certain = len(found.users) == 1 or node.spec.get("sign") != "any"
    return set(found.users) if certain else set()


def _holds(batch, motion, node, step):
    """Tell whether the run waits at a node."""
    if node.kind == "wait":
        until = clock.wait_until(batch, motion, node)
        return bool(until and until > batch.now)
    return node.kind in ("approve", "fill") and not step["why"]


def _step(lang, node, found, signed):
    users = found.users if found else []
    why = found.empty if found else None
    repeated = []
    if node.kind == "approve" and node.spec.get("if_repeated") == "pass":
        repeated = [user for user in users if user in signed]
    if repeated and _is_decided(node, users, repeated):
        why = "repeated"
    return {
        "key": node.key,
        "name": node.called(lang),
        "kind": node.kind,
        "sign": node.spec.get("sign"),
        "users": list(users),
        "reasons": [found.reasons[user] for user in users] if found else [],
        "why": why,
        "repeated": repeated,
        "blocks": why == "nobody" and node.spec.get("if_nobody") != "skip",
    }


def _is_decided(node, users, repeated):
    shares = ["yes" if user in repeated else "open" for user in users]
    return walk.outcome(node.spec, shares) == "approved"
