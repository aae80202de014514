from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs


class Announcement(models.Model):
    """News that people read before they begin, with a receipt from each (SH-19, SH-46).

    Leaders write for the departments that they lead, HR for everybody. Employees read
    what is meant for them, auditors read all.
    """

    _name = "cs.announcement"
    _description = "Announcement"
    _inherit = ["cs.typed", "mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char("Heading", required=True, tracking=True)
    body = fields.Html("Announcement text")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
        help="With those below it. Empty: the whole company.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        tracking=True,
    )
    date_to = fields.Date("To", tracking=True, help="The last day. Empty: no end.")
    is_required = fields.Boolean(
        "Read before the shift",
        default=True,
        help="Nobody takes over a shift before he has confirmed that he read it.",
    )
    receipt_ids = fields.One2many(
        "cs.announcement.receipt", "announcement_id", "Read by"
    )
    receipt_count = fields.Integer(compute="_compute_receipts")
    is_read = fields.Boolean("Read by me", compute="_compute_receipts")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An announcement cannot end before it begins.",
    )

    @api.depends("receipt_ids")
    @api.depends_context("uid")
    def _compute_receipts(self):
        receipts = self.env["cs.announcement.receipt"].sudo()
        of_these = Domain("announcement_id", "in", self.ids)
        counts = dict(receipts._read_group(of_these, ["announcement_id"], ["__count"]))
        mine = receipts.search(
            of_these & Domain("employee_id.user_id", "=", self.env.uid)
        )
        for announcement in self:
            announcement.receipt_count = counts.get(announcement._origin, 0)
            announcement.is_read = announcement._origin in mine.announcement_id

    def action_confirm_read(self):
        """Confirm that I read these announcements; twice is once."""
        inputs.rows(self).check_access("read")
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(
                self.env._("Your user has no employee. Ask HR to link them.")
            )
        self.env["cs.announcement.receipt"]._confirm(self, employee)
        return True

    @api.model
    def _current_for(self, places, first, last):
        """Return the required announcements of some days for each place; one query.

        :param places: iterable of (department id, company id)
        :return: ``{place: announcements}`` as superuser
        """
        places = set(places)
        companies = {company for _department, company in places}
        news = self.sudo().search(
            Domain("company_id", "in", list(companies))
            & Domain("is_required", "=", True)
            & Domain("date_from", "<=", last)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", first))
        )
        paths = self.env["hr.department"]._ancestor_ids({p[0] for p in places if p[0]})
        return {
            place: news.filtered(
                lambda one, place=place: (
                    one.company_id.id == place[1]
                    and (
                        not one.department_id
                        or one.department_id.id in paths.get(place[0], ())
                    )
                )
            )
            for place in places
        }
