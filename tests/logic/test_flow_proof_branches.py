"""Every gap and every dead case of a branch is found, with an example."""

from decimal import Decimal

from logic.flow_proof import Another, Setting

from .flow_drawings import FACTS, branch, by, case, codes, only, ways


def test_a_good_flow_has_no_finding():
    assert codes(ways("days <= 1", "days <= 3", "")) == []


def test_cases_that_meet_exactly_need_no_otherwise():
    assert codes(ways("days <= 3", "days > 3")) == []
    assert codes(ways("urgent", "NOT urgent")) == []
    assert codes(ways('kind = "a"', 'kind <> "a"')) == []


def test_a_gap_between_two_cases_is_shown():
    finding = only(ways("days <= 3", "days >= 4"))
    assert (finding.level, finding.code) == ("error", "gap")
    assert finding.counterexample == {"days": Decimal("3.5")}


def test_a_gap_at_the_border_is_shown():
    finding = only(ways("days < 3", "days > 3"))
    assert finding.counterexample == {"days": Decimal(3)}


def test_a_text_that_no_case_names_is_a_gap():
    finding = only(ways('kind = "a"', 'kind IN ("b", "c")'))
    assert isinstance(finding.counterexample["kind"], Another)


def test_a_case_for_an_option_that_is_gone_is_dead():
    options = {"kind": ["a", "b"], "roles": ["a"]}
    setting = Setting(FACTS, options=options)
    assert codes(ways('kind = "a"', 'kind = "b"', ""), setting=setting) == []
    for condition in ('kind = "c"', '"b" IN roles', 'kind IN ("c", "d")'):
        finding = only(ways(condition, ""), setting=setting)
        assert (finding.level, finding.code) == ("error", "never_true"), condition
    gap = only(ways('kind = "a"', 'kind = "b"'), setting=setting)
    assert gap.code == "gap", "an older document may have another"


def test_an_empty_text_is_a_gap_when_it_may_be_empty():
    setting = Setting(FACTS, optional=frozenset({"kind"}))
    finding = only(ways('kind = "a"', 'kind <> "a"'), setting=setting)
    assert finding.counterexample == {"kind": None}


def test_a_gap_of_two_facts_together():
    finding = only(ways("days <= 3 AND urgent", "days > 3"))
    assert finding.counterexample == {"days": Decimal(3), "urgent": False}


def test_a_list_of_roles_is_tried_in_every_mixture():
    assert codes(ways('"a" IN roles', '"b" IN roles', "")) == []
    finding = only(ways('"a" IN roles AND "b" NOT IN roles', '"b" IN roles'))
    assert finding.counterexample == {"roles": []}


def test_days_of_the_calendar_are_tried_on_both_sides():
    assert codes(ways("start < 2026-06-01", "start >= 2026-06-01")) == []
    assert only(ways("start < 2026-06-01", "start > 2026-06-01")).code == "gap"


def test_conditions_that_compute_need_an_otherwise():
    assert codes(ways("days * 8 <= 16", "days * 8 > 16")) == [
        ("error", "choice", "gap_possible")
    ]
    assert codes(ways("days * 8 <= 16", "days * 8 > 16", "")) == []


def test_an_earlier_case_takes_everything():
    finding = only(ways("days <= 5", "days <= 3", ""))
    assert (finding.level, finding.node, finding.code) == (
        "error",
        "choice1",
        "never_reached",
    )
    assert finding.params["others"] == ["days <= 5"]


def test_two_earlier_cases_together_take_everything():
    finding = only(ways("days < 5", "days > 5", "days >= 0 AND days <> 5", ""))
    assert finding.params["others"] == ["days < 5", "days > 5"]


def test_a_case_that_contradicts_itself():
    finding = only(ways("days > 5 AND days < 3", ""))
    assert (finding.level, finding.code) == ("error", "never_true")


def test_otherwise_must_be_the_last():
    assert ("error", "choice1", "otherwise_not_last") in codes(
        ways("days <= 3", "", "days > 9")
    )


def test_an_otherwise_that_nothing_comes_to_is_doubtful():
    assert codes(ways("days <= 3", "days > 3", "")) == [
        ("warning", "choice2", "otherwise_unused")
    ]


def test_a_branch_with_only_otherwise_chooses_nothing():
    assert codes(ways("")) == [("warning", "choice", "no_choice")]


def test_an_inner_case_that_the_outer_one_excludes():
    inner = ways("days <= 1", "days <= 9", "", key="inner")
    flow = branch("outer", case("long", "days > 3", inner), case("rest", "", by("x")))
    assert codes(flow) == [("warning", "inner0", "never_here")]


def test_an_inner_branch_need_not_cover_what_the_outer_excludes():
    inner = ways("3 < days <= 5", "days > 5", key="inner")
    flow = branch("outer", case("long", "days > 3", inner), case("rest", "", by("x")))
    assert codes(flow) == []


def test_after_somebody_filled_in_a_field_nothing_is_certain():
    inner = ways("3 < days <= 5", "days > 5", key="inner")
    fill = by("fill", kind="fill", open_fields=["note"])
    flow = branch("outer", case("a", "days > 3", fill, inner), case("b", "", by("x")))
    assert codes(flow) == [("error", "inner", "gap")]


def test_the_condition_of_the_flow_counts():
    setting = Setting(FACTS, condition="days > 3")
    assert codes(ways("days <= 5", "days > 5"), setting=setting) == []
    assert codes(ways("days <= 3", ""), setting=setting) == [
        ("warning", "choice0", "never_here")
    ]


def test_a_flow_that_takes_no_document():
    setting = Setting(FACTS, condition="days > 3 AND days < 2")
    assert ("error", "", "takes_none") in codes(by("a"), setting=setting)


def test_a_condition_that_cannot_be_read():
    finding = only(ways("dyas > 3", ""))
    assert (finding.node, finding.code) == ("choice0", "bad_condition")
    assert finding.params["reason"].suggestion == "days"


def test_a_division_by_zero_is_shown():
    finding = only(ways("100 / amount > 3", ""))
    assert (finding.level, finding.code) == ("warning", "undecided")
    assert finding.counterexample == {"amount": Decimal(0)}
