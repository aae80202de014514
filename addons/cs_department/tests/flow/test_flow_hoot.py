"""Runs the JavaScript unit tests of the add-on, on a desktop and on a phone."""

import logging
import re

from odoo.tests import HttpCase, no_retry, tagged

SUITE = "@cs_department"
PASSED = re.compile(r"\[HOOT\] Passed (\d+) tests")


def suite_id(name):
    """Return the identifier that the test page knows the suite ``name`` by."""
    number = 0
    for character in name:
        number = (number * 31 + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"


class _Lines(logging.Handler):
    """Collects what the browser logs."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@tagged("post_install", "-at_install")
class HootCase(HttpCase):
    """Opens the page of the JavaScript tests."""

    def run_suite(self, options):
        """Run the suite with ``options`` in the address; fail when it has no test."""
        lines = _Lines()
        self._logger.addHandler(lines)
        self.addCleanup(self._logger.removeHandler, lines)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&timeout=15000&id={suite_id(SUITE)}&{options}",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
        passed = sum(int(number) for number in PASSED.findall("\n".join(lines.lines)))
        self.assertGreater(passed, 0, f"no JavaScript test ran in {SUITE}")


class TestHootDesktop(HootCase):
    """The suite with the environment of a desktop."""

    @no_retry
    def test_desktop(self):
        self.run_suite("preset=desktop")


class TestHootMobile(HootCase):
    """The suite with the environment of a phone."""

    browser_size = "375x667"  # what the preset "mobile" expects
    touch_enabled = True

    @no_retry
    def test_mobile(self):
        self.run_suite("preset=mobile&tag=-headless")
