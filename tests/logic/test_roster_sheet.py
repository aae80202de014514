"""The days above the columns of a roster's sheet."""

from datetime import date, datetime

import pytest
from logic.roster_sheet import as_day

FIRST, LAST = date(2026, 12, 20), date(2027, 1, 20)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (datetime(2026, 12, 24, 0, 0), date(2026, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("2026/12/24 周四", date(2026, 12, 24)),
        ("2026年12月24日", date(2026, 12, 24)),
        ("12月24日", date(2026, 12, 24)),
        ("12月24日周四", date(2026, 12, 24)),
        ("1月3日", date(2027, 1, 3)),
        ("13月3日", None),
        ("2月30日", None),
        ("24", None),
        ("soon", None),
    ],
)
def test_a_heading_is_a_day(head, day):
    assert as_day(head, FIRST, LAST) == day
