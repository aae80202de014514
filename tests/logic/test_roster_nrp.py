"""The format of the published benchmarks: read, or refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logic.roster import Limit, check, nrp

from .roster_samples import bench_text

TEXT = bench_text()


def test_sections_become_a_problem():
    problem = nrp.read(TEXT)
    assert problem.days == 14
    assert [kind.key for kind in problem.types] == ["D", "L"]
    assert problem.types[1].not_before == {0}
    assert problem.weekends == ((5, 6), (12, 13))
    first = problem.people[0]
    assert first.days_off == {0}
    assert first.contract.most_of_type == {0: 14, 1: 4}
    assert Limit("most_minutes", 0, 14, maximum=4800) in first.contract.limits
    assert len(problem.demands) == 28


def test_a_free_roster_costs_what_is_asked_for():
    problem = nrp.read(TEXT)
    verdict = check(problem, ((-1,) * 14,) * 6)
    # 28 demands of two people and one wish to work
    assert verdict.cost == 28 * 2 * 100 + 3
    assert {found.rule for found in verdict.violations} == {"least_minutes"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("SECTION_COVER", "SECTION_COVERS", "unexpected section"),
        ("SECTION_COVER", "# SECTION_COVER", "sections missing: COVER"),
        ("D,480,", "D,480", "3 columns expected"),
        ("D,480,", "D,0,", "a shift of 0 minutes"),
        ("D,480,", "D,-5,", "is not a number"),
        ("L,480,D", "D,480,", "twice"),
        ("L,480,D", "L,480,X", "unknown shift 'X'"),
        ("B,3,L,2", "Z,3,L,2", "unknown employee 'Z'"),
        ("B,3,L,2", "B,14,L,2", "outside the horizon"),
        ("B,3,L,2", "B,3,L,1e3", "is not a number"),
        ("SECTION_HORIZON\n14", "SECTION_HORIZON\n0", "a horizon of 0 days"),
        ("SECTION_HORIZON\n14", "SECTION_HORIZON\n99999999999", "is not a number"),
        ("SECTION_HORIZON\n14", "SECTION_HORIZON", "has one figure"),
        ("# made up", "5", "a section is expected first"),
    ],
)
def test_what_is_not_the_format_is_refused(old, new, reason):
    assert old in TEXT
    with pytest.raises(nrp.FormatError, match=reason):
        nrp.read(TEXT.replace(old, new, 1))


@given(st.text(max_size=200), st.integers(0, len(TEXT)))
def test_any_text_is_read_or_refused(text, place):
    try:
        nrp.read(TEXT[:place] + text + TEXT[place:])
    except nrp.FormatError as error:
        assert str(error)
