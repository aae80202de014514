"""Designs of forms with every kind of field, and values for them, by chance."""

KINDS = (
    "text",
    "long_text",
    "number",
    "money",
    "date",
    "datetime",
    "duration",
    "boolean",
    "choice",
    "tags",
    "employee",
    "department",
    "customer",
    "document",
    "attachment",
    "section",
)
COLUMNS = tuple(kind for kind in KINDS if kind not in ("attachment", "section"))
OPTIONS = [{"key": "one", "label": "One"}, {"key": "two", "label": "Two"}]
CONDITIONS = (
    "number > 2",
    "boolean",
    "choice = 'one'",
    "NOT boolean AND money < 50",
    "text = 'x' OR lines_count > 1",
    "LEN(long_text) > 1",
    "'two' IN tags",
    "date > TODAY()",
    "lines_c_number > 3",
    "earlier_this_year > 0",
)
IN_TABLE = ("c_number > 2", "c_boolean", "c_choice = 'two'", "number > c_number")
COMPUTED = {
    "number": ("lines_count + 1", "money * 2", "lines_c_number", "earlier_this_month"),
    "money": ("number * 1.5", "lines_c_money"),
    "text": ("long_text", "IF(boolean, 'yes', 'no')"),
    "boolean": ("number > 1",),
    "date": ("TODAY()",),
}
IN_LINE = {
    "number": ("c_money * 2", "number + 1"),
    "money": ("c_number * 0.5", "c_number * number"),
    "text": ("IF(c_boolean, 'yes', 'no')",),
}
VALUES = {
    "text": ("x", "", "<b>", None),
    "long_text": ("x", "two lines\nhere", None),
    "number": (0, 1, 3, 2.7, -4, None),
    "money": (1, 49.999, 100, None),
    "duration": (0.5, 8, None),
    "date": ("2026-03-02", "2036-01-01", None),
    "datetime": ("2026-03-02 08:00:00", None),
    "boolean": (True, False, None),
    "choice": ("one", "two", None),
    "tags": ([], ["one"], ["one", "two"], None),
}


def rules(chance, conditions, computed):
    """Return what somebody might demand of a field."""
    found = {
        "required": chance.choice(("never", "never", "submit")),
        "readonly": chance.choice(("never", "never", "never", "always")),
    }
    for name in ("visible_if", "required_if", "readonly_if"):
        if chance.random() < 0.25:
            found[name] = chance.choice(conditions)
    if computed and chance.random() < 0.3:
        found["computed"] = chance.choice(computed)
    return found


def design(chance):
    """Return a design with each kind of field and a table with each kind of column."""
    fields = [
        {"key": key_of(kind), "kind": kind, "label": kind, "choices": options(kind)}
        | rules(chance, CONDITIONS, COMPUTED.get(kind))
        for kind in KINDS
    ]
    chance.shuffle(fields)
    fields.append(
        {"key": "lines", "kind": "table", "label": "lines"}
        | rules(chance, CONDITIONS[:5], None)
    )
    fields += [
        {
            "key": f"c_{kind}",
            "kind": kind,
            "label": kind,
            "parent": "lines",
            "choices": options(kind),
        }
        | rules(chance, IN_TABLE, IN_LINE.get(kind))
        for kind in COLUMNS
    ]
    return {"fields": fields, "rules": []}


def key_of(kind):
    """Return the name of the field of a kind; every document has a department."""
    return "place" if kind == "department" else kind


def options(kind):
    """Return the options of a field of a kind."""
    return OPTIONS if kind in ("choice", "tags") else []


def values(chance, records):
    """Return values by key; a few fields are not said at all.

    :param records: ``{kind: ids}`` of what fields of records may name
    """
    pool = VALUES | {kind: (*ids, None) for kind, ids in records.items()}

    def some(kinds, prefix=""):
        return {
            f"{prefix}{kind}" if prefix else key_of(kind): chance.choice(pool[kind])
            for kind in kinds
            if kind in pool and chance.random() < 0.8
        }

    lines = [some(COLUMNS, "c_") for _row in range(chance.randrange(4))]
    return some(KINDS) | {"lines": lines}
