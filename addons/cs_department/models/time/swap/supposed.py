"""Swaps to judge, as plain values, and what stands in their way."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Asked(NamedTuple):
    """When a shift was, and what it was called, when its swap was sent on its way."""

    start: object
    stop: object
    type: object

    def is_still(self, shift):
        """Tell whether the shift is as it was."""
        return (self.start, self.stop) == (shift.start, shift.stop) and (
            not self.type or self.type == shift.type_id
        )


class Supposed(NamedTuple):
    """A swap to judge: one that exists (its id is the key) or that might be.

    :ivar key: the id of the swap; below 0 for what is only supposed
    :ivar legs: tuple of ``rules.Leg``
    :ivar requester: id of the employee who asks
    """

    key: int
    kind: str
    legs: tuple
    requester: int
    policy: object
    #: id of the swap that holds the shifts already, if it is not the key
    holder: int = 0
    #: when it was asked for, in naive UTC; None: now
    applied: object = None
    #: what the legs were when the swap was sent on its way: {shift id: Asked}
    frozen: dict = {}


@dataclass(frozen=True)
class Problem:
    """A rule in the way of a swap.

    :ivar outcome: block, exception or warn
    :ivar person: id of the employee who breaks it, if it is one
    """

    rule: str
    sentence: str
    outcome: str = "block"
    person: int | None = None
    shift: int | None = None
    role_id: int | None = field(default=None, compare=False)
