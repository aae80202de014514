"""Marks that code sets while it does what others may not: clients cannot set them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Mark:
    """A mark that holds inside a ``with`` block; not a context value, which clients
    can send.

    ``with mark():`` sets it, ``mark.is_set()`` asks for it.
    """

    def __init__(self, name: str) -> None:
        """Make a mark; ``name`` is for debugging."""
        self._set: ContextVar[bool] = ContextVar(name, default=False)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Let the block do what the mark is for."""
        token = self._set.set(True)
        try:
            yield
        finally:
            self._set.reset(token)

    def is_set(self) -> bool:
        """Tell whether such a block is running."""
        return self._set.get()
