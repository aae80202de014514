from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...flow.engine import inputs
from ...org.deferred import deferred

#: the longest roster, in days
LONGEST = 92


class Roster(models.Model):
    """The shifts of one department in one period, from the draft to the locked plan.

    Supervisors make the rosters of the departments they lead, HR all of them, and HR
    alone unlocks one that is locked for pay. Leaders and auditors read; employees read
    published rosters in which they have shifts.
    """

    _name = "cs.roster"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _description = "Roster"
    _order = "date_from desc, department_id, id desc"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id.department_id,
        help="The roster is for the people of this department and those below it.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        tracking=True,
        default=lambda self: self._default_from(),
    )
    date_to = fields.Date(
        required=True,
        tracking=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("locked", "Locked")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    revision = fields.Integer(readonly=True, copy=False)
    published_at = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    tz = fields.Selection(related="company_id.resource_calendar_id.tz")
    policy_id = fields.Many2one("cs.roster.policy", compute="_compute_policy_id")
    shift_ids = fields.One2many("cs.shift", "roster_id", "Shifts")
    change_ids = fields.One2many("cs.roster.change", "roster_id", "Log")
    notice_ids = fields.One2many("cs.roster.notice", "roster_id", "Notices")
    note = fields.Text()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from AND date_to <= date_from + 91)",
        "A roster ends after it begins, and lasts 92 days at most.",
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (department_id WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&) DEFERRABLE",
        "The department already has a roster for some of these days.",
    )

    @api.model
    def _default_from(self):
        today = fields.Date.context_today(self)
        return fields.Date.end_of(today, "month") + timedelta(days=1)

    @api.depends("date_from")
    def _compute_date_to(self):
        for roster in self:
            if roster.date_from and not (
                roster.date_to and roster.date_to >= roster.date_from
            ):
                roster.date_to = fields.Date.end_of(roster.date_from, "month")

    @api.depends("department_id", "company_id")
    def _compute_policy_id(self):
        places = {r: (r.department_id.id, r.company_id.id) for r in self}
        found = self.env["cs.roster.policy"]._nearest(set(places.values()))
        for roster in self:
            roster.policy_id = found[places[roster]]

    @api.constrains("department_id", "date_from", "date_to")
    def _check_alone(self):
        """Name the roster in the way; one query for all that are saved together."""
        others = self.sudo().search([("department_id", "in", self.department_id.ids)])
        for roster in self:
            for other in others.filtered(
                lambda other, roster=roster: (
                    other.department_id == roster.department_id
                    and other != roster
                    and other.date_from <= roster.date_to
                    and other.date_to >= roster.date_from
                )
            ):
                raise ValidationError(
                    self.env._(
                        "%(department)s already has a roster from %(start)s to "
                        "%(end)s. Choose other dates, or work on that one.",
                        department=roster.department_id.name,
                        start=format_date(self.env, other.date_from),
                        end=format_date(self.env, other.date_to),
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_holds_shifts(self):
        outside = (
            self.env["cs.shift"]
            .sudo()
            ._read_group(
                Domain("roster_id", "in", self.ids),
                ["roster_id"],
                ["date:min", "date:max"],
            )
        )
        for roster, first, last in outside:
            if first < roster.date_from or last > roster.date_to:
                raise ValidationError(
                    self.env._(
                        "The roster has shifts from %(first)s to %(last)s: they must "
                        "stay inside.",
                        first=format_date(self.env, first),
                        last=format_date(self.env, last),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_set(vals_list)
        with deferred(self, "_one_at_a_time"):
            return super().create(vals_list)

    def write(self, vals):
        self._check_not_set([vals])
        with deferred(self, "_one_at_a_time"):
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(roster.revision or roster.state != "draft" for roster in self):
            raise UserError(
                self.env._("A roster that was published is kept for the record.")
            )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("Make a new roster, and fill it with 'Copy Another Roster'.")
        )

    @api.model
    def _check_not_set(self, vals_list):
        """State and revision belong to the buttons, not to whoever can write."""
        owned = {"state", "revision", "published_at", "published_by_id"}
        owned |= {"auto_state", "auto_asked_at", "auto_turn", "auto_report"}
        if not self.env.su and any(
            isinstance(vals, dict) and owned & vals.keys() for vals in vals_list
        ):
            raise UserError(
                self.env._("A roster is published and locked with its buttons.")
            )

    def _check_may_edit(self):
        """Refuse whoever may not make these rosters, and rosters that are locked."""
        inputs.rows(self).check_access("write")
        self._check_open()

    def _check_open(self):
        """Refuse rosters that are locked for pay."""
        for roster in self:
            if roster.state == "locked":
                raise UserError(
                    self.env._(
                        "The roster %s is locked for pay: HR can unlock it.",
                        roster.display_name,
                    )
                )
