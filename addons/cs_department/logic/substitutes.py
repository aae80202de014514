"""Who stands in for whom when several people are away at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

Person = int


@dataclass(frozen=True)
class Period:
    """A time during which one person stands in for another."""

    user: Person
    substitute: Person
    start: datetime
    end: datetime


def final_substitutes(
    away: Mapping[Person, Person], people: Iterable[Person]
) -> dict[Person, Person]:
    """Follow the chains of substitutes to people who are there.

    :param away: everybody who is away, with his substitute
    :param people: who is asked for
    :return: those of ``people`` who are away, with the last person of the chain. Who
        runs into a circle is left out: he keeps his work.
    """
    found = {}
    for person in people:
        seen, last = {person}, away.get(person)
        while last is not None and last not in seen:
            seen.add(last)
            if last not in away:
                found[person] = last
                break
            last = away[last]
    return found


def find_circle(new: Period, others: Iterable[Period]) -> list[Person]:
    """Return the people of a circle that a new period would close, or an empty list.

    A circle exists only when all of its periods share a moment: somebody who is away
    in March may stand in for his substitute in April.
    """
    by_user: dict[Person, list[Period]] = {}
    for period in others:
        by_user.setdefault(period.user, []).append(period)
    paths = [([new.user, new.substitute], new.start, new.end)]
    while paths:
        path, start, end = paths.pop()
        if path[-1] == new.user:
            return path
        for period in by_user.get(path[-1], ()):
            first, last = max(start, period.start), min(end, period.end)
            if first < last and (
                period.substitute == new.user or period.substitute not in path
            ):
                paths.append(([*path, period.substitute], first, last))
    return []
