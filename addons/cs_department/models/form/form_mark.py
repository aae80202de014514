"""The mark 'a form is being published': not a context value, which clients can send."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_publishing: ContextVar[bool] = ContextVar("cs_form_publishing", default=False)
_filing: ContextVar[bool] = ContextVar("cs_form_filing", default=False)


@contextmanager
def publishing() -> Iterator[None]:
    """Let the block freeze a version."""
    token = _publishing.set(True)
    try:
        yield
    finally:
        _publishing.reset(token)


def is_publishing() -> bool:
    """Tell whether a version is being frozen."""
    return _publishing.get()


@contextmanager
def filing() -> Iterator[None]:
    """Let the block store values that have been checked."""
    token = _filing.set(True)
    try:
        yield
    finally:
        _filing.reset(token)


def is_filing() -> bool:
    """Tell whether checked values are being stored."""
    return _filing.get()
