"""The mark 'the hand-over book is being kept': no context value, clients send those."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_keeping: ContextVar[bool] = ContextVar("cs_handover_keeping", default=False)


@contextmanager
def keeping() -> Iterator[None]:
    """Let the block write the book, after everything was checked."""
    token = _keeping.set(True)
    try:
        yield
    finally:
        _keeping.reset(token)


def is_keeping() -> bool:
    """Tell whether the book itself is being kept."""
    return _keeping.get()
