"""What the model of a document tells the engine: it ended, or was revoked, by
itself."""

from . import finish
from .batch import Batch

OPEN = ("running", "returned")


def end(runs, reason):
    """End open runs whose documents were ended by the server, not by a decision.

    No person is checked: the caller has the document's own rights behind it.
    """
    batch = Batch.of_runs(runs, runs.env.user)
    batch.motions = [motion for motion in batch.motions if motion.state in OPEN]
    for motion in batch.motions:
        motion.end("cancelled")
    _flush(batch, "cancelled", reason)


def revoke(runs, reason):
    """Log that what was approved has been taken back; the runs stay approved."""
    batch = Batch.of_runs(runs, runs.env.user)
    _flush(batch, "revoked", reason)


def _flush(batch, kind, reason):
    event = {"kind": kind, "actor": batch.actor.id, "comment": reason}
    finish.flush(batch, [(motion, dict(event)) for motion in batch.motions])
