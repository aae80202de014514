"""What a form shows: the same whoever asks, and never an error."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from logic.form_design import read
from logic.form_entries import missing
from logic.form_state import Setting, state

from .form_samples import ANYTHING, DESIGNS, VALUES

TODAY = datetime.date(2026, 3, 2)
NODES = st.sampled_from([None, "", "n1", "n2"])


def number(key, **rules):
    return {"key": key, "kind": "number", "label": key, **rules}


def show(fields, values, rules=(), **where):
    where.setdefault("today", TODAY)
    return state({"fields": fields, "rules": list(rules)}, values, **where)


def value(found, key):
    return found["fields"][key]["value"]


@given(ANYTHING, ANYTHING, st.none() | st.text(max_size=3))
def test_never_raises_for_anything(design, values, node):
    state(design, values, node)


@settings(max_examples=300)
@given(DESIGNS, VALUES, NODES)
def test_never_raises_for_designs(design, values, node):
    found = state(design, values, node, TODAY)
    for entry in found["fields"].values():
        for cell in [entry, *(c for r in entry.get("rows", ()) for c in r.values())]:
            assert str(cell["error"]) is not None


@settings(max_examples=300)
@given(DESIGNS, VALUES, NODES)
def test_looking_twice_shows_the_same(design, values, node):
    first = state(design, values, node, TODAY)
    kept = {k: e["value"] for k, e in first["fields"].items() if e["visible"]}
    again = state(design, values | kept, node, TODAY)
    for key, entry in first["fields"].items():
        for name in ("visible", "required", "readonly", "value"):
            assert again["fields"][key][name] == entry[name], (key, name)


@settings(max_examples=300)
@given(DESIGNS, VALUES, NODES)
def test_invisible_is_empty_and_never_required(design, values, node):
    found = state(design, values, node, TODAY)
    for entry in found["fields"].values():
        if not entry["visible"]:
            assert not entry["required"]
            assert entry["value"] in (None, False, [])
    gone = [k for k, e in found["fields"].items() if not e["visible"]]
    assert not [key for key, _row, _column in missing(found) if key in gone]


@settings(max_examples=300)
@given(DESIGNS, VALUES)
def test_what_was_computed_stays_once_it_is_decided(design, values):
    first = state(design, values, None, TODAY)
    kept = {key: entry["value"] for key, entry in first["fields"].items()}
    much_later = TODAY + datetime.timedelta(days=4000)
    setting = Setting("", today=much_later, kept=True)
    found = state(design, kept, setting=setting)["fields"]
    for key, entry in first["fields"].items():
        if entry["computed"] and entry["visible"] and found[key]["visible"]:
            assert found[key]["value"] == entry["value"], key
            assert found[key]["readonly"], key


@settings(max_examples=200)
@given(DESIGNS, VALUES, st.randoms())
def test_the_order_of_the_fields_does_not_matter(design, values, random):
    fields = [f for f in design["fields"] if f["kind"] != "section"]
    straight = state(design | {"fields": fields}, values, None, TODAY)
    random.shuffle(mixed := list(fields))
    shuffled = state(design | {"fields": mixed}, values, None, TODAY)
    for key, entry in straight["fields"].items():
        other = shuffled["fields"][key]
        assert (entry["visible"], entry["value"]) == (other["visible"], other["value"])


def test_computed_through_tables():
    fields = [
        number("rate", digits=2),
        {"key": "lines", "kind": "table", "label": "Lines"},
        number("hours", parent="lines", digits=1),
        number("pay", parent="lines", computed="hours * rate"),
        number("total", computed="lines_pay + lines_count"),
    ]
    found = show(fields, {"rate": 10, "lines": [{"hours": 1.5}, {"hours": 2}, {}]})
    assert [row["pay"] for row in value(found, "lines")] == [15, 20, None]
    assert value(found, "total") == 38


def test_a_form_that_counts_earlier_requests_says_so():
    many = {"message": "No more", "expression": "earlier_this_year < 3"}
    counted = number("n", computed="earlier_this_month + 1")
    for fields, rules in (([counted], []), ([number("n")], [many])):
        assert read({"fields": fields, "rules": rules}).counts_earlier
    assert not read({"fields": [number("n", computed="1")], "rules": []}).counts_earlier
    setting = Setting(facts={"earlier_this_month": 2, "earlier_this_year": 3})
    found = state({"fields": [counted], "rules": [many]}, {}, setting=setting)
    assert value(found, "n") == 3
    assert [rule["message"] for rule in found["rules"]] == ["No more"]


def test_what_a_client_says_of_computed_fields_does_not_count():
    fields = [number("a"), number("b", computed="a * 2")]
    assert value(show(fields, {"a": 2, "b": 99}), "b") == 4


def test_a_section_takes_its_fields_with_it():
    fields = [
        number("a"),
        {"key": "s", "kind": "section", "label": "S", "visible_if": "a > 1"},
        number("b", required="submit"),
    ]
    assert not show(fields, {"a": 1, "b": 2})["fields"]["b"]["visible"]
    assert value(show(fields, {"a": 2, "b": 2}), "b") == 2


def test_default_counts_only_where_nothing_was_given():
    fields = [{"key": "d", "kind": "date", "label": "D", "default": "TODAY()"}]
    assert value(show(fields, {}), "d") == "2026-03-02"
    assert value(show(fields, {"d": None}), "d") is None


def test_steps_open_and_demand_fields():
    fields = [
        number("a"),
        number("b", readonly="nodes", editable_nodes=["hr"]),
        number("c", required="nodes", required_nodes=["hr"]),
    ]
    assert show(fields, {})["fields"]["b"]["readonly"]
    at_hr = show(fields, {}, setting=Setting("hr", ("c",), TODAY))["fields"]
    assert (at_hr["a"]["readonly"], at_hr["b"]["readonly"]) == (True, False)
    assert at_hr["c"]["required"]
    assert all(e["readonly"] for e in show(fields, {}, node="")["fields"].values())


def test_rules_wait_until_their_fields_are_filled_in():
    fields = [
        {"key": "start", "kind": "date", "label": "Start"},
        {"key": "end", "kind": "date", "label": "End"},
    ]
    rules = [{"field": "end", "expression": "end >= start", "message": "no"}]
    assert not show(fields, {"start": "2026-03-02"}, rules)["rules"]
    late = show(fields, {"start": "2026-03-02", "end": "2026-03-01"}, rules)
    assert [rule["message"] for rule in late["rules"]] == ["no"]


def test_limits_name_what_is_wrong():
    fields = [
        number("a", minimum="1", maximum="b"),
        number("b"),
        {"key": "t", "kind": "text", "label": "T", "maximum": "3"},
        {"key": "d", "kind": "date", "label": "D", "minimum": "TODAY()"},
    ]
    found = show(fields, {"a": 9, "b": 5, "t": "long", "d": "2026-03-01"})["fields"]
    assert str(found["a"]["error"]) == "At most 5."
    assert str(found["t"]["error"]) == "At most 3 characters."
    assert str(found["d"]["error"]) == "Not before 2026-03-02."


def test_an_attachment_can_be_demanded():
    fields = [
        number("days", attachment_required="days > 3"),
        {"key": "files", "kind": "attachment", "label": "Files"},
    ]
    assert str(show(fields, {"days": 4})["fields"]["days"]["error"]).startswith(
        "Please"
    )
    found = show(fields, {"days": 4, "files": [{"id": 7, "name": "a.pdf"}]})
    assert found["fields"]["days"]["error"] is None
