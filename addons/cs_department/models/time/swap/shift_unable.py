from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ...flow.engine import inputs
from ...org.zone import day_of
from . import words

#: what whoever leads has to do about it
ACTIVITY = "mail.mail_activity_data_todo"
#: so long a reason may be
LONGEST = 500


class ShiftUnable(models.Model):
    """Somebody says that he cannot come to a shift of his; whoever leads him decides.

    The person reads his own and takes it back, leaders read those of their departments
    and ask others with one tap, HR and auditors read all. Only the methods here change
    it, and the shift stays with the person until others are asked.
    """

    _name = "cs.shift.unable"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _description = "Person who cannot come"
    _order = "id desc"
    _rec_names_search = ["employee_id.name"]
    _systray_view = "kanban"

    shift_id = fields.Many2one(
        "cs.shift", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee",
        "Cannot come",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        related="shift_id.department_id", store=True, precompute=True, index=True
    )
    times = fields.Char("When", compute="_compute_times")
    reason = fields.Char("Why", required=True, readonly=True)
    state = fields.Selection(
        [
            ("open", "Told"),
            ("settled", "Settled"),
            ("withdrawn", "Comes after all"),
        ],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
        index=True,
    )
    can_call_in = fields.Boolean(
        related="shift_id.can_call_in", export_string_translation=False
    )

    _one_open = models.UniqueIndex(
        "(shift_id, employee_id) WHERE state = 'open'",
        "You have told your leader already.",
    )

    @api.depends("shift_id")
    @api.depends_context("lang")
    def _compute_times(self):
        for one in self.sudo():
            one.times = words.shift(one.shift_id) if one.shift_id else False

    @api.depends("shift_id", "employee_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self.sudo():
            one.display_name = self.env._(
                "%(person)s cannot come: %(shift)s",
                person=one.employee_id.name or "",
                shift=one.times or "",
            )

    @api.model
    def tell(self, shift_id, reason):
        """Say that the user cannot come to a shift of his.

        :raises UserError: it is no coming shift of his, HR has turned it off, the
            reason is missing, or nobody would read it
        :return: the sentence that says who knows it now
        """
        shift = inputs.record(self.env, "cs.shift", shift_id)
        text = inputs.text(self.env, reason)
        # whoever takes the shift away meanwhile, or tells it twice, begins anew
        self.env["cs.duty.lock"].sudo()._take(self.env.user.employee_ids.ids)
        self._check_tellable(shift)
        if not text or len(text) > LONGEST:
            raise UserError(
                self.env._("Say why, in at most %s characters.", f"{LONGEST:,}")
            )
        told = self.sudo().create(
            {
                "shift_id": shift.id,
                "employee_id": shift.employee_id.id,
                "reason": text,
            }
        )
        leaders = told._leaders()
        if not leaders:
            raise UserError(
                self.env._("Nobody leads you here who could read it: call HR.")
            )
        for leader in leaders:
            own = told.with_context(lang=leader.lang, tz=leader.tz)
            own.activity_schedule(
                ACTIVITY, summary=own.display_name, note=text, user_id=leader.id
            )
        return self.env._(
            "Told now: %s. The shift stays yours until you are told.",
            format_list(self.env, leaders.mapped("name")),
        )

    @api.model
    def _check_tellable(self, shift):
        if shift.employee_id not in self.env.user.employee_ids:
            raise UserError(self.env._("This is not a shift of yours."))
        if shift.state != "published" or shift.start <= fields.Datetime.now():
            raise UserError(
                self.env._("%s is not published, or has begun.", words.shift(shift))
            )
        if not shift._may_tell()[shift.id]:
            raise UserError(
                self.env._("Here you call your leader when you cannot come.")
            )
        if self._open_of(shift):
            raise UserError(self.env._("You have told your leader already."))

    @api.model
    def _open_of(self, shifts):
        return self.sudo().search(
            [("shift_id", "in", shifts.ids), ("state", "=", "open")]
        )

    def _leaders(self):
        """Return the nearest superior who may read it, and everybody else who leads the
        department itself: one of them may be away."""
        people = self.env["hr.employee"].sudo()
        line = people._reporting_lines(self.employee_id.ids)[self.employee_id.id]
        users = self.env["res.users"].sudo()
        readers = (u for u in users.browse(filter(None, line)) if self._may_read(u))
        nearest = next(readers, users.browse())
        day = day_of(self.company_id)
        beside = users._cs_who_leads(self.department_id, day, above=False)
        return (nearest | beside.filtered(self._may_read)) - self.employee_id.user_id

    def _may_read(self, user):
        return self.with_user(user).has_access("read")

    def action_withdraw(self):
        """Say that one comes after all."""
        told = inputs.one(self)
        told.check_access("read")
        if told.employee_id not in self.env.user.employee_ids:
            raise AccessError(self.env._("Only the person himself takes it back."))
        told._check_open()
        return told.sudo()._end("withdrawn")

    def action_call_in(self):
        """Take the person off the shift and ask others for it; see the offer."""
        told = inputs.one(self)
        told.check_access("read")
        told._check_open()
        shift = told.sudo().shift_id.with_env(self.env)
        offers = self.env["cs.shift.offer"]
        offers._check_leads(shift.sudo().with_user(self.env.user))
        offer = offers.call_in(shift.id, told.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "cs.shift.offer",
            "res_id": offer,
            "views": [[False, "form"]],
        }

    def action_settle(self):
        """Nothing has to be done: the person comes, or it is settled otherwise."""
        told = inputs.one(self)
        told.check_access("read")
        self.env["cs.shift.offer"]._check_leads(told.shift_id)
        told._check_open()
        return told.sudo()._end("settled")

    def _check_open(self):
        if self.state != "open":
            raise UserError(self.env._("This is settled already."))

    def _end(self, state):
        self.write({"state": state})
        self.activity_unlink([ACTIVITY])
        return True
