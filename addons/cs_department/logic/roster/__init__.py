"""Automatic rosters: the problem, its solution, its judge, its explanations.

``solve`` and what it uses import the solver's library and are imported when a roster is
made; everything else here is plain Python.
"""

from .checker import Checker, check
from .explain import Alternative, rank, why
from .findings import Finding, Verdict
from .problem import (
    FREE,
    Contract,
    Demand,
    Fairness,
    Limit,
    Person,
    Problem,
    Request,
    Roster,
    ShiftType,
    Span,
)
