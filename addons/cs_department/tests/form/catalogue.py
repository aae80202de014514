"""The request forms of the regulations as data, in the words of their own designers.

People stand as ``@login`` and roles by their code; the test puts ids in their place.
"""

TEXT, FILE = "Please fill this in.", "Please attach a document."


def field(key, kind, label, *options, **more):
    """Return a field that must be filled in, unless told otherwise."""
    asked = {} if kind in ("section", "boolean", "attachment", "table") else REQUIRED
    if "computed" in more or "readonly" in more:
        asked = {}
    choices = [{"key": key, "label": key.capitalize()} for key in options]
    chosen = {"choices": choices} if choices else {}
    return {"key": key, "kind": kind, "label": label} | asked | chosen | more


OPTIONAL, REQUIRED = {"required": "never"}, {"required": "submit"}
COUNTED = {"computed": "earlier_this_month + 1"}


def later(*nodes):
    """Return what makes a field one that is filled in at steps of the flow."""
    return {
        "readonly": "nodes",
        "editable_nodes": list(nodes),
        "required": "nodes",
        "required_nodes": list(nodes),
    }


def rule(place, expression, message):
    """Return a check of a field."""
    return {"field": place, "expression": expression, "message": message, "nodes": []}


def step(key, who, kind="approve", **more):
    """Return a step: the head, ``role:code``, ``field:key`` or named ``@people``."""
    people = {"approver_kind": "department_head"}
    shape = {"children": [], "if_nobody": "skip"}
    if who.startswith("role:"):
        people = {"approver_kind": "role", "role_id": who.removeprefix("role:")}
    elif who.startswith("field:"):
        name = who.removeprefix("field:")
        people = {"approver_kind": "field", "field_name": name}
    elif who.startswith("@"):
        people = {"approver_kind": "user", "user_ids": who.split()}
    return {"key": key, "kind": kind, "name": key} | shape | people | more


def branch(key, *cases):
    """Return a branch of ``(condition, steps)``; an empty condition is otherwise."""
    children = [
        {
            "key": f"{key}_{number}",
            "kind": "case",
            "name": f"{key} {number}",
            "condition": condition,
            "children": list(steps),
        }
        for number, (condition, steps) in enumerate(cases, 1)
    ]
    return {"key": key, "kind": "branch", "name": key, "children": children}


def form(name, fields, flow, path, valid, invalid, rules=()):
    """Return a form; ``path``: who is asked; ``invalid``: changes, and a sentence."""
    return {
        "name": name,
        "design": {"fields": list(fields), "rules": list(rules)},
        "flow": list(flow),
        "path": path,
        "valid": valid,
        "invalid": invalid,
    }


SPAN = (
    field("start", "datetime", "From", role="start"),
    field("end", "datetime", "To", role="end"),
    field("hours", "duration", "Hours", computed="HOURS(start, end)", role="amount"),
)
MORNING = {"start": "2035-03-05 08:00:00", "end": "2035-03-05 12:00:00"}
ORDER = rule("end", "end > start", "The end lies before the beginning.")
REASON = field("reason", "long_text", "Reason")

FORMS = {
    "F-01": form(
        "请假单",
        (
            field("post", "choice", "Post", "agent", "leader"),
            field("leave", "choice", "Leave", "personal", "sick", "annual"),
            *SPAN,
            REASON,
            field("note", "attachment", "Note", attachment_required="leave = 'sick'"),
            field("stand_in", "employee", "Stand-in", visible_if="post = 'leader'"),
            field("contact", "text", "Contact", visible_if="post = 'leader'"),
            field("urgent", "boolean", "Emergency"),
            field("phoned", "datetime", "Phoned at", visible_if="urgent"),
            field("completed", "date", "Completed on", **later("file")),
        ),
        (
            step("head", "head"),
            branch("long", ("hours > 24", [step("manager", "role:general")]), ("", [])),
            step("file", "role:admin", "fill"),
        ),
        [["lead"], ["clerk"]],
        {"post": "agent", "leave": "personal", "reason": "Moving house"} | MORNING,
        ({"leave": "sick"}, FILE),
        [ORDER],
    ),
    "F-02": form(
        "换班登记表",
        (
            field("counterpart", "employee", "With", role="person"),
            field("my_day", "date", "My day", role="start"),
            field("my_shift", "text", "My shift"),
            field("their_day", "date", "Their day"),
            field("their_shift", "text", "Their shift"),
            field("back", "date", "Returned on", **OPTIONAL),
            REASON,
            field("level", "choice", "Level", "one", "two"),
            field("count", "number", "This month", digits=0, maximum="2", **COUNTED),
            field("consent", "boolean", "Agrees", **later("consent")),
        ),
        (
            step("consent", "field:counterpart", "fill"),
            step("head", "head"),
            branch(
                "by_level",
                ("level = 'two'", [step("manager", "role:general")]),
                ("", []),
            ),
        ),
        [["agent2"], ["lead"], ["boss"]],
        {
            "counterpart": "@agent2",
            "my_day": "2035-03-05",
            "my_shift": "Early",
            "their_day": "2035-03-06",
            "their_shift": "Late",
            "reason": "Exam",
            "level": "two",
        },
        ({"my_shift": None}, TEXT),
    ),
    "F-03": form(
        "加班申请单",
        (
            field("kind", "choice", "Kind", "planned", "emergency"),
            *SPAN,
            REASON,
            field("afterwards", "boolean", "补填", visible_if="kind = 'emergency'"),
            field("pay", "choice", "Compensation", "rest", "pay", default="'rest'"),
            field("actual", "duration", "Actual hours", **later("hr")),
        ),
        (
            step("head", "head"),
            step("hr", "role:hr"),
            step("general", "role:general"),
        ),
        [["lead"], ["hr"], ["boss"]],
        {"kind": "planned", "reason": "Release"} | MORNING,
        (
            {"start": "2020-03-05 08:00:00", "end": "2020-03-05 12:00:00"},
            "before the work",
        ),
        [
            ORDER,
            rule(
                "start",
                "kind = 'emergency' OR start >= TODAY()",
                "Planned overtime is applied for before the work.",
            ),
        ],
    ),
    "F-04": form(
        "外出单",
        (*SPAN, REASON, field("destination", "text", "Destination")),
        (step("head", "head"), step("register", "role:admin", "notify")),
        [["lead"]],
        {"reason": "Bank", "destination": "Bank"} | MORNING,
        ({"destination": ""}, TEXT),
        [ORDER],
    ),
    "F-05": form(
        "病假条",
        (
            field("hospital", "text", "Hospital"),
            field("diagnosis", "text", "Diagnosis"),
            field("days", "number", "Days", minimum="0.5", role="amount"),
            field("paper", "attachment", "Paper", attachment_required="days > 1"),
        ),
        (step("head", "head"), step("file", "role:admin", "fill")),
        [["lead"], ["clerk"]],
        {"hospital": "People's", "diagnosis": "Flu", "days": 1},
        ({"days": 3}, FILE),
    ),
    "F-06": form(
        "请示报告",
        (
            field("cause", "choice", "Cause", "customer", "accident", "other"),
            field("situation", "long_text", "What happened"),
            field("proposal", "long_text", "Proposal"),
            field("urgent", "boolean", "Emergency"),
            field("higher", "employee", "Report to", visible_if="urgent"),
        ),
        (
            branch(
                "way",
                (
                    "urgent",
                    [
                        step("jump", "field:higher"),
                        step("told", "head", "notify"),
                    ],
                ),
                ("", [step("head", "head")]),
            ),
        ),
        [["chief"]],
        {
            "cause": "accident",
            "situation": "The line is down",
            "proposal": "Switch over",
            "urgent": True,
            "higher": "@chief",
        },
        ({"higher": False}, TEXT),
    ),
    "F-07": form(
        "客户意见反馈表",
        (
            field("customer", "customer", "Customer"),
            field("address", "text", "Address"),
            field("phone", "text", "Phone"),
            field("goods", "table", "Goods", required="submit"),
            field("thing", "text", "Thing", parent="goods"),
            field("pieces", "number", "Pieces", parent="goods", minimum="1"),
            field("day", "date", "Day", role="start"),
            field("opinion", "long_text", "Opinion", **later("close")),
            field("satisfied", "choice", "Satisfied", "yes", "no", **later("close")),
        ),
        (step("head", "head"), step("close", "@agent", "fill", if_requester="allow")),
        [["lead"], ["agent"]],
        {
            "customer": "@customer",
            "address": "1 High Street",
            "phone": "110",
            "goods": [{"thing": "Cupboard", "pieces": 2}],
            "day": "2035-03-05",
        },
        ({"goods": [{"thing": "Cupboard", "pieces": 0}]}, "At least 1"),
    ),
    "F-08": form(
        "报销",
        (
            field("destination", "text", "Destination"),
            field("zone", "choice", "Zone", "city", "province", "abroad"),
            field("transport", "choice", "Class", "second", "first"),
            field("meals", "table", "Meals", required="submit"),
            field("day", "date", "Day", parent="meals"),
            field("heads", "number", "People", parent="meals", minimum="1"),
            field("names", "text", "Names", parent="meals"),
            field("rate", "money", "Rate", parent="meals"),
            field("cost", "money", "Cost", parent="meals", computed="heads * rate"),
            field("nights", "number", "Nights", minimum="0"),
            field("lodging", "money", "Lodging a night"),
            field(
                "total",
                "money",
                "In all",
                computed="meals_cost + nights * lodging",
                role="amount",
            ),
            field(
                "receipts", "attachment", "Receipts", attachment_required="total > 500"
            ),
        ),
        (
            step("head", "head"),
            branch(
                "special", ("total > 200", [step("boss", "role:general")]), ("", [])
            ),
            step("finance", "@clerk @hr", sign_mode="all"),
        ),
        [["lead"], ["boss"], ["clerk", "hr"]],
        {
            "destination": "Branch",
            "zone": "city",
            "transport": "second",
            "meals": [{"day": "2035-03-05", "heads": 2, "names": "A, B", "rate": 30}],
            "nights": 1,
            "lodging": 150,
        },
        ({"nights": 4}, FILE),
    ),
}
