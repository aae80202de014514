"""The approval chains that the regulations name (section 5 of the catalogue), as data.

A step is a role code (that role decides), or one of

* ``("lanes", [steps], [steps], ...)``: side by side;
* ``("if", condition, [steps], [otherwise steps])``;
* ``("fill", who)``: somebody completes the form; ``"requester"`` is the requester;
* ``("copy", role)``: is informed;
* ``("panel", role)``: a committee votes, a majority decides;
* ``("everyone", role)``: every holder of the role signs;
* ``("chosen",)``: the requester chooses who is asked.

Each chain has examples: facts of the document and the roles met on the way.
"""

ROLES = (
    "admin_supervisor",
    "branch",
    "branch_manager",
    "chairman",
    "counterpart",
    "department_head",
    "department_manager",
    "director",
    "duty_manager",
    "finance",
    "general_manager",
    "government",
    "hospital_leader",
    "hr",
    "inspector",
    "leader",
    "line_superior",
    "manager",
    "office",
    "operations_manager",
    "panel",
    "regional_office",
    "relief",
    "supervisor",
    "vice_manager",
)

FILING = [("fill", "line_superior"), ("fill", "admin_supervisor")]
LEAVE_Q = ["line_superior", "admin_supervisor"]

CHAINS = {
    "AC-01": (
        ["leader", "supervisor", ("fill", "requester"), "manager", "general_manager"],
        [({}, ["leader", "supervisor", "requester", "manager", "general_manager"])],
    ),
    "AC-02": (
        [("fill", "requester"), "manager", "general_manager"],
        [({}, ["requester", "manager", "general_manager"])],
    ),
    "AC-03/04/05": (
        [
            (
                "if",
                "days <= 1",
                ["department_manager"],
                [("if", "days <= 3", ["operations_manager"], ["general_manager"])],
            ),
            *FILING,
        ],
        [
            ({"days": 1}, ["department_manager", *LEAVE_Q]),
            ({"days": 1.5}, ["operations_manager", *LEAVE_Q]),
            ({"days": 3}, ["operations_manager", *LEAVE_Q]),
            ({"days": 3.5}, ["general_manager", *LEAVE_Q]),
        ],
    ),
    "AC-06": (
        ["general_manager", ("fill", "admin_supervisor")],
        [({}, ["general_manager", "admin_supervisor"])],
    ),
    "AC-07": (
        [
            ("lanes", ["department_manager"], [("copy", "operations_manager")]),
            ("fill", "department_manager"),
            ("fill", "admin_supervisor"),
        ],
        [
            (
                {},
                [
                    "department_manager",
                    "operations_manager",
                    "department_manager",
                    "admin_supervisor",
                ],
            )
        ],
    ),
    "AC-08": (["general_manager"], [({}, ["general_manager"])]),
    "AC-09": (["line_superior"], [({}, ["line_superior"])]),
    "AC-10": (
        ["department_head", ("fill", "requester")],
        [({}, ["department_head", "requester"])],
    ),
    "AC-11": (["hospital_leader"], [({}, ["hospital_leader"])]),
    "AC-12": (
        ["manager", ("copy", "hr")],
        [({}, ["manager", "hr"])],
    ),
    "AC-13": (
        ["supervisor", ("fill", "supervisor")],
        [({}, ["supervisor", "supervisor"])],
    ),
    "AC-14": (
        ["director", ("fill", "relief")],
        [({}, ["director", "relief"])],
    ),
    "AC-15": (
        ["counterpart", "department_manager"],
        [({}, ["counterpart", "department_manager"])],
    ),
    "AC-16": (
        ["counterpart", ("lanes", ["leader"], ["supervisor"]), "manager"],
        [({}, ["counterpart", "leader", "supervisor", "manager"])],
    ),
    "AC-17": (["supervisor"], [({}, ["supervisor"])]),
    "AC-18": (["duty_manager"], [({}, ["duty_manager"])]),
    "AC-19/20": (
        ["department_head", "hr", "general_manager"],
        [
            ({"urgent": False}, ["department_head", "hr", "general_manager"]),
            ({"urgent": True}, ["department_head", "hr", "general_manager"]),
        ],
    ),
    "AC-21": (
        ["department_manager", ("fill", "admin_supervisor")],
        [({}, ["department_manager", "admin_supervisor"])],
    ),
    "AC-22": (["department_manager"], [({}, ["department_manager"])]),
    "AC-23": (
        [("fill", "requester"), "department_manager", "office", "general_manager"],
        [({}, ["requester", "department_manager", "office", "general_manager"])],
    ),
    "AC-24": (
        [("fill", "requester"), "general_manager", ("fill", "office")],
        [({}, ["requester", "general_manager", "office"])],
    ),
    "AC-25": (["hr", ("panel", "panel")], [({}, ["hr", "panel"])]),
    "AC-26": (["manager"], [({}, ["manager"])]),
    "AC-27": (["department_head", "finance"], [({}, ["department_head", "finance"])]),
    "AC-28": (
        [("if", 'note = "S004"', [("panel", "panel")], ["department_head"])],
        [({"note": "S004"}, ["panel"]), ({"note": "S002"}, ["department_head"])],
    ),
    "AC-29": (
        [("if", "amount >= 20 AND amount <= 50", ["director"], ["general_manager"])],
        [({"amount": 20}, ["director"]), ({"amount": 51}, ["general_manager"])],
    ),
    "AC-30": ([("panel", "panel")], [({}, ["panel"])]),
    "AC-31": (["manager"], [({}, ["manager"])]),
    "AC-32": (
        [("if", 'IN("leader", roles)', ["department_manager"], ["hr"])],
        [({}, ["hr"])],
    ),
    "AC-33": (
        ["general_manager", ("if", "amount >= 4", ["regional_office"], [])],
        [
            ({"amount": 3}, ["general_manager"]),
            ({"amount": 4}, ["general_manager", "regional_office"]),
        ],
    ),
    "AC-34/35": (
        ["department_head", "hr", "general_manager", "chairman"],
        [({}, ["department_head", "hr", "general_manager", "chairman"])],
    ),
    "AC-36": (
        ["branch", "hr", "branch_manager", "general_manager"],
        [({}, ["branch", "hr", "branch_manager", "general_manager"])],
    ),
    "AC-37": (
        ["department_head", "hr", "general_manager"],
        [({}, ["department_head", "hr", "general_manager"])],
    ),
    "AC-38": (
        ["branch", "hr", "branch_manager"],
        [({}, ["branch", "hr", "branch_manager"])],
    ),
    "AC-39": (["department_head"], [({}, ["department_head"])]),
    "AC-40": (
        [
            ("lanes", ["department_head"], ["manager"]),
            ("if", "amount > 5", ["general_manager"], []),
        ],
        [
            ({"amount": 5}, ["department_head", "manager"]),
            ({"amount": 6}, ["department_head", "manager", "general_manager"]),
        ],
    ),
    "AC-41": (["line_superior"], [({}, ["line_superior"])]),
    "AC-42": (["vice_manager"], [({}, ["vice_manager"])]),
    "AC-43": (["office", "counterpart"], [({}, ["office", "counterpart"])]),
    "AC-44": (
        [
            "department_head",
            ("fill", "requester"),
            ("if", "urgent", ["manager"], []),
        ],
        [
            ({"urgent": False}, ["department_head", "requester"]),
            ({"urgent": True}, ["department_head", "requester", "manager"]),
        ],
    ),
    "AC-45": (
        ["leader", "supervisor", "general_manager"],
        [({}, ["leader", "supervisor", "general_manager"])],
    ),
    "AC-46": ([("everyone", "panel")], [({}, ["panel"])]),
    "AC-47": (["general_manager"], [({}, ["general_manager"])]),
    "AC-48": (["director"], [({}, ["director"])]),
    "AC-49": (
        [("if", 'note = "guest"', ["general_manager"], ["department_head"])],
        [
            ({"note": "guest"}, ["general_manager"]),
            ({"note": "staff"}, ["department_head"]),
        ],
    ),
    "AC-50": (
        [("if", 'note = "sales"', ["director"], ["leader"])],
        [({"note": "sales"}, ["director"]), ({"note": "property"}, ["leader"])],
    ),
    "AC-51": (["general_manager"], [({}, ["general_manager"])]),
    "AC-52": (
        [("everyone", "panel"), ("fill", "office")],
        [({}, ["panel", "office"])],
    ),
    "AC-53": (
        [("panel", "panel"), "general_manager"],
        [({}, ["panel", "general_manager"])],
    ),
    "AC-54": (
        ["department_head", ("panel", "panel"), "government"],
        [({}, ["department_head", "panel", "government"])],
    ),
    "AC-55": (
        [("if", 'note = "lost"', ["hr"], ["line_superior"])],
        [({"note": "lost"}, ["hr"]), ({"note": "damaged"}, ["line_superior"])],
    ),
    "AC-56": (["general_manager"], [({}, ["general_manager"])]),
    "AC-57": (
        [("lanes", ["counterpart"], ["relief"]), "leader"],
        [({}, ["counterpart", "relief", "leader"])],
    ),
    "AC-58": (
        ["counterpart", ("lanes", ["manager"], ["director"])],
        [({}, ["counterpart", "manager", "director"])],
    ),
    "AC-59": (
        [("lanes", ["counterpart"], ["inspector"], ["director"])],
        [({}, ["counterpart", "inspector", "director"])],
    ),
    "AC-60": (
        ["leader", ("if", "urgent", ["director", "government"], [])],
        [
            ({"urgent": False}, ["leader"]),
            ({"urgent": True}, ["leader", "director", "government"]),
        ],
    ),
    "AC-61": (["supervisor"], [({}, ["supervisor"])]),
    "AC-62": (
        [("chosen",), ("copy", "line_superior")],
        [({}, ["chosen", "line_superior"])],
    ),
}
