"""Makes a roster: the best one that is found within a time.

1. Where whole rows can be priced (``columns``), a linear program of rows gives a tight
   bound and a dive through it a good start.
2. Otherwise people are placed one after the other if the whole finds no start.
3. Close to the bound every row that a good roster can have is known, and searched
   through (``narrow``).
4. Parts are planned anew while the rest stays, as long as there is time: by rows for
   some people, or by CP-SAT for some people or some days.

Nothing is kept that the independent checker calls illegal.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

from ortools.sat.python import cp_model

from .checker import check
from .columns import Columns, suits
from .dive import dive
from .findings import Verdict
from .model import RosterModel
from .narrow import Narrow
from .outcome import Outcome, Progress, Status, missing_people
from .parts import alone, as_it_stands, choose_part
from .problem import Problem, Roster
from .rows import Lane

#: how often the caller is asked whether to go on, in seconds
TICK = 0.25
#: the part of the time that the whole problem gets before parts are tried
PART_FOR_WHOLE = 0.15
#: seconds that one part may take
PART_SECONDS = 6.0
FEWEST_CELLS, FIRST_CELLS, MOST_CELLS = 30, 120, 2_000


def solve(
    problem: Problem,
    seconds: float,
    workers: int = 2,
    seed: int = 0,
    progress: Callable[[Progress], bool] | None = None,
    start: Roster | None = None,
) -> Outcome:
    """Return the best roster that is found.

    With one worker and time enough to finish, the same seed gives the same roster.

    :param progress: told a few times a second, in this thread; False ends the search
    :param start: a roster to begin from
    :raises ValueError: the time or the number of workers makes no sense
    """
    if not 0 < seconds <= 7 * 24 * 3600 or not 1 <= workers <= 64:
        raise ValueError("a positive time and 1 to 64 workers are expected")
    return _Search(problem, seconds, workers, seed, progress).run(start)


class _Search:
    """One search."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        workers: int,
        seed: int,
        progress: Callable[[Progress], bool] | None,
    ) -> None:
        self.problem, self.seconds, self.workers = problem, seconds, workers
        self.seed, self.progress = seed, progress
        self.random = random.Random(seed)  # noqa: S311  not for secrets
        self.began = self.told = time.monotonic()
        self.roster: Roster | None = None
        self.cost = 0
        self.bound = 0
        self.is_cancelled = self.is_infeasible = False
        self.columns: Columns | None = None
        self.lock = threading.Lock()
        self.verdict: Verdict | None = None
        #: fixed cells may break rules already, which is nobody's fault here
        self.stands, self.standing = as_it_stands(problem)

    # ---- time ----

    def left(self) -> float:
        """Seconds that are left."""
        return self.seconds - (time.monotonic() - self.began)

    def is_over(self) -> bool:
        """Whether to stop; tells the caller about the progress."""
        now = time.monotonic()
        if self.progress and now - self.told >= TICK and not self.is_cancelled:
            self.told = now
            cost = self.cost if self.roster else None
            missing = missing_people(self.verdict) if self.verdict else None
            state = Progress(now - self.began, cost, self.bound, missing)
            self.is_cancelled = not self.progress(state)
        return self.is_cancelled or self.left() <= 0

    def is_ended(self) -> bool:
        """Whether to stop, for a thread that may not tell the caller."""
        return self.is_cancelled or self.left() <= 0 or self.is_done()

    def is_done(self) -> bool:
        """Whether nothing better is left to find."""
        return self.is_infeasible or (
            self.roster is not None and self.cost <= self.bound
        )

    # ---- what is found ----

    def offer(self, roster: Roster | None) -> bool:
        """Keep a roster that is better, and breaks no rule that what stands keeps."""
        if roster is None:
            return False
        verdict = check(self.problem, roster)
        if not verdict.is_no_worse(self.standing):
            return False
        if self.roster is not None and verdict.cost >= self.cost:
            return False
        self.roster, self.cost, self.verdict = roster, verdict.cost, verdict
        return True

    def run(self, start: Roster | None) -> Outcome:
        """Search."""
        self.start = start
        if start is not None:
            self.offer(start)
        if suits(self.problem) and not self.is_over():
            self._by_columns()
        if self.columns is None and not self.is_done() and not self.is_over():
            self._whole(max(1.0, self.left() * PART_FOR_WHOLE))
        if self.roster is None and not self.is_done() and not self.is_over():
            self.offer(self._one_by_one())
        if self.roster is None and not self.is_done() and not self.is_over():
            self._whole(self.left())
        if self.columns is not None:
            self._by_rows()
        if self.roster is not None:
            self._by_parts()
        if not self.is_infeasible:
            self.offer(self.stands)
        return self._outcome()

    def _outcome(self) -> Outcome:
        seconds = time.monotonic() - self.began
        if self.roster is None:
            status: Status = "infeasible" if self.is_infeasible else "unknown"
            return Outcome(status, None, None, self.bound, seconds)
        status = "optimal" if self.is_done() else "feasible"
        return Outcome(status, self.roster, self.verdict, self.bound, seconds)

    # ---- the ways ----

    def _by_columns(self) -> None:
        columns = Columns(self.problem, self.is_over, self.workers)
        columns.solve_linear()
        if columns.is_infeasible:
            self.is_infeasible = True
            return
        if columns.bound > -math.inf:
            self.bound = max(self.bound, math.ceil(columns.bound - 1e-6))
        for is_plain in (True, False):
            self.offer(dive(columns, self.random, is_plain=is_plain))
        if self.roster is not None:
            self.columns = columns

    def _whole(self, seconds: float) -> None:
        model = RosterModel(self.problem)
        known = self.roster or self.start
        if known:
            model.hint(known)
        status, solver = self.solve_model(model, seconds)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.offer(model.roster(solver))
            self.bound = max(self.bound, math.ceil(solver.best_objective_bound - 1e-6))
        if status == cp_model.INFEASIBLE:
            self.is_infeasible = self.roster is None

    def _one_by_one(self) -> Roster | None:
        """Place one person after the other, each as well as what is missing allows."""
        rows: list[tuple[int, ...]] = []
        count = len(self.problem.people)
        for person in range(count):
            if self.is_over():
                return None
            model = RosterModel(alone(self.problem, person, rows))
            seconds = max(0.5, 0.8 * self.left() / (count - person))
            status, solver = self.solve_model(model, seconds)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None
            rows.append(model.roster(solver)[0])
        return tuple(rows)

    def _by_rows(self) -> None:
        """Give some people new rows as long as there is time, in a lane per worker."""
        assert self.columns and self.roster
        self.columns.is_over = self.is_ended
        with ThreadPoolExecutor(self.workers) as pool:
            running = set()
            narrow = Narrow(self.columns, self.bound, self.random)
            for worker in range(self.workers):
                chance = random.Random(self.random.random())  # noqa: S311  not for secrets
                lane = Lane(self.columns, self.roster, self.cost, chance)
                running.add(pool.submit(self._walk, lane, narrow, worker))
            while running:
                ended, running = wait(running, TICK)
                for future in ended:
                    future.result()
                self.is_over()

    def _walk(self, lane: Lane, narrow: Narrow, worker: int) -> None:
        """Go on in a lane; the first worker tries costs near the bound, others wait.

        They would only hold each other up: most of the work is not done by Python, but
        all of it is begun and ended there.
        """
        while not self.is_ended():
            with self.lock:
                assert self.roster
                best = self.roster, self.cost
            if worker and narrow.is_alone:
                time.sleep(TICK)
                continue
            if not worker and narrow.is_open:
                found = narrow.step(self.cost)
                with self.lock:
                    self.bound = max(self.bound, narrow.lowest)
                    self.offer(found)
                if self.workers > 1:
                    continue
            lane.follow(*best)
            if lane.step():
                with self.lock:
                    self.offer(lane.roster)

    def _by_parts(self) -> None:
        """Plan parts anew as long as there is time."""
        size = float(FIRST_CELLS)
        cells = len(self.problem.people) * self.problem.days
        while not self.is_done() and not self.is_over() and self.roster:
            part = choose_part(self.problem, self.random, int(size))
            fixed = {
                (person, day): kind
                for person, row in enumerate(self.roster)
                for day, kind in enumerate(row)
                if (person, day) not in part
            }
            fixed.update(self.problem.fixed)
            model = RosterModel(replace(self.problem, fixed=fixed))
            model.ask_below(self.cost)
            status, solver = self.solve_model(model, min(PART_SECONDS, self.left()))
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                self.offer(model.roster(solver))
            if status in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
                size = min(size * 1.03, MOST_CELLS, cells)
                if size >= cells:
                    self._is_proved(status)
            else:
                size = max(FEWEST_CELLS, size * 0.93)

    def _is_proved(self, status: cp_model.CpSolverStatus) -> None:
        """The part was the whole: nothing better is there."""
        if status == cp_model.INFEASIBLE:
            self.bound = self.cost

    def solve_model(
        self, model: RosterModel, seconds: float
    ) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
        """Solve in a thread, and stop when the caller says so."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed
        solver.parameters.max_time_in_seconds = max(0.05, min(seconds, self.left()))
        solver.parameters.linearization_level = 2
        found: list[cp_model.CpSolverStatus] = []
        thread = threading.Thread(
            target=lambda: found.append(solver.solve(model.model)), daemon=True
        )
        thread.start()
        while thread.is_alive():
            thread.join(TICK)
            if self.is_over():
                solver.stop_search()
        return (found[0] if found else cp_model.UNKNOWN), solver
