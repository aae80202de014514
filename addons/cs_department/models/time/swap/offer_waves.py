import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ....logic import offer as rules
from ...org.zone import day_of

_logger = logging.getLogger(__name__)


class OfferWaves(models.Model):
    """Whom a shift on offer asks, in which order, and what happens when time is up."""

    _inherit = "cs.shift.offer"

    # ---- who -------------------------------------------------------------------------

    def _line_up(self, absent, last=()):
        """Write a line for everybody who might take the shift, in waves; those who
        cannot are named with the rule that keeps them.

        :param absent: who cannot come, or gives the shift away
        :param last: who is asked after all others
        """
        self.ensure_one()
        people = self._colleagues() - absent
        said = self._said_each(people)
        able = people.filtered(
            lambda person: all(row.outcome != "block" for row in said[person.id])
        )
        ranked = self._ranked(people).sorted(lambda person: person in last)
        plan = rules.waves((ranked & able).ids, self._plan())
        asked = {person for wave in plan for person in wave}
        left = ranked.filtered(lambda person: person.id not in asked)
        self.line_ids = self._lines_of(plan, said) + self._left_out(
            left & able, left - able, said, len(asked)
        )

    def _left_out(self, further, unable, said, rank):
        """Return commands for the lines of people who are not asked, and why not: those
        further down the list, those whom only the policy of swaps keeps, the others.

        :param rank: that of the last person who is asked
        """
        blocked = {
            person: [one for one in said[person.id] if one.outcome == "block"]
            for person in unable
        }
        barred = unable.filtered(
            lambda person: not all(one.may_yield for one in blocked[person])
        )
        reasons = {person: self.env._("Further down the list.") for person in further}
        for person, found in blocked.items():
            # what the roster forbids says enough
            firm = [one for one in found if not one.may_yield] or found
            reasons[person] = " ".join(dict.fromkeys(one.sentence for one in firm))
        return [
            fields.Command.create(
                {
                    "employee_id": person.id,
                    "state": "excluded",
                    "rank": number,
                    "why": reasons[person],
                    "is_barred": person in barred,
                }
            )
            for number, person in enumerate(
                further + (unable - barred) + barred, start=rank + 1
            )
        ]

    def _plan(self):
        """Return the waves of this round: those of the policy, or everybody at once for
        the longest time that the policy gives."""
        plan = self._policy()._plan()
        if self.is_for_all:
            return [rules.Wave(0, max(wave.minutes for wave in plan))]
        return plan

    def _colleagues(self):
        """Return the people of the department and those below it."""
        return (
            self.env["hr.employee"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & Domain("department_id", "child_of", self.department_id.id),
                order="name, id",
            )
        )

    def _policy(self):
        place = self.department_id.id, self.company_id.id
        return self.env["cs.swap.policy"]._nearest({place})[place]

    def _ranked(self, people):
        """Return those who may take the shift, the best first.

        The roster's own judge says who: what it would do to rest, wishes, fairness and
        hours. Where it cannot compare (on call), fewest hours in the month go first.
        Who leads the department comes last, unless a leader is missing.
        """
        ranked = self.env["cs.shift"]._rank_replacements(self.shift_id.sudo())
        places = {row["id"]: place for place, row in enumerate(ranked)}
        hours = {} if ranked else self._hours_in_month(people)
        leading = self._leading_people()
        if self.absent_id in leading:
            leading = people.browse()
        return people.sorted(
            lambda person: (
                person in leading,
                places.get(person.id, len(places)),
                hours.get(person, 0.0),
                person.name,
            )
        )

    def _leading_people(self):
        """Return those who lead the department: the others are asked before them."""
        users = self.env["res.users"]._cs_who_leads(
            self.department_id, day_of(self.company_id), above=False
        )
        return users.employee_ids

    def _hours_in_month(self, people):
        first = self.date.replace(day=1)
        return dict(
            self.env["cs.shift"]
            .sudo()
            ._read_group(
                Domain("employee_id", "in", people.ids)
                & Domain("state", "!=", "cancelled")
                & Domain("layer", "=", 0)
                & Domain("date", ">=", first)
                & Domain("date", "<=", fields.Date.end_of(first, "month")),
                ["employee_id"],
                ["paid_hours:sum"],
            )
        )

    # ---- when ------------------------------------------------------------------------

    def _next_wave(self):
        """Ask the next people; when nobody is left, tell who leads or offers it."""
        self.ensure_one()
        now, number = fields.Datetime.now(), self.wave + 1
        lines = self.line_ids.filtered(
            lambda row: row.state == "waiting" and row.wave == number
        )
        self.line_ids.filtered(lambda row: row.state == "asked").write(
            {"state": "silent"}
        )
        if not lines or self.start <= now:
            self._escalate()
            return
        minutes = self._plan()[min(number, len(self._plan())) - 1].minutes
        to_come = self.line_ids.filtered(lambda row: row.state in ("waiting", "asked"))
        waves = len({row.wave for row in to_come if row.wave >= number})
        until = rules.until(now, minutes, self.start, waves)
        self.write({"wave": number, "wave_until": until})
        lines.write({"state": "asked", "asked_at": now})
        self._tell_asked(lines)

    def _tell_asked(self, lines):
        self._tell(
            lines.employee_id.user_id,
            lambda offer: offer.env._("A shift is free: %s", offer.times),
            lambda offer: offer.env._(
                "Who takes it first gets it. See Shifts, Free Shifts."
            ),
        )

    def _escalate(self):
        """Nobody took the shift: whoever leads has to find somebody, unless it stays
        with a colleague who wanted to give it away."""
        self.line_ids.filtered(lambda row: row.state in ("asked", "waiting")).write(
            {"state": "silent"}
        )
        self.write({"state": "escalated", "wave_until": False})
        self.swap_id._let_go()
        if self.kind == "sick":
            self._find_somebody()
        else:
            self._tell(
                self.swap_id.employee_id.user_id,
                lambda offer: offer.env._("Nobody takes the shift: %s", offer.times),
                lambda offer: offer.env._(
                    "Everybody who may was asked. It stays yours."
                ),
            )

    def _find_somebody(self):
        """Give whoever leads the shift that nobody took, to find somebody for it."""
        leaders = self._leaders()
        self._tell(
            leaders,
            lambda offer: offer.env._("Nobody takes the shift: %s", offer.times),
            lambda offer: offer.env._(
                "Everybody who may was asked. Open it to ask others, to give it to "
                "somebody or to leave it vacant."
            ),
        )
        for user in leaders:
            offer = self.with_context(lang=user.lang)
            offer.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=offer.env._("Find somebody for %s", offer.times),
                user_id=user.id,
            )

    @api.model
    def _shift_cancelled(self, shifts):
        """Close the offers of shifts that are cancelled, and tell whoever was asked."""
        offers = self.search(
            Domain("shift_id", "in", shifts.ids) & Domain("state", "=", "open")
        )
        for offer in offers:
            asked = offer.line_ids.filtered(lambda row: row.state == "asked")
            offer.line_ids.filtered(
                lambda row: row.state in ("asked", "waiting")
            ).state = "lost"
            offer.write({"state": "closed", "wave_until": False})
            offer.swap_id._let_go()
            offer._tell(
                asked.employee_id.user_id,
                lambda offer: offer.env._("The shift is cancelled: %s", offer.times),
                lambda offer: offer.env._("You need not do anything."),
            )

    def _leaders(self):
        """Return whom the policy names, else who heads the department."""
        users, role = self.env["res.users"].sudo(), self._policy().escalate_role_id
        if role:
            key = role.id, self.department_id.id, self.company_id.id
            today = fields.Date.context_today(self)
            found = self.env["cs.role"]._resolve_holders({key}, today)[key][0]
            if found:
                return users.browse(found)
        chain = self.env["hr.department"]._manager_chains([self.department_id.id])
        heads = [user for _place, _who, user in chain[self.department_id.id] if user]
        return users.browse(heads[:1])

    @api.model
    def _cron_waves(self, batch_size=50):
        """Go on with offers whose time is up, each in a transaction of its own."""
        cron = self.env["ir.cron"]
        domain = Domain("state", "=", "open") & Domain(
            "wave_until", "<=", fields.Datetime.now()
        )
        due = self.search(domain, limit=batch_size, order="wave_until, id")
        cron._commit_progress(remaining=self.search_count(domain))
        for offer in due:
            # what the log keeps is in a language of the place: a cron has none
            lang = offer.company_id.partner_id.lang
            offer.with_context(lang=lang)._time_is_up()
            if not cron._commit_progress(1):
                break

    def _time_is_up(self):
        """Ask the next wave, unless somebody answers at this very moment."""
        try:
            with self.env.cr.savepoint():
                if self.try_lock_for_update(allow_referencing=True):
                    self._next_wave()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            _logger.info("Shift offer %s is being answered, left for later", self.id)
        except UserError as error:
            _logger.info("Shift offer %s cannot go on: %s", self.id, error)
            self.write({"wave_until": fields.Datetime.add(self.wave_until, hours=1)})

    # ---- telling ---------------------------------------------------------------------

    def _tell_taken(self, asked):
        """Tell the others, who called it in, and who gives the shift away."""
        users = asked.user_id | self.create_uid | self.swap_id.employee_id.user_id
        self._tell(
            users - self.env.user - self.env.ref("base.user_root"),
            lambda offer: offer.env._(
                "%(person)s takes the shift: %(shift)s",
                person=offer.taken_by_id.name,
                shift=offer.times,
            ),
            lambda offer: offer.env._("You need not do anything."),
        )

    def _tell(self, users, subject, body):
        """Tell users in their own language; mails go by queue."""
        for lang, group in users.filtered("active").grouped("lang").items():
            offer = self.with_context(lang=lang or "en_US")
            offer.message_notify(
                partner_ids=group.partner_id.ids,
                subject=subject(offer),
                body=body(offer),
                force_send=False,
            )
