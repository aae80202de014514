from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from odoo.addons.base.models.res_partner import _tz_get

from ....logic import shift_times as times
from ...org.dated import clock_span

LONGEST = 8


class ShiftType(models.Model):
    """A shift as the regulation describes it: hours, breaks, season, place.

    Shifts that exist keep the hours they were made with. HR edits; every employee
    reads, because his own roster is made of these.
    """

    _name = "cs.shift.type"
    _inherit = ["cs.typed", "cs.coded"]
    _description = "Shift type"
    _order = "kind desc, sequence, start_hour, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="At most eight letters or figures: what the cells of a roster show.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_ids = fields.Many2many(
        "hr.department",
        "cs_shift_type_department_rel",
        string="Departments",
        check_company=True,
        help="With those below them. Empty: every department of the company.",
    )
    color = fields.Integer("Colour")
    kind = fields.Selection(
        [("work", "Work"), ("on_call", "On call")],
        default="work",
        required=True,
        help="Somebody may be on call and at work at the same time; hours on call are "
        "no working hours.",
    )
    tz = fields.Selection(
        _tz_get,
        "Time zone",
        required=True,
        default=lambda self: self._default_tz(),
        help="The clock of the work place, by which the hours are read.",
    )
    start_hour = fields.Float("From", required=True, default=8.0)
    end_hour = fields.Float(
        "To",
        required=True,
        default=16.0,
        help="Hours after midnight of the first day: 32:00 is eight in the morning of "
        "the next day.",
    )
    break_ids = fields.One2many("cs.shift.break", "type_id", "Breaks", copy=True)
    paid_hours = fields.Float(compute="_compute_paid_hours", store=True)
    early_minutes = fields.Integer(
        "Come early",
        help="So many minutes before the shift begins, for roll call and hand-over. "
        "Who comes later is late.",
    )
    season_from = fields.Char(
        "Season from",
        help="Month and day, such as 11-15. Empty: the whole year.",
    )
    season_to = fields.Char("Season to", help="Month and day, such as 03-15.")
    skill_ids = fields.Many2many(
        "hr.skill",
        "cs_shift_type_skill_rel",
        string="Skills",
        help="Whoever works this shift has all of them.",
    )
    is_night = fields.Boolean(
        "Night shift",
        compute="_compute_is_night",
        help="It touches the night of the company's roster policy.",
    )
    scope = fields.Char(
        compute="_compute_scope",
        store=True,
        export_string_translation=False,
        help="The departments as one text: within them a code means one type.",
    )
    ends_next_day = fields.Boolean(
        compute="_compute_paid_hours", store=True, export_string_translation=False
    )

    _code_company_uniq = models.UniqueIndex(
        "(lower(code), company_id, scope) WHERE active AND scope IS NOT NULL",
        "There is already a shift type with this code for these departments.",
    )
    _code_short = models.Constraint(
        f"CHECK (code ~ '^[^[:space:],;]{{1,{LONGEST}}}$')",
        "The code of a shift type has one to eight letters or figures, no spaces, "
        "commas or semicolons.",
    )
    _hours_in_order = models.Constraint(
        "CHECK (start_hour >= 0 AND start_hour < 24 AND end_hour > start_hour "
        "AND end_hour <= start_hour + 24)",
        "A shift begins between 0:00 and 24:00 and ends at most 24 hours later; hours "
        "of the next day are written as 8:00 +1.",
    )
    _early_sane = models.Constraint(
        "CHECK (early_minutes BETWEEN 0 AND 240)", "People come 0 to 240 minutes early."
    )
    _color_sane = models.Constraint(
        "CHECK (color BETWEEN 0 AND 11)", "Colours are numbered 0 to 11."
    )
    _season = models.Constraint(
        "CHECK ((season_from IS NULL) = (season_to IS NULL) AND "
        "COALESCE(season_from, '01-01') ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' "
        "AND COALESCE(season_to, '01-01') ~ "
        "'^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$')",
        "A season has a first and a last day, each as month and day, such as 11-15 and "
        "03-15.",
    )

    @api.model
    def _default_tz(self):
        return self.env.company.resource_calendar_id.tz or self.env.user.tz or "UTC"

    @api.depends(
        "start_hour",
        "end_hour",
        "break_ids.start_hour",
        "break_ids.end_hour",
        "break_ids.is_paid",
    )
    def _compute_paid_hours(self):
        for kind in self:
            kind.paid_hours = max(kind._pattern().hours, 0)
            kind.ends_next_day = kind.end_hour > 24

    @api.depends("department_ids")
    def _compute_scope(self):
        for kind in self:
            ids = sorted(kind.department_ids._origin.ids)
            kind.scope = " ".join(map(str, ids)) or "all"

    @api.depends("start_hour", "end_hour", "company_id", "kind")
    def _compute_is_night(self):
        policies = self.env["cs.roster.policy"]._nearest(
            {(False, kind.company_id.id) for kind in self}
        )
        for kind in self:
            policy = policies[False, kind.company_id.id]
            kind.is_night = kind._is_night(policy)

    @api.depends("name", "code")
    @api.depends_context("show_code")
    def _compute_display_name(self):
        for kind in self:
            kind.display_name = f"{kind.code} {kind.name}" if kind.code else kind.name

    @api.onchange("start_hour")
    def _onchange_start_hour(self):
        self.end_hour = times.moved(self.start_hour, self.end_hour)
        self.break_ids._onchange_hours()

    @api.onchange("end_hour")
    def _onchange_end_hour(self):
        """Take an end before the beginning for one of the next day, as people do."""
        self.end_hour = times.after(self.start_hour, self.end_hour)
        self.break_ids._onchange_hours()

    @api.constrains("start_hour", "end_hour", "break_ids")
    def _check_hours(self):
        words = self._hour_words()
        for kind in self:
            found = times.problems(kind._pattern())
            if found:
                raise ValidationError(f"{kind.name} · {words[found[0]]}")

    @api.model
    def _hour_words(self):
        return {
            "start": self.env._("The shift must begin between 0:00 and 24:00."),
            "order": self.env._(
                "The shift must end after it begins; hours of the next day are "
                "written as 8:00 +1."
            ),
            "long": self.env._("A shift lasts at most 24 hours."),
            "pause": self.env._("A break lies inside the shift and takes some time."),
            "pauses": self.env._("Two breaks are at the same time."),
            "empty": self.env._("Nothing of the shift is left to be paid."),
        }

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean(vals))

    @api.model
    def _clean(self, vals):
        """Read seasons as people write them: 3/15, 03.15 or 3-15."""
        if not isinstance(vals, dict):
            return vals
        vals = dict(vals)
        for name in ("season_from", "season_to"):
            text = vals.get(name)
            if isinstance(text, str):
                for mark in "./月":
                    text = text.replace(mark, "-")
                parts = text.replace("日", "").split("-")
                vals[name] = "-".join(part.strip().zfill(2) for part in parts) or False
                vals[name] = False if vals[name] == "00" else vals[name]
        return vals

    def _free_code(self, code):
        """Return the code with the next free figure behind it: it has to stay short."""
        every = self.with_context(active_test=False).sudo().search([])
        taken, number = {kind.code.lower() for kind in every}, 2
        while f"{code[: LONGEST - len(str(number))]}{number}".lower() in taken:
            number += 1
        return f"{code[: LONGEST - len(str(number))]}{number}"

    def _pattern(self):
        """Return the hours as plain values."""
        self.ensure_one()
        return times.Pattern(
            self.start_hour or 0.0,
            self.end_hour or 0.0,
            self.tz or "UTC",
            tuple(pause._pause() for pause in self.break_ids),
        )

    def _times_on(self, day, turn=0):
        """Return the times of a shift of this type on a day.

        :raises ValidationError: the clocks change over them, and no time is left
        """
        found = times.times(day, self._pattern(), turn)
        if found.stop <= found.start:
            raise ValidationError(
                self.env._(
                    "%(type)s has no hours on %(day)s: the clocks of %(zone)s are put "
                    "forward over them.",
                    type=self.display_name,
                    day=format_date(self.env, day),
                    zone=self.tz,
                )
            )
        return found

    def _is_used_in(self, departments):
        """Tell whether a place uses the type.

        :param departments: ids of the place's department and of those above it
        """
        allowed = self.department_ids.ids
        return not allowed or not set(allowed).isdisjoint(departments)

    def _layer(self):
        """Return 0 for work, 1 for on call."""
        return 1 if self.kind == "on_call" else 0

    def _is_night(self, policy):
        """Tell whether the hours touch the night of a policy."""
        night = policy._night() if policy else (22.0, 6.0)
        return self.kind == "work" and times.touches_night(
            self.start_hour, self.end_hour, night
        )

    def _is_in_season(self, day):
        """Tell whether the type is worked on a day."""
        self.ensure_one()
        return times.in_season(day, self.season_from or "", self.season_to or "")

    def _hours_text(self):
        """Return the hours for people, such as 20:00–08:00 next day."""
        self.ensure_one()
        return clock_span(self.env, _clock(self.start_hour), _clock(self.end_hour))


def _clock(hour):
    minutes = round(hour * 60) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
