from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import format_list

from ...org.zone import day_of
from .handover_item import LASTING

#: so many people who may decide are named
MOST_NAMED = 3
#: lines about the place itself, which stay with nobody
THINGS = ("check", "asset")


class HandoverJudging(models.Model):
    """Nobody decides as the leader about what was refused at his own seat.

    Another leader of the shift or of the departments above does; when there is none,
    HR does. The same holds for settling a refusal of it all.
    """

    _inherit = "cs.handover"

    def _is_party(self, item, person):
        """Tell whether a line is somebody's own matter.

        That is what was refused at his seat, and as long as it was not decided the work
        that he hands over himself. Lines of no seat are everybody's. Who finds a thing
        out of order answers for taking it over all the same; work that he does not
        accept stays with somebody else, so that he does not decide himself.
        """
        if not person:
            return False
        if item.verdict != "refused":
            return person == item.seat_id.outgoing_id
        is_thing = item.kind in THINGS and item.side == "incoming"
        if is_thing and item.decided_by_id == person:
            return False
        is_one = self.mode == "seats" and item.seat_id
        seats = item.seat_id if is_one else self.seat_ids
        return person in (seats.outgoing_id | seats.incoming_id)

    def _own_refused(self, person):
        """Return the lines that somebody's other side refused and nobody let pass."""
        return self.sudo().item_ids.filtered(
            lambda item: (
                item.verdict == "refused"
                and not item.waived_by_id
                and not item.is_resolved
                and self._is_party(item, person)
            )
        )

    def _may_judge(self, items):
        """Tell whether the user decides about lines as the leader of the shift."""
        handover, me = self.sudo(), self._me()
        if any(handover._is_party(item, me) for item in items):
            return False
        return self._is_leader() or self._stands_in(items)

    def _may_resolve(self, item):
        """Tell whether the user may say that open work is done: once it was refused,
        whoever refused it or decides about it."""
        is_pending = item.verdict == "refused" and not item.waived_by_id
        if self.sudo().state == "closed" or not is_pending:
            return True
        return item.decided_by_id == self._me() or self._may_judge(item)

    def _check_may_judge(self, items):
        """Refuse who leads nothing here, and who would decide in his own matter.

        :raises AccessError: with who decides instead
        """
        if not self._may_judge(items):
            self._need_leader()
            raise AccessError(self._judge_words(items))

    def _may_sign_as_leader(self):
        """Tell whether the user signs as the leader, for HR as well if nobody can."""
        handover, me = self.sudo(), self._me()
        if handover._own_refused(me):
            return False
        if self._is_leader():
            return True
        stuck = handover.item_ids.filtered(
            lambda item: item.verdict == "refused" and not item.waived_by_id
        )
        return bool(stuck) and self._stands_in(stuck)

    def _stands_in(self, items):
        """Tell whether the user acts for HR because nobody else may decide."""
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        return is_hr and not self.sudo()._judges(items)

    def _judges(self, items, leading=None):
        """Return the users who lead the shift or a department above, nearest first, but
        for those whose own matter the lines are.

        :param leading: those who lead, where they are known
        """
        return (self._leading() if leading is None else leading).filtered(
            lambda user: (
                not any(self._is_party(i, p) for i in items for p in self._who(user))
            )
        )

    def _leading(self):
        """Return everybody who may act as the leader; see ``_is_leader``."""
        users = self.env["res.users"].sudo()
        if self.template_id.leader_role_id:
            users |= self._holders(self.template_id.leader_role_id).sudo()
        users |= users._cs_who_leads(self.department_id, day_of(self.company_id))
        return users.filtered("active")

    def _hr_users(self):
        """Return the users of HR in the company who neither go nor come."""
        people = self.seat_ids.outgoing_id | self.seat_ids.incoming_id
        return (
            self.env["res.users"]
            ._cs_hr_people(self.company_id)
            .filtered(lambda user: not self._who(user) & people)
        )

    # ---- what the page says of it

    def _page_judges(self):
        """Return what the page asks of every line, once: whether the user leads, and
        who else does, as long as there is something to decide."""
        doubts = self.sudo().item_ids.filtered(
            lambda item: item.verdict == "refused" or item.is_important
        )
        if not doubts or self.state not in ("open", "refused"):
            return False, None
        return self._is_leader(), self.sudo()._leading()

    def _page_judging(self, item, judging):
        """Return whether the user may let a line pass, and who decides about it or what
        becomes of it as long as that is not decided.

        :param judging: see ``_page_judges``
        """
        is_refused = item.verdict == "refused"
        is_work = item.kind in LASTING
        stops = is_refused or (item.is_important and is_work)
        if not stops or item.waived_by_id or item.is_resolved:
            return {"can_waive": False, "judged_by": ""}
        if self.state not in ("open", "refused"):
            words = self._left_words(item) if is_refused else ""
            return {"can_waive": False, "judged_by": words}
        is_leader, leading = judging
        may = self._may_judge(item)
        can = may and self.state == "open" and not self._is_covered(item)
        if may:
            words = is_refused and not can and self._signing_words()
        elif is_leader:
            words = self._judge_words(item, leading)
        else:
            words = is_refused and self.env._(
                "Not accepted, and not decided yet. The leader of the shift decides: "
                "%s.",
                self._judge_names(item, leading),
            )
        return {"can_waive": can, "judged_by": words or ""}

    def _signing_words(self):
        """Return how whoever leads decides what others have signed for already."""
        if self.state != "open" or "leader" not in self._open_slots().mapped("kind"):
            return ""
        return self.env._(
            "Not accepted. Who signs as the leader decides that the shift may leave "
            "all the same."
        )

    def _left_words(self, item):
        """Return what became of a line that nobody had decided when the shift left."""
        _ = self.env._
        if item.kind in LASTING and not item.res_model:
            return _(
                "Not accepted: it stays with %s and goes on to the next hand-over "
                "until somebody accepts it or it is resolved.",
                item.owner_id.name or "-",
            )
        slots = self.sudo().signature_ids
        leader = slots.filtered(lambda slot: slot.kind == "leader").user_id
        return leader[:1] and _(
            "Not accepted. %s let the shift leave all the same.", leader[0].name
        )

    # ---- words

    def _judge_names(self, items, leading=None):
        """Return who decides instead, in the reader's language."""
        names = self.sudo()._judges(items, leading)[:MOST_NAMED].mapped("name")
        return format_list(self.env, names, "or") if names else self.env._("HR")

    def _judge_words(self, items, leading=None):
        """Return why the user does not decide himself, and who does."""
        return self.env._(
            "This concerns your own seat, so somebody else decides it as the leader: "
            "%s.",
            self._judge_names(items, leading),
        )

    def _leader_words(self, seat=None):
        """Return who signs as the leader instead of the user, who leads; or ''.

        :param seat: only what concerns this seat
        """
        lines = self._own_refused(self._me()).filtered(
            lambda item: not seat or not item.seat_id or item.seat_id == seat
        )
        if not lines or not self._is_leader():
            return ""
        _ = self.env._
        names = lines[:MOST_NAMED].with_context(lang=self.env.lang).mapped("name")
        return _(
            "Not accepted at your own seat: %(lines)s. Somebody else decides and signs "
            "as the leader: %(people)s.",
            lines=format_list(self.env, [_("'%(line)s'", line=name) for name in names]),
            people=self._judge_names(lines),
        )
