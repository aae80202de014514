"""What expressions refuse: the sentence, its place in the text, the remedy."""

import ast
import re
from pathlib import Path

import logic.expression
import pytest
from logic.expression import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    MESSAGES,
    TYPE_WORDS,
    ExpressionError,
    compile,  # noqa: A004
)

NAMES = {
    "days": "number",
    "amount": "number",
    "kind": "text",
    "day": "date",
    "start": "datetime",
    "urgent": "bool",
    "tags": "list",
    "Grade": "text",
    "GRADE": "text",
    "请假天数": "number",
}


def refusal(text, names=NAMES, expect=None):
    with pytest.raises(ExpressionError) as error:
        compile(text, names, expect)
    return error.value


@pytest.mark.parametrize(
    ("text", "code", "column", "suggestion"),
    [
        # the text
        ("", "empty", None, None),
        (" \t\u3000\n", "empty", None, None),
        (None, "empty", None, None),
        (False, "empty", None, None),
        (3, "not_text", None, None),
        (b"1", "not_text", None, None),
        ("1" + " " * MAX_LENGTH, "too_long", None, None),
        ("days ? 3", "bad_character", 6, None),
        ("days > 3￥", "bad_character", 9, None),
        ("days\u200b > 3", "invisible_character", 5, None),
        ("\u202edays", "invisible_character", 1, None),
        ('kind = "a\u202eb"', "invisible_character", 10, None),
        ("days\x00", "invisible_character", 5, None),
        ("\ud800", "invisible_character", 1, None),
        ('kind = "abc', "unclosed_text", 8, None),
        ('kind = “abc"', "unclosed_text", 8, None),
        ('kind = "abc\ndef"', "unclosed_text", 8, None),
        ("kind = 'it''s", "unclosed_text", 8, None),
        ('"' + "a" * 1001 + '"', "text_too_long", 1, None),
        ("day > 2026-02-30", "bad_date", 7, None),
        ("day > 2026年13月1日", "bad_date", 7, None),
        ("start > 2026-02-01 25:00", "bad_time", 20, None),
        ("1234567890123456", "number_too_long", 1, None),
        ("1 + 0.1234567890123456", "number_too_long", 5, None),
        ("days.real", "dot", 5, None),
        ("3. + 1", "dot", 2, None),
        ("days && urgent", "use_instead", 6, "AND"),
        ("days || urgent", "use_instead", 6, "OR"),
        ("!urgent", "use_instead", 1, "NOT"),
        ("MAX(1；2)", "use_instead", 6, ","),
        ("days[0]", "use_instead", 5, "("),
        ("【days】", "use_instead", 1, "("),
        ("days := 3", "use_instead", 6, "="),
        ("days ** 2", "not_available", 6, None),
        ("days ^ 2", "not_available", 6, None),
        ("days // 2", "not_available", 6, None),
        # brackets
        ("(days > 3", "unclosed_bracket", 1, None),
        ("1 + (2 * (3 + 4)", "unclosed_bracket", 5, None),
        ("MAX(1, 2", "unclosed_bracket", 4, None),
        ("MAX(1,", "unclosed_bracket", 4, None),
        ("(1 +", "unclosed_bracket", 1, None),
        ("kind IN (", "unclosed_bracket", 9, None),
        ("days > 3)", "extra_bracket", 9, None),
        (")", "extra_bracket", 1, None),
        ("（请假天数 ＞ 3））", "extra_bracket", 11, None),
        ("()", "missing_operand", 2, None),
        # something is missing
        ("days >", "missing_end", 7, None),
        ("urgent and", "missing_end", 11, None),
        ("days > > 3", "missing_operand", 8, None),
        ("* 3", "missing_operand", 1, None),
        ("AND urgent", "missing_operand", 1, None),
        ("urgent AND OR urgent", "missing_operand", 12, None),
        ("MAX(1,)", "missing_operand", 7, None),
        ("MAX(,1)", "missing_operand", 5, None),
        ("kind IN ()", "missing_operand", 10, None),
        ("MAX(> 3)", "missing_operand", 5, None),
        ("days days", "missing_operator", 6, None),
        ("3天", "missing_operator", 2, None),
        ("3 days", "missing_operator", 3, None),
        ("1e5", "missing_operator", 2, None),
        ("MAX(1 2)", "missing_operator", 7, None),
        ("urgent NOT urgent", "missing_operator", 8, None),
        ("f'{days}'", "missing_operator", 2, None),
        ("days, 3", "extra_comma", 5, None),
        ("(1, 2)", "extra_comma", 3, None),
        ("1,000 + days", "thousands", 1, "1000"),
        ("days > （1，000）", "thousands", 9, "1000"),
        ("MIN(days, 1,000)", "thousands", 11, "1000"),
        ("0 < days > 3", "chain", 10, None),
        ("days = 2 = 2", "chain", 10, None),
        ("1 < days <> 3", "chain", 10, None),
        ("days IN (1) IN (2)", "chain", 13, None),
        ("days = 1 IN (2)", "chain", 10, None),
        ("BAND(< 3, 1, 2, 3)", "misplaced_operator", 6, None),
        ("BAND(days, < 3, < 1, 4)", "misplaced_operator", 17, None),
        ("BAND(days, < 3, 1, = 4)", "misplaced_operator", 20, None),
        # names and functions
        ("dayes > 3", "unknown_name_near", 1, "days"),
        ("1 + 请假天", "unknown_name_near", 5, "请假天数"),
        ("qqqqqq", "unknown_name", 1, None),
        ("grade", "unknown_name_near", 1, "GRADE"),
        ("a" * 100, "unknown_name", 1, None),
        ("__class__", "unknown_name", 1, None),
        ("1 + SUMM(1)", "unknown_function_near", 5, "SUM"),
        ("CEILING(days)", "unknown_function_near", 1, "CEIL"),
        ("exec(1)", "unknown_function", 1, None),
        ("__import__(1)", "unknown_function", 1, None),
        ("TODAY > day", "function_needs_brackets", 1, "TODAY()"),
        ("amount (1)", "name_is_no_function", 1, None),
        ("ROUND()", "few_arguments", 1, "ROUND(number, decimals)"),
        ("DAYS(day)", "few_arguments", 1, "DAYS(from, to)"),
        ("IF(urgent, 1)", "few_arguments", 1, None),
        ("IN(days)", "few_arguments", 1, "IN(value, item, ...)"),
        ("TODAY(1)", "many_arguments", 1, "TODAY()"),
        ("ABS(1, 2)", "many_arguments", 1, "ABS(number)"),
        ("IF(urgent, 1, urgent, 2)", "pairs", 1, None),
        ("BAND(days, 1, 2, 3, 4)", "pairs", 1, None),
        ("DATE(2026, 1)", "pairs", 1, "DATE(year, month, day)"),
        ("DATE(day, 1, 2)", "pairs", 1, None),
        # types
        ("1 + NOT days", "wrong_type", 9, None),
        ("urgent AND days", "wrong_type", 12, None),
        ("-kind", "wrong_type", 2, None),
        ("IF(days, 1, 2)", "wrong_type", 4, None),
        ("ROUND(kind)", "wrong_type", 7, None),
        ("ROUND(1, day)", "wrong_type", 10, None),
        ("MAX(days, day)", "wrong_type", 11, None),
        ("MAX(day, tags)", "wrong_type", 5, None),
        ("SUM(day)", "wrong_type", 5, None),
        ("WEEKDAY(days)", "wrong_type", 9, None),
        ('DATE(2026, "6", 1)', "wrong_type", 12, None),
        ('"a" & urgent', "wrong_type", 7, None),
        ("tags IN (1)", "wrong_type", 1, None),
        ("urgent IN tags", "wrong_type", 1, None),
        ("day > 3", "not_comparable", 7, None),
        ("kind = 3", "not_comparable", 8, None),
        ("tags = 3", "not_comparable", 8, None),
        ("days IN (1, kind)", "not_comparable", 13, None),
        ('BAND(days, "a", 1, 2)', "not_comparable", 12, None),
        ('day >= "2026-06-01"', "date_in_quotes", 8, "2026-06-01"),
        ('"2026-06-01" < start', "date_in_quotes", 1, "2026-06-01"),
        ('kind > "a"', "no_order", 1, None),
        ("1 + (urgent > FALSE)", "no_order", 6, None),
        ('BAND(kind, "a", 1, 2)', "no_order", 6, None),
        ("kind * 2", "bad_operation", 1, None),
        ("day + day", "bad_operation", 1, None),
        ("start - start", "use_function", 1, "DAYS, HOURS"),
        ('"a" + days', "use_function", 1, "&"),
        ('IF(urgent, 1, "a")', "different_results", 15, None),
        ('BAND(days, 1, 2, 3, day, "a")', "different_results", 21, None),
        ("BAND(days, <= 60, 1, <= 30, 2, 3)", "unreachable_band", 22, None),
        ("BAND(days, < 30, 1, < 30, 2, 3)", "unreachable_band", 21, None),
        ("BAND(days, <= 30, 1, < 30, 2, 3)", "unreachable_band", 22, None),
        ("BAND(days, >= 3, 1, 9, 1, > 3, 2, 3)", "unreachable_band", 27, None),
        # what can be seen to fail without any value
        ("days / 0", "division_by_zero", 8, None),
        ("days + 1 / (2 - 2)", "division_by_zero", 12, None),
        ("days % 0%", "division_by_zero", 8, None),
        ("IF(urgent, 1 % 0, 2)", "division_by_zero", 16, None),
        ('DATE("2026-02-30")', "bad_date", 1, None),
        ('DATE("tomorrow")', "bad_date", 1, None),
        ("DATE(2026, 2, 30) = day", "bad_date", 1, None),
        ("999999999999999 * 10", "number_too_large", 1, None),
        ("9999-12-31 + 1", "out_of_calendar", 1, None),
        ("2026-01-01 + 0.5", "whole_days", 1, None),
        ("ROUND(1, 0.5)", "whole_number", 1, None),
        ("ROUND(1, 16)", "whole_number", 1, None),
        ("FLOOR(1, 0)", "positive", 1, None),
        ("CEIL(1, -1)", "positive", 1, None),
    ],
)
def test_refused_when_saved(text, code, column, suggestion):
    error = refusal(text)
    assert (error.code, error.column) == (code, column), str(error)
    if suggestion:
        assert error.suggestion == suggestion
        assert suggestion in str(error)


def test_band_limits_in_both_directions_are_fine():
    compile("BAND(days, <= 1, 1, <= 2, 2, >= 9, 3, >= 8, 4, 5)", NAMES)
    compile("BAND(days, < 30, 1, <= 30, 2, 3)", NAMES)
    compile("BAND(days, < amount, 1, < 3, 2, 3)", NAMES)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1), "too_deep"),
        ("1" + " + 1" * MAX_DEPTH, "too_deep"),
        ("NOT " * MAX_DEPTH + "urgent", "too_deep"),
        ("-" * MAX_DEPTH + "1", "too_deep"),
        ("ABS(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "too_deep"),
        ("SUM(" + "1, " * MAX_NODES + "1)", "too_big"),
    ],
)
def test_limits_of_size(text, limit):
    assert refusal(text).code == limit


def test_within_the_limits_of_size():
    compile("(" * 30 + "1" + ")" * 30, NAMES)
    compile("days" + " + days" * 50, NAMES)
    compile("days > 1" + " OR days > 1" * 100, NAMES)
    compile("SUM(" + "1, " * (MAX_NODES - 10) + "1)", NAMES)


@pytest.mark.parametrize(
    ("names", "expect"), [({"days": "money"}, None), ({}, "Number"), ({}, "")]
)
def test_a_type_that_does_not_exist_is_the_callers_mistake(names, expect):
    if expect == "":
        compile("1", names, None)
        return
    with pytest.raises(TypeError):
        compile("1", names, expect)


def test_sentences_can_be_translated():
    german = {
        "Column %(column)s: %(message)s": "Spalte %(column)s: %(message)s",
        MESSAGES["wrong_result"]: "Nötig: %(expected)s, gefunden: %(found)s.",
        "a number": "eine Zahl",
        "a yes or no": "ein Ja oder Nein",
    }
    error = refusal("1 + 1", expect="bool")
    assert error.translated(lambda source: german.get(source, source)) == (
        "Spalte 1: Nötig: ein Ja oder Nein, gefunden: eine Zahl."
    )


def test_a_broken_translation_falls_back_to_english():
    error = refusal("dayes > 3")
    assert error.translated(lambda source: "%(nothing)s %") == str(error)


def test_every_sentence_gets_exactly_its_parameters():
    """Read from the source: each error that is raised fills its own sentence."""
    raised = set()
    for file in Path(logic.expression.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "ExpressionError"
                and node.args
            ):
                continue
            keys = {keyword.arg for keyword in node.keywords}
            if not isinstance(node.args[0], ast.Constant) or None in keys:
                continue
            code = node.args[0].value
            raised.add(code)
            wanted = set(re.findall(r"%\((\w+)\)s", MESSAGES[code]))
            assert wanted <= keys, f"{file.name}: {code}"
    computed = {"few_arguments", "many_arguments", "pairs"}
    computed |= {"bad_operation", "use_function"}
    assert raised | computed == MESSAGES.keys()
    assert all(
        sentence.endswith(".") or "?" in sentence for sentence in MESSAGES.values()
    )
    assert set(TYPE_WORDS) == {"number", "text", "date", "datetime", "bool", "list"}
