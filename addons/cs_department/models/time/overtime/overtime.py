from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, format_duration

from ...flow.engine import inputs

DAY_KINDS = [
    ("workday", "Working day"),
    ("rest_day", "Rest day"),
    ("holiday", "Public holiday"),
]


class Overtime(models.Model):
    """Overtime that somebody asked for on a form, and what of it counts.

    Rows come and change with their request only; nobody writes them. Employees read
    their own, leaders those of the departments they lead, HR and auditors all.
    """

    _name = "cs.overtime"
    _inherit = ["cs.typed", "cs.overtime.limits"]
    _description = "Overtime"
    _order = "date desc, id desc"
    _rec_names_search = ["employee_id.name"]
    _check_company_auto = True

    request_id = fields.Many2one(
        "cs.request", required=True, index=True, ondelete="cascade", readonly=True
    )
    number = fields.Char(related="request_id.name")
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", readonly=True
    )
    department_id = fields.Many2one("hr.department", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    policy_id = fields.Many2one(
        "cs.overtime.policy", readonly=True, ondelete="set null"
    )
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("approved", "Approved"),
            ("cancelled", "Does Not Count"),
        ],
        required=True,
        readonly=True,
        default="asked",
        index=True,
    )
    date = fields.Date(required=True, readonly=True, index=True)
    start = fields.Datetime("From", required=True, readonly=True)
    stop = fields.Datetime("To", required=True, readonly=True)
    is_emergency = fields.Boolean("Emergency", readonly=True)
    is_later = fields.Boolean("Filed afterwards", readonly=True)
    day_kind = fields.Selection(DAY_KINDS, required=True, readonly=True)
    asked_hours = fields.Float("Hours asked for", readonly=True, aggregator="sum")
    approved_hours = fields.Float("Hours approved", readonly=True, aggregator="sum")
    registered_hours = fields.Float("Hours registered", readonly=True)
    registered_at = fields.Datetime("Registered on", readonly=True)
    registered_by_id = fields.Many2one(
        "res.users", "Registered by", readonly=True, ondelete="restrict"
    )
    worked_hours = fields.Float("Hours worked", readonly=True, aggregator="sum")
    counted_at = fields.Datetime("Counted on", readonly=True, copy=False)
    counted_hours = fields.Float("Hours counted", readonly=True, aggregator="sum")
    worth_hours = fields.Float(
        "Worth",
        readonly=True,
        aggregator="sum",
        help="Counted hours by the percentage of the kind of day.",
    )
    is_pay = fields.Boolean("Paid", readonly=True)
    allocation_id = fields.Many2one(
        "hr.leave.allocation", "Rest", readonly=True, ondelete="set null"
    )
    rest_until = fields.Date("Rest lapses on", related="allocation_id.date_to")
    rest_left = fields.Float("Rest left", compute="_compute_rest_left")
    is_lapsed = fields.Boolean("Rest lapsed", compute="_compute_rest_left")
    because = fields.Json(readonly=True, export_string_translation=False)
    explanation = fields.Text(compute="_compute_explanation")

    _one_each = models.UniqueIndex(
        "(request_id)", "A request asks for one piece of overtime."
    )
    _sane = models.Constraint(
        "CHECK (stop > start AND asked_hours BETWEEN 0 AND 48 "
        "AND approved_hours BETWEEN 0 AND 48 AND registered_hours BETWEEN 0 AND 48 "
        "AND worked_hours BETWEEN 0 AND 48 AND counted_hours BETWEEN 0 AND 240)",
        "Overtime ends after it begins and lasts at most 48 hours.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, tsrange(start, stop) WITH &&) "
        "WHERE (state <> 'cancelled') DEFERRABLE",
        "Somebody asks for the same hours of overtime once.",
    )
    _counting_idx = models.Index("(employee_id, date) WHERE state <> 'cancelled'")
    _due_idx = models.Index("(stop) WHERE state = 'approved' AND counted_at IS NULL")

    @api.constrains("employee_id", "start", "stop", "state")
    def _check_alone(self):
        """Name the request in the way; one query for all that are saved together."""
        ours = self.filtered(lambda row: row.state != "cancelled")
        if not ours:
            return
        others = self.sudo().search(
            Domain("employee_id", "in", ours.employee_id.ids)
            & Domain("state", "!=", "cancelled")
            & Domain("start", "<", max(ours.mapped("stop")))
            & Domain("stop", ">", min(ours.mapped("start")))
        )
        of_person = others.grouped("employee_id")
        for row in ours.sudo():
            for other in of_person.get(row.employee_id, self) - row:
                if other.start < row.stop and other.stop > row.start:
                    raise ValidationError(
                        self.env._(
                            "%(person)s has asked for overtime at this time already: "
                            "%(request)s",
                            person=row.employee_id.name,
                            request=other.request_id.display_name,
                        )
                    )

    @api.depends("employee_id", "date")
    def _compute_display_name(self):
        for overtime in self:
            day = format_date(self.env, overtime.date)
            overtime.display_name = f"{overtime.employee_id.name} · {day}"

    @api.depends("allocation_id", "state")
    def _compute_rest_left(self):
        """Tell how many hours of the rest are neither taken nor lapsed."""
        today = fields.Date.context_today(self)
        for overtime in self.sudo():
            rest = overtime.allocation_id
            overtime.is_lapsed = bool(rest.date_to and rest.date_to < today)
            stands = rest.state == "validate" and not overtime.is_lapsed
            day_hours = overtime.employee_id.resource_calendar_id.hours_per_day or 8.0
            unit = 1 if rest.type_request_unit == "hour" else day_hours
            left = rest.number_of_days * day_hours - rest.leaves_taken * unit
            overtime.rest_left = max(0.0, left) if stands else 0.0

    @api.depends("because", "state", "counted_at")
    @api.depends_context("lang")
    def _compute_explanation(self):
        """Say in the reader's language how the counted hours came about."""
        for overtime in self:
            found = [overtime._step(*step) for step in overtime.because or ()]
            if overtime.state == "approved" and not overtime.counted_at:
                found.append(overtime._awaited())
            overtime.explanation = "\n".join(found) or False

    def _awaited(self):
        """Return what approved overtime still waits for."""
        if self.policy_id.counts == "clocked":
            return self.env._(
                "It counts by the clock times of the work, once the day is over."
            )
        return self.env._("It counts once the work is over.")

    def _step(self, name, hours, limit=None, operator=None, cut=0):
        """Return the sentence of one step of the reckoning.

        :param limit: with ``operator``, the hours that are no overtime on a working day
        :param cut: so many hours were taken off because of them
        """
        if cut:
            return self._threshold_words(limit, operator, cut, hours)
        sentences = {
            "asked": self.env._("Approved: %s h"),
            "registered": self.env._("Registered after the work: %s h"),
            "clocked": self.env._("Clocked in meanwhile: %s h"),
            "shift": self.env._("Outside the shift: %s h"),
            "day": self.env._("Above what is no overtime yet on a working day: %s h"),
            "cap": self.env._("Within the limits: %s h"),
            "worth": self.env._("By the percentage of the day: %s h"),
        }
        return sentences[name] % format_duration(hours)

    def _threshold_words(self, limit, operator, cut, hours):
        """Return how much of a working day's overtime does not count, and why."""
        text = (
            self.env._(
                "On a working day less than %(limit)s h is no overtime: %(cut)s h "
                "taken off, %(hours)s h left"
            )
            if operator == "lt"
            else self.env._(
                "On a working day up to %(limit)s h is no overtime: %(cut)s h taken "
                "off, %(hours)s h left"
            )
        )
        figures = {"limit": limit, "cut": cut, "hours": hours}
        return text % {key: format_duration(value) for key, value in figures.items()}

    def _fact_reasons(self, facts):
        """Return the sentence of the hours that were posted, of each."""
        return {
            fact: " · ".join(self._step(*step) for step in fact.because or ())
            for fact in facts
        }

    def action_open_request(self):
        """Open the request on which it was asked for."""
        return inputs.one(self).request_id._get_records_action()
