from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ....logic import rotation as cycles

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
#: the longest cycle
LONGEST = 366
#: the days and the places that the preview shows
PREVIEW, ROWS = 14, 8


class Rotation(models.Model):
    """A pattern of shifts that repeats itself, and the people who follow it.

    HR edits rotations, supervisors the members of their departments; every employee
    reads the patterns.
    """

    _name = "cs.rotation"
    _inherit = ["cs.typed"]
    _description = "Rotation"
    _order = "company_id, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("work", "Work"), ("on_call", "On call")],
        default="work",
        required=True,
        help="A rota of people on call goes beside the work of the day.",
    )
    anchor_date = fields.Date(
        "First day of the pattern",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="On this day people without an offset are on the first step.",
    )
    step_ids = fields.One2many("cs.rotation.step", "rotation_id", "Steps", copy=True)
    cycle_days = fields.Integer("Days", compute="_compute_cycle_days", store=True)
    rest = fields.Selection(
        [
            ("none", "none besides the free steps"),
            ("fixed", "the same day every week"),
            ("moving", "a day later every week"),
        ],
        "Weekly rest",
        default="none",
        required=True,
    )
    rest_weekday = fields.Selection(
        WEEKDAYS,
        "Day of rest",
        default="6",
        help="A moving one begins with this day in the week of 5 January 1970; a "
        "member may have another one.",
    )
    free_days_month = fields.Integer(
        "Free days a month",
        help="Spread over the days on which somebody would work.",
    )
    keeps_holidays = fields.Boolean(
        "Free on public holidays",
        help="Otherwise festivals are worked like other days.",
    )
    member_ids = fields.One2many("cs.rotation.member", "rotation_id", "People")
    member_count = fields.Integer(compute="_compute_member_count")
    note = fields.Text(translate=True)
    preview_html = fields.Html(
        "The next 14 days", compute="_compute_preview_html", sanitize=False
    )

    _free_sane = models.Constraint(
        "CHECK (free_days_month BETWEEN 0 AND 31)",
        "A month has from 0 to 31 free days.",
    )

    @api.depends("step_ids.days")
    def _compute_cycle_days(self):
        for rotation in self:
            rotation.cycle_days = sum(rotation.step_ids.mapped("days"))

    @api.depends("member_ids")
    def _compute_member_count(self):
        counts = dict(
            self.env["cs.rotation.member"]._read_group(
                [("rotation_id", "in", self.ids)], ["rotation_id"], ["__count"]
            )
        )
        for rotation in self:
            rotation.member_count = counts.get(rotation._origin, 0)

    @api.depends(
        "anchor_date",
        "free_days_month",
        "rest",
        "rest_weekday",
        "step_ids.days",
        "step_ids.sequence",
        "step_ids.type_id",
    )
    def _compute_preview_html(self):
        for rotation in self:
            rotation.preview_html = rotation._preview()

    @api.constrains("step_ids")
    def _check_length(self):
        for rotation in self:
            if rotation.cycle_days > LONGEST:
                raise ValidationError(
                    self.env._("A rotation has at most %s days.", LONGEST)
                )

    def _cycle(self):
        """Return the pattern as a plain value."""
        self.ensure_one()
        steps = []
        for step in self.step_ids.sorted(lambda s: (s.sequence, s._origin.id or 0)):
            steps += [step.type_id._origin.id or None] * step.days
        return cycles.Cycle(
            tuple(steps),
            self.anchor_date or fields.Date.context_today(self),
            self.rest,
            int(self.rest_weekday or 6),
            self.free_days_month,
            self.keeps_holidays,
        )

    def _preview(self):
        """Return the next days as a table, a row for each place in the pattern."""
        cycle = self._cycle()
        if not cycle.steps:
            return Markup("<p class='text-muted'>%s</p>") % self.env._(
                "Add steps to see the next days."
            )
        today = fields.Date.context_today(self)
        days = [today + timedelta(days=number) for number in range(PREVIEW)]
        codes = {kind._origin.id: kind.code for kind in self.step_ids.type_id}
        head = Markup().join(
            Markup("<th class='text-center fw-normal text-muted'>%s<br/>%s</th>")
            % (format_date(self.env, day, date_format="EEE"), day.day)
            for day in days
        )
        rows = Markup()
        for offset in range(min(len(cycle.steps), ROWS)):
            place = cycles.Place(offset)
            plan = cycles.plan(cycle, place, days[0], days[-1])
            cells = Markup().join(
                Markup("<td class='o_cs_preview_shift'>%s</td>") % codes[plan[day]]
                if day in plan
                else Markup("<td class='o_cs_preview_rest'>·</td>")
                for day in days
            )
            name = self.env._("%s days ahead", offset)
            rows += Markup("<tr><td class='text-nowrap pe-3'>%s</td>%s</tr>") % (
                name,
                cells,
            )
        return Markup(
            "<div class='o_cs_preview'><table><thead><tr><th></th>%s</tr></thead>"
            "<tbody>%s</tbody></table></div>"
        ) % (head, rows)
