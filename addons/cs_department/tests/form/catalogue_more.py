"""The second half of the request forms of the regulations."""

from .catalogue import (
    OPTIONAL,
    REASON,
    TEXT,
    branch,
    field,
    form,
    later,
    rule,
    step,
)

MORE = {
    "F-09": form(
        "Exception of vehicle, lodging or transport",
        (
            field("what", "choice", "What", "vehicle", "lodging", "transport"),
            REASON,
            field("amount", "money", "Amount", role="amount", maximum="2000"),
        ),
        (step("head", "head"),),
        [["lead"]],
        {"what": "vehicle", "reason": "Night", "amount": 80},
        ({"amount": 3000}, "At most 2"),
    ),
    "F-10": form(
        "Recommendation about a person",
        (
            field("person", "employee", "Person", role="person"),
            field("what", "choice", "Proposal", "hire", "dismiss", "confirm", "extend"),
            field("evidence", "long_text", "Evidence"),
            field(
                "months", "number", "Months", visible_if="what = 'extend'", maximum="6"
            ),
            field("result", "choice", "Result", "agreed", "refused", **later("hr")),
        ),
        (
            branch(
                "who",
                ("IN(what, 'hire', 'dismiss')", [step("head", "head")]),
                ("", []),
            ),
            step("hr", "role:hr"),
        ),
        [["hr"]],
        {"person": "@agent2", "what": "extend", "evidence": "Marks", "months": 3},
        ({"months": 9}, "At most 6"),
    ),
    "F-11": form(
        "人力资源需求计划表",
        (
            field("unit", "choice", "Unit", "head_office", "branch"),
            field("contract", "choice", "Contract", "regular", "temporary"),
            field("plan", "choice", "Plan", "annual", "graduates", "extra"),
            field("sums_up", "boolean", "Summary"),
            field("parts", "table", "Plans in it", visible_if="sums_up"),
            field("part", "document", "Plan", parent="parts"),
            field("posts", "table", "Posts", required="submit"),
            field("post", "text", "Post", parent="posts"),
            field("people", "number", "Number", parent="posts", minimum="1"),
            *(
                field(key, "text", key.capitalize(), parent="posts", **OPTIONAL)
                for key in ("title", "licence", "speciality", "experience", "pay")
            ),
            field("needed", "date", "Needed on", parent="posts"),
            field("by", "date", "Needed by", role="end"),
            field("in_all", "number", "People", computed="posts_people", role="amount"),
            field("conditions", "long_text", "Conditions", **later("complete")),
        ),
        (
            step("head", "head"),
            step("hr", "role:hr"),
            step("complete", "@agent", "fill", if_requester="allow"),
            branch(
                "chain",
                ("unit = 'branch'", [step("branch", "role:admin")]),
                ("", [step("general", "role:general")]),
            ),
        ),
        [["lead"], ["hr"], ["agent"], ["clerk"]],
        {
            "unit": "branch",
            "contract": "regular",
            "plan": "extra",
            "posts": [{"post": "Agent", "people": 2, "needed": "2035-03-05"}],
            "by": "2035-03-05",
        },
        ({"by": "2020-03-05"}, "a month ahead"),
        [
            rule(
                "by",
                "plan <> 'extra' OR DAYS(TODAY(), by) >= 30",
                "An extra need is filed a month ahead.",
            )
        ],
    ),
    "F-12": form(
        "申诉",
        (
            field("decision", "document", "Decision", **OPTIONAL),
            field("about", "text", "What was decided"),
            REASON,
            field("evidence", "attachment", "Evidence"),
            field("received", "date", "Received on", **later("panel")),
            field("answer", "long_text", "Answer", **later("panel")),
        ),
        (
            step(
                "panel",
                "@chief @hr @clerk",
                sign_mode="votes",
                votes_needed=2,
                limit_hours=168,
                limit_action="remind",
            ),
        ),
        [["chief", "clerk", "hr"]],
        {"about": "A fine", "reason": "I was ill"},
        ({"reason": " "}, TEXT),
    ),
    "F-13": form(
        "生产中心作息时间表",
        (
            field("sections", "table", "Sections", required="submit"),
            field("section", "text", "Section", parent="sections"),
            field("hours", "text", "Hours", parent="sections"),
            field("from_day", "date", "In force from", role="start"),
            REASON,
        ),
        (step("hr", "role:hr"),),
        [["hr"]],
        {
            "sections": [{"section": "Hall", "hours": "8-12, 13-17"}],
            "from_day": "2035-03-05",
            "reason": "Summer",
        },
        ({"from_day": "2020-03-05"}, "before the change"),
        [rule("from_day", "from_day > TODAY()", "File it before the change.")],
    ),
    "F-14": form(
        "Borrow, copy, visit, access, loan",
        (
            field(
                "what", "choice", "What", "borrow", "copy", "visit", "access", "loan"
            ),
            field("item", "text", "Item"),
            field("person", "text", "Person"),
            field("purpose", "text", "Purpose"),
            field("start", "date", "From", role="start"),
            field("end", "date", "To", role="end"),
        ),
        (
            branch(
                "by_kind",
                ("what = 'borrow'", [step("sales", "@chief")]),
                ("", [step("head", "head")]),
            ),
        ),
        [["chief"]],
        {
            "what": "borrow",
            "item": "Contract",
            "person": "B",
            "purpose": "Audit",
            "start": "2035-03-05",
            "end": "2035-03-06",
        },
        ({"end": "2035-03-01"}, "before the beginning"),
        [rule("end", "end >= start", "The end lies before the beginning.")],
    ),
    "F-15": form(
        "Badge re-issue",
        (
            field("cause", "choice", "Cause", "lost", "damaged"),
            field("fee", "money", "Fee", computed="IF(cause = 'lost', 20, 0)"),
        ),
        (
            branch(
                "cause",
                ("cause = 'lost'", [step("hr", "role:hr")]),
                ("", [step("head", "head")]),
            ),
        ),
        [["hr"]],
        {"cause": "lost"},
        ({"cause": False}, TEXT),
    ),
    "F-16": form(
        "投诉",
        (
            field("against", "department", "Against"),
            field("ticket", "text", "Ticket", unique=True),
            field("what", "long_text", "Facts"),
        ),
        (step("charge", "role:general"),),
        [["boss"]],
        {"against": "@mail", "ticket": "T 1", "what": "No answer"},
        ({}, "Ticket"),
    ),
    "F-17": form(
        "退料单据",
        (
            field("item", "text", "Item"),
            field("quantity", "number", "Quantity", minimum="1", role="amount"),
            field("guarantee", "boolean", "In guarantee"),
            field("make", "choice", "Make", "own", "foreign"),
            field("at", "datetime", "Returned at"),
        ),
        (
            step("warehouse", "@clerk"),
            branch("paid", ("NOT guarantee", [step("vice", "role:general")]), ("", [])),
        ),
        [["clerk"], ["boss"]],
        {
            "item": "Pump",
            "quantity": 1,
            "guarantee": False,
            "make": "own",
            "at": "2035-03-05 08:00:00",
        },
        ({"quantity": 0}, "At least 1"),
    ),
    "F-18": form(
        "物品放行",
        (
            field("owner", "customer", "Owner"),
            field("person", "text", "Person"),
            field("things", "table", "Goods", required="submit"),
            field("thing", "text", "Thing", parent="things"),
            field("day", "date", "Day", role="start"),
            field("consent", "boolean", "The owner agrees"),
        ),
        (step("desk", "role:admin"),),
        [["clerk"]],
        {
            "owner": "@customer",
            "person": "C",
            "things": [{"thing": "Sofa"}],
            "day": "2035-03-05",
            "consent": True,
        },
        ({"consent": False}, "has not agreed"),
        [rule("consent", "consent", "The owner has not agreed.")],
    ),
    "F-19": form(
        "Change of a service item",
        (
            field("item", "text", "Item"),
            field("basis", "long_text", "Basis"),
            field("conditions", "long_text", "Conditions"),
            field("fee", "money", "Fee", minimum="0"),
            field("change", "choice", "Change", "new", "changed", "ended"),
            field("answer", "text", "Answer of the district", **later("district")),
        ),
        (
            step("meeting", "@chief @lead", sign_mode="all"),
            step("district", "role:admin", "fill"),
        ),
        [["chief", "lead"], ["clerk"]],
        {
            "item": "Permit",
            "basis": "Law",
            "conditions": "None",
            "fee": 0,
            "change": "new",
        },
        ({"fee": -1}, "At least 0"),
    ),
    "F-20": form(
        "Suggestion",
        (
            field("text", "long_text", "Suggestion", minimum="10"),
            field("benefit", "text", "Benefit"),
            field("marks", "long_text", "Evaluation", **later("supervisor")),
            field("reward", "money", "Reward", **later("supervisor")),
        ),
        (step("supervisor", "head"),),
        [["lead"]],
        {"text": "Let customers call us back", "benefit": "Fewer calls"},
        ({"text": "More"}, "At least 10"),
    ),
}
