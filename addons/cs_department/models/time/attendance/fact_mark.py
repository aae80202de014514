"""The mark 'facts are being posted': not a context value, which clients can send."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_posting: ContextVar[bool] = ContextVar("cs_fact_posting", default=False)


@contextmanager
def posting() -> Iterator[None]:
    """Let the block add facts, or keep what was counted."""
    token = _posting.set(True)
    try:
        yield
    finally:
        _posting.reset(token)


def is_posting() -> bool:
    """Tell whether the server itself is posting."""
    return _posting.get()
