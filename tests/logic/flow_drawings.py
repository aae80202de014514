"""Short ways to draw a flow, and to prove it."""

from logic.flow_proof import Field, Setting, prove

FACTS = {
    "days": "number",
    "amount": "number",
    "kind": "text",
    "urgent": "bool",
    "roles": "list",
    "start": "date",
}
FIELDS = {
    "note": Field("char"),
    "until": Field("datetime"),
    "total": Field("float", is_editable=False),
    "flow_state": Field("selection", is_engine=True),
    "checker_id": Field("many2one", is_person=True),
}
SETTING = Setting(FACTS, fields=FIELDS, effects=frozenset({"stamp"}))


def by(key, *users, kind="approve", **spec):
    people = {"who": "user", "users": list(users or (7,)), "sign": "any"}
    return {"key": key, "kind": kind, "name": key, **people, **spec}


def case(key, condition, *children):
    return {
        "key": key,
        "kind": "case",
        "name": key,
        "condition": condition,
        "children": list(children),
    }


def branch(key, *cases):
    return {"key": key, "kind": "branch", "name": key, "children": list(cases)}


def ways(*conditions, key="choice"):
    """A branch whose every case asks somebody."""
    return branch(
        key,
        *(case(f"{key}{i}", c, by(f"{key}{i}by")) for i, c in enumerate(conditions)),
    )


def parallel(key, *lanes):
    children = [
        {
            "key": f"{key}{i}",
            "kind": "lane",
            "name": f"{key}{i}",
            "children": list(lane),
        }
        for i, lane in enumerate(lanes)
    ]
    return {"key": key, "kind": "parallel", "name": key, "children": children}


def proved(*nodes, setting=SETTING, **policy):
    return prove({"nodes": list(nodes), "policy": policy}, setting)


def codes(*nodes, **rest):
    return [(f.level, f.node, f.code) for f in proved(*nodes, **rest)]


def only(*nodes, **rest):
    [finding] = proved(*nodes, **rest)
    return finding
