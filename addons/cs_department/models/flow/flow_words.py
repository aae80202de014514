"""A flow in words: what every node does, for people who read rather than draw."""

from odoo.tools import format_list

NAMES = 4


def field_label(env, res_model, name):
    """Return the label of a field of the documents, or the name when there is none."""
    field = env[res_model]._fields.get(name) if res_model in env else None
    return field.get_description(env, ["string"])["string"] if field else name


def listed(env, names, most):
    """Return names as a list of the reader's language, cut after some of them."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(env._("%s more", len(names) - most))
    return format_list(env, shown) if shown else ""


class Words:
    """Puts the nodes of one compiled graph into sentences in the reader's language.

    Names of people, roles and actions are read once for the whole graph.

    :param env: an environment of the reader.
    :param res_model: the document's model, for the labels of its fields.
    :param graph: what ``cs.flow._compile`` returns or a version keeps.
    """

    def __init__(self, env, res_model, graph):
        self.env = env
        self.res_model = res_model
        self.graph = graph
        specs = list(self._walk(graph.get("nodes") or ()))
        self.users = self._names("res.users", specs, "users", "fallback")
        self.roles = self._names("cs.role", specs, "role", "until_role")
        self.actions = self._names("ir.actions.server", specs, "server_action")

    def tree(self):
        """Return the nodes in words.

        :return: ``[{"key", "kind", "name", "text", "condition", "badges",
            "children"}]``.
        """
        return self._rows(self.graph.get("nodes") or ())

    def _rows(self, specs):
        return [
            {
                "key": spec["key"],
                "kind": spec["kind"],
                "name": self._name(spec),
                "text": self._text(spec),
                "condition": spec.get("condition") or "",
                "badges": self._badges(spec),
                "children": self._rows(spec.get("children") or ()),
            }
            for spec in specs
        ]

    def _walk(self, specs):
        for spec in specs:
            yield spec
            yield from self._walk(spec.get("children") or ())

    def _names(self, model, specs, *keys):
        ids = set()
        for spec in specs:
            for key in keys:
                value = spec.get(key) or ()
                ids.update(value if isinstance(value, list | tuple) else [value])
        records = self.env[model].sudo().browse(sorted(ids)).exists()
        return {record.id: record.display_name for record in records}

    def _name(self, spec):
        return (spec.get("names") or {}).get(self.env.lang) or spec.get("name") or ""

    def _label(self, name):
        return field_label(self.env, self.res_model, name)

    def _list(self, names):
        names = [name for name in names if name]
        return listed(self.env, names, NAMES)

    def _text(self, spec):
        text = getattr(self, f"_text_{spec['kind']}")(spec)
        return "" if text.lower() == self._name(spec).lower() else text

    # ---- what a node does ------------------------------------------------------------

    def _text_approve(self, spec):
        return self._who(spec)

    def _text_fill(self, spec):
        return self._who(spec)

    def _text_notify(self, spec):
        return self._who(spec)

    def _text_action(self, spec):
        return spec.get("effect") or self.actions.get(spec.get("server_action")) or ""

    def _text_wait(self, spec):
        hours, name = spec.get("hours") or 0, spec.get("field")
        if name and hours:
            return self.env._(
                "%(hours)g hours after '%(field)s'",
                hours=hours,
                field=self._label(name),
            )
        if name:
            return self.env._("until '%s'", self._label(name))
        return self.env._("%g hours", hours)

    def _text_branch(self, spec):
        return self.env._("the first case that fits is taken")

    def _text_case(self, spec):
        if spec.get("condition"):
            return self.env._("if %s", spec["condition"])
        return self.env._("otherwise")

    def _text_parallel(self, spec):
        return self.env._("all lanes run at the same time")

    def _text_lane(self, spec):
        return ""

    # ---- who -------------------------------------------------------------------------

    def _who(self, spec):
        level = max(spec.get("level") or 1, 1)
        kind = spec.get("who")
        if kind == "user":
            return self._list(self.users.get(user) for user in spec.get("users") or ())
        if kind == "role":
            role = self.roles.get(spec.get("role"), "")
            return (
                self.env._("%s of the department, or the nearest one above", role)
                if role
                else ""
            )
        if kind == "manager_chain":
            return self._who_chain(spec, level)
        if kind in ("manager", "department_head"):
            return self._who_above(kind, level)
        sentences = {
            "field": self.env._(
                "the person named in '%s'", self._label(spec.get("field") or "")
            ),
            "requester": self.env._("the requester"),
            "requester_choice": self.env._("whom the requester chooses"),
            "previous_choice": self.env._("whom the approver before chooses"),
        }
        return sentences.get(kind, "")

    def _who_chain(self, spec, level):
        until = self.roles.get(spec.get("until_role"))
        if until:
            return self.env._("every manager up to the role %s", until)
        return self.env._("every manager up to level %s", level)

    def _who_above(self, kind, level):
        if kind == "manager":
            return (
                self.env._("the direct manager")
                if level == 1
                else self.env._("the manager of level %s", level)
            )
        if level == 1:
            return self.env._("the head of the department")
        return self.env._("the head of the department, level %s", level)

    # ---- what else matters -----------------------------------------------------------

    def _badges(self, spec):
        if spec["kind"] not in ("approve", "fill", "notify"):
            return []
        badges = [self._sign(spec), self._limit(spec), self._nobody(spec)]
        if spec.get("comment_required"):
            badges.append(self.env._("comment required"))
        if spec.get("open_fields"):
            labels = self._list(self._label(name) for name in spec["open_fields"])
            badges.append(self.env._("may edit %s", labels))
        return [badge for badge in badges if badge]

    def _sign(self, spec):
        votes = spec.get("votes") or 1
        if spec.get("sign") == "votes":
            if spec.get("percent"):
                return self.env._("%g %% of the votes", votes)
            return self.env._("%g votes", votes)
        return {
            "all": self.env._("all sign"),
            "in_turn": self.env._("one after the other"),
        }.get(spec.get("sign"), "")

    def _limit(self, spec):
        if not spec.get("limit_hours"):
            return ""
        then = {
            "remind": self.env._("remind"),
            "escalate": self.env._("ask the manager"),
            "approve": self.env._("approve"),
            "refuse": self.env._("refuse"),
            "return": self.env._("return"),
        }
        action = then.get(spec.get("limit_action"), "")
        return self.env._(
            "%(hours)g h, then %(action)s", hours=spec["limit_hours"], action=action
        )

    def _nobody(self, spec):
        if spec.get("if_nobody") == "skip":
            return self.env._("skipped if nobody")
        if spec.get("if_nobody") == "fallback":
            names = self._list(
                self.users.get(user) for user in spec.get("fallback") or ()
            )
            return self.env._("else %s", names) if names else ""
        return ""
