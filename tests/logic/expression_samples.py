"""The names and values that the tests of the expression language share."""

import datetime
from decimal import Decimal

NAMES = {
    "days": "number",
    "amount": "number",
    "nothing": "number",
    "kind": "text",
    "no_text": "text",
    "day": "date",
    "no_day": "date",
    "start": "datetime",
    "stop": "datetime",
    "urgent": "bool",
    "no_flag": "bool",
    "tags": "list",
    "amounts": "list",
    "no_list": "list",
    "请假天数": "number",
    "班次": "text",
}
CHINA = datetime.timezone(datetime.timedelta(hours=8))
VALUES = {
    "days": 2.5,
    "amount": 100,
    "nothing": None,
    "kind": "sick",
    "no_text": False,
    "day": datetime.date(2026, 6, 1),
    "no_day": False,
    # local 08:00 on 1 June and 20:00 on 2 June
    "start": datetime.datetime(2026, 6, 1, 0),
    "stop": datetime.datetime(2026, 6, 2, 12),
    "urgent": True,
    "no_flag": None,
    "tags": ["night", "夜班", 3],
    "amounts": (10, Decimal("2.5"), 0.1),
    "no_list": [],
    "请假天数": 4,
    "班次": "夜班",
}
TODAY = datetime.date(2026, 1, 31)
