"""Automatic rosters: benchmark instances, a month of fifty people, replacements."""

import os
from pathlib import Path
from random import Random

from odoo.addons.cs_department.logic.roster import (
    FREE,
    Contract,
    Demand,
    Fairness,
    Limit,
    Person,
    Problem,
    Request,
    ShiftType,
    nrp,
    rank,
)

from .case import Case
from .case_roster import department, roster

#: where published instances lie, if anywhere
FOLDER = Path(os.environ.get("NRP", "../shared/benchmarks/nrp"))
SECONDS = 30
#: best known costs, and how long a search for them may take
BEST_KNOWN = {"Instance1": 607, "Instance3": 1001, "Instance5": 1143, "Instance7": 1056}
PUBLISHED_SECONDS = 300
HOURS = 60


def month(people, days, seed=1):
    """Return the roster of a call centre: five shifts, nights and weekends by turns."""
    chance = Random(seed)
    kinds = tuple(
        ShiftType(key, start * HOURS, (start + 8) * HOURS, 8 * HOURS)
        for key, start in (("E", 6), ("D", 8), ("M", 10), ("L", 14), ("N", 22))
    )
    weeks = range(0, days, 7)
    weekends = tuple((first + 5, first + 6) for first in weeks)
    hours = tuple(
        Limit("week_hours", first, first + 7, maximum=48 * HOURS) for first in weeks
    )
    contract = Contract(
        min_rest=11 * HOURS,
        longest_run=6,
        limits=(
            *hours,
            Limit("free_days", 0, days, maximum=days - 7, in_days=True),
        ),
        is_strict=False,
    )
    staff = tuple(
        Person(
            str(number),
            contract,
            rank=number % 3,
            days_off=frozenset(chance.sample(range(days), 2)),
        )
        for number in range(people)
    )
    demands = tuple(
        Demand(
            f"{day}/{kind}", day, frozenset([kind]), people * part // 100, under=1000
        )
        for day in range(days)
        for kind, part in enumerate((14, 18, 10, 14, 8))
    )
    nights = frozenset((day, 4) for day in range(days))
    free = frozenset((day, k) for week in weekends for day in week for k in range(5))
    return Problem(
        days,
        kinds,
        staff,
        demands,
        tuple(
            Request(p, chance.randrange(days), None, is_on=False, weight=10)
            for p in range(people)
        ),
        (
            Fairness("nights", nights, 10, (-(-days * 8 // 100),) * people),
            Fairness("weekends", free, 8, (6,) * people),
        ),
        weekends=weekends,
    )


class Solved(Case):
    """A problem is solved within a time; the verdict of the checker counts."""

    repeat = 1
    outcome = None
    seconds = SECONDS

    def problem(self):
        """Return what is to be solved."""
        raise NotImplementedError

    def prepare(self):
        self.made = self.problem()

    def run(self):
        # the solver's library is loaded by those who need it only
        from odoo.addons.cs_department.logic.roster.solve import solve

        type(self).outcome = solve(
            self.made, self.seconds, workers=2, progress=self.goes_on
        )

    def goes_on(self, progress):
        """Whether what is found asks for a longer search."""
        return True

    def verify(self):
        outcome = self.outcome
        if outcome.roster is None:
            return [f"{self.name}: no roster in {self.seconds} s"]
        print(f"  {self.name}: cost {outcome.cost}, bound {outcome.bound}")
        return [f"{self.name}: {found}" for found in outcome.verdict.violations[:5]]


class AutomaticRoster(Solved):
    """Fifty people, 28 days, five types: legal within half a minute."""

    name = "time.roster_auto_50x28x5"
    n = 50

    def problem(self):
        return month(50, 28)


def _published(file):
    """Return the case of one published instance."""

    class Published(Solved):
        """An instance of the employee shift scheduling benchmarks: time to the best."""

        name = f"time.roster_nrp_{file.stem.removeprefix('Instance')}"
        seconds = PUBLISHED_SECONDS
        best = BEST_KNOWN.get(file.stem)

        def problem(self):
            return nrp.read(file.read_text(encoding="utf-8"))

        def goes_on(self, progress):
            return None in (self.best, progress.cost) or progress.cost > self.best

        def verify(self):
            wrong = super().verify()
            if not wrong and self.best and self.outcome.cost > self.best:
                wrong.append(f"{self.name}: {self.outcome.cost}, known is {self.best}")
            return wrong

    return Published


class Generated(Solved):
    """A problem as those of the benchmarks: rows of a linear program can price it."""

    name = "time.roster_nrp_generated"
    n = 12

    def problem(self):
        contract = Contract(
            longest_run=5,
            shortest_run=2,
            shortest_break=2,
            limits=(Limit("most_minutes", 0, 14, maximum=9 * 480),),
            most_weekends=1,
        )
        kinds = (ShiftType("E", 0, 480, 480), ShiftType("L", 0, 480, 480, (), {0}))
        return Problem(
            14,
            kinds,
            tuple(Person(str(number), contract) for number in range(12)),
            tuple(
                Demand(f"{day}/{kind}", day, frozenset([kind]), 3, 3, under=100, over=1)
                for day in range(14)
                for kind in range(2)
            ),
            weekends=((5, 6), (12, 13)),
        )


class RankReplacements(Case):
    """Who of 200 people takes a free shift."""

    name = "time.rank_200"
    n = 200

    def prepare(self):
        self.made = month(200, 28)
        self.roster = tuple(
            tuple(
                (n // 7 + day // 7) % 5 if (n + day) % 7 < 5 else FREE
                for day in range(28)
            )
            for n in range(200)
        )

    def run(self):
        self.found = rank(self.made, self.roster, 15, 1)

    def verify(self):
        self.run()
        if len(self.found) != self.n or not self.found[0].is_legal:
            return [f"{self.name}: not everybody is ranked"]
        return []


class RankInRoster(Case):
    """The same out of the records: 200 people of a roster of 31 days."""

    name = "time.rank_replacements_200"
    n = 200
    max_queries = 80

    def prepare(self):
        place = department(self.env, "Bench two hundred", self.n)
        made = roster(self.env, place)
        made._fill()
        self.shift = made.shift_ids[self.n]
        self.env.flush_all()
        self.env.invalidate_all()

    def run(self):
        self.found = self.env["cs.shift"]._rank_replacements(self.shift)

    def verify(self):
        self.run()
        if len(self.found) != self.n - 1 or not self.found[0]["may"]:
            return [f"{self.name}: not everybody is ranked"]
        return []


for _file in sorted(FOLDER.glob("Instance*.txt")):
    globals()[f"Published{_file.stem}"] = _published(_file)
if FOLDER.is_dir():
    del Generated
