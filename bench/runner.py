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
from pathlib import Path
from typing import Any, NamedTuple

from .case import Case

COLUMNS = ("case", "n", "queries", "ms", "floor_ms", "peer_ms", "growth")


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
            if isinstance(value, type) and issubclass(value, Case) and value.name
        ]
    return [case for case in cases if fnmatch.fnmatch(case.name, pattern)]


def measure(env: Any, kind: type[Case], method: str, size: int | None) -> Cost:
    """Return the median cost of ``method`` of the case ``kind``."""
    costs = []
    for _ in range(kind.repeat):
        try:
            with env.cr.savepoint():
                costs.append(_once(kind(env), method, size))
                raise _UndoError
        except _UndoError:
            env.invalidate_all(flush=False)
            env.transaction.clear()
    return Cost(
        round(statistics.median(cost.ms for cost in costs), 1),
        int(statistics.median_high(cost.queries for cost in costs)),
    )


def _once(case: Case, method: str, size: int | None) -> Cost:
    if size is not None:
        case.grow(size)
    case.prepare()
    env = case.env
    env.flush_all()
    env.invalidate_all()
    gc.collect()
    before, started = env.cr.sql_log_count, time.perf_counter()
    getattr(case, method)()
    env.flush_all()
    elapsed = (time.perf_counter() - started) * 1000
    return Cost(elapsed, env.cr.sql_log_count - before)


def row(env: Any, kind: type[Case]) -> dict[str, Any]:
    """Return the line of the table for the case ``kind``."""
    costs = [measure(env, kind, "run", size) for size in kind.sizes or (None,)]
    optional = {
        name: measure(env, kind, name, None).ms
        if getattr(kind, name) is not getattr(Case, name)
        else None
        for name in ("floor", "peer")
    }
    growth = round(costs[-1].ms / costs[0].ms, 2) if len(costs) > 1 else None
    values = (kind.name, kind.n, max(cost.queries for cost in costs), costs[-1].ms)
    return dict(
        zip(COLUMNS, (*values, *optional.values(), growth), strict=True),
    )


def table(rows: list[dict[str, Any]]) -> str:
    """Return ``rows`` as text with a heading."""
    texts = [COLUMNS] + [
        tuple("–" if line[name] is None else str(line[name]) for name in COLUMNS)
        for line in rows
    ]
    widths = [max(len(text[i]) for text in texts) for i in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(text, widths, strict=True))
        )
        for text in texts
    )


def main(env: Any) -> None:
    """Measure, print the table, write the rows; exit 1 when a case costs too much."""
    rows, over = [], []
    for kind in find_cases(os.environ.get("CASE") or "*"):
        print(f"… {kind.name}", file=sys.stderr, flush=True)
        rows.append(row(env, kind))
        if kind.max_queries is not None and rows[-1]["queries"] > kind.max_queries:
            over.append(f"{kind.name}: more than {kind.max_queries} queries")
    print(table(rows))
    target = Path(os.environ["BENCH_JSON"])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rows, indent=2) + "\n")
    for line in over:
        print(line)
    env.cr.rollback()
    sys.stdout.flush()
    os._exit(bool(over or not rows))
