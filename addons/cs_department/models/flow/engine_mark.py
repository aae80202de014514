"""The marks 'the engine is driving these records' and 'the engine is writing its
tables'.

Not context values: clients send contexts. A ``ContextVar`` holds the records that the
engine changes at this moment; nothing else is unlocked by it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..org.mark import Mark

_driven: ContextVar[frozenset[tuple[str, int]]] = ContextVar(
    "cs_flow", default=frozenset()
)


@contextmanager
def driving(records) -> Iterator[None]:
    """Let the block write the engine's own fields of ``records``."""
    marks = {(records._name, record_id) for record_id in records.ids}
    token = _driven.set(_driven.get() | marks)
    try:
        yield
    finally:
        _driven.reset(token)


@contextmanager
def creating(model_name: str) -> Iterator[None]:
    """Let the block create records of a model in a state that only the engine may
    set."""
    token = _driven.set(_driven.get() | {(model_name, 0)})
    try:
        yield
    finally:
        _driven.reset(token)


def is_driving(records) -> bool:
    """Tell whether every one of ``records`` is being driven."""
    driven = _driven.get()
    return bool(driven) and all((records._name, i) in driven for i in records.ids)


def is_creating(model_name: str) -> bool:
    """Tell whether the engine creates records of this model."""
    return (model_name, 0) in _driven.get()


#: lets a block write the engine's own tables; hooks and effects run outside of it
storing = Mark("cs_flow_storing")
is_storing = storing.is_set
