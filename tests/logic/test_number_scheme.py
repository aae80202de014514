"""Employee numbers (EN-01, EN-02, EN-04, EN-08, EN-11; TV-132 to TV-134)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.number_scheme import (
    Issued,
    NumberSchemeError,
    Person,
    Reserved,
    Segment,
    Stock,
    allocate,
    check,
    counter_key,
    missing,
    render,
    tie_break,
)

BADGE = [
    Segment("centre", width=1),
    Segment("department", width=2),
    Segment("sequence", width=3, scope="department"),
]
TEN = [
    Segment("text", text="JW"),
    Segment("year", width=2),
    Segment("month", width=2),
    Segment("sequence", width=4, scope="month"),
]
INTERNAL = [Segment("sequence", width=3)]


def person(key, **facts):
    return Person(key, **{"centre": "2", "department": "01", **facts})


def test_tv132_centre_2_department_01_seventh_person():
    found, counters = allocate(BADGE, [person(1)], Stock(counters={"2/01": 6}))
    assert found == {1: Issued("201007", "2/01", 7)}
    assert counters == {"2/01": 7}


def test_tv133_the_gm_gets_the_reserved_number():
    gm, deputy, assistant, clerk = (
        person(key, centre="1", department="00", job=job)
        for key, job in enumerate([10, 20, 30, None])
    )
    reserved = [
        Reserved("100001", job=10),
        Reserved("100002", job=20),
        Reserved("100003", job=20),
        Reserved("100005", job=30),
    ]
    second = person(8, centre="1", department="00", job=20)
    third = person(9, centre="1", department="00", job=20)
    stock = Stock(reserved=reserved)
    found, _counters = allocate(
        BADGE, [clerk, gm, deputy, assistant, second, third], stock
    )
    numbers = {key: issued.number for key, issued in found.items()}
    assert numbers == {
        0: "100001",
        1: "100002",
        2: "100005",
        8: "100003",
        3: "100004",  # the first that is not reserved
        9: "100006",  # no reserved number of the position is left
    }


def test_tv134_joined_may_2009_twelfth():
    mine = Person(1, entered=date(2009, 5, 18))
    found, _counters = allocate(TEN, [mine], Stock(counters={"2009-05": 11}))
    assert found[1].number == "JW09050012"


def test_en02_a_number_of_a_person_goes_before_that_of_the_position():
    reserved = [Reserved("201001", job=5), Reserved("201009", person=1)]
    found, _counters = allocate(BADGE, [person(1, job=5)], Stock(reserved=reserved))
    assert found[1].number == "201009"


def test_en02_a_number_of_somebody_else_is_not_given_by_position():
    reserved = [Reserved("201001", person=2, job=5)]
    found, _counters = allocate(BADGE, [person(1, job=5)], Stock(reserved=reserved))
    assert found[1].number == "201002"


def test_en04_freed_numbers_are_given_out_first():
    stock = Stock(counters={"2/01": 9}, freed={"2/01": {4, 2}})
    found, counters = allocate(BADGE, [person(1), person(2), person(3)], stock)
    assert [found[key].number for key in (1, 2, 3)] == ["201002", "201004", "201010"]
    assert counters == {"2/01": 10}


def test_en08_ties_are_broken_by_rank_then_education_then_age():
    day = date(2009, 5, 4)
    people = [
        Person(1, entered=date(2009, 5, 5), rank=9),
        Person(2, entered=day, rank=1, education=2, born=date(1980, 1, 1)),
        Person(3, entered=day, rank=1, education=2, born=date(1970, 1, 1)),
        Person(4, entered=day, rank=1, education=3),
        Person(5, entered=day, rank=2),
        Person(6),
    ]
    assert [somebody.key for somebody in tie_break(people)] == [5, 4, 3, 2, 1, 6]


def test_en11_internal_sequence_ends_at_999():
    found, counters = allocate(INTERNAL, [Person(1)], Stock(counters={"": 998}))
    assert found[1].number == "999"
    with pytest.raises(NumberSchemeError) as error:
        allocate(INTERNAL, [Person(2)], Stock(counters=counters))
    assert error.value.code == "used_up"


def test_what_is_missing_is_named():
    assert missing(BADGE, Person(1)) == ("centre", "department")
    assert missing(TEN, Person(1)) == ("year", "month")
    assert missing(BADGE, person(1)) == ()


def test_codes_are_filled_up_and_never_cut():
    assert render(BADGE, person(1, department="1"), 7) == "201007"
    with pytest.raises(NumberSchemeError) as error:
        render(BADGE, person(1, department="123"), 7)
    assert error.value.code == "code_too_long"


@pytest.mark.parametrize(
    ("segments", "code"),
    [
        ([], "one_sequence"),
        ([*INTERNAL, *INTERNAL], "one_sequence"),
        ([Segment("sequence", width=0)], "sequence_width"),
        ([Segment("sequence", width=2, first=100)], "sequence_first"),
        ([Segment("text"), *INTERNAL], "empty_text"),
        ([Segment("year", width=3), *INTERNAL], "year_width"),
        ([Segment("centre", width=-1), *INTERNAL], "width"),
        ([Segment("text", text="x" * 30), *INTERNAL], "too_long"),
        ([Segment("sequence", width=3, scope="department")], "scope"),
        (
            [Segment("year", width=4), Segment("sequence", width=3, scope="month")],
            "scope",
        ),
    ],
)
def test_a_scheme_that_cannot_work_is_refused(segments, code):
    with pytest.raises(NumberSchemeError) as error:
        check(segments)
    assert error.value.code == code


@pytest.mark.parametrize("segments", [BADGE, TEN, INTERNAL])
def test_the_schemes_of_the_rules_are_accepted(segments):
    check(segments)


CODES = st.sampled_from(["1", "2", "01", "12"])
PEOPLE = st.lists(
    st.builds(
        Person,
        key=st.integers(1, 500),
        entered=st.dates(date(2008, 1, 1), date(2010, 1, 1)),
        company=st.just("JW"),
        centre=st.sampled_from("123"),
        department=CODES,
        job=st.sampled_from([None, 1, 2]),
        rank=st.integers(0, 3),
    ),
    unique_by=lambda somebody: somebody.key,
    max_size=30,
)
SCHEMES = st.sampled_from([BADGE, TEN, [Segment("company"), *INTERNAL]])


@given(SCHEMES, PEOPLE, st.sets(st.integers(1, 20)), st.sets(st.integers(1, 20)))
def test_numbers_are_unique_new_and_keep_the_order(segments, people, taken, kept):
    keys = {counter_key(segments, somebody): somebody for somebody in people}
    used = {render(segments, one, value) for one in keys.values() for value in taken}
    reserved = [
        Reserved(render(segments, one, value), job=1)
        for one in keys.values()
        for value in sorted(kept)
    ]
    stock = Stock(taken=used, reserved=reserved)
    found, counters = allocate(segments, people, stock)
    numbers = [issued.number for issued in found.values()]
    assert set(found) == {somebody.key for somebody in people}
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & used
    held = {item.number for item in reserved}
    for somebody in people:
        issued = found[somebody.key]
        assert (issued.number in held) == (issued.counter is None)
        assert issued.counter is not None or somebody.job == 1
    for key in keys:
        order = [
            found[somebody.key].value
            for somebody in tie_break(people)
            if found[somebody.key].counter == key
        ]
        assert order == sorted(order)
        assert not order or counters[key] == order[-1]


@given(SCHEMES, PEOPLE)
def test_two_batches_give_what_one_gives(segments, people):
    ordered = tie_break(people)
    whole, counters = allocate(segments, ordered, Stock())
    half = len(ordered) // 2
    first, middle = allocate(segments, ordered[:half], Stock())
    rest, end = allocate(segments, ordered[half:], Stock(counters=middle))
    assert first | rest == whole
    assert end == counters
