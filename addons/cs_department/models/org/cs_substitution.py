from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...logic.substitutes import Period, final_substitutes, find_circle
from . import called
from .deferred import deferred

SCOPE_ALL = "all"


class CsSubstitution(models.Model):
    """Who decides for whom during an absence.

    Everybody arranges his own substitution; HR arranges all of them. The substitute
    sees it, the leaders see those of their people, auditors see all of them.
    """

    _name = "cs.substitution"
    _inherit = ["cs.typed"]
    _description = "Substitution"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    @api.model
    def _default_date_from(self):
        return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)

    user_id = fields.Many2one(
        "res.users",
        "Who is away",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    substitute_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        help="New approvals go to this person. Both names stay in the log.",
    )
    date_from = fields.Datetime(
        "From", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Datetime(
        "To",
        required=True,
        default=lambda self: self._default_date_from() + timedelta(days=1),
    )
    scope = fields.Selection(
        selection="_selection_scope",
        string="For",
        required=True,
        default=SCOPE_ALL,
        help="A substitution for one kind of document goes before the general one.",
    )
    source = fields.Selection(
        [("hand", "Arranged by hand"), ("leave", "Approved time off")],
        required=True,
        default="hand",
        readonly=True,
    )
    note = fields.Char()
    company_id = fields.Many2one(
        "res.company", related="user_id.company_id", store=True, index=True
    )
    state = fields.Selection(
        [("planned", "Planned"), ("running", "Running"), ("over", "Over")],
        compute="_compute_state",
        search="_search_state",
    )
    active = fields.Boolean(default=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_from < date_to)", "A substitution must end after it begins."
    )
    _not_oneself = models.Constraint(
        "CHECK (user_id != substitute_id)", "Nobody can be his own substitute."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, scope WITH =, "
        "tsrange(date_from, date_to) WITH &&) WHERE (active) DEFERRABLE",
        "There is already a substitute during that time.",
    )

    @api.model
    def _selection_scope(self):
        """Return the kinds of approvals a substitution may be limited to.

        Hook: rooms with approvals add (key, label) pairs and name the key when they
        call ``_substitutes``.
        """
        return [(SCOPE_ALL, self.env._("All approvals"))]

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        now = fields.Datetime.now()
        for substitution in self:
            if not substitution.date_from or substitution.date_from > now:
                substitution.state = "planned"
            elif not substitution.date_to or substitution.date_to > now:
                substitution.state = "running"
            else:
                substitution.state = "over"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        domains = {
            "planned": Domain("date_from", ">", now),
            "running": Domain("date_from", "<=", now) & Domain("date_to", ">", now),
            "over": Domain("date_to", "<=", now),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("user_id", "substitute_id")
    def _compute_display_name(self):
        for substitution in self:
            if substitution.substitute_id:
                substitution.display_name = self.env._(
                    "%(substitute)s for %(user)s",
                    substitute=substitution.substitute_id.name,
                    user=substitution.user_id.name,
                )
            else:
                substitution.display_name = substitution.user_id.name

    @api.constrains("user_id", "substitute_id", "active")
    def _check_substitute(self):
        for substitution in self.sudo().filtered("active"):
            user, substitute = substitution.user_id, substitution.substitute_id
            why = substitute._cs_why_no_decider()
            if why:
                raise ValidationError(why)
            if user.company_id not in substitute.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(substitute)s has no access to %(company)s and cannot stand "
                        "in for %(person)s.",
                        substitute=substitute.name,
                        company=user.company_id.name,
                        person=user.name,
                    )
                )

    @api.constrains(
        "user_id", "substitute_id", "date_from", "date_to", "scope", "active"
    )
    def _check_circle_and_overlap(self):
        """Refuse a second substitute and a circle; one query for all that are saved."""
        mine = self.sudo().filtered("active")
        if not mine:
            return
        others = self.sudo().search(
            Domain("date_from", "<", max(mine.mapped("date_to")))
            & Domain("date_to", ">", min(mine.mapped("date_from")))
        )
        for substitution in mine:
            rivals = (others - substitution).filtered(substitution._meets)
            for other in rivals.filtered(
                lambda other, own=substitution: (
                    other.user_id == own.user_id and other.scope == own.scope
                )
            ):
                raise ValidationError(substitution._overlap_message(other))
            circle = find_circle(
                substitution._period(), [other._period() for other in rivals]
            )
            if circle:
                names = self.env["res.users"].sudo().browse(circle).mapped("name")
                raise ValidationError(
                    self.env._(
                        "Nobody would be left to decide: %(chain)s. Choose somebody "
                        "who is there during that time.",
                        chain=" → ".join(names),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        with deferred(self, "_no_overlap"):
            fresh = super().create(vals_list)
        fresh._check_not_over()
        return fresh

    def _check_not_over(self):
        """What is over already changes nothing; HR may import it to have its history.

        :raises ValidationError: the substitution ends before now
        """
        is_history = self.env.context.get("import_file") and self.env.user.has_group(
            "cs_department.group_cs_hr"
        )
        if self.env.su or is_history:
            return
        if self.filtered(lambda one: one.date_to <= fields.Datetime.now()):
            raise ValidationError(
                self.env._(
                    "This time is over already: choose one that is still to end."
                )
            )

    def write(self, vals):
        with deferred(self, "_no_overlap"):
            result = super().write(vals)
        # the rules are asked before a write only: nobody may hand his row to another
        # person, whose approvals would then go where he likes
        self.check_access("write")
        return result

    def _meets(self, other):
        """Tell whether another substitution concerns the same approvals and time."""
        return (
            other.date_from < self.date_to
            and other.date_to > self.date_from
            and (self.scope == other.scope or SCOPE_ALL in {self.scope, other.scope})
        )

    def _period(self):
        return Period(
            self.user_id.id, self.substitute_id.id, self.date_from, self.date_to
        )

    def _overlap_message(self, other):
        return self.env._(
            "%(substitute)s already stands in for %(person)s from %(start)s to "
            "%(end)s. End that substitution first, or choose another time.",
            substitute=other.substitute_id.name,
            person=other.user_id.name,
            start=format_datetime(self.env, other.date_from),
            end=format_datetime(self.env, other.date_to),
        )

    def action_end_now(self):
        """End running substitutions and drop those that have not begun."""
        now = fields.Datetime.now()
        planned = called.rows(self).filtered(lambda one: one.date_from >= now)
        planned.write({"active": False})
        running = (self - planned).filtered(
            lambda substitution: substitution.date_to > now
        )
        for substitution in running:
            # a period must have a length: one that began this second is dropped
            end = max(now, substitution.date_from + timedelta(seconds=1))
            substitution.date_to = end

    @api.model
    def _substitutes(self, user_ids, moment, scope=SCOPE_ALL):
        """Say who decides instead of those who are away.

        A substitute who is away himself is replaced by his own one, and so on; whoever
        would run into a circle keeps his work. A substitute without an active user
        does not count.

        :param user_ids: ids of users
        :param moment: naive UTC datetime
        :param scope: key of ``_selection_scope``; its substitutions go before general
            ones
        :return: ``{user id: user id of the last substitute}``, only of those who are
            away; one query for each step of the longest chain,
            whatever the number of users
        """
        away, asked, unknown = {}, set(), set(user_ids)
        while unknown:
            asked |= unknown
            found = self._absences(unknown, moment, scope)
            away.update(found)
            unknown = set(found.values()) - asked
        return final_substitutes(away, user_ids)
