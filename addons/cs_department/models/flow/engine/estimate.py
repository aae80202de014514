"""How long a run still takes, from what the nodes of its flow took before."""

from datetime import timedelta

from ....logic import flow_estimate
from . import clock, forecast


def expect(batch, motion, history, steps, active=(), opened=None):
    """Return ``{"at", "late", "count"}`` of a run; ``None`` when nothing can be said.

    :param steps: what lies ahead, as the forecast says.
    :param active: the nodes at which the run stands.
    :param opened: since when somebody is asked at which of them.
    """
    graph, opened = motion.graph, opened or {}
    waited = {
        key: max((batch.now - since).total_seconds() / 3600, 0.0)
        for key, since in opened.items()
        if key in active
    }
    ahead = [s["key"] for s in steps if forecast.is_asked(s)]
    waits = [s["key"] for s in steps if s["kind"] == "wait"]
    waits += [key for key in active if graph.nodes[key].kind == "wait"]
    fixed = {}
    for key in waits:
        until = clock.wait_until(batch, motion, graph.nodes[key])
        if until:
            fixed[key] = max((until - batch.now).total_seconds() / 3600, 0.0)
    found = flow_estimate.expect(graph, history, waited, ahead, fixed)
    if not found:
        return None
    at = batch.now + timedelta(hours=found.hours)
    return {"at": at, "late": found.is_late, "count": history.count}
