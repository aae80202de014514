"""Solves an instance of the employee shift scheduling benchmarks, and has it judged.

Usage: roster_bench.py FILE SECONDS
"""

import sys
from pathlib import Path

from logic.roster import check, nrp
from logic.roster.solve import solve


class Ticker:
    """Prints each better cost as it comes."""

    cost = None

    def __call__(self, state):
        if state.cost != self.cost:
            self.cost = state.cost
            text = f"{state.seconds:7.1f} s  cost {state.cost}  bound {state.bound}"
            print(text, flush=True)
        return True


def main(file, seconds):
    """Print cost, lower bound and the verdict; the exit code is that of the command."""
    try:
        problem = nrp.read(Path(file).read_text(encoding="utf-8"))
        limit = float(seconds)
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    outcome = solve(problem, limit, workers=2, progress=Ticker())
    if outcome.roster is None:
        sys.exit(f"no roster found in {outcome.seconds:.0f} s: {outcome.status}")
    verdict = check(problem, outcome.roster)
    print(f"cost         {verdict.cost}")
    print(f"lower bound  {outcome.bound}")
    print(f"checker      {'legal' if verdict.is_legal else 'ILLEGAL'}")
    print(f"proof        {outcome.status} after {outcome.seconds:.1f} s")
    for found in verdict.violations:
        print(f"  {found}")
    return 0 if verdict.is_legal else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
