"""What the rules of rosters say to swaps: rest, hours, skills, coverage."""

from collections import defaultdict

#: rules that a check of swaps looks at itself
OWN = frozenset({"overlap", "leave", "locked", "inactive"})


def legality(check, swaps):
    """Return ``{key: [(rule, sentence, outcome, taker, shift)]}`` of swaps as if each
    were made.

    A constant number of queries for each company.

    :param swaps: those in which every shift is there
    """
    groups = defaultdict(list)
    for swap in swaps:
        if all(leg.taker for leg in swap.legs):
            company = check.ground.people[swap.requester].company
            groups[company, swap.kind != "appoint"].append(swap)
    found = {}
    for (_company, is_by_staff), members in groups.items():
        found |= _judge(check, members, is_by_staff)
    return found


def _judge(check, swaps, is_by_staff):
    shifts, employees = check.ground.shifts, check.env["hr.employee"]
    scenarios = [
        [(shifts[leg.shift], employees.browse(leg.taker)) for leg in swap.legs]
        for swap in swaps
    ]
    answers = check.env["cs.shift"]._legality_each(scenarios, by_staff=is_by_staff)
    return {
        swap.key: [
            (row["rule"], row["sentence"], row["outcome"], leg.taker, leg.shift)
            for leg, rows in zip(swap.legs, answer, strict=True)
            for row in rows
            if row["rule"] not in _ours(swap)
        ]
        for swap, answer in zip(swaps, answers, strict=True)
    }


def _ours(swap):
    """A policy of swaps with its own rest takes the place of the roster's."""
    return OWN | {"rest"} if swap.policy.rest_hours else OWN
