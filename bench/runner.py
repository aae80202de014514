"""Measures the cases inside an Odoo shell; see tools/bench.sh."""

from __future__ import annotations

import fnmatch
import gc
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from . import world
from .case import Case

COLUMNS = ("case", "n", "queries", "ms", "floor_ms", "peer_ms", "growth")
#: seconds after which a measurement is not repeated
LONG = 10


class Cost(NamedTuple):
    """What one measurement cost."""

    ms: float
    queries: int


class _UndoError(Exception):
    """Ends a savepoint."""


def find_cases(pattern: str) -> list[type[Case]]:
    """Return the cases of all ``case_*.py`` whose name fits ``pattern``, in order."""
    cases: list[type[Case]] = []
    for file in sorted(Path(__file__).parent.glob("case_*.py")):
        module = importlib.import_module(f"{__package__}.{file.stem}")
        cases += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Case)
            and value.name
            and value.__module__ == module.__name__
        ]
    return [case for case in cases if fnmatch.fnmatch(case.name, pattern)]


def measure(env: Any, kind: type[Case], method: str = "run") -> Cost:
    """Return the median cost of ``method`` of the case ``kind``."""
    costs: list[Cost] = []
    started = time.perf_counter()
    while len(costs) < kind.repeat and (
        not costs or time.perf_counter() - started < LONG
    ):
        with undone(env):
            costs.append(_once(kind(env), method))
    return Cost(
        round(statistics.median(cost.ms for cost in costs), 1),
        int(statistics.median_high(cost.queries for cost in costs)),
    )


def _once(case: Case, method: str) -> Cost:
    getattr(case, "prepare" if method == "run" else f"prepare_{method}")()
    env = case.env
    env.cr.flush()
    env.invalidate_all()
    gc.collect()
    before, started = env.cr.sql_log_count, time.perf_counter()
    getattr(case, method)()
    env.cr.flush()
    elapsed = (time.perf_counter() - started) * 1000
    queries = env.cr.sql_log_count - before
    return Cost(elapsed - case.aside_ms, queries - case.aside_queries)


@contextmanager
def undone(env: Any) -> Iterator[None]:
    """Undo what the block did."""
    try:
        with env.cr.savepoint():
            yield
            raise _UndoError
    except _UndoError:
        env.invalidate_all(flush=False)
        env.transaction.clear()


def verify(env: Any, kind: type[Case]) -> list[str]:
    """Return what the case itself finds wrong."""
    if kind.verify is Case.verify:
        return []
    with undone(env):
        case = kind(env)
        case.prepare()
        return case.verify()


def has(kind: type[Case], method: str) -> bool:
    """Say whether the case has a floor or a peer."""
    return getattr(kind, method) is not getattr(Case, method)


def line(env: Any, kind: type[Case], costs: list[Cost]) -> dict[str, Any]:
    """Return the line of the table for a case and its costs at each size."""
    others = {
        name: measure(env, kind, name).ms if has(kind, name) else None
        for name in ("floor", "peer")
    }
    growth = None
    if len(costs) > 1:
        growth = round(costs[-1].ms / max(costs[0].ms, 0.1), 2)
    queries = max(cost.queries for cost in costs)
    values = (kind.name, kind.n, queries, costs[-1].ms, *others.values(), growth)
    return dict(zip(COLUMNS, values, strict=True))


def faults(env: Any, kind: type[Case], row: dict[str, Any]) -> list[str]:
    """Return in sentences what a case misses."""
    found = verify(env, kind)
    if kind.max_queries is not None and row["queries"] > kind.max_queries:
        found.append(f"more than {kind.max_queries} queries")
    if kind.max_growth is not None and (row["growth"] or 0) > kind.max_growth:
        found.append(f"grows more than {kind.max_growth} times")
    if kind.min_peer_factor and row["ms"] * kind.min_peer_factor > (
        row["peer_ms"] or 0
    ):
        found.append(f"not {kind.min_peer_factor} times faster than the peer")
    return [f"{kind.name}: {problem}" for problem in found]


def table(rows: list[dict[str, Any]]) -> str:
    """Return ``rows`` as text with a heading."""
    texts = [COLUMNS] + [
        tuple("–" if row[name] is None else str(row[name]) for name in COLUMNS)
        for row in rows
    ]
    widths = [max(len(text[i]) for text in texts) for i in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(text, widths, strict=True))
        )
        for text in texts
    )


def tenths(kind: type[Case]) -> list[type[Case]]:
    """Return the case, after one with a tenth of its number if it is to grow."""
    small = type(kind.__name__, (kind,), {"n": kind.n // 10})
    return [small, kind] if kind.tenfold else [kind]


def run_all(env: Any, kinds: list[type[Case]]) -> dict[type[Case], list[Cost]]:
    """Measure every case; those with a history last, since the history stays."""
    costs: dict[type[Case], list[Cost]] = {kind: [] for kind in kinds}
    for kind in kinds:
        for size in () if kind.sizes else tenths(kind):
            say(f"… {size.name} with {size.n:,}")
            costs[kind].append(measure(env, size))
    sizes = sorted({size for kind in kinds for size in kind.sizes})
    for size in sizes:
        for kind in kinds:
            if size in kind.sizes:
                say(f"… {kind.name} with {size:,} finished")
                kind.grow(env, size)
                costs[kind].append(measure(env, kind))
                say(f"  {costs[kind][-1].ms} ms, {costs[kind][-1].queries} queries")
    return costs


def say(text: str) -> None:
    """Show progress."""
    print(text, file=sys.stderr, flush=True)


def main(env: Any) -> None:
    """Measure, print the table, write the rows; exit 1 when a target is missed."""
    world.make(env)
    kinds = find_cases(os.environ.get("CASE") or "*")
    rows, missed = [], []
    for kind, costs in run_all(env, kinds).items():
        rows.append(line(env, kind, costs))
        missed += faults(env, kind, rows[-1])
    print(table(rows))
    print(
        "growth: with the longest history by the shortest, or (time.*) with n by n/10"
    )
    target = Path(os.environ["BENCH_JSON"])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rows, indent=2) + "\n")
    if not rows:
        missed.append(f"No case is called {os.environ.get('CASE')}.")
    print("\n".join(missed) or "Every target is met.")
    env.cr.rollback()
    sys.stdout.flush()
    os._exit(bool(missed))
