"""What time it is for the engine: now, but for the demo, which tells of the past.

Not a context value, which clients can send: nobody dates a decision back through the
API.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from odoo import fields

_told = ContextVar("cs_flow_moment", default=None)


def now():
    """Return the moment that goes into tasks, events and limits, in UTC."""
    return _told.get() or fields.Datetime.now()


@contextmanager
def at(moment):
    """Let everything in the block happen at a moment that has passed."""
    if moment > fields.Datetime.now():
        raise ValueError("nothing happens in the future")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
