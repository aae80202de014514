"""Who is asked on a node: resolved for a whole batch with a constant number of
queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from ....logic.sign_mode import votes_wanted
from ...org.zone import day_of
from .duty import barred, concerned, may_decide_own


@dataclass
class Found:
    """The people of a node for one run.

    ``empty`` says why nobody is left: ``requester`` when only the requester was found
    and the own approval is skipped, else ``nobody``.
    """

    users: list[int] = field(default_factory=list)
    reasons: dict[int, dict] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    pool: tuple[int, int] | None = None
    empty: str | None = None

    def add(self, user, reason):
        if user and user not in self.reasons:
            self.users.append(user)
            self.reasons[user] = reason


class Resolver:
    """Answers ``who`` for a list of (motion, node), all at once."""

    def __init__(self, batch):
        self.batch, self.env = batch, batch.env

    def resolve(self, wanted):
        """Return ``{(motion, node key): Found}``."""
        self._load(wanted)
        found = {}
        for motion, node in wanted:
            candidates = Found()
            getattr(self, f"_who_{node.spec.get('who') or 'user'}")(
                motion, node.spec, candidates
            )
            found[motion, node.key] = candidates
        self._load_lines(
            motion
            for motion, node in wanted
            if self._asks_next_manager(motion, node, found[motion, node.key])
        )
        self._load_users(wanted, found)
        for motion, node in wanted:
            found[motion, node.key] = self._settle(
                motion, node, found[motion, node.key]
            )
        self._substitute(wanted, found)
        return found

    # ---- what the whole batch needs, read once
    # ------------------------------------------

    def _load(self, wanted):
        """Read roles, reporting lines and department heads, as far as nodes ask for
        them."""
        roles, places, departments, self.lines = set(), {}, set(), {}
        for motion, node in wanted:
            spec, person = node.spec, motion.person
            for role in (spec.get("role"), spec.get("until_role")):
                if role:
                    roles.add(self._role_key(motion, role))
                    places[person.get("department_id")] = person.get("path") or ()
            if spec.get("who") == "department_head":
                departments.add(person.get("department_id"))
        self.holders = self._holders(roles, places)
        self.heads = self.env["hr.department"]._manager_chains(
            list(departments - {False, None})
        )
        self._load_lines(
            motion
            for motion, node in wanted
            if node.spec.get("who") in ("manager", "manager_chain")
        )

    def _holders(self, roles, places):
        """Who holds which role on the day that its company has."""
        days = defaultdict(set)
        for key in roles:
            company = self.env["res.company"].browse(key[2])
            days[day_of(company, self.batch.now)].add(key)
        holders = {}
        for day, keys in days.items():
            holders |= self.env["cs.role"]._resolve_holders(keys, day, places)
        return holders

    def _load_lines(self, motions):
        """Read who stands above the people concerned, if it is not known yet."""
        places = {
            motion.employee.id: (
                motion.person["department_id"],
                motion.person["user_id"],
            )
            for motion in motions
            if motion.employee and motion.employee.id not in self.lines
        }
        if places:
            self.lines |= self.env["hr.employee"]._reporting_lines(list(places), places)

    def _role_key(self, motion, role):
        return (
            role,
            motion.person.get("department_id") or False,
            motion.company.id or False,
        )

    def _load_users(self, wanted, found):
        """Read who of those found is active, who is away, and who is kept out."""
        ids = {user for item in found.values() for user in item.users}
        for motion, node in wanted:
            ids.update(node.spec.get("fallback") or ())
            ids.update(self._line(motion))
        there = self.env["cs.substitution"]._present(ids - {0}, self.batch.now)
        self.active, self.of_company = set(there), {}
        for user, present in there.items():
            for company in present.company_ids:
                self.of_company.setdefault(company, set()).add(user)
        self.absent = {user for user, present in there.items() if present.is_away}
        self.batch.partners.update(
            (user, present.partner_id) for user, present in there.items()
        )
        bosses = set()
        for motion, _node in wanted:
            if motion.policy.get("no_subordinate"):
                bosses |= concerned(motion)
        self.below = (
            self.env["hr.employee"]._subordinate_user_ids(list(bosses))
            if bosses
            else {}
        )

    def _active(self, motion):
        """Return the active users who may work in the company of the document."""
        company = motion.company.id
        return self.of_company.get(company, set()) if company else self.active

    def _line(self, motion):
        return [user for user in self.lines.get(motion.employee.id, ()) if user]

    # ---- the kinds of 'who'
    # ---------------------------------------------------------------

    def _who_user(self, motion, spec, found):
        for user in spec.get("users") or ():
            found.add(user, {"kind": "user"})

    def _who_role(self, motion, spec, found):
        users, department = self.holders.get(
            self._role_key(motion, spec.get("role")), ((), False)
        )
        for user in users:
            found.add(
                user, {"kind": "role", "role": spec["role"], "department": department}
            )
        found.pool = (spec["role"], department) if users else None

    def _who_manager(self, motion, spec, found):
        line = self._line(motion)
        level = max(spec.get("level") or 1, 1)
        if len(line) >= level:
            found.add(line[level - 1], {"kind": "manager", "level": level})

    def _who_manager_chain(self, motion, spec, found):
        last = spec.get("until_role")
        enders = (
            self.holders.get(self._role_key(motion, last), ((), False))[0]
            if last
            else ()
        )
        for level, user in enumerate(self._line(motion), start=1):
            found.add(user, {"kind": "manager", "level": level})
            if user in enders or (not last and level >= max(spec.get("level") or 1, 1)):
                break

    def _who_department_head(self, motion, spec, found):
        chain = self.heads.get(motion.person.get("department_id")) or []
        level = max(spec.get("level") or 1, 1)
        if len(chain) >= level:
            department, _employee, user = chain[level - 1]
            found.add(user, {"kind": "department_head", "department": department})

    def _who_field(self, motion, spec, found):
        name = spec.get("field")
        for user in _named_in(motion.document, name).ids:
            found.add(user, {"kind": "field", "field": name})

    def _who_requester(self, motion, spec, found):
        found.add(motion.requester.id, {"kind": "requester"})

    def _who_requester_choice(self, motion, spec, found):
        for user in motion.choices.get(spec["key"]) or ():
            found.add(user, {"kind": "requester_choice"})

    def _who_previous_choice(self, motion, spec, found):
        for user in motion.choices.get(spec["key"]) or ():
            found.add(user, {"kind": "previous_choice"})

    # ---- who of them may
    # --------------------------------------------------------------------

    def _settle(self, motion, node, candidates):
        spec = node.spec
        if node.kind != "approve":
            kept = self._pick(candidates, self._active(motion))
            return self._or_else(motion, node, kept)
        out = barred(motion, self.below, spec)
        is_own = self._is_own(motion, spec, candidates)
        kept = self._pick(candidates, self._active(motion) - out)
        if self._asks_next_manager(motion, node, candidates):
            for user in self._line(motion):
                if user in self._active(motion) - out:
                    kept.add(user, {"kind": "instead_of_requester"})
                    break
        if not kept.users and is_own and spec.get("if_requester") == "skip":
            kept.empty = "requester"
            return kept
        return self._or_else(motion, node, kept, out)

    def _is_own(self, motion, spec, candidates):
        own = motion.requester.id in candidates.reasons
        return own and not may_decide_own(motion, spec)

    def _asks_next_manager(self, motion, node, candidates):
        """Tell whether a manager is asked instead of the requester, who was found."""
        return (
            node.kind == "approve"
            and node.spec.get("if_requester") == "next_manager"
            and self._is_own(motion, node.spec, candidates)
        )

    def last_resort(self, motion, node):
        """Return whom to ask when nobody is left: fallback, else managers of the flow.

        Only after :meth:`resolve` for the same node.
        """
        return self._or_else(
            motion, node, Found(), barred(motion, self.below, node.spec)
        )

    def _pick(self, candidates, allowed):
        kept = Found(pool=candidates.pool)
        for user in candidates.users:
            if user in allowed:
                kept.add(user, candidates.reasons[user])
        return kept

    def _or_else(self, motion, node, kept, out=frozenset()):
        """Ask the fallback, or the managers of the flow, when too few are left."""
        spec = node.spec
        wanted = 1
        if spec.get("sign") == "votes" and not spec.get("percent"):
            wanted = votes_wanted(len(kept.users), spec.get("votes") or 1, False)
        if len(kept.users) >= wanted:
            return kept
        kept = Found(empty="nobody")
        if spec.get("if_nobody") == "skip" or node.kind == "notify":
            return kept
        for user in spec.get("fallback") or ():
            if user in self._active(motion) - out:
                kept.add(user, {"kind": "fallback"})
        if not kept.users:
            # the field itself leaves out those who are not active
            for user in motion.flow.manager_ids:
                if user.id not in out and motion.company <= user.company_ids:
                    kept.add(user.id, {"kind": "flow_manager"})
        if kept.users:
            kept.empty = None
        return kept

    def _substitute(self, wanted, found):
        """Put the substitutes of those who are away in their place; both names stay."""
        asked = {
            user
            for motion, node in wanted
            if node.kind != "notify"
            for user in found[motion, node.key].users
        }
        # whoever came in as a last resort was not looked at before
        away = {
            user for user in asked if user in self.absent or user not in self.active
        }
        if not away:
            return
        instead = self.env["cs.substitution"]._substitutes(sorted(away), self.batch.now)
        for motion, node in wanted:
            item = found[motion, node.key]
            out = (
                barred(motion, self.below, node.spec)
                if node.kind == "approve"
                else set()
            )
            for position, user in enumerate(item.users):
                other = instead.get(user)
                if node.kind == "notify" or not other or other in out | set(item.users):
                    continue
                item.users[position] = other
                item.owners[other] = user
                item.reasons[other] = item.reasons.pop(user) | {"substitute_of": user}


def _named_in(document, name):
    """Return the users that a field of a document names."""
    nobody = document.env["res.users"]
    if name not in document._fields:
        found = getattr(document, "_flow_person", None)
        return found(name) if found and name else nobody
    value = document[name]
    users = value.user_id if value._name == "hr.employee" else value
    return users if users._name == "res.users" else nobody
