"""The summary of a run finds what Odoo leaves green."""

import pytest
from summary import (
    closing_line,
    failing,
    figures,
    known_warnings,
    read_junit,
    read_odoo,
    read_stock,
)

STAMP = "2026-11-22 01:59:08,735 7795"
GREEN = f"""\
{STAMP} INFO db odoo.modules.loading: 12 modules loaded
{STAMP} INFO db odoo.addons.x.TestHoot.browser: [HOOT] Passed 7 tests (9 assertions)
{STAMP} INFO db odoo.tests.result: 0 failed, 0 error(s) of 5 tests when loading
"""


def line(level, text):
    return f"{STAMP} {level} db odoo.some.logger: {text}\n"


def test_counts_python_and_javascript_tests():
    assert read_odoo(GREEN, 0, set()) == (12, 0, [])


def test_figures_that_were_measured_are_told():
    log = GREEN + line("INFO", "measured: a drop, ms: [40]") + line("INFO", "other")
    assert figures(log) == ["measured: a drop, ms: [40]"]


def test_several_counts_add_up():
    log = GREEN + line("INFO", "1 failed, 1 error(s) of 4 tests when loading")
    assert read_odoo(log, 1, set())[:2] == (14, 2)


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (line("WARNING", "strange"), "warning in the log: odoo.some.logger: strange"),
        (line("INFO", "skipped TestX.test_y"), "test skipped: "),
        (line("INFO", "Chrome executable not found"), "browser tests were skipped"),
        (line("ERROR", "broken"), "odoo.some.logger: broken"),
        (line("WARNING", "two\nlines"), "warning in the log: odoo.some.logger: two\nl"),
    ],
)
def test_what_odoo_leaves_green_fails(extra, problem):
    outcome = read_odoo(GREEN + extra, 0, set())
    assert outcome.failed == 1
    assert outcome.problems[0].startswith(problem)


def test_known_warning_is_excused_by_its_exact_text():
    known = known_warnings("# why\nodoo.some.logger: strange\n")
    assert read_odoo(GREEN + line("WARNING", "strange"), 0, known).failed == 0
    assert read_odoo(GREEN + line("WARNING", "strange too"), 0, known).failed == 1


def test_no_test_fails():
    assert read_odoo("", 0, set()).failed == 1


def test_exit_code_without_a_reason_fails():
    assert read_odoo(GREEN, 255, set()).failed == 1


SLOW = line("ERROR", "FAIL: Subtest TestX.test_slow (login='demo')\nTrace\n5 > 4")
BROKEN = line("ERROR", "ERROR: TestY.test_broken\nTrace\nKeyError: 'x'")


def test_failing_tests_can_be_run_again():
    assert failing(GREEN + SLOW + BROKEN, "/hr:TestX") == (
        "/hr:TestX.test_slow,/hr:TestY.test_broken"
    )
    assert failing(GREEN, "/hr") == ""


@pytest.mark.parametrize(
    ("log", "without", "problems"),
    [
        (GREEN, "", []),
        (GREEN + SLOW, SLOW, []),
        (GREEN + SLOW, BROKEN, ["Subtest TestX.test_slow (login='demo'): 5 > 4"]),
        (
            GREEN + SLOW.replace("5 > 4", "6 > 4"),
            SLOW,
            ["Subtest TestX.test_slow (login='demo'): 6 > 4"],
        ),
        (GREEN + BROKEN + SLOW, SLOW, ["TestY.test_broken: KeyError: 'x'"]),
        ("", "", ["no test ran", "Odoo ended with exit code 1"]),
    ],
)
def test_odoos_own_tests_fail_only_as_without_the_module(log, without, problems):
    assert read_stock(log, without, 1 if "FAIL" in log or not log else 0)[2] == problems


def test_junit():
    report = (
        "<testsuites><testsuite><testcase classname='a' name='b'/>"
        "<testcase classname='a' name='c'><skipped message='why'/></testcase>"
        "</testsuite></testsuites>"
    )
    assert read_junit(report) == (1, 1, ["a.c: skipped: why"])
    assert read_junit("<testsuites/>").failed == 1


def test_closing_line_sums_the_suites():
    assert closing_line("3 0 pytest\n12 0 Odoo\n") == ("15 passed, 0 failed", True)
    assert closing_line("3 0 pytest\n0 1 ruff check\n") == ("3 passed, 1 failed", False)
    assert closing_line("") == ("0 passed, 0 failed", False)
