"""Small rosters for tests, made up by Hypothesis or written in the format."""

from itertools import product

from hypothesis import strategies as st
from logic.roster import (
    FREE,
    Contract,
    Demand,
    Fairness,
    Limit,
    Person,
    Problem,
    Request,
    ShiftType,
    Span,
)

TYPES = (ShiftType("D", 480, 960, 480), ShiftType("N", 1320, 1800, 420))


@st.composite
def contracts(draw, days):
    least = draw(st.integers(0, 900))
    week = draw(st.one_of(st.none(), st.integers(400, 2000)))
    limits = [Limit("least_minutes", 0, days, minimum=least)]
    if week:
        limits.append(Limit("week_hours", -1, 2, maximum=week))
    limits.append(Limit("free_days", 0, days, maximum=draw(st.integers(1, days))))
    return Contract(
        min_rest=draw(st.sampled_from([0, 660])),
        longest_run=draw(st.one_of(st.none(), st.integers(1, 3))),
        shortest_run=draw(st.integers(1, 2)),
        shortest_break=draw(st.integers(1, 2)),
        limits=tuple(limits),
        most_of_type=draw(st.dictionaries(st.integers(0, 1), st.integers(0, 2))),
        most_weekends=draw(st.one_of(st.none(), st.integers(0, 1))),
        is_strict=draw(st.booleans()),
    )


@st.composite
def people(draw, days):
    spans = ()
    if draw(st.booleans()):
        spans = (Span(-1, -120, 240, 360),)
    leave = ()
    if draw(st.booleans()):
        begin = draw(st.integers(0, days * 1440))
        leave = ((begin, begin + 600),)
    return Person(
        "P",
        draw(contracts(days)),
        skills=frozenset(draw(st.sampled_from([(), ("x",)]))),
        lapsed=frozenset(draw(st.sampled_from([(), ((0, "x"),)]))),
        barred=frozenset(draw(st.sampled_from([(), ((0, 1),), ((1, 0), (1, 1))]))),
        rank=draw(st.integers(0, 1)),
        days_off=frozenset(draw(st.sets(st.integers(0, days - 1), max_size=1))),
        leave=leave,
        spans=spans,
        places=frozenset(draw(st.sampled_from([("A",), ("A", "B")]))),
    )


@st.composite
def problems(draw):
    """Problems that can be searched through: at most 3 ** 6 rosters."""
    count, days = draw(st.sampled_from([(1, 4), (2, 3), (3, 2), (1, 6)]))
    day, kind = st.integers(0, days - 1), st.integers(0, 1)
    person, weight = st.integers(0, count - 1), st.integers(0, 9)
    demands = st.builds(
        Demand,
        st.just("need"),
        day,
        st.frozensets(kind, min_size=1),
        st.integers(0, 2),
        st.one_of(st.none(), st.integers(2, 3)),
        skill=st.sampled_from(["", "x"]),
        rank=st.integers(0, 1),
        under=st.integers(0, 20),
        over=weight,
        types_before=st.frozensets(st.just(1)),
        place=st.sampled_from(["", "A", "B"]),
        there=st.integers(0, 1),
    )
    wish = st.one_of(st.none(), kind)
    requests = st.builds(Request, person, day, wish, st.booleans(), weight)
    cells = st.tuples(person, day)
    state = st.sampled_from([FREE, 0, 1])
    fairness = st.builds(
        Fairness,
        st.just("nights"),
        st.just(frozenset((d, 1) for d in range(days))),
        weight,
        st.tuples(*[st.integers(-1, 1)] * count),
    )
    hours = st.builds(
        Fairness,
        st.just("hours"),
        st.just(frozenset(product(range(days), range(2)))),
        weight,
        st.tuples(*[st.integers(0, 1200)] * count),
        st.integers(200, 500),
    )
    return Problem(
        days,
        TYPES,
        tuple(draw(people(days)) for _person in range(count)),
        demands=tuple(draw(st.lists(demands, max_size=4))),
        requests=tuple(draw(st.lists(requests, max_size=4))),
        fairness=tuple(draw(st.lists(st.one_of(fairness, hours), max_size=2))),
        published=draw(st.dictionaries(cells, state, max_size=2)),
        change_weight=draw(weight),
        shortfall_weight=draw(st.integers(1, 30)),
        weekends=((0, 1),),
        closed=draw(st.frozensets(st.tuples(day, kind), max_size=1)),
        known=(-1, days) if draw(st.booleans()) else None,
    )


def bench_text(people=6, days=14, most="D=14|L=4", off=True):
    """A small instance of the benchmark format."""
    names = [chr(ord("A") + number) for number in range(people)]
    lines = ["# made up", "SECTION_HORIZON", str(days), "SECTION_SHIFTS"]
    lines += ["D,480,", "L,480,D", "SECTION_STAFF"]
    minutes = 480 * days * 5 // 7
    lines += [f"{n},{most},{minutes},{minutes - 1440},5,2,2,1" for n in names]
    lines += ["SECTION_DAYS_OFF"]
    lines += [f"{n},{number % days}" for number, n in enumerate(names) if off]
    lines += ["SECTION_SHIFT_ON_REQUESTS", f"A,{days - 2},D,3"]
    lines += ["SECTION_SHIFT_OFF_REQUESTS", "B,3,L,2", "SECTION_COVER"]
    lines += [
        f"{day},{kind},{people // 3},100,1" for day in range(days) for kind in "DL"
    ]
    return "\n".join(lines) + "\n"
